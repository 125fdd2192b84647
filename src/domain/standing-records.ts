import type { Result } from "../shared/result.ts";
import type { Amendment, DraftAmendment, FinalAmendment } from "./amendment.ts";
import type { Author } from "./author.ts";
import type { Contact } from "./contact.ts";
import type { Moment } from "./dates.ts";
import type { ErrorMark } from "./error-mark.ts";
import type { ContactEntry, Family } from "./family.ts";
import type { AmendmentId, ContactId, ErrorMarkId } from "./ids.ts";
import type { ContactReceipt } from "./receipt.ts";
import type { LoadFailure, SaveFailure, Stored } from "./repositories.ts";

/** An amendment and its family after a save that changed both. */
export interface StoredAmendment<A extends Amendment> {
  amendment: Stored<A>;
  family: Stored<Family>;
}

/** Who removed something from the device, and when. */
export interface Removal {
  by: Author;
  removedAt: Moment;
}

/**
 * What is said of records after they were finalised, and their removal. A record's own row is never written again but
 * by the receipt that takes its place. Each change is one strict transaction with the family that lists it.
 */
export interface StandingRecords {
  /**
   * A record as it reads with this amendment, its last one. If that cannot be read, the record does not count as
   * readable either, because an answer that was corrected must not pass for how things are.
   */
  loadAmended(id: ContactId, last: AmendmentId): Promise<Result<Stored<Contact>, LoadFailure>>;
  loadAmendment(id: AmendmentId): Promise<Result<Stored<Amendment>, LoadFailure>>;
  /** Stores a new draft amendment and its entry. Fails while the record has another, or was entered in error. */
  startAmendment(
    draft: DraftAmendment,
    family: Stored<Family>,
  ): Promise<Result<StoredAmendment<DraftAmendment>, SaveFailure>>;
  /** Stores a draft amendment as it stands, whether or not its answers are valid or complete. */
  saveAmendment(draft: Stored<DraftAmendment>): Promise<Result<Stored<DraftAmendment>, SaveFailure>>;
  /**
   * Fixes an amendment and its entry, then reads them back and compares. The record has to be handed over anew, because
   * what stands in the patient record is no longer how it reads.
   */
  finaliseAmendment(
    amendment: Stored<FinalAmendment>,
    family: Stored<Family>,
  ): Promise<Result<StoredAmendment<FinalAmendment>, SaveFailure>>;
  /** Removes a draft amendment in which nothing differs from the record, and its entry. Fails on any other. */
  discardAmendment(draft: Stored<DraftAmendment>, family: Stored<Family>): Promise<Result<Stored<Family>, SaveFailure>>;
  loadErrorMark(id: ErrorMarkId): Promise<Result<ErrorMark, LoadFailure>>;
  /** Stores the mark and names it in the record's entry, then reads both back. The record has to be handed over anew. */
  markInError(mark: ErrorMark, family: Stored<Family>): Promise<Result<Stored<Family>, SaveFailure>>;
  loadReceipt(id: ContactId): Promise<Result<ContactReceipt, LoadFailure>>;
  /**
   * Puts receipts in the place of these records, of their amendments and of their marks. Fails, and removes nothing,
   * unless every one of them may be removed: `mayBeRemoved`.
   */
  removeRecords(
    entries: readonly ContactEntry[],
    family: Stored<Family>,
    removal: Removal,
  ): Promise<Result<Stored<Family>, SaveFailure>>;
  /** Puts a receipt in the place of a family of which nothing is left and nothing is pending: `whyFamilyStays`. */
  removeFamily(family: Stored<Family>, removal: Removal): Promise<Result<undefined, SaveFailure>>;
  /** The families that have a record which may be removed, or of which all records are gone. */
  loadRemovable(): Promise<Result<Family[], LoadFailure>>;
}
