import type { ContactRepository, FamilyRepository, LoadFailure, SettingsRepository } from "../domain/repositories.ts";
import type { Sealer } from "../domain/sealing.ts";
import type { StandingRecords } from "../domain/standing-records.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { RecordCheck } from "./check-records.ts";
import { SealedContactRepository } from "./contact-repository.ts";
import { Database } from "./database.ts";
import { SealedFamilyRepository } from "./family-repository.ts";
import { RowReader } from "./read-rows.ts";
import { RowNames } from "./row-names.ts";
import { RowSaver } from "./save-rows.ts";
import { SealedSettingsRepository } from "./settings-repository.ts";
import { SummaryIndex } from "./summary-index.ts";

/** The records of one vault, for as long as it is unlocked. */
export interface SealedStorage {
  families: FamilyRepository;
  contacts: ContactRepository;
  settings: SettingsRepository;
  /** Amendments, error marks and removals. Their code is loaded when it is first asked for. */
  standing(): Promise<Result<StandingRecords, LoadFailure>>;
  checkAllRows(): Promise<Result<RecordCheck, LoadFailure>>;
  /** Forgets what is in memory and lets go of the database; saves under way still end. To be called at each lock. */
  close(): void;
}

/** Storage for the vault that `sealer` has unlocked. Opens the database only when it is first used. */
export function openSealedStorage({ databaseName, sealer }: { databaseName: string; sealer: Sealer }): SealedStorage {
  const database = new Database(databaseName);
  const reader = new RowReader(database, sealer);
  const saver = new RowSaver(database, sealer);
  const names = new RowNames(sealer);
  const index = new SummaryIndex(reader, saver, names);
  let standing: StandingRecords | undefined;
  return {
    families: new SealedFamilyRepository(reader, index),
    contacts: new SealedContactRepository(reader, saver, index),
    settings: new SealedSettingsRepository(reader, saver, names),
    async standing() {
      try {
        const { openStandingRows } = await import("./standing-rows.ts");
        standing ??= openStandingRows(reader, saver, index);
        return ok(standing);
      } catch (cause) {
        return err({ kind: "unavailable", cause });
      }
    },
    async checkAllRows() {
      try {
        const { checkAllRows } = await import("./check-records.ts");
        return await checkAllRows(reader, names);
      } catch (cause) {
        return err({ kind: "unavailable", cause });
      }
    },
    close() {
      index.forget();
      database.close();
    },
  };
}
