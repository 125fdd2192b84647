import type { ContactRepository, FamilyRepository, SettingsRepository } from "../domain/repositories.ts";
import type { Sealer } from "../domain/sealing.ts";
import { SealedContactRepository } from "./contact-repository.ts";
import { Database } from "./database.ts";
import { SealedFamilyRepository } from "./family-repository.ts";
import { RecordLoader } from "./load-record.ts";
import { openLogStore } from "./log-store.ts";
import type { RowSaverOptions } from "./save-rows.ts";
import { SealedSettingsRepository } from "./settings-repository.ts";
import { SummaryIndex } from "./summary-index.ts";
import type { Upkeep } from "./upkeep.ts";

/** The records of one vault, for as long as it is unlocked. */
export interface SealedStorage {
  families: FamilyRepository;
  contacts: ContactRepository;
  settings: SettingsRepository;
  /** Rejects when its code does not load. */
  upkeep(): Promise<Upkeep>;
  /** Forgets what is in memory and lets go of the database; saves under way still end. To be called at each lock. */
  close(): void;
}

export interface StorageOptions extends Pick<RowSaverOptions, "onCommitted"> {
  databaseName: string;
  sealer: Sealer;
  /** Runs work that can wait, such as a checkpoint of the log. Without it there is none but by `lookOver`. */
  whenIdle?: (work: () => void) => void;
}

/** Storage for the vault that `sealer` has unlocked. Opens the database only when it is first used. */
export function openSealedStorage({ databaseName, sealer, onCommitted, whenIdle }: StorageOptions): SealedStorage {
  const database = new Database(databaseName);
  const upkeep = async () => (await import("./upkeep.ts")).openUpkeep(store);
  const keepLog = () =>
    upkeep().then(
      (opened) => opened.keepLog(),
      () => undefined, // the code did not load; the next checkpoint does it
    );
  const store = openLogStore(database, sealer, { onCommitted, onLogFull: () => whenIdle?.(() => void keepLog()) });
  const records = new RecordLoader(store.rows, store.manifest);
  const index = new SummaryIndex(store);
  return {
    families: new SealedFamilyRepository(records, index),
    contacts: new SealedContactRepository(records, store.saver, index),
    settings: new SealedSettingsRepository(records, store.saver, store.names),
    upkeep,
    close() {
      index.forget();
      database.close();
    },
  };
}
