import type { Result } from "../shared/result.ts";
import type { EventLogAccess } from "./event-log.ts";
import type { RecordArchive } from "./record-archive.ts";
import type {
  ContactRepository,
  FamilyRepository,
  LoadFailure,
  SaveFailure,
  SettingsRepository,
} from "./repositories.ts";
import type { SecondCopy } from "./second-copy.ts";
import type { StandingRecords } from "./standing-records.ts";
import type { VaultAccess } from "./vault-access.ts";

/** Real families and made-up ones live in two databases with two vaults, and never mix. */
export type WorkspaceKind = "real" | "training";

/** What checking every record found. */
export interface RecordCheck {
  opened: number;
  unreadable: number;
  /** Older copies, or rows that the log does not know: something other than the app put them there. */
  notAsSaved: number;
  /** The log does not go on from where it stood before, so what was saved since may be missing or older. */
  isLogPutBack: boolean;
}

/** What a look at the store found, without opening the records. */
export interface LookOver {
  /** Rows that are gone, put back, or not known to the log. */
  suspects: number;
  /** Among them are rows of summaries, so that the caseload has to be loaded again. */
  areSummariesSuspect: boolean;
  /** The log does not go on from where it stood before: all of the store was put back, or the log was. */
  isLogPutBack: boolean;
}

/** Why some records are still under the keys before the present ones. All of them can be read as before. */
export type NewKeysProblem =
  | SaveFailure
  /** Damaged records do not open, so they stay under the former keys, which are kept for them. */
  | { kind: "unreadable-left"; count: number }
  | { kind: "header-altered" };

/** One store of records with its vault. */
export interface Workspace {
  kind: WorkspaceKind;
  vault: VaultAccess;
  families: FamilyRepository;
  contacts: ContactRepository;
  settings: SettingsRepository;
  /** Starts reading what an unlock will need, while the keys are still being worked out. */
  readAhead(): void;
  /** Amendments, error marks and removals. Their code is loaded when it is first asked for. */
  standing(): Promise<Result<StandingRecords, LoadFailure>>;
  log: EventLogAccess;
  /** For idle time after unlocking: looks for signs that something other than the app changed the store. */
  lookOver(): Promise<Result<LookOver, LoadFailure>>;
  /** Opens every row, to find those that cannot be opened or are not as they were saved. */
  checkRecords(): Promise<Result<RecordCheck, LoadFailure>>;
  /**
   * Seals under the present keys whatever is still under former ones, then lets go of these. May break off at any point
   * and be called again. Rows get new versions: what was loaded before has to be loaded again.
   */
  finishNewKeys(): Promise<Result<undefined, NewKeysProblem>>;
  /** The records as a whole, for backing up and restoring. */
  archive(): Promise<Result<RecordArchive, LoadFailure>>;
  /** Whether this browser is known to have held this vault, for when it holds none. */
  wasHere(): Promise<boolean>;
  /** The second copy of the records; made-up families have none. Rejects when its code does not load. */
  secondCopy(): Promise<SecondCopy | undefined>;
  /** Works the caseload out again after records were put back. */
  rebuildSummaries(): Promise<Result<unknown, LoadFailure>>;
  /** Forgets what is in memory and lets go of the database. Called at each lock; the next use opens it again. */
  close(): void;
}
