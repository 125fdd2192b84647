import type { RecordArchive } from "../domain/record-archive.ts";
import type {
  ContactRepository,
  FamilyRepository,
  LoadFailure,
  SaveFailure,
  SettingsRepository,
} from "../domain/repositories.ts";
import type { Sealer } from "../domain/sealing.ts";
import type { StandingRecords } from "../domain/standing-records.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { RecordCheck } from "./check-records.ts";
import { SealedContactRepository } from "./contact-repository.ts";
import { Database } from "./database.ts";
import { SealedFamilyRepository } from "./family-repository.ts";
import { ReadAhead } from "./read-ahead.ts";
import { RowReader } from "./read-rows.ts";
import type { ResealReport } from "./reseal-rows.ts";
import { RowNames } from "./row-names.ts";
import { RowSaver, type RowSaverOptions } from "./save-rows.ts";
import { SealedSettingsRepository } from "./settings-repository.ts";
import { SummaryIndex } from "./summary-index.ts";

/** The records of one vault, for as long as it is unlocked. */
export interface SealedStorage {
  families: FamilyRepository;
  contacts: ContactRepository;
  settings: SettingsRepository;
  /** Starts reading what an unlock will need, before the keys are there. */
  readAhead(): void;
  /** Amendments, error marks and removals. Their code is loaded when it is first asked for. */
  standing(): Promise<Result<StandingRecords, LoadFailure>>;
  checkAllRows(): Promise<Result<RecordCheck, LoadFailure>>;
  /** Seals under the keys of `epoch` what is under earlier ones. */
  resealRows(epoch: number): Promise<Result<ResealReport, SaveFailure>>;
  /** The records as a whole. Its code is loaded when it is asked for: no contact needs it. */
  archive(): Promise<Result<RecordArchive, LoadFailure>>;
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
  const readAhead = new ReadAhead(database);
  const reader = new RowReader(database, sealer, readAhead);
  const saver = new RowSaver(database, sealer, options);
  const names = new RowNames(sealer);
  const index = new SummaryIndex(reader, saver, names, readAhead);
  let standing: StandingRecords | undefined;
  return {
    families: new SealedFamilyRepository(reader, index),
    contacts: new SealedContactRepository(reader, saver, index),
    settings: new SealedSettingsRepository(reader, saver, names),
    readAhead: () => readAhead.begin(),
    async standing() {
      try {
        const { openStandingRows } = await import("./standing-rows.ts");
        standing ??= openStandingRows(reader, saver, index);
        return ok(standing);
      } catch (cause) {
        return err({ kind: "unavailable", cause });
      }
    },
    // Only Settings asks for these, so their code comes when it does.
    async checkAllRows() {
      try {
        const { checkAllRows } = await import("./check-records.ts");
        return await checkAllRows(reader, names);
      } catch (cause) {
        return err({ kind: "unavailable", cause });
      }
    },
    async resealRows(epoch) {
      const { resealRows } = await import("./reseal-rows.ts");
      return resealRows({ database, saver, sealer }, epoch);
    },
    async archive() {
      try {
        const { SealedRecordArchive } = await import("./record-archive.ts");
        return ok(new SealedRecordArchive(sealer, reader, index));
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
