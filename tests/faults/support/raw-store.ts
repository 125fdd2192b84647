import type { Page } from "@playwright/test";

/**
 * The app's database as anybody who holds the device can read and write it, with no key. For use while the app is
 * locked, from a page of its origin.
 */
const databaseName = "safer-sleep-contacts";

/** Every value of every store as text, by store and key: two that are equal hold the same bytes. */
export function readEverything(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((opened, failed) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => opened(request.result);
      request.onerror = () => failed(request.error);
    });
    const all: Record<string, string> = {};
    for (const store of database.objectStoreNames) {
      await new Promise<void>((done, failed) => {
        const transaction = database.transaction(store, "readonly");
        const cursor = transaction.objectStore(store).openCursor();
        cursor.onsuccess = () => {
          if (!cursor.result) return;
          const asText = (_key: string, value: unknown) => (value instanceof Uint8Array ? [...value].join() : value);
          all[`${store} ${JSON.stringify(cursor.result.key)}`] = JSON.stringify(cursor.result.value, asText);
          cursor.result.continue();
        };
        transaction.oncomplete = () => done();
        transaction.onabort = () => failed(transaction.error);
      });
    }
    database.close();
    return all;
  }, databaseName);
}

/** Turns one bit in the middle of the sealed content of a row. */
export function flipBit(page: Page, rowId: string): Promise<void> {
  return change(page, { rowId, how: "flip" });
}

/** Puts something that is no sealed row in the place of a row. */
export function replaceRow(page: Page, rowId: string): Promise<void> {
  return change(page, { rowId, how: "replace" });
}

/** The header of the vault, as it lies in the clear. */
export function readHeader(page: Page): Promise<Header> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((opened, failed) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => opened(request.result);
      request.onerror = () => failed(request.error);
    });
    const header = await new Promise<unknown>((found, failed) => {
      const request = database.transaction("vaults").objectStore("vaults").get("vault");
      request.onsuccess = () => found(request.result);
      request.onerror = () => failed(request.error);
    });
    database.close();
    // The app wrote it in this shape; a test that tampers with it reads no more than that.
    return header as Header;
  }, databaseName);
}

/** The parts of a header that are tampered with. */
export interface Header {
  mac: string;
  unlockers: { type: string; id: string; kdf?: { m: number; t: number } }[];
}

/** Puts a header in the place of the vault's own. */
export function writeHeader(page: Page, header: Header): Promise<void> {
  return page.evaluate(
    async ({ name, header }) => {
      const database = await new Promise<IDBDatabase>((opened, failed) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => opened(request.result);
        request.onerror = () => failed(request.error);
      });
      await new Promise<void>((done, failed) => {
        const transaction = database.transaction("vaults", "readwrite", { durability: "strict" });
        transaction.objectStore("vaults").put(header, "vault");
        transaction.oncomplete = () => done();
        transaction.onabort = () => failed(transaction.error);
      });
      database.close();
    },
    { name: databaseName, header },
  );
}

/** Makes the database look as if a later version of the app had written it. */
export function raiseVersion(page: Page): Promise<void> {
  return page.evaluate(
    (name) =>
      new Promise<void>((done, failed) => {
        const request = indexedDB.open(name, 1000);
        request.onsuccess = () => {
          request.result.close();
          done();
        };
        request.onerror = () => failed(request.error);
        request.onblocked = () => failed(new Error("The app does not let go of its database"));
      }),
    databaseName,
  );
}

function change(page: Page, what: { rowId: string; how: "flip" | "replace" }): Promise<void> {
  return page.evaluate(
    async ({ name, rowId, how }) => {
      const database = await new Promise<IDBDatabase>((opened, failed) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => opened(request.result);
        request.onerror = () => failed(request.error);
      });
      let changed = 0;
      await new Promise<void>((done, failed) => {
        const transaction = database.transaction("rows", "readwrite", { durability: "strict" });
        const cursor = transaction.objectStore("rows").openCursor();
        cursor.onsuccess = () => {
          const found = cursor.result;
          if (!found) return;
          if (Array.isArray(found.key) && found.key[1] === rowId) {
            const value = found.value as { ciphertext: Uint8Array };
            const middle = value.ciphertext.length >> 1;
            value.ciphertext[middle] = (value.ciphertext[middle] ?? 0) ^ 1;
            found.update(how === "flip" ? value : { note: "not a sealed row" });
            changed++;
          }
          found.continue();
        };
        transaction.oncomplete = () => done();
        transaction.onabort = () => failed(transaction.error);
      });
      database.close();
      if (changed !== 1) throw new Error("There is no such row");
    },
    { name: databaseName, ...what },
  );
}
