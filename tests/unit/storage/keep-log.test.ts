import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { follow } from "../../../src/storage/chain.ts";
import { keepLog, saveMany } from "../../../src/storage/keep-log.ts";
import { FIRST_HEAD, GENERATION_SEQ, SEGMENT, shardOf } from "../../../src/storage/log-content.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { diskRows, freshDisk, putOnDisk, removeFromDisk } from "./disk.ts";
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
  text,
} from "./logs.ts";

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

const a = shardOf("a1");
const b = shardOf("b1");
const inTheWay = { ok: false, error: { kind: "changed-elsewhere", ids: [] } };

describe("a checkpoint", () => {
  test("waits for a full row of events, and leaves the disk as it is till then", async () => {
    await putLog(sealer, { events: eventsOn("a1", SEGMENT - 1) });
    const before = await diskMarks();

    expect(await keepLog(aStore(sealer))).toEqual({ ok: true, value: undefined });

    expect(await diskMarks()).toEqual(before);
  });

  test("of an empty vault writes nothing", async () => {
    expect(await keepLog(aStore(sealer))).toEqual({ ok: true, value: undefined });

    expect((await diskRows()).size).toBe(0);
  });

  test("puts full rows of events away, and what they say into the manifest beside what it said", async () => {
    const events = [...eventsOn("a1", SEGMENT), ...eventsOn("a2", SEGMENT + 3, SEGMENT + 1)];
    await putShard(sealer, a, { a2: [5, 1], a3: [7, 1] });
    await putShard(sealer, b, { b1: [4, 1] });
    await putLog(sealer, { events, shards: shardVersions({ [a]: 1, [b]: 1 }) });
    const partOfB = (await diskRows()).get(await sealer.namedRowId(`manifest/${b}`));

    const kept = await keepLog(aStore(sealer));

    const half = await follow({ seq: 0, head: FIRST_HEAD }, events.slice(0, SEGMENT));
    const { head } = await follow(half, events.slice(SEGMENT, 2 * SEGMENT));
    expect(kept.ok).toBe(true);
    expect((await readSealed(sealer, "events/0")).content).toEqual({
      schema: 1,
      type: "events",
      head: FIRST_HEAD,
      events: events.slice(0, SEGMENT),
    });
    expect((await readSealed(sealer, "events/1")).content).toMatchObject({
      head: half.head,
      events: events.slice(SEGMENT, 2 * SEGMENT),
    });
    expect(await readSealed(sealer, `manifest/${a}`)).toEqual({
      version: 2,
      content: {
        schema: 1,
        type: "manifest",
        rows: { a1: [SEGMENT, SEGMENT], a2: [SEGMENT, 2 * SEGMENT], a3: [7, 1] },
      },
    });
    expect((await diskRows()).get(await sealer.namedRowId(`manifest/${b}`))).toEqual(partOfB);
    const { content } = await aStore(sealer).log.load();
    expect(content).toMatchObject({
      isWhole: true,
      after: 2 * SEGMENT,
      head,
      shards: shardVersions({ [a]: 2, [b]: 1 }),
    });
    expect(content.events.slice(0, 3)).toEqual(events.slice(2 * SEGMENT));
    expect(content.events.slice(3)).toMatchObject([{ seq: 2 * SEGMENT + 4, kind: "checkpoint" }]);
  });

  const broken: [string, () => Promise<void>, number][] = [
    ["does not open", () => putSealed(sealer, "elsewhere", {}, 2).then(() => copyTo("elsewhere", `manifest/${a}`)), 3],
    ["is an older copy", () => putShard(sealer, a, { a2: [5, 1] }, 1), 2],
    ["holds something else", () => putSealedPart({ schema: 1, type: "settings" }), 3],
    ["is gone", async () => undefined, 1],
  ];

  test.each(broken)("leaves events beside a part of the manifest that %s, for it to be mended", async (_, put) => {
    await put();
    await putLog(sealer, { events: eventsOn("a1", 255), shards: shardVersions({ [a]: 2 }) });
    const before = await diskMarks();

    expect(await keepLog(aStore(sealer))).toEqual({ ok: true, value: undefined });

    expect(await diskMarks()).toEqual(before);
  });

  test.each(broken)("makes a part anew that %s once too many events have come together", async (_, put, version) => {
    await put();
    await putLog(sealer, { events: eventsOn("a1", 256), shards: shardVersions({ [a]: 2 }) });

    expect((await keepLog(aStore(sealer))).ok).toBe(true);

    expect(await readSealed(sealer, `manifest/${a}`)).toMatchObject({ version, content: { rows: { a1: [256, 256] } } });
    expect((await aStore(sealer).log.load()).content).toMatchObject({
      after: 256,
      shards: shardVersions({ [a]: version }),
    });
  });

  test("is made although a part that no event touches does not read", async () => {
    await putLog(sealer, { events: eventsOn("a1", SEGMENT), shards: shardVersions({ [b]: 2 }) });

    expect((await keepLog(aStore(sealer))).ok).toBe(true);

    expect((await aStore(sealer).log.load()).content.shards).toEqual(shardVersions({ [a]: 1, [b]: 2 }));
  });

  async function putSealedPart(content: object): Promise<void> {
    await putSealed(sealer, await sealer.namedRowId(`manifest/${a}`), content, 2);
  }

  // A row that stands under another name does not open.
  async function copyTo(id: string, name: string): Promise<void> {
    await putOnDisk(sealer, await sealer.namedRowId(name), (await diskRows()).get(id));
    await removeFromDisk(sealer, id);
  }
});

