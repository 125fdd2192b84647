import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { DraftContact } from "../../../src/domain/contact.ts";
import type { Family } from "../../../src/domain/family.ts";
import type { Stored } from "../../../src/domain/repositories.ts";
import { logWitnessOf } from "../../../src/storage/journal/is-witnessed.ts";
import { SEGMENT } from "../../../src/storage/log-content.ts";
import { aLocalStorage } from "../../support/fake-local-storage.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { got } from "../../support/got.ts";
import { aWindow, type DiskRow, diskRows, flipped, freshDisk, NAME, putOnDisk, removeFromDisk } from "./disk.ts";
import { aDraft, aFamily, withNote } from "./records.ts";

let sealer: FakeSealer;

beforeEach(() => {
  vi.stubGlobal("localStorage", aLocalStorage());
  sealer = freshDisk();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const asSeen = { suspects: 0, areSummariesSuspect: false, isLogPutBack: false };
const putBack = { ...asSeen, isLogPutBack: true };

/** A draft that a look has seen, and the disk as it was before and after one more answer. */
async function aSeenDraft(answers = 1) {
  const window = aWindow(sealer);
  const added = got(await window.families.add(aFamily()));
  const { contact, family } = got(await window.contacts.start(aDraft(added.value), added));
  const earlier = await diskRows();
  const last = await answer(contact, answers);
  expect(await look()).toEqual(asSeen);
  return { contact, family, earlier, last };
}

async function answer(draft: Stored<DraftContact>, times: number): Promise<Stored<DraftContact>> {
  const { contacts } = aWindow(sealer);
  let stored = draft;
  for (let n = 0; n < times; n++) {
    stored = got(await contacts.saveDraft({ ...stored, value: withNote(stored.value, `Cot ${n}`) }));
  }
  return stored;
}

async function look() {
  return got(await aWindow(sealer).lookOver());
}

/** All of the database as it was, as whoever has a copy of its files can put it. */
async function putDatabaseBack(rows: ReadonlyMap<string, DiskRow>): Promise<void> {
  for (const id of (await diskRows()).keys()) if (!rows.has(id)) await removeFromDisk(sealer, id);
  for (const [id, row] of rows) await putOnDisk(sealer, id, row);
}

function addFamily(): Promise<{ ok: boolean; value?: Stored<Family> }> {
  return aWindow(sealer).families.add(aFamily());
}

describe("a database that was put back as a whole", () => {
  test("is noticed at every look and every check, until somebody has looked into it", async () => {
    const { earlier } = await aSeenDraft();
    await putDatabaseBack(earlier);

    expect(await look()).toEqual(putBack);
    expect(await look()).toEqual(putBack);
    expect(got(await aWindow(sealer).checkRecords())).toMatchObject({
      notAsSaved: 0,
      unreadable: 0,
      isLogPutBack: true,
    });
    got(await aWindow(sealer).log.trust());
    expect(await look()).toEqual(asSeen);
    expect(got(await aWindow(sealer).checkRecords())).toMatchObject({ isLogPutBack: false });
  });

  test("is noticed although as much was saved since as before", async () => {
    const { earlier, contact } = await aSeenDraft(2);
    await putDatabaseBack(earlier);
    await answer(contact, 5);

    expect(await look()).toEqual(putBack);
  });

  test("is noticed although the events of that time were put away", async () => {
    const { earlier, contact } = await aSeenDraft(2);
    await putDatabaseBack(earlier);
    await answer(contact, 2 * SEGMENT);
    const idle: (() => unknown)[] = [];
    const window = aWindow(sealer, { whenIdle: (work) => idle.push(work) });
    got(await window.families.add(aFamily()));
    for (const work of idle) await work();

    expect(await look()).toEqual(putBack);
  });

  test("is noticed where it was emptied, or lost its log with the records", async () => {
    const { contact } = await aSeenDraft();
    const rows = await diskRows();
    await putDatabaseBack(new Map());
    expect((await look()).isLogPutBack).toBe(true);

    await putDatabaseBack(rows);
    for (const id of [await sealer.namedRowId("log/0"), contact.value.id]) await removeFromDisk(sealer, id);
    expect((await look()).isLogPutBack).toBe(true);
  });
});

describe("a log that goes on", () => {
  test("is as seen however much was saved, with events put away and without", async () => {
    const { last } = await aSeenDraft();

    const more = await answer(last, 3);
    expect(await look()).toEqual(asSeen);
    await answer(more, SEGMENT + 5);
    expect(await look()).toEqual(asSeen);
    await answer(got(await aWindow(sealer).contacts.load(last.value.id)) as Stored<DraftContact>, 3);
    expect(await look()).toEqual(asSeen);
  });

  test("is noted with each checkpoint, too", async () => {
    const idle: (() => unknown)[] = [];
    const window = aWindow(sealer, { whenIdle: (work) => idle.push(work) });
    for (let n = 0; n <= SEGMENT; n++) got(await window.families.add(aFamily()));
    const earlier = await diskRows();
    for (const work of idle) await work();
    expect(localStorage.getItem(logWitnessOf(NAME))).not.toBeNull();

    await putDatabaseBack(earlier);
    expect((await look()).isLogPutBack).toBe(true);
  });

  test("is not noted by a checkpoint where it was put back, so that the next look still tells", async () => {
    const { earlier, contact } = await aSeenDraft();
    await putDatabaseBack(earlier);
    const idle: (() => unknown)[] = [];
    const window = aWindow(sealer, { whenIdle: (work) => idle.push(work) });
    await answer(contact, SEGMENT);
    got(await window.families.add(aFamily()));
    for (const work of idle) await work();

    expect(await look()).toEqual(putBack);
  });
});

describe("with nothing to hold it against, a log counts as right", () => {
  test.each([
    ["nothing was noted", () => localStorage.clear()],
    ["what was noted is of another vault", () => note({ vaultId: "another", seq: 999, head: "0123456789abcdef" })],
    ["what was noted is no point", () => note({ vaultId: sealer.vaultId, seq: -1, head: "x" })],
    ["what was noted is no JSON", () => localStorage.setItem(logWitnessOf(NAME), "{")],
  ])("because %s", async (_, change) => {
    await aSeenDraft();
    change();

    expect(await look()).toEqual(asSeen);
  });

  test("because the browser blocks the place, and nothing else breaks", async () => {
    const blocked = () => {
      throw new DOMException("Blocked", "SecurityError");
    };
    vi.stubGlobal("localStorage", { ...aLocalStorage(), getItem: blocked, setItem: blocked });

    await aSeenDraft();

    expect(await look()).toEqual(asSeen);
  });

  test("because nothing was saved yet, and nothing is noted", async () => {
    expect(await look()).toEqual(asSeen);
    expect(localStorage.length).toBe(0);
  });
});

test("the point names a vault, a number and a hash, and is noted only by a look at which nothing was amiss", async () => {
  const { contact } = await aSeenDraft();
  const noted = localStorage.getItem(logWitnessOf(NAME));
  expect(JSON.parse(noted ?? "")).toEqual({
    vaultId: sealer.vaultId,
    seq: expect.any(Number),
    head: expect.stringMatching(/^[0-9a-f]{16}$/),
  });

  await addFamily();
  await removeFromDisk(sealer, contact.value.id);
  expect(await look()).toMatchObject({ suspects: 1, isLogPutBack: false });
  expect(localStorage.getItem(logWitnessOf(NAME))).toBe(noted);
});

test("where the events up to the point cannot be read, it does not pass for right", async () => {
  const { last } = await aSeenDraft();
  await answer(last, 2 * SEGMENT);
  // Before the point is noted anew, the events of its time are put away and damaged.
  const point = localStorage.getItem(logWitnessOf(NAME));
  await look();
  localStorage.setItem(logWitnessOf(NAME), point ?? "");
  const events = await sealer.namedRowId("events/0");
  await putOnDisk(sealer, events, flipped((await diskRows()).get(events)!, 60));

  expect((await look()).isLogPutBack).toBe(true);
});

function note(point: object): void {
  localStorage.setItem(logWitnessOf(NAME), JSON.stringify(point));
}
