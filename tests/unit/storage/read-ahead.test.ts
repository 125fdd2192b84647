import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import { Database } from "../../../src/storage/database.ts";
import { ReadAhead } from "../../../src/storage/read-ahead.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { startFaults } from "../../support/faulty-idb.ts";
import { aWindow, diskRows, freshDisk, ioSettled, NAME } from "./disk.ts";
import { aFamily } from "./records.ts";

let sealer: FakeSealer;

beforeEach(async () => {
  sealer = freshDisk();
  const first = aWindow(sealer);
  await first.families.add(aFamily());
  await first.settings.save({ value: { ...defaultSettings, redBookPlace: "page 12" }, version: 0 });
  await unlocked(); // leaves word of what it needed, once it has the time
  await vi.waitFor(async () => expect(await wordLeft()).toBeDefined(), { timeout: 10_000 });
});

afterEach(() => {
  vi.restoreAllMocks();
});

// What the last unlock wrote down for the next one.
function wordLeft(): Promise<unknown> {
  return new Promise((found, failed) => {
    const opening = indexedDB.open(NAME);
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const asking = opening.result.transaction("vaults").objectStore("vaults").get("read-ahead");
      asking.onerror = () => failed(asking.error);
      asking.onsuccess = () => {
        opening.result.close();
        found(asking.result);
      };
    };
  });
}

// A window that reads ahead, and then has its keys.
async function unlocked() {
  const window = aWindow(sealer);
  window.readAhead();
  await ioSettled();
  const summaries = await window.families.loadSummaries();
  await ioSettled();
  return { window, summaries };
}

function readsOfRows() {
  const get = vi.spyOn(IDBObjectStore.prototype, "get");
  return () => get.mock.contexts.filter((store) => (store as IDBObjectStore).name === "rows").length;
}

test("each row is given out once, and none of another vault or that was not read", async () => {
  const database = new Database(NAME);
  const id = await sealer.namedRowId("settings");
  const readAhead = new ReadAhead(database);
  expect(await readAhead.take(sealer.vaultId, [id])).toEqual([]);
  readAhead.begin();

  expect(await readAhead.take("another", [id])).toEqual([]);
  expect(await readAhead.take(sealer.vaultId, ["another", id])).toEqual([{ id, value: (await diskRows()).get(id) }]);
  expect(await readAhead.take(sealer.vaultId, [id])).toEqual([]);
});

test("an unlock finds the caseload and the settings read already", async () => {
  const window = aWindow(sealer);
  const reads = readsOfRows();
  window.readAhead();
  // However long the machine takes to open the store and to answer.
  await vi.waitFor(() => expect(reads()).toBeGreaterThan(0), { timeout: 10_000 });
  await ioSettled();
  const ahead = reads();

  const [settings, caseload] = await Promise.all([window.settings.load(), window.families.loadSummaries()]);

  expect(caseload).toMatchObject({ ok: true, value: { summaries: [{}] } });
  expect(settings).toMatchObject({ ok: true, value: { value: { redBookPlace: "page 12" } } });
  expect(reads()).toBe(ahead);
});

test("what was read ahead is given out once", async () => {
  const { window } = await unlocked();
  const reads = readsOfRows();

  await window.families.loadSummaries();

  expect(reads()).toBeGreaterThan(0);
});

test("what another window saves after the reading is not written over, and shows", async () => {
  const window = aWindow(sealer);
  window.readAhead();
  await ioSettled();
  await aWindow(sealer).families.add(aFamily());
  await window.families.loadSummaries();

  expect(await window.families.add(aFamily())).toMatchObject({ ok: true });

  expect(await window.families.loadSummaries()).toMatchObject({ value: { summaries: [{}, {}, {}], setAside: 0 } });
});

test("where reading ahead fails, everything is read in the ordinary way", async () => {
  const window = aWindow(sealer);
  const faults = startFaults({ fault: "throws", at: 0, isLasting: true });
  window.readAhead();
  await ioSettled();
  faults.stop();

  expect(await window.families.loadSummaries()).toMatchObject({ ok: true, value: { summaries: [{}] } });
});

test.for<[string, unknown]>([
  ["nonsense", "nonsense"],
  ["of another vault", { vaultId: "another", ids: ["AAAAAAAAAAAAAAAAAAAAAA"] }],
  ["of rows that are not there", { vaultId: "vault", ids: ["AAAAAAAAAAAAAAAAAAAAAA"] }],
])("word of what to read that is %s is passed over", async ([, word]) => {
  await new Database(NAME).write("vaults", (store) => store.put(word, "read-ahead"));

  expect((await unlocked()).summaries).toMatchObject({ ok: true, value: { summaries: [{}] } });
});
