import type { Result } from "../shared/result.ts";
import type { ContactRepository, FamilyRepository, LoadFailure, SettingsRepository } from "./repositories.ts";
import type { StandingRecords } from "./standing-records.ts";
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
  /** Amendments, error marks and removals. Their code is loaded when it is first asked for. */
  standing(): Promise<Result<StandingRecords, LoadFailure>>;
  /** Opens every row, to find those that cannot be opened. */
  checkRecords(): Promise<Result<RecordCheck, LoadFailure>>;
  /** Forgets what is in memory and lets go of the database. Called at each lock; the next use opens it again. */
  close(): void;
}
