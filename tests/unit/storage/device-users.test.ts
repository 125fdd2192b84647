import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { deviceUsers, FIRST_DATABASE } from "../../../src/storage/device-users.ts";
import { openHeaderStore } from "../../../src/storage/open-storage.ts";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** What of localStorage is used. */
class MemoryStorage {
  readonly values = new Map<string, string>();
  getItem = (key: string) => this.values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.values.set(key, value);
}

function aStorage(): MemoryStorage & Storage {
  return new MemoryStorage() as MemoryStorage & Storage; // the rest is not called
}

const first = { databaseName: FIRST_DATABASE, label: "" };

test("the first person is there before anything is stored, and stores nothing", () => {
  const storage = aStorage();

  expect(deviceUsers(storage).list()).toEqual([first]);
  expect(storage.values.size).toBe(0);
});

test("those who came later follow the first, across reloads, and each has a database of their own", () => {
  const storage = aStorage();
  const users = deviceUsers(storage);
  const names = [users.newDatabaseName(), users.newDatabaseName()];
  users.keep({ databaseName: names[0]!, label: "Kit" });
  users.keep({ databaseName: names[1]!, label: "Lou" });
  users.keep({ databaseName: names[0]!, label: "KM" });

  expect(new Set([FIRST_DATABASE, ...names]).size).toBe(3);
  expect(deviceUsers(storage).list()).toEqual([
    first,
    { databaseName: names[0], label: "KM" },
    { databaseName: names[1], label: "Lou" },
  ]);
});

test.each([
  ["not JSON", "{"],
  ["another shape", '{"users":[]}'],
  ["another database's name", '[{"databaseName":"safer-sleep-contacts-training","label":"x"}]'],
  ["a label of great length", JSON.stringify([{ ...first, label: "x".repeat(41) }])],
  ["a list of nobody", "[null]"],
  ["a list of numbers", "[5]"],
  ["a field we do not know", JSON.stringify([{ ...first, isAdmin: true }])],
])("a list that is %s counts as lost, and the first person still gets in", (_, text) => {
  const storage = aStorage();
  storage.setItem("safer-sleep-contacts-users", text);

  expect(deviceUsers(storage).list()).toEqual([first]);
});

test("a storage that the browser blocks keeps nobody out", () => {
  const blocked = {
    getItem() {
      throw new DOMException("", "SecurityError");
    },
    setItem() {
      throw new DOMException("", "QuotaExceededError");
    },
  } as unknown as Storage;

  expect(deviceUsers(blocked).list()).toEqual([first]);
  expect(deviceUsers(blocked).keep({ ...first, label: "JW" })).toBe(false);
});

test("vaults that the list has lost are found by their databases, and nothing else is", async () => {
  const storage = aStorage();
  const users = deviceUsers(storage);
  const [withVault, brokenOff] = [users.newDatabaseName(), users.newDatabaseName()];
  for (const databaseName of [FIRST_DATABASE, withVault, "safer-sleep-contacts-training"]) {
    await openHeaderStore({ databaseName }).save({ any: "header" }, undefined);
  }
  await openHeaderStore({ databaseName: brokenOff }).load();

  expect(await users.find()).toEqual([first, { databaseName: withVault, label: "" }]);
  expect(deviceUsers(storage).list()).toEqual([first, { databaseName: withVault, label: "" }]);
});

test("wrong tries at one vault make nobody wait at another", async () => {
  const users = deviceUsers(aStorage());
  const [mine, theirs] = [FIRST_DATABASE, users.newDatabaseName()].map((databaseName) =>
    openHeaderStore({ databaseName }),
  );
  await mine!.saveTries({ count: 8, lastAt: 1 });

  expect(await theirs!.loadTries()).toBeUndefined();
});
