import type { ContactRepository, FamilyRepository, LoadFailure, SettingsRepository } from "../domain/repositories.ts";
import type { Sealer } from "../domain/sealing.ts";
import { err, type Result } from "../shared/result.ts";
import type { RecordCheck } from "./check-records.ts";
import { SealedContactRepository } from "./contact-repository.ts";
import { Database } from "./database.ts";
import { SealedFamilyRepository } from "./family-repository.ts";
import { RowReader } from "./read-rows.ts";
import { RowNames } from "./row-names.ts";
import { RowSaver, type RowSaverOptions } from "./save-rows.ts";
import { SealedSettingsRepository } from "./settings-repository.ts";
import { SummaryIndex } from "./summary-index.ts";

/** The records of one vault, for as long as it is unlocked. */
export interface SealedStorage {
  families: FamilyRepository;
  contacts: ContactRepository;
  settings: SettingsRepository;
  checkAllRows(): Promise<Result<RecordCheck, LoadFailure>>;
  /** Works the summaries out again from the families, for after rows were put back. */
  rebuildSummaries(): Promise<Result<unknown, LoadFailure>>;
  /** Forgets what is in memory and lets go of the database; saves under way still end. To be called at each lock. */
  close(): void;
}

/** What storage is made of. */
export interface StorageOptions extends RowSaverOptions {
  databaseName: string;
  sealer: Sealer;
}

/** Storage for the vault that `sealer` has unlocked. Opens the database only when it is first used. */
export function openSealedStorage({ databaseName, sealer, ...options }: StorageOptions): SealedStorage {
  const database = new Database(databaseName);
  const reader = new RowReader(database, sealer);
  const saver = new RowSaver(database, sealer, options);
  const names = new RowNames(sealer);
  const index = new SummaryIndex(reader, saver, names);
  return {
    families: new SealedFamilyRepository(reader, index),
    contacts: new SealedContactRepository(reader, saver, index),
    settings: new SealedSettingsRepository(reader, saver, names),
    async checkAllRows() {
      try {
        // Only the settings ask for it.
        const { checkAllRows } = await import("./check-records.ts");
        return await checkAllRows(reader, names);
      } catch (cause) {
        return err({ kind: "unavailable", cause });
      }
    },
    rebuildSummaries: () => index.load({ afresh: true }),
    close() {
      index.forget();
      database.close();
    },
  };
}
