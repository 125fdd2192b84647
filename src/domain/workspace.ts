import type { Result } from "../shared/result.ts";
import type { ContactRepository, FamilyRepository, LoadFailure, SettingsRepository } from "./repositories.ts";
import type { SecondCopy } from "./second-copy.ts";
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
  /** Whether this browser is known to have held this vault, for when it holds none. */
  wasHere(): Promise<boolean>;
  /** The second copy of the records; made-up families have none. Rejects when its code does not load. */
  secondCopy(): Promise<SecondCopy | undefined>;
  /** Works the caseload out again after records were put back. */
  rebuildSummaries(): Promise<Result<unknown, LoadFailure>>;
  /** Forgets what is in memory and lets go of the database. Called at each lock; the next use opens it again. */
  close(): void;
}
