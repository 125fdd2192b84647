/**
 * What a plain app without encryption would do, as the measure of ours: a database of the page's own origin, opened
 * once, with nothing between the caller and IndexedDB.
 */
export interface PlainStore {
  putSummaries(summaries: readonly { id: string }[]): Promise<void>;
  putRecords(id: string, records: readonly unknown[]): Promise<void>;
}

/** The name of the plain database, which scripts inside the app's own page open too. */
export const plainDatabaseName = "bench-plain";

/** Opens the plain database, or makes it. */
export async function openPlainStore(): Promise<PlainStore> {
  const db = await openDatabase(plainDatabaseName, (made) => {
    made.createObjectStore("summaries");
    made.createObjectStore("records");
  });
  return {
    putSummaries: (summaries) =>
      write(db, "summaries", (store) => {
        for (const summary of summaries) store.put(summary, summary.id);
      }),
    putRecords: (id, records) =>
      write(db, "records", (store) => {
        records.forEach((record, n) => {
          store.put(JSON.stringify(record), [id, n]);
        });
      }),
  };
}

/**
 * Plain strict puts of a copy of one row, the very same bytes, in the very same store, so that they meet the same
 * files and the same disk. The copy is filed under a vault that does not exist, where nothing of the app looks.
 */
export async function openPlainPuts(
  databaseName: string,
  storeName: string,
  row: readonly [vaultId: string, rowId: string],
): Promise<() => Promise<void>> {
  const db = await openDatabase(databaseName);
  const value = await resultOf(
    db
      .transaction(storeName)
      .objectStore(storeName)
      .get([...row]),
  );
  if (value === undefined) throw new Error("There is no such row to copy");
  return () => write(db, storeName, (store) => store.put(value, ["plain", row[1]]));
}

function openDatabase(name: string, onUpgrade?: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name);
  request.onupgradeneeded = () => onUpgrade?.(request.result);
  return resultOf(request);
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function write(db: IDBDatabase, name: string, work: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const tx = db.transaction(name, "readwrite", { durability: "strict" });
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
    work(tx.objectStore(name));
  });
}
