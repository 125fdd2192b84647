import type { EventLogAccess } from "../domain/event-log.ts";
import type {
  ContactRepository,
  FamilyRepository,
  LoadFailure,
  SaveFailure,
  SettingsRepository,
} from "../domain/repositories.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { Database } from "./database.ts";
import { DatabaseHeaderStore } from "./header-store.ts";
import type { SealedStorage, StorageOptions } from "./sealed-storage.ts";
import type { Upkeep } from "./upkeep.ts";

/** Where the vault of this database keeps its header. `close` lets go of the database; `onSave` is told of each header. */
export function openHeaderStore({ databaseName, onSave }: HeaderStoreParts): DatabaseHeaderStore {
  return new DatabaseHeaderStore(new Database(databaseName), onSave);
}

interface HeaderStoreParts {
  databaseName: string;
  onSave?: ((header: object) => Promise<void>) | undefined;
}

/** Storage whose code is loaded when it is first used. */
export interface OpenStorage
  extends Omit<SealedStorage, "upkeep">,
    Pick<Upkeep, "checkAllRows" | "checkRecords" | "lookOver"> {
  log: EventLogAccess;
}

/**
 * Storage for the vault that `sealer` has unlocked. The first screen needs none of it, so its code is loaded when it is
 * first used, as the database is. Code that does not load makes that use fail as `unavailable`; the next tries again.
 */
export function openStorage(options: StorageOptions): OpenStorage {
  let storage: SealedStorage | undefined;
  let loading: Promise<SealedStorage> | undefined;
  let isClosed = false;

  async function load(): Promise<SealedStorage> {
    const { openSealedStorage } = await import("./sealed-storage.ts");
    storage = openSealedStorage(options);
    if (isClosed) storage.close();
    return storage;
  }

  async function withStorage<T, E>(use: (storage: SealedStorage) => Promise<Result<T, E>>) {
    try {
      // At once when the code is there, as if it had never been apart.
      if (storage !== undefined) return await use(storage);
      loading ??= load();
      return await use(await loading);
    } catch (cause) {
      loading = undefined;
      return err({ kind: "unavailable" as const, cause });
    }
  }

  // Each method of a part, called on the part once it is there.
  function later<P extends object>(part: (storage: SealedStorage) => P | Promise<P>): P {
    const get =
      (_target: object, name: string | symbol) =>
      (...args: unknown[]) =>
        withStorage(async (opened) => {
          const loaded = part(opened);
          const target = loaded instanceof Promise ? await loaded : loaded;
          return (Reflect.get(target, name) as Method).apply(target, args);
        });
    // Every member of the parts is a method that gives a promise of a result, which may as well be "unavailable".
    return new Proxy({}, { get }) as P;
  }

  return {
    families: later<FamilyRepository>((opened) => opened.families),
    contacts: later<ContactRepository>((opened) => opened.contacts),
    settings: later<SettingsRepository>((opened) => opened.settings),
    log: later<EventLogAccess>(async (opened) => (await opened.upkeep()).log),
    readAhead() {
      void withStorage(async (opened) => ok(opened.readAhead()));
    },
    resealRows: (epoch) => withStorage((opened) => opened.resealRows(epoch)),
    archive: () => withStorage((opened) => opened.archive()),
    rebuildSummaries: () => withStorage((opened) => opened.rebuildSummaries()),
    standing: () => withStorage((opened) => opened.standing()),
    checkAllRows: () => withStorage(async (opened) => (await opened.upkeep()).checkAllRows()),
    checkRecords: () => withStorage(async (opened) => (await opened.upkeep()).checkRecords()),
    lookOver: () => withStorage(async (opened) => (await opened.upkeep()).lookOver()),
    close() {
      isClosed = true;
      storage?.close();
    },
  };
}

type Method = (...args: unknown[]) => Promise<Result<unknown, LoadFailure | SaveFailure>>;
