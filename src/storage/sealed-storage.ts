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
import { SealedContactRepository } from "./contact-repository.ts";
import { Database } from "./database.ts";
import { SealedFamilyRepository } from "./family-repository.ts";
import { RecordLoader } from "./load-record.ts";
import { openLogStore } from "./log-store.ts";
import { ReadAhead } from "./read-ahead.ts";
import type { ResealReport } from "./reseal-rows.ts";
import type { RowSaverOptions } from "./save-rows.ts";
import { SealedSettingsRepository } from "./settings-repository.ts";
import { type Caseload, SummaryIndex } from "./summary-index.ts";
import type { Upkeep } from "./upkeep.ts";

/** The records of one vault, for as long as it is unlocked. */
export interface SealedStorage {
  families: FamilyRepository;
  contacts: ContactRepository;
  settings: SettingsRepository;
  /** Starts reading what an unlock will need, before the keys are there. */
  readAhead(): void;
  /** Amendments, error marks and removals. Their code is loaded when it is first asked for. */
  standing(): Promise<Result<StandingRecords, LoadFailure>>;
  /** Rejects when its code does not load. */
  upkeep(): Promise<Upkeep>;
  /** Seals under the keys of `epoch` what is under earlier ones. */
  resealRows(epoch: number): Promise<Result<ResealReport, SaveFailure>>;
  /** The records as a whole. Its code is loaded when it is asked for: no contact needs it. */
  archive(): Promise<Result<RecordArchive, LoadFailure>>;
  /** Works the summaries out again from the families, for after rows were put back. */
  rebuildSummaries(): Promise<Result<Caseload, LoadFailure>>;
  /** Forgets what is in memory and lets go of the database; saves under way still end. To be called at each lock. */
  close(): void;
}

/** What storage is made of. */
export interface StorageOptions extends Pick<RowSaverOptions, "onCommit"> {
  databaseName: string;
  sealer: Sealer;
  /** Runs work that can wait, such as a checkpoint of the log. Without it there is none but by `lookOver`. */
  whenIdle?: (work: () => unknown) => void;
}

/** Storage for the vault that `sealer` has unlocked. Opens the database only when it is first used. */
export function openSealedStorage({ databaseName, sealer, onCommit, whenIdle }: StorageOptions): SealedStorage {
  const database = new Database(databaseName);
  const readAhead = new ReadAhead(database);
  const upkeep = async () => (await import("./upkeep.ts")).openUpkeep(store, databaseName);
  const keepLog = () =>
    upkeep().then(
      (opened) => opened.keepLog(),
      () => undefined, // the code did not load; the next checkpoint does it
    );
  let isKeeping = false;
  const onLogFull = () => {
    if (isKeeping) return;
    isKeeping = whenIdle !== undefined;
    whenIdle?.(async () => {
      await keepLog();
      isKeeping = false;
    });
  };
  const store = openLogStore(database, sealer, { onCommit, onLogFull, readAhead });
  const records = new RecordLoader(store.rows, store.manifest);
  const index = new SummaryIndex(store, readAhead);
  let standing: StandingRecords | undefined;
  return {
    families: new SealedFamilyRepository(records, index),
    contacts: new SealedContactRepository(store, records, index),
    settings: new SealedSettingsRepository(records, store.saver, store.names),
    readAhead: () => readAhead.begin(),
    async standing() {
      try {
        const { openStandingRows } = await import("./standing-rows.ts");
        standing ??= openStandingRows(store, records, index);
        return ok(standing);
      } catch (cause) {
        return err({ kind: "unavailable", cause });
      }
    },
    upkeep,
    // Only Settings asks for these, so their code comes when it does.
    async resealRows(epoch) {
      const { resealRows } = await import("./reseal-rows.ts");
      return resealRows({ database, sealer, store }, epoch);
    },
    async archive() {
      try {
        const { SealedRecordArchive } = await import("./record-archive.ts");
        return ok(new SealedRecordArchive({ sealer, rows: store.rows, records, index }));
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
