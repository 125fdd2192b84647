import type { Result } from "../shared/result.ts";
import type { Contact, DraftContact, FinalContact } from "./contact.ts";
import type { EventNote } from "./event-log.ts";
import type { Family } from "./family.ts";
import type { ContactId, FamilyId } from "./ids.ts";
import type { Settings } from "./settings.ts";
import type { FamilySummary } from "./summary.ts";

/** A value with the version of its row, which the next save must name. */
export interface Stored<T> {
  value: T;
  version: number;
}

/** Why something could not be read. Nothing is deleted or changed in any of these. */
export type LoadFailure =
  /** There is no such row. */
  | { kind: "missing" }
  /** The row is there but does not decrypt or does not match its schema; it is set aside as it is. */
  | { kind: "unreadable" }
  /** An older copy of the row was put in its place, or it was taken away, by something other than the app. */
  | { kind: "not-as-saved" }
  | { kind: "locked" }
  /** The store did not answer, or cannot be opened. */
  | { kind: "unavailable"; cause: unknown };

/** Why something was not saved. The store is as it was before, and what was to be saved is still in memory. */
export type SaveFailure =
  /** Another window saved a newer version. */
  | { kind: "changed-elsewhere" }
  /** The device has no space left for it. */
  | { kind: "full" }
  | { kind: "locked" }
  /** The store did not confirm within the time the watchdog allows. It may or may not hold the change. */
  | { kind: "timed-out" }
  /** Reading back after the save did not give what was written. */
  | { kind: "not-verified" }
  | { kind: "unavailable"; cause: unknown };

/** Families and their summaries. Each save is one strict transaction, complete before the promise resolves. */
export interface FamilyRepository {
  /** All summaries of the caseload. `setAside` counts families whose record could not be read at all. */
  loadSummaries(): Promise<Result<{ summaries: FamilySummary[]; setAside: number }, LoadFailure>>;
  load(id: FamilyId): Promise<Result<Stored<Family>, LoadFailure>>;
  /** Adds a family with its summary. */
  add(family: Family): Promise<Result<Stored<Family>, SaveFailure>>;
  /**
   * Saves a family with its summary, if nobody saved it since it was loaded. `event` says what the change stands for,
   * if it is more than a change of the family.
   */
  save(family: Stored<Family>, event?: EventNote): Promise<Result<Stored<Family>, SaveFailure>>;
}

/** A contact and its family after a save that changed both. */
export interface StoredPair<C extends Contact> {
  contact: Stored<C>;
  family: Stored<Family>;
}

/** Contacts. A final contact is never written again. */
export interface ContactRepository {
  load(id: ContactId): Promise<Result<Stored<Contact>, LoadFailure>>;
  /** Stores a new draft and its entry in the family, together. */
  start(draft: DraftContact, family: Stored<Family>): Promise<Result<StoredPair<DraftContact>, SaveFailure>>;
  /** Stores a draft as it stands, whether or not its answers are valid or complete. */
  saveDraft(draft: Stored<DraftContact>): Promise<Result<Stored<DraftContact>, SaveFailure>>;
  /** Fixes the record and its entry in the family, together, then reads it back and compares before it resolves. */
  finalise(
    record: Stored<FinalContact>,
    family: Stored<Family>,
  ): Promise<Result<StoredPair<FinalContact>, SaveFailure>>;
  /** Removes a draft in which nothing was answered, and its entry in the family. Fails on any other. */
  discardUntouched(draft: Stored<DraftContact>, family: Stored<Family>): Promise<Result<Stored<Family>, SaveFailure>>;
}

/** The visitor's settings. */
export interface SettingsRepository {
  /** The settings, or the defaults with version 0 when none were saved yet. */
  load(): Promise<Result<Stored<Settings>, LoadFailure>>;
  save(settings: Stored<Settings>): Promise<Result<Stored<Settings>, SaveFailure>>;
}
