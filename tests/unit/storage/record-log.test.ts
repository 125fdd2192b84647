import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test } from "vitest";
import type { FinalContact } from "../../../src/domain/contact.ts";
import type { ChainPoint, LogEvent } from "../../../src/domain/event-log.ts";
import { eventDigest, follow } from "../../../src/storage/chain.ts";
import { keepLog } from "../../../src/storage/keep-log.ts";
import { FIRST_HEAD, SEGMENT } from "../../../src/storage/log-content.ts";
import { endOf, excerptOf, fingerprintOf } from "../../../src/storage/record-log.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { diskRows, flipped, freshDisk, putOnDisk, removeFromDisk } from "./disk.ts";
import { anEvent, aStore, putLog, putSealed, saveRow } from "./logs.ts";
import { aDraft, aFamily, aRecord } from "./records.ts";

let sealer: FakeSealer;
let record: FinalContact;
let events: LogEvent[];
/** Where the chain stands after each event; the first is before all. */
let chain: ChainPoint[];
const digest = "ab".repeat(32);

beforeEach(() => {
  sealer = freshDisk();
  const family = aFamily();
  record = aRecord(aDraft(family), family);
});

/** A log of 150 events, of which 128 are put away: two full rows. Most are about a draft of somebody else. */
async function aLog(about: Record<number, Partial<LogEvent>>): Promise<void> {
  const other = aDraft(aFamily()).id;
  const others: Record<number, Partial<LogEvent>> = {
    1: { kind: "started", contact: other, rows: { [other]: 1 } },
    66: { kind: "imported", contact: other, rows: { [other]: 2 } },
    67: { kind: "imported", rows: { [other]: 3 }, records: { [other]: digest } },
  };
  events = Array.from({ length: 150 }, (_, n) => {
    const seq = n + 1;
    return anEvent(seq, about[seq] ?? others[seq] ?? { contact: other, rows: { [other]: seq } });
  });
  chain = [{ seq: 0, head: FIRST_HEAD }];
  for (const event of events) chain.push(await follow(chain.at(-1)!, [event]));
  await putLog(sealer, { events });
  expect((await keepLog(aStore(sealer))).ok).toBe(true);
}

const started = (): Partial<LogEvent> => ({ kind: "started", contact: record.id, rows: { [record.id]: 1 } });
const answered = (): Partial<LogEvent> => ({ rows: { [record.id]: 2 } });
const finalised = (): Partial<LogEvent> => ({
  kind: "finalised",
  contact: record.id,
  rows: { [record.id]: 3 },
  records: { [record.id]: digest },
});

const short = ({ seq, head }: ChainPoint) => ({ seq, head: head.slice(0, 16) });
const excerpt = () => excerptOf(aStore(sealer), record, []);
const fingerprint = () => fingerprintOf(aStore(sealer), record.id, []);

describe("a record whose events were put away", () => {
  test("has the chain from its first event to its last, over all rows of events between", async () => {
    await aLog({ 10: started(), 20: answered(), 100: finalised() });

    const found = await excerpt();

    expect(found?.after).toEqual(chain[9]);
    expect(found?.fingerprint).toEqual(short(chain[100]!));
    expect(await fingerprint()).toEqual(short(chain[100]!));
    const expected = events.slice(9, 100).map(async (event) => ({
      ...([10, 20, 100].includes(event.seq) ? { event } : { digest: await eventDigest(event) }),
      head: short(chain[event.seq]!).head,
    }));
    expect(found?.links).toEqual(await Promise.all(expected));
  });

  test("has it from the point before where it begins with a row of events", async () => {
    await aLog({ [SEGMENT + 1]: started(), [2 * SEGMENT]: finalised() });

    const found = await excerpt();

    expect(found?.after).toEqual(chain[SEGMENT]);
    expect(found?.links).toHaveLength(SEGMENT);
    expect(found?.fingerprint).toEqual(short(chain[2 * SEGMENT]!));
  });

  test("has it from the log itself where it is not put away, and only as far as the record's own last", async () => {
    await aLog({ 130: started(), 140: finalised() });

    const found = await excerpt();

    expect(found?.after).toEqual(chain[129]);
    expect(found?.links).toHaveLength(11);
    expect(found?.fingerprint).toEqual(short(chain[140]!));
  });

  test("stands by the event that finalised it, whatever wrote its row later", async () => {
    await aLog({ 10: started(), 50: finalised(), 145: { kind: "resealed", rows: { [record.id]: 4 } } });

    expect(await fingerprint()).toEqual(short(chain[50]!));
    expect((await excerpt())?.links).toHaveLength(41);
  });

  test("stands by an amendment that was saved after it", async () => {
    const amendment = "amendment";
    const amended = { kind: "amended", rows: { [amendment]: 1 }, records: { [`${record.id}/${amendment}`]: digest } };
    await aLog({ 10: started(), 50: finalised(), 120: amended });

    expect(await fingerprintOf(aStore(sealer), record.id, [amendment])).toEqual(short(chain[120]!));
    expect(await fingerprint()).toEqual(short(chain[50]!));
  });

  const losses: [string, (id: string) => Promise<void>][] = [
    ["is gone", (id) => removeFromDisk(sealer, id)],
    ["does not open", async (id) => putOnDisk(sealer, id, flipped((await diskRows()).get(id)!, 9))],
    ["holds something else", (id) => putSealed(sealer, id, { schema: 1, type: "manifest", rows: {} })],
  ];

  test.each(losses)("has the chain only from where it reads again if an older row of events %s", async (_, lose) => {
    await aLog({ 10: started(), 80: answered(), 100: finalised() });
    await lose(await sealer.namedRowId("events/0"));

    const found = await excerpt();

    expect(found?.after).toEqual(chain[79]);
    expect(found?.links.map((link) => "event" in link)).toEqual([
      true,
      ...Array.from({ length: 19 }, () => false),
      true,
    ]);
    expect(found?.fingerprint).toEqual(short(chain[100]!));
  });

  test.each(losses)("has neither chain nor fingerprint if the row of events with its last %s", async (_, lose) => {
    await aLog({ 10: started(), 100: finalised() });
    await lose(await sealer.namedRowId("events/1"));

    expect(await excerpt()).toBeUndefined();
    expect(await fingerprint()).toBeUndefined();
  });
});

