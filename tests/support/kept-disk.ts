import { IDBFactory } from "fake-indexeddb";

interface KeptDatabase {
  name: string;
  version: number;
  stores: KeptStore[];
}

interface KeptStore {
  name: string;
  keyPath: string | string[] | null;
  keys: IDBValidKey[];
  values: unknown[];
}

/**
 * Keeps what is on the fake disk now. Gives back how to put a new disk with the same in its place, as often as wanted:
 * much faster than to make it anew. Stores without indexes and with keys of their own, as the app has them.
 */
export async function keepDisk(): Promise<() => Promise<void>> {
  const kept: KeptDatabase[] = [];
  for (const { name = "", version = 1 } of await indexedDB.databases()) {
    const db = await asked(indexedDB.open(name));
    const names = [...db.objectStoreNames];
    const transaction = db.transaction(names);
    const stores = names.map((storeName) => transaction.objectStore(storeName));
    kept.push({ name, version, stores: await Promise.all(stores.map(keepStore)) });
    db.close();
  }
  return async () => {
    globalThis.indexedDB = new IDBFactory();
    for (const database of kept) await layOut(database);
  };
}

async function keepStore(store: IDBObjectStore): Promise<KeptStore> {
  if (store.indexNames.length > 0 || store.autoIncrement) throw new Error(`"${store.name}" has more than is kept here`);
  const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked<unknown[]>(store.getAll())]);
  return { name: store.name, keyPath: store.keyPath, keys, values };
}

async function layOut({ name, version, stores }: KeptDatabase): Promise<void> {
  const opening = indexedDB.open(name, version);
  opening.onupgradeneeded = () => {
    for (const { name: storeName, keyPath, keys, values } of stores) {
      const store = opening.result.createObjectStore(storeName, { keyPath });
      values.forEach((value, n) => {
        store.put(value, ...(keyPath === null ? [keys[n]] : []));
      });
    }
  };
  (await asked(opening)).close();
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
