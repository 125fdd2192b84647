import type { Result } from "../shared/result.ts";
import type { RecordArchive } from "./record-archive.ts";
import type { ContactRepository, FamilyRepository, LoadFailure, SettingsRepository } from "./repositories.ts";
import type { VaultAccess } from "./vault-access.ts";

/** Real families and made-up ones live in two databases with two vaults, and never mix. */
export type WorkspaceKind = "real" | "training";

/** What checking every record found. */
export interface RecordCheck {
  opened: number;
  unreadable: number;
}

/** One store of records with its vault. */
export interface Workspace {
  kind: WorkspaceKind;
  vault: VaultAccess;
  families: FamilyRepository;
  contacts: ContactRepository;
  settings: SettingsRepository;
  /** Opens every row, to find those that cannot be opened. */
  checkRecords(): Promise<Result<RecordCheck, LoadFailure>>;
  /** The records as a whole, for backing up and restoring. */
  archive(): Promise<Result<RecordArchive, LoadFailure>>;
  /** Forgets what is in memory and lets go of the database. Called at each lock; the next use opens it again. */
  close(): void;
}
