import type { JournalFiles, JournalMedium } from "./medium.ts";

const STORE = "records";

/**
 * The journal in a database of its own, where there is no file system: each record is a segment. In WebKit a database
 * is a file of its own, so the fate of one is not the fate of the other.
 */
export async function openJournalDatabase(name: string): Promise<JournalMedium> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  // No upgrade of it waits for us.
  db.onversionchange = () => db.close();

  function write(work: (store: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = db.transaction(STORE, "readwrite", { durability: "strict" });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      work(transaction.objectStore(STORE));
    });
  }

  function read<T>(work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const request = work(db.transaction(STORE, "readonly").objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  const drop = (segment: number) =>
    write((store) => {
      store.delete(segment);
    });
  const files: JournalFiles = {
    async read(segment) {
      const value: unknown = await read((store) => store.get(segment));
      return value instanceof Uint8Array ? new Uint8Array(value) : new Uint8Array();
    },
    // A record is written whole or not at all, so one that does not read is of no use in part.
    cut: drop,
    remove: drop,
  };
  return {
    append: (records) =>
      write((store) => {
        for (const record of records) store.add(record);
      }),
    async segments() {
      const keys = await read((store) => store.getAllKeys());
      return keys.filter((key) => typeof key === "number");
    },
    startSegment: () => undefined,
    release: () => undefined,
    files: async () => files,
  };
}
