import type { Result } from "../shared/result.ts";
import type { Contact } from "./contact.ts";
import type { Moment } from "./dates.ts";
import type { Family } from "./family.ts";
import type { ContactId } from "./ids.ts";
import type { LoadFailure, SaveFailure, Stored } from "./repositories.ts";
import type { BackedUpContact } from "./settings.ts";
import type { StandingRow } from "./standing-row.ts";

/** Every record of a vault. */
export interface AllRecords {
  vaultId: string;
  families: Stored<Family>[];
  contacts: Stored<Contact>[];
  /** Amendments, marks of an error and receipts. Absent where there are none. */
  standing?: readonly StandingRow[];
  /** Rows that could not be read and so are in neither list. */
  unreadable: number;
}

/** One family as a restore leaves it, with the contacts to write. Version 0: there is no such row yet. */
export interface FamilyRestore {
  family: Stored<Family>;
  contacts: readonly Stored<Contact>[];
  /** Amendments, marks and receipts that are not here yet. Only a draft amendment is written over, by its final state. */
  standing?: readonly StandingRow[];
}

/** What would be lost with this device. */
export interface OnlyHere {
  /** Drafts, and finalised contacts that are neither in the patient record nor in a backup. */
  contacts: number;
  /** When the oldest of them was begun. */
  since?: Moment;
}

/** The records as a whole, for backing up and restoring. */
export interface RecordArchive {
  readAll(): Promise<Result<AllRecords, LoadFailure>>;
  /**
   * Writes one family and its contacts in one strict transaction, if each row still has the version given. Refuses to
   * write over a finalised record. Gives the versions that the contacts now have.
   */
  restore(change: FamilyRestore): Promise<Result<ReadonlyMap<ContactId, number>, SaveFailure>>;
  /** Counts what no backup holds, given what the last one held. Reads no more than the families concerned. */
  countOnlyHere(backedUp: readonly BackedUpContact[]): Promise<Result<OnlyHere, LoadFailure>>;
}

/** Whether losing this contact's row would lose work: its text is not in the patient record. */
export function isOnlyInApp(entry: Family["contacts"][number]): boolean {
  return entry.status === "draft" || entry.handOver?.inRecordAt === undefined;
}
