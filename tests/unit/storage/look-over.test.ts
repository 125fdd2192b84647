import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { checkAllRows } from "../../../src/storage/check-records.ts";
import { lookOver } from "../../../src/storage/look-over.ts";
import type { RowContent } from "../../../src/storage/row-content.ts";
import { openUpkeep } from "../../../src/storage/upkeep.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { got } from "../../support/got.ts";
import { aWindow, diskRows, freshDisk, NAME, putOnDisk } from "./disk.ts";
import { aStore, diskMarks, putSealed, saveRow, whileReading } from "./logs.ts";
import { aDraft, aFamily } from "./records.ts";

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

const nothingAmiss = { unreadable: [], missing: [], putBack: [], ahead: [] };
const noSuspects = { suspects: 0, areSummariesSuspect: false, isLogPutBack: false };

describe("what is saved while all rows are looked at", () => {
  test("by a look over: a new family is no suspect", async () => {
    got(await aWindow(sealer).families.add(aFamily()));

    expect(
      await lookOver(
        whileReading(sealer, () => aWindow(sealer).families.add(aFamily())),
        NAME,
      ),
    ).toEqual(noSuspects);
  });

  test("by a look over: a draft that was discarded is no suspect", async () => {
    const window = aWindow(sealer);
    const added = got(await window.families.add(aFamily()));
    const { contact, family } = got(await window.contacts.start(aDraft(added.value), added));

    expect(
      await lookOver(
        whileReading(sealer, () => window.contacts.discardUntouched(contact, family)),
        NAME,
      ),
    ).toEqual(noSuspects);
  });

  test("by a check: it fits, once it is looked at again", async () => {
    got(await aWindow(sealer).families.add(aFamily()));

    const check = await checkAllRows(whileReading(sealer, () => aWindow(sealer).families.add(aFamily())));

    expect(check).toEqual({ ...nothingAmiss, opened: 4 }); // two families, directory, summaries
  });

  test("by a check: a draft that was discarded is not missing", async () => {
    const window = aWindow(sealer);
    const added = got(await window.families.add(aFamily()));
    const { contact, family } = got(await window.contacts.start(aDraft(added.value), added));

    const check = await checkAllRows(whileReading(sealer, () => window.contacts.discardUntouched(contact, family)));

    expect(check).toEqual({ ...nothingAmiss, opened: 3 });
  });
});

test("a key on the disk without a value counts as a row that is gone", async () => {
  const { id } = got(await aWindow(sealer).families.add(aFamily())).value;
  await putOnDisk(sealer, id, undefined);

  expect(await checkAllRows(aStore(sealer))).toEqual({
    ...nothingAmiss,
    opened: 2,
    missing: [{ id, type: "family" }],
  });
});

test("a row without a name is one that the log never heard of, at each look", async () => {
  got(await aWindow(sealer).families.add(aFamily()));
  await putSealed(sealer, "", { schema: 1, type: "manifest", rows: {} }, 2);
  const store = aStore(sealer);
  const before = await diskMarks();

  for (let look = 0; look < 2; look++) {
    expect(await lookOver(store, NAME)).toEqual({ suspects: 1, areSummariesSuspect: false, isLogPutBack: false });
    expect(await checkAllRows(store)).toEqual({ ...nothingAmiss, opened: 3, ahead: [{ id: "", type: "manifest" }] });
  }
  expect(await diskMarks()).toEqual(before);
});

test.each([
  ["a number", 5],
  ["a date", new Date(0)],
  ["bytes", new Uint8Array([1]).buffer],
])("a row that is filed under %s is a suspect, and keeps nothing else from being looked at", async (_, key) => {
  const { id } = got(await aWindow(sealer).families.add(aFamily())).value;
  await putOnDisk(sealer, key as never, (await diskRows()).get(id)); // as only something else would file it
  const window = aWindow(sealer);

  expect(got(await window.lookOver())).toEqual({ suspects: 1, areSummariesSuspect: false, isLogPutBack: false });
  const { unreadable, ...others } = got(await window.checkAllRows());
  expect(unreadable).toEqual([{ id: key, type: "unknown" }]);
  expect(others).toEqual({ opened: 3, missing: [], putBack: [], ahead: [] });
});

test("a kind of row that the check was not taught ends it with an error", async () => {
  await saveRow(aStore(sealer), "a");
  const store = aStore(sealer);
  const content = { schema: 1, type: "unheard-of" } as unknown as RowContent; // as if a kind had been added
  const open = store.rows.open.bind(store.rows);
  vi.spyOn(store.rows, "open").mockImplementation(async (found) =>
    (await open(found)).map((row) => (row.id === "a" ? { state: "readable", id: "a", version: 1, content } : row)),
  );

  await expect(checkAllRows(store)).rejects.toThrow("Unexpected value of type object");
  expect(await openUpkeep(store, NAME).checkAllRows()).toMatchObject({ ok: false, error: { kind: "unavailable" } });
});

describe("an event without rows", () => {
  test("is noted in the log", async () => {
    const { log } = openUpkeep(aStore(sealer), NAME);

    expect((await log.note({ kind: "exported", what: "text" })).ok).toBe(true);

    const { content } = await aStore(sealer).log.load();
    expect(content.events).toMatchObject([{ seq: 1, kind: "exported", what: "text", rows: {} }]);
  });

  test("that no log could hold is refused, and nothing is written", async () => {
    const { log } = openUpkeep(aStore(sealer), NAME);

    expect(await log.note({ kind: "exported", what: "x".repeat(100_000) })).toMatchObject({
      ok: false,
      error: {
        kind: "unavailable",
        cause: { name: "UnsuitableContentError", message: "An event does not match its schema" },
      },
    });

    expect((await diskRows()).size).toBe(0);
  });

  test("is refused while the vault is locked", async () => {
    const store = aStore(sealer);
    sealer.lock();

    expect(await openUpkeep(store, NAME).log.note({ kind: "exported" })).toEqual({
      ok: false,
      error: { kind: "locked" },
    });
  });
});

describe("the log as a window knows it", () => {
  test("never becomes an older one", async () => {
    const store = aStore(sealer);
    await saveRow(store, "a");
    const older = store.log.known!;
    await saveRow(store, "b");
    const newer = store.log.known!;

    expect([older.version, newer.version]).toEqual([1, 2]);
    expect(store.log.keep(older)).toBe(newer);
    expect(store.log.known).toBe(newer);
  });

  test("becomes the one begun after it, whatever its version", async () => {
    const store = aStore(sealer);
    await saveRow(store, "a");
    const later = { ...store.log.known!, id: await sealer.namedRowId("log/1"), version: 0 };

    expect(store.log.keep(later)).toBe(later);
    expect(store.log.known).toBe(later);
  });
});
