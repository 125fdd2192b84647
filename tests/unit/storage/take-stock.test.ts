import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { keepLog, sealManifestAnew } from "../../../src/storage/keep-log.ts";
import { GENERATION_SEQ, SHARDS, shardOf } from "../../../src/storage/log-content.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { diskRows, freshDisk, putOnDisk } from "./disk.ts";
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
  whileReading,
} from "./logs.ts";

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

const a = shardOf("a1");
const b = shardOf("b1");

describe("in a vault that is older than the log", () => {
  test("the rows as they are become the manifest, but for what is no sealed row", async () => {
    await putSealed(sealer, "a1", {}, 3);
    await putSealed(sealer, "b1", {}, 4);
    await putOnDisk(sealer, "b2", "no row");

    expect((await keepLog(aStore(sealer))).ok).toBe(true);

    // There may have been a log that is gone, so this one counts from after it.
    const { id, content } = await aStore(sealer).log.load();
    expect(id).toBe(await sealer.namedRowId("log/1"));
    expect(content).toMatchObject({
      isWhole: true,
      after: GENERATION_SEQ,
      shards: Array.from({ length: SHARDS }, () => 1),
    });
    expect(content.events.map(({ seq, kind, rows }) => [seq, kind, rows])).toEqual([
      [GENERATION_SEQ + 1, "begun", {}],
      [GENERATION_SEQ + 2, "checkpoint", {}],
    ]);
    expect((await readSealed(sealer, `manifest/${a}`)).content).toMatchObject({ rows: { a1: [3, GENERATION_SEQ] } });
    expect((await readSealed(sealer, `manifest/${b}`)).content).toEqual({
      schema: 1,
      type: "manifest",
      rows: { b1: [4, GENERATION_SEQ] },
    });
    expect((await diskRows()).size).toBe(3 + 1 + SHARDS);
  });

  test("no log is begun while the disk is full, and it says so", async () => {
    await putSealed(sealer, "a1", {}, 3);
    const before = await diskMarks();
    const put = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("", "QuotaExceededError");
    });

    const kept = await keepLog(aStore(sealer));
    put.mockRestore();

    expect(kept).toEqual({ ok: false, error: { kind: "full" } });
    expect(await diskMarks()).toEqual(before);
  });

  test("what another window has made of it meanwhile is left as it is", async () => {
    await aLogBesideOlderRows();
    let made: Map<string, string> | undefined;
    const store = whileReading(sealer, async () => {
      expect((await keepLog(aStore(sealer))).ok).toBe(true);
      made = await diskMarks();
    });

    expect(await keepLog(store)).toEqual({ ok: true, value: new Map() });

    expect(made?.size).toBe(3 + SHARDS);
    expect(await diskMarks()).toEqual(made);
  });

  test("a log that was begun again meanwhile is not given what was counted before", async () => {
    await aLogBesideOlderRows();
    const store = whileReading(sealer, async () => {
      await putOnDisk(sealer, await sealer.namedRowId("log/1"), "broken");
      await saveRow(aStore(sealer), "b1");
    });

    expect(await keepLog(store)).toEqual({ ok: true, value: new Map() });

    const { id, content } = await aStore(sealer).log.load();
    expect(id).toBe(await sealer.namedRowId("log/2"));
    expect(content).toMatchObject({ isWhole: false, after: 2 * GENERATION_SEQ, shards: shardVersions() });
    expect(content.events.map(({ kind }) => kind)).toEqual(["answered"]);
  });

  /** A log that was begun by a save, and does not know of the row that was there before. */
  async function aLogBesideOlderRows(): Promise<void> {
    await putSealed(sealer, "a1", {}, 3);
    await saveRow(aStore(sealer), "a2");
  }
});

test("the manifest is sealed anew part by part, but for parts that do not read", async () => {
  await putShard(sealer, a, { a1: [3, 1] }, 5);
  await putShard(sealer, b, { b1: [4, 1] }, 1);
  await putLog(sealer, { events: eventsOn("a1", 1), shards: shardVersions({ [a]: 5, [b]: 2 }) });
  const brokenId = await sealer.namedRowId(`manifest/${b}`);
  const before = await diskRows();

  const sealed = await sealManifestAnew(aStore(sealer));

  const [partId, logId] = [await sealer.namedRowId(`manifest/${a}`), await sealer.namedRowId("log/0")];
  expect(sealed).toEqual({
    ok: true,
    value: new Map([
      [partId, 6],
      [logId, 2],
    ]),
  });
  const after = await diskRows();
  expect(after.get(brokenId)).toEqual(before.get(brokenId));
  expect(after.get(partId)?.iv).not.toEqual(before.get(partId)?.iv);
  expect((await readSealed(sealer, `manifest/${a}`)).content).toMatchObject({ rows: { a1: [3, 1] } });
  const { content } = await aStore(sealer).log.load();
  expect(content.shards).toEqual(shardVersions({ [a]: 6, [b]: 2 }));
  expect(content.events.at(-1)).toMatchObject({ seq: 2, kind: "resealed", rows: {} });
  expect(after.size).toBe(3);
});
