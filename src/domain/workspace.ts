import type { Result } from "../shared/result.ts";
import type { EventLogAccess } from "./event-log.ts";
import type { ContactRepository, FamilyRepository, LoadFailure, SettingsRepository } from "./repositories.ts";
import type { VaultAccess } from "./vault-access.ts";

/** Real families and made-up ones live in two databases with two vaults, and never mix. */
export type WorkspaceKind = "real" | "training";

/** What checking every record found. */
export interface RecordCheck {
  opened: number;
  unreadable: number;
  /** Older copies, or rows that the log does not know: something other than the app put them there. */
  notAsSaved: number;
}

/** What a look at the store found, without opening the records. */
export interface LookOver {
  /** Rows that are gone, put back, or not known to the log. */
  suspects: number;
  /** Among them are rows of summaries, so that the caseload has to be loaded again. */
  areSummariesSuspect: boolean;
}

/** One store of records with its vault. */
export interface Workspace {
  kind: WorkspaceKind;
  vault: VaultAccess;
  families: FamilyRepository;
  contacts: ContactRepository;
  settings: SettingsRepository;
  log: EventLogAccess;
  /** For idle time after unlocking: looks for signs that something other than the app changed the store. */
  lookOver(): Promise<Result<LookOver, LoadFailure>>;
  /** Opens every row, to find those that cannot be opened or are not as they were saved. */
  checkRecords(): Promise<Result<RecordCheck, LoadFailure>>;
  /** Forgets what is in memory and lets go of the database. Called at each lock; the next use opens it again. */
  close(): void;
}
