import type { Persistence, StorageFault, StorageHealth } from "../domain/device.ts";
import { err, ok, type Result } from "../shared/result.ts";

type StorageManagerParts = Partial<Pick<StorageManager, "persist" | "persisted" | "estimate">>;

/** Reads what the browser says of this site's storage. Never asks the person anything. */
export async function storageHealth(
  storage: StorageManagerParts | undefined = navigator.storage,
): Promise<StorageHealth> {
  const estimate = await quietly(() => storage?.estimate?.());
  const persisted = await quietly(() => storage?.persisted?.());
  return { persistence: asPersistence(persisted), usedBytes: estimate?.usage, quotaBytes: estimate?.quota };
}

/** Asks the browser to keep this site's data when space runs low. Some browsers ask the person, so call it after a tap. */
export async function requestPersistence(
  storage: StorageManagerParts | undefined = navigator.storage,
): Promise<Persistence> {
  return asPersistence(await quietly(() => storage?.persist?.()));
}

/**
 * Writes a value to a database of its own, opens that database again, reads the value back and removes the database.
 * This is the proof that the device keeps data at all; a feature test is not.
 */
export async function proveStorage(
  factory: IDBFactory | undefined = globalThis.indexedDB,
  timeoutMs = 5000,
): Promise<Result<undefined, StorageFault>> {
  if (factory === undefined || factory === null) return err({ kind: "unavailable", cause: undefined });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<Result<undefined, StorageFault>>((answer) => {
    timer = setTimeout(() => answer(err({ kind: "no-answer" })), timeoutMs);
  });
  try {
    return await Promise.race([writeAndReadBack(factory), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

async function writeAndReadBack(factory: IDBFactory): Promise<Result<undefined, StorageFault>> {
  const name = `storage-proof-${crypto.randomUUID()}`;
  const written = crypto.getRandomValues(new Uint8Array(1024));
  let database: IDBDatabase;
  try {
    database = await openDatabase(factory, name);
  } catch (cause) {
    return err({ kind: "unavailable", cause });
  }
  try {
    await write(database, written);
    database.close();
    database = await openDatabase(factory, name);
    const read = await readBack(database);
    const isSame = read instanceof Uint8Array && read.every((byte, index) => byte === written[index]);
    return isSame ? ok(undefined) : err({ kind: "not-written", cause: undefined });
  } catch (cause) {
    return err({ kind: "not-written", cause });
  } finally {
    database.close();
    await remove(factory, name);
  }
}

function openDatabase(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((opened, failed) => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("proof");
    request.onsuccess = () => opened(request.result);
    request.onerror = () => failed(request.error);
  });
}

function write(database: IDBDatabase, value: Uint8Array): Promise<void> {
  return new Promise((done, failed) => {
    const transaction = database.transaction("proof", "readwrite", { durability: "strict" });
    transaction.objectStore("proof").put(value, "value");
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error);
  });
}

function readBack(database: IDBDatabase): Promise<unknown> {
  return new Promise((found, failed) => {
    const request = database.transaction("proof", "readonly").objectStore("proof").get("value");
    request.onsuccess = () => found(request.result);
    request.onerror = () => failed(request.error);
  });
}

function remove(factory: IDBFactory, name: string): Promise<void> {
  return new Promise((done) => {
    const request = factory.deleteDatabase(name);
    // A proof that is left behind harms nobody: it holds random bytes.
    request.onsuccess = request.onerror = request.onblocked = () => done();
  });
}

// Safari before 17 and Firefox's private mode reject where others answer; "unknown" is the truth in both.
async function quietly<T>(ask: () => Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}

function asPersistence(isPersisted: boolean | undefined): Persistence {
  if (isPersisted === undefined) return "unknown";
  return isPersisted ? "promised" : "not-promised";
}