describe("while another window saves", () => {
  test("a checkpoint keeps the event that was added to the log meanwhile", async () => {
    await putLog(sealer, { events: eventsOn("a1", SEGMENT) });
    meanwhile(() => saveRow(aStore(sealer), "b1"), 1);

    expect((await keepLog(aStore(sealer))).ok).toBe(true);

    const { content } = await aStore(sealer).log.load();
    expect(content.after).toBe(SEGMENT);
    expect(content.events.map(({ seq, kind, rows }) => [seq, kind, Object.keys(rows)[0]])).toEqual([
      [SEGMENT + 1, "answered", "b1"],
      [SEGMENT + 2, "checkpoint", await sealer.namedRowId("events/0")],
    ]);
  });

  test("a checkpoint is worked out again when another part of the manifest was written", async () => {
    await putLog(sealer, { events: eventsOn("a1", SEGMENT) });
    meanwhile(saveManyElsewhere, 1);

    expect((await keepLog(aStore(sealer))).ok).toBe(true);

    const { content } = await aStore(sealer).log.load();
    expect(content).toMatchObject({ after: SEGMENT, shards: shardVersions({ [a]: 1, [b]: 1 }) });
    expect(content.events.map(({ kind }) => kind)).toEqual(["imported", "checkpoint"]);
  });

  test("a checkpoint gives up when that happens at each of five tries, and nothing of it was written", async () => {
    await putLog(sealer, { events: eventsOn("a1", SEGMENT) });
    const tries = meanwhile(saveManyElsewhere);

    expect(await keepLog(aStore(sealer))).toEqual(inTheWay);

    expect(tries()).toBe(5);
    const rows = await diskRows();
    expect(rows.has(await sealer.namedRowId("events/0"))).toBe(false);
    expect(rows.has(await sealer.namedRowId(`manifest/${a}`))).toBe(false);
    expect((await aStore(sealer).log.load()).content).toMatchObject({ after: 0, shards: shardVersions({ [b]: 5 }) });
  });

  test("of two windows that put the same events away, the second fails, and the first's stand", async () => {
    await putLog(sealer, { events: eventsOn("a1", SEGMENT) });
    let first: Map<string, string> | undefined;
    meanwhile(async () => {
      expect((await keepLog(aStore(sealer))).ok).toBe(true);
      first = await diskMarks();
    }, 1);

    const second = await keepLog(aStore(sealer));

    const ids = [await sealer.namedRowId("events/0"), await sealer.namedRowId(`manifest/${a}`)];
    expect(second).toEqual({ ok: false, error: { kind: "changed-elsewhere", ids } });
    expect(await diskMarks()).toEqual(first);
  });

  test("a checkpoint of a log that breaks meanwhile comes to nothing", async () => {
    await putLog(sealer, { events: eventsOn("a1", SEGMENT) });
    meanwhile(async () => putOnDisk(sealer, await sealer.namedRowId("log/0"), "broken"), 1);

    await keepLog(aStore(sealer));

    const rows = await diskRows();
    expect(rows.has(await sealer.namedRowId("events/0"))).toBe(false);
    expect(rows.get(await sealer.namedRowId("log/0"))).toBe("broken");
    expect((await aStore(sealer).log.load()).content.after).toBe(GENERATION_SEQ);
  });

  test("many rows are asked for again at each try, and saved by none when all five meet a change", async () => {
    await putLog(sealer, { events: eventsOn("a1", 1) });
    const tries = meanwhile(saveManyElsewhere);
    const makeWrites = vi.fn(() => [{ id: "a2", expectedVersion: 0, plaintext: text() }]);

    expect(await saveMany(aStore(sealer), { kind: "imported" }, makeWrites)).toEqual(inTheWay);

    expect([tries(), makeWrites.mock.calls.length]).toEqual([5, 5]);
    expect((await diskRows()).has("a2")).toBe(false);
  });

  /** Does something in another window each time, or so many times, that this one has sealed what it is to save. */
  function meanwhile(action: () => Promise<unknown>, most = Number.POSITIVE_INFINITY): () => number {
    const seal = sealer.seal.bind(sealer);
    let times = 0;
    let isOther = false;
    sealer.seal = async (rows) => {
      const sealed = await seal(rows);
      // A save that is made again seals the log alone.
      if (isOther || rows.length === 1 || times >= most) return sealed;
      times++;
      isOther = true;
      await action();
      isOther = false;
      return sealed;
    };
    return () => times;
  }

  // Writes a part of the manifest, and the log, and no row that the window under test writes.
  async function saveManyElsewhere(): Promise<void> {
    const id = `b${(await diskRows()).size}`;
    const writes = () => [{ id, expectedVersion: 0, plaintext: text() }];
    expect((await saveMany(aStore(sealer), { kind: "imported" }, writes)).ok).toBe(true);
  }
});
