import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test, vi } from "vitest";
import { openHeaderStore } from "../../../src/storage/open-storage.ts";
import { startFaults } from "../../support/faulty-idb.ts";
import { NAME } from "./disk.ts";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const first = { format: "ss-vault/1", unlockers: [{ id: "a", kdf: { m: 1, t: 2 } }], mac: "x" };
const second = { ...first, mac: "y" };
const conflict = { name: "HeaderConflictError" };

test("a new device has no header and no wrong tries", async () => {
  const headers = openHeaderStore({ databaseName: NAME });

  expect(await headers.load()).toBeUndefined();
  expect(await headers.loadTries()).toBeUndefined();
});

test("a header comes back as it was saved, in another window too", async () => {
  await openHeaderStore({ databaseName: NAME }).save(first, undefined);

  expect(await openHeaderStore({ databaseName: NAME }).load()).toEqual(first);
});

test("a header replaces only the one that it names, whatever the order of its members", async () => {
  const headers = openHeaderStore({ databaseName: NAME });
  await expect(headers.save(second, first)).rejects.toMatchObject(conflict);
  await headers.save(first, undefined);

  await expect(headers.save(second, undefined)).rejects.toMatchObject(conflict);
  await expect(headers.save(second, { ...first, mac: "z" })).rejects.toMatchObject(conflict);
  expect(await headers.load()).toEqual(first);

  const { mac, ...rest } = first;
  await headers.save(second, { mac, ...rest, unlockers: [{ kdf: { t: 2, m: 1 }, id: "a" }] });
  expect(await headers.load()).toEqual(second);
});

test("of two windows that make a vault, one is refused", async () => {
  const [one, two] = [openHeaderStore({ databaseName: NAME }), openHeaderStore({ databaseName: NAME })];

  const results = await Promise.allSettled([one.save(first, undefined), two.save(second, undefined)]);

  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await one.load()).toEqual(results[0].status === "fulfilled" ? first : second);
});

test("a header whose save was lost sight of can be saved again", async () => {
  const headers = openHeaderStore({ databaseName: NAME });
  await headers.save(first, undefined);
  const faults = startFaults({ fault: "lost-after-commit", at: 0, error: "AbortError", isLasting: true });
  await expect(headers.save(second, first)).rejects.toThrow();
  faults.stop();

  await headers.save(second, first);

  expect(await headers.load()).toEqual(second);
});

test("a header that cannot be written leaves the former", async () => {
  const headers = openHeaderStore({ databaseName: NAME });
  await headers.save(first, undefined);
  for (const fault of ["throws", "fails", "aborts-at-commit"] as const) {
    for (let at = 0; ; at++) {
      const faults = startFaults({ fault, at, error: "QuotaExceededError" });
      const saving = headers.save(second, first).then(
        () => "saved",
        () => "refused",
      );
      const outcome = await saving;
      faults.stop();
      if (!faults.hasStruck) break;
      expect(outcome).toBe("refused");
      expect(await headers.load()).toEqual(first);
    }
    await headers.save(first, second);
  }
});

test("wrong tries are kept apart from the header", async () => {
  const headers = openHeaderStore({ databaseName: NAME });
  await headers.saveTries({ count: 2, lastAt: 5 });

  expect(await openHeaderStore({ databaseName: NAME }).loadTries()).toEqual({ count: 2, lastAt: 5 });
  expect(await headers.load()).toBeUndefined();
});

test("header and tries are written strictly", async () => {
  const begun = vi.spyOn(IDBDatabase.prototype, "transaction");
  const headers = openHeaderStore({ databaseName: NAME });
  await headers.save(first, undefined);
  await headers.saveTries({ count: 1, lastAt: 0 });

  expect(begun.mock.calls.filter(([, mode]) => mode === "readwrite")).toEqual([
    ["vaults", "readwrite", { durability: "strict" }],
    ["tries", "readwrite", { durability: "strict" }],
  ]);
  begun.mockRestore();
});

test("a closed store opens nothing any more", async () => {
  const headers = openHeaderStore({ databaseName: NAME });
  headers.close();

  await expect(headers.load()).rejects.toMatchObject({ name: "StorageClosedError" });
});