describe("a record that was imported", () => {
  test("has the chain from there, though its family's started long before", async () => {
    const imported = { kind: "imported", rows: { [record.id]: 1 }, records: { [record.id]: digest } };
    await aLog({ 90: imported });

    const found = await excerpt();

    expect(found?.after).toEqual(chain[89]);
    expect(found?.links).toEqual([{ event: events[89], head: short(chain[90]!).head }]);
  });

  test("with more than an event can name has that event alone, by its hash: it tells of others", async () => {
    await aLog({ 90: { kind: "imported", records: { [record.id]: digest } }, 95: { rows: { [record.id]: 1 } } });

    expect(await fingerprint()).toEqual(short(chain[90]!));
    const found = await excerpt();

    expect(found?.after).toEqual(chain[89]);
    expect(found?.links).toEqual([{ digest: await eventDigest(events[89]!), head: short(chain[90]!).head }]);
    expect(found?.fingerprint).toEqual(short(chain[90]!));
  });
});

describe("a record of which the log tells nothing", () => {
  test.each([[true], [false]])("has neither chain nor fingerprint; the log is whole: %s", async (isWhole) => {
    await putLog(sealer, { isWhole, events: [anEvent(1)] });
    await putSealed(sealer, record.id, { schema: 1, type: "contact", contact: record });

    expect(await excerpt()).toBeUndefined();
    expect(await fingerprint()).toBeUndefined();
  });

  test("has none because it is older, and the manifest was made from what was there", async () => {
    await putSealed(sealer, record.id, { schema: 1, type: "contact", contact: record });
    expect((await keepLog(aStore(sealer))).ok).toBe(true);

    expect(await excerpt()).toBeUndefined();
    expect(await fingerprint()).toBeUndefined();
  });
});

describe("the anchor", () => {
  test("of a log whose events were all put away is where those ended", async () => {
    await putLog(sealer, { after: SEGMENT, head: digest });

    expect(await endOf(aStore(sealer))).toEqual({ seq: SEGMENT, head: digest.slice(0, 16) });
  });

  test("is followed on from where it was, and is the same for a window that begins at the start", async () => {
    const store = aStore(sealer);
    await saveRow(store, "a");
    const first = await endOf(store);
    await saveRow(store, "b");
    const second = await endOf(store);

    expect([first?.seq, second?.seq]).toEqual([1, 2]);
    expect(await endOf(aStore(sealer))).toEqual(second);
  });

  test("is that of the log as it is, though this window had followed another", async () => {
    const store = aStore(sealer);
    for (const id of ["a", "b", "c"]) await saveRow(store, id);
    await endOf(store);
    store.log.forget();
    await putLog(sealer, { events: [anEvent(1)] }, 9);

    expect(await endOf(store)).toEqual(await endOf(aStore(sealer)));
    expect((await endOf(store))?.seq).toBe(1);
  });

  test("is none where no log reads any more, and none can be begun", async () => {
    await putLog(sealer, { events: [anEvent(1)] });
    for (const n of [0, 1, 2, 3]) await putOnDisk(sealer, await sealer.namedRowId(`log/${n}`), "broken");

    expect(await endOf(aStore(sealer))).toBeUndefined();
  });
});
