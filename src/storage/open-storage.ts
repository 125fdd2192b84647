import type { ContactRepository, FamilyRepository, SettingsRepository } from "../domain/repositories.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { Database } from "./database.ts";
import { DatabaseHeaderStore } from "./header-store.ts";
import type { SealedStorage, StorageOptions } from "./sealed-storage.ts";

/** Where the vault of this database keeps its header. `close` lets go of the database; `onSave` is told of each header. */
export function openHeaderStore({ databaseName, onSave }: HeaderStoreParts): DatabaseHeaderStore {
  return new DatabaseHeaderStore(new Database(databaseName), onSave);
}

interface HeaderStoreParts {
  databaseName: string;
  onSave?: ((header: object) => Promise<void>) | undefined;
}

/**
 * Storage for the vault that `sealer` has unlocked. The first screen needs none of it, so its code is loaded when it is
 * first used, as the database is. Code that does not load makes that use fail as `unavailable`; the next tries again.
 */
export function openStorage(options: StorageOptions): SealedStorage {
  let storage: SealedStorage | undefined;
  let loading: Promise<SealedStorage> | undefined;
  let isClosed = false;

  async function load(): Promise<SealedStorage> {
    const { openSealedStorage } = await import("./sealed-storage.ts");
    storage = openSealedStorage(options);
    if (isClosed) storage.close();
    return storage;
  }

  async function loadAndUse<T, E>(use: Use<T, E>): Promise<Result<T, E | Unavailable>> {
    loading ??= load();
    try {
      await loading;
    } catch (cause) {
      loading = undefined;
      return err({ kind: "unavailable", cause });
    }
    return use(await loading);
  }

  // At once when the code is there, as if it had never been apart.
  function withStorage<T, E>(use: Use<T, E>): Promise<Result<T, E | Unavailable>> {
    return storage === undefined ? loadAndUse(use) : use(storage);
  }

  const families: FamilyRepository = {
    loadSummaries: () => withStorage((opened) => opened.families.loadSummaries()),
    load: (id) => withStorage((opened) => opened.families.load(id)),
    add: (family) => withStorage((opened) => opened.families.add(family)),
    save: (family) => withStorage((opened) => opened.families.save(family)),
  };
  const contacts: ContactRepository = {
    load: (id) => withStorage((opened) => opened.contacts.load(id)),
    start: (draft, family) => withStorage((opened) => opened.contacts.start(draft, family)),
    saveDraft: (draft) => withStorage((opened) => opened.contacts.saveDraft(draft)),
    finalise: (record, family) => withStorage((opened) => opened.contacts.finalise(record, family)),
    discardUntouched: (draft, family) => withStorage((opened) => opened.contacts.discardUntouched(draft, family)),
  };
  const settings: SettingsRepository = {
    load: () => withStorage((opened) => opened.settings.load()),
    save: (changed) => withStorage((opened) => opened.settings.save(changed)),
  };
  return {
    families,
    contacts,
    settings,
    readAhead() {
      void withStorage(async (opened) => ok(opened.readAhead()));
    },
    checkAllRows: () => withStorage((opened) => opened.checkAllRows()).catch(unavailable),
    resealRows: (epoch) => withStorage((opened) => opened.resealRows(epoch)).catch(unavailable),
    archive: () => withStorage((opened) => opened.archive()),
    rebuildSummaries: () => withStorage((opened) => opened.rebuildSummaries()),
    standing: () => withStorage((opened) => opened.standing()),
    close() {
      isClosed = true;
      storage?.close();
    },
  };
}

// Their code did not load.
function unavailable(cause: unknown) {
  return err<Unavailable>({ kind: "unavailable", cause });
}

type Use<T, E> = (storage: SealedStorage) => Promise<Result<T, E>>;

interface Unavailable {
  kind: "unavailable";
  cause: unknown;
}
