import { IDBFactory } from "fake-indexeddb";
import type { Family } from "../../../src/domain/family.ts";
import { openStorage } from "../../../src/storage/open-storage.ts";
import type { StorageOptions } from "../../../src/storage/sealed-storage.ts";
import { FakeSealer } from "../../support/fake-sealer.ts";

export const NAME = "safer-sleep-contacts";

/** An empty disk, and a vault on it. */
export function freshDisk(): FakeSealer {
  globalThis.indexedDB = new IDBFactory();
  return new FakeSealer();
}

/** A window that has the vault unlocked. */
export function aWindow(sealer: FakeSealer, options: Pick<StorageOptions, "onCommit" | "whenIdle"> = {}) {
  return openStorage({ databaseName: NAME, sealer, ...options });
}

/** What one row of the disk holds, as the browser stores it. */
export interface DiskRow {
  format: number;
  epoch: number;
  version: number;
  iv: Uint8Array<ArrayBuffer>;
  ciphertext: Uint8Array<ArrayBuffer>;
}

/** All rows of the disk, read past the storage layer. */
export async function diskRows(): Promise<Map<string, DiskRow>> {
  return onRows("readonly", async (store) => {
    const keys = await asked(store.getAllKeys());
    const values: DiskRow[] = await asked(store.getAll());
    return new Map(keys.map((key, index) => [Array.isArray(key) ? String(key[1]) : "", values[index]!]));
  });
}

/** Puts a value where a row is, past the storage layer. */
export async function putOnDisk(sealer: FakeSealer, id: string, value: unknown): Promise<void> {
  await onRows("readwrite", (store) => asked(store.put(value, [sealer.vaultId, id])));
}

/** Puts many families on the disk at once, past the storage layer and without their summaries. */
export async function putFamilies(sealer: FakeSealer, families: readonly Family[]): Promise<void> {
  await aWindow(sealer).checkAllRows(); // the stores have to be there
  const plain = families.map((family) => ({
    id: family.id,
    version: 1,
    plaintext: new TextEncoder().encode(JSON.stringify({ schema: 1, type: "family", family })),
  }));
  const rows = await sealer.seal(plain);
  await onRows("readwrite", (store) =>
    Promise.all(rows.map(({ id, ...value }) => asked(store.put(value, [sealer.vaultId, id])))),
  );
}

/** Takes a row away, past the storage layer. */
export async function removeFromDisk(sealer: Pick<FakeSealer, "vaultId">, id: string): Promise<void> {
  await onRows("readwrite", (store) => asked(store.delete([sealer.vaultId, id])));
}

/** The row with one bit of its ciphertext flipped. */
export function flipped(row: DiskRow, at: number): DiskRow {
  const ciphertext = row.ciphertext.slice();
  const index = Math.floor(at / 8) % ciphertext.length;
  ciphertext[index] = ciphertext[index]! ^ (1 << (at % 8));
  return { ...row, ciphertext };
}

/** Waits until everything that fake-indexeddb has queued so far, and what follows from it, is done. */
export async function ioSettled(rounds = 60): Promise<void> {
  for (let round = 0; round < rounds; round++) await new Promise((resolve) => setImmediate(resolve));
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function onRows<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const db = await asked(indexedDB.open(NAME));
  const result = await work(db.transaction("rows", mode).objectStore("rows"));
  db.close();
  return result;
}
