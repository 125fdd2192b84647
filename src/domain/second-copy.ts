import type { Result } from "../shared/result.ts";
import type { CivilDate } from "./dates.ts";

/** What a look at the second copy found. */
export interface CopyCheck {
  /** Records in it. */
  kept: number;
  /** Records that the store lacks or holds older or damaged, and that can be put back. */
  toPutBack: number;
  /** Records that were used on after a later version was lost. Neither is written over. */
  forked: number;
  /** Records that it lacked, and has now. */
  added: number;
  /** Whether parts of it did not read: the torn end of a crash, or damage. They are left out from now on. */
  wasDamaged: boolean;
  /** Whether the vault's header is in the store or in the copy. Without it nobody can open a record. */
  hasHeader: boolean;
}

/** Why the second copy could not be read or written, or records not be put back. Nothing was deleted. */
export interface CopyFailure {
  kind: "unavailable";
  cause: unknown;
}

/** What putting back came to, counted afterwards in the store. */
export interface PutBack {
  putBack: number;
  /** Records that are still not as the second copy has them. */
  left: number;
}

/** What is known outside the store of the vault that this device holds. No word of it is about a person. */
export interface Witness {
  vaultId: string;
  /** The day on which the vault was made. */
  madeOn: CivilDate;
  /** Records when it was last written. */
  records: number;
}

/** The second copy of the sealed records, apart from the store. Made for all that needs no key, so it works locked. */
export interface SecondCopy {
  /** Whether all that was saved since the app was opened is in it. */
  readonly isWritten: boolean;
  /**
   * Compares it with the store, and adds to it what it lacks. `rest` is awaited between the parts, of which a large
   * caseload has hundreds, so that what somebody does meanwhile goes first; but not while another call waits for this.
   */
  check(rest?: () => Promise<void>): Promise<Result<CopyCheck, CopyFailure>>;
  /** Puts back what the last check found, the header first. Can be broken off and begun again. */
  putBack(onProgress?: (done: number, all: number) => void): Promise<Result<PutBack, CopyFailure>>;
  /** Whether records were put back that the caseload may not know of. */
  readonly isRebuildDue: boolean;
  /** To be called once the caseload was worked out again. */
  noteRebuilt(): void;
  /** What was written down outside the store, if anything was. */
  witness(): Promise<Witness | undefined>;
  /** Makes this device a new one to the app. What is left of the second copy stays where it is. */
  startAgain(): Promise<void>;
}
