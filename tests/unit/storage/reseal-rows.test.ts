import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { Database } from "../../../src/storage/database.ts";
import { SEGMENT, shardOf } from "../../../src/storage/log-content.ts";
import type { LogStore } from "../../../src/storage/log-store.ts";
import { resealRows } from "../../../src/storage/reseal-rows.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { diskRows, flipped, freshDisk, NAME, putOnDisk } from "./disk.ts";
import {
  aStore,
  diskMarks,
  eventsOn,
  putLog,
  putSealed,
  putShard,
  readSealed,
  saveRow,
  shardVersions,
} from "./logs.ts";

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

const full = { ok: false, error: { kind: "full" } };

// Whatever the fake sealer seals is of the first epoch, so all there is counts as sealed before the second.
function reseal(store: LogStore = aStore(sealer), epoch = 2) {
  return resealRows({ database: new Database(NAME), sealer, store }, epoch);
}

async function versions(...ids: string[]): Promise<(number | undefined)[]> {
  const rows = await diskRows();
  return ids.map((id) => rows.get(id)?.version);
}

test("rows of earlier keys are saved anew, and rows of the present keys are not written", async () => {
  await saveRow(aStore(sealer), "a");
  const before = await diskMarks();

  expect(await reseal(aStore(sealer), 1)).toEqual({ ok: true, value: { unreadable: 0 } });
  expect((await diskRows()).get("a")?.version).toBe(1);
  expect((await diskMarks()).get("a")).toBe(before.get("a"));

  expect(await reseal()).toEqual({ ok: true, value: { unreadable: 0 } });
  expect(await versions("a")).toEqual([2]);
  expect((await aStore(sealer).log.load()).content.events.at(-1)).toMatchObject({ kind: "resealed", rows: { a: 2 } });
});

test("rows that do not open or were put back are counted and left, and what is no sealed row is neither", async () => {
  const store = aStore(sealer);
  await saveRow(store, "broken");
  await saveRow(store, "older");
  await saveRow(store, "well");
  const older = (await diskRows()).get("older");
  await saveRow(store, "older", 1);
  await putOnDisk(sealer, "older", older);
  await putOnDisk(sealer, "broken", flipped((await diskRows()).get("broken")!, 5));
  await putOnDisk(sealer, "no row", "text");
  const before = await diskMarks();

  expect(await reseal()).toEqual({ ok: true, value: { unreadable: 2 } });

  const after = await diskMarks();
  for (const id of ["broken", "older", "no row"]) expect(after.get(id)).toBe(before.get(id));
  expect(await versions("well")).toEqual([2]);
});

test("a row that another window saves meanwhile takes one more pass, on top of what was saved there", async () => {
  for (const id of ["a", "b"]) await saveRow(aStore(sealer), id);
  const tries = whileResealing(() => saveRow(aStore(sealer), "a", 1), 1);

  expect(await reseal()).toEqual({ ok: true, value: { unreadable: 0 } });

  expect(tries()).toBe(1);
  expect(await versions("a", "b")).toEqual([3, 2]);
});

test("a row that another window saves at each of eleven passes ends it, with no row saved anew", async () => {
  for (const id of ["a", "b"]) await saveRow(aStore(sealer), id);
  let version = 1;
  const tries = whileResealing(() => saveRow(aStore(sealer), "a", version++));

  expect(await reseal()).toEqual({ ok: false, error: { kind: "changed-elsewhere" } });

  expect(tries()).toBe(11);
  expect(await versions("a", "b")).toEqual([12, 1]);
});

test("a full disk ends it at the first pass", async () => {
  await saveRow(aStore(sealer), "a");
  const tries = whileResealing(async () => {
    throw new DOMException("", "QuotaExceededError");
  });

  expect(await reseal()).toEqual(full);

  expect(tries()).toBe(1);
  expect(await versions("a")).toEqual([1]);
});

test("a lock ends it", async () => {
  await saveRow(aStore(sealer), "a");
  sealer.lock();

  expect(await reseal()).toEqual({ ok: false, error: { kind: "locked" } });
  expect(await versions("a")).toEqual([1]);
});

test("parts of the manifest are sealed anew at the end, and those that do not open are counted", async () => {
  const [a, b] = [shardOf("a"), shardOf("b")];
  await putShard(sealer, a, { a: [1, 1] }, 3);
  const [partA, partB] = await Promise.all([a, b].map((n) => sealer.namedRowId(`manifest/${n}`)));
  await putOnDisk(sealer, partB!, { ...(await diskRows()).get(partA!)!, version: 7 });
  await putSealed(sealer, "a", {});
  await putLog(sealer, { events: eventsOn("other", 1), shards: shardVersions({ [a]: 3, [b]: 7 }) });

  expect(await reseal()).toEqual({ ok: true, value: { unreadable: 1 } });

  expect(await versions("a", partA!, partB!)).toEqual([2, 4, 7]);
  expect(await readSealed(sealer, `manifest/${a}`)).toMatchObject({ version: 4, content: { rows: { a: [1, 1] } } });
  const { content } = await aStore(sealer).log.load();
  expect(content.shards).toEqual(shardVersions({ [a]: 4, [b]: 7 }));
  expect(content.events.map(({ kind }) => kind)).toEqual(["answered", "resealed", "resealed"]);
});

test("a disk that is full when the manifest's turn comes is said, with the manifest as it was", async () => {
  const a = shardOf("a");
  await putShard(sealer, a, { a: [1, 1] }, 3);
  await putSealed(sealer, "a", {});
  await putLog(sealer, { shards: shardVersions({ [a]: 3 }) });
  const partId = await sealer.namedRowId(`manifest/${a}`);
  failingOn(partId);

  expect(await reseal()).toEqual(full);

  expect(await versions("a", partId)).toEqual([2, 3]);
  expect((await aStore(sealer).log.load()).content.shards).toEqual(shardVersions({ [a]: 3 }));
});

test("a disk that is full when events are put away is said, with the events where they were", async () => {
  await putSealed(sealer, "a", {});
  await putLog(sealer, { events: eventsOn("a", SEGMENT - 1) });
  await putSealed(sealer, "a", {}, SEGMENT - 1);
  failingOn(await sealer.namedRowId("events/0"));

  expect(await reseal()).toEqual(full);

  expect(await versions("a", await sealer.namedRowId("events/0"))).toEqual([SEGMENT, undefined]);
  expect((await aStore(sealer).log.load()).content.events).toHaveLength(SEGMENT);
});

/** Does something each time, or so many times, that rows are about to be sealed anew; gives how often it did. */
function whileResealing(action: () => Promise<unknown>, most = Number.POSITIVE_INFINITY): () => number {
  const seal = sealer.seal.bind(sealer);
  let times = 0;
  let isOther = false;
  vi.spyOn(sealer, "seal").mockImplementation(async (rows) => {
    const sealed = await seal(rows);
    if (isOther || times >= most || !rows.some(({ id }) => id === "a")) return sealed;
    times++;
    isOther = true;
    await action();
    isOther = false;
    return sealed;
  });
  return () => times;
}

/** The disk is full whenever this row is to be written. */
function failingOn(id: string): void {
  const seal = sealer.seal.bind(sealer);
  vi.spyOn(sealer, "seal").mockImplementation(async (rows) => {
    if (rows.some((row) => row.id === id)) throw new DOMException("", "QuotaExceededError");
    return seal(rows);
  });
}
