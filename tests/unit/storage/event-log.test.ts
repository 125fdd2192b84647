import "fake-indexeddb/auto";
import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import { keepLog, saveMany } from "../../../src/storage/keep-log.ts";
import { SEGMENT } from "../../../src/storage/log-content.ts";
import { knownIds } from "../../../src/storage/read-manifest.ts";
import { endOf } from "../../../src/storage/record-log.ts";
import { encodeContent } from "../../../src/storage/row-content.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { got } from "../../support/got.ts";
import { aWindow, type DiskRow, diskRows, flipped, freshDisk, putFamilies, putOnDisk, removeFromDisk } from "./disk.ts";
import { aStore } from "./logs.ts";
import { aDraft, aFamily, aRecord, withNote } from "./records.ts";

vi.setConfig({ testTimeout: 60_000 }); // many saves, on machines that are busy

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

const nothingAmiss = { unreadable: [], missing: [], putBack: [], ahead: [] };
const notAsSaved = { ok: false, error: { kind: "not-as-saved" } };

async function aStarted() {
  const window = aWindow(sealer);
  const added = got(await window.families.add(aFamily()));
  return { window, ...got(await window.contacts.start(aDraft(added.value), added)) };
}

/** A window in which a contact was started and then saved so many times. */
async function aBusyStart(saves: number) {
  const started = await aStarted();
  let { contact } = started;
  for (let n = 0; n < saves; n++) {
    contact = got(await started.window.contacts.saveDraft({ ...contact, value: withNote(contact.value, `${n}`) }));
  }
  return { ...started, contact };
}

describe("the log", () => {
  test("has one event for each save, numbered, that names the rows with their new versions", async () => {
    const { window, contact, family } = await aBusyStart(1);
    const record = aRecord(contact.value, family.value);
    got(await window.contacts.finalise({ ...contact, value: record }, family));
    got(await window.settings.save({ value: defaultSettings, version: 0 }));

    const { content } = await aStore(sealer).log.load();

    expect(content.events.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, "family-added"],
      [2, "started"],
      [3, "answered"],
      [4, "finalised"],
      [5, "settings-changed"],
    ]);
    expect(content.events[2]?.rows).toEqual({ [contact.value.id]: 2 });
    expect(content.events[3]).toMatchObject({
      contact: record.id,
      family: family.value.id,
      author: record.author,
      records: { [record.id]: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  test("costs a tap no reading, and one row more", async () => {
    const { window, contact } = await aStarted();
    const read = vi.spyOn(IDBDatabase.prototype, "transaction");
    const put = vi.spyOn(IDBObjectStore.prototype, "put");
    sealer.openCalls.length = 0;

    got(await window.contacts.saveDraft(contact));

    expect(read).toHaveBeenCalledTimes(1);
    expect(put).toHaveBeenCalledTimes(2);
    expect(sealer.openCalls).toEqual([]);
    read.mockRestore();
    put.mockRestore();
  });

  test("makes a window that has not seen the newest event try again, not fail", async () => {
    const { window, contact } = await aStarted();
    const other = aWindow(sealer);
    got(await other.settings.save({ value: defaultSettings, version: 0 }));

    got(await window.contacts.saveDraft(contact));

    const { content } = await aStore(sealer).log.load();
    expect(content.events.map(({ kind }) => kind).slice(-2)).toEqual(["settings-changed", "answered"]);
  });

  test("has an end whose number only grows and whose head changes with every event", async () => {
    const { window, contact } = await aStarted();
    const first = await endOf(aStore(sealer));
    got(await window.contacts.saveDraft(contact));
    const second = await endOf(aStore(sealer));

    expect(first?.seq).toBe(2);
    expect(second?.seq).toBe(3);
    expect(second?.head).toMatch(/^[0-9a-f]{16}$/);
    expect(second?.head).not.toBe(first?.head);
    expect(await endOf(aStore(sealer))).toEqual(second);
  });

  test("has no end while nothing was saved", async () => {
    expect(await endOf(aStore(sealer))).toBeUndefined();
  });

  test("is not written over when it cannot be read: another is begun, saving goes on, and the check names it", async () => {
    const { contact } = await aStarted();
    const before = await endOf(aStore(sealer));
    const logId = await sealer.namedRowId("log/0");
    const broken = flipped((await diskRows()).get(logId)!, 77);
    await putOnDisk(sealer, logId, broken);
    const other = aWindow(sealer);

    const saved = await other.contacts.saveDraft(contact);

    expect(saved).toMatchObject({ ok: true });
    expect((await diskRows()).get(logId)).toEqual(broken);
    expect((await endOf(aStore(sealer)))?.seq).toBeGreaterThan(before?.seq ?? 0);
    expect(got(await aWindow(sealer).checkAllRows())).toMatchObject({ unreadable: [{ id: logId, type: "log" }] });
  });
});

describe("the manifest", () => {
  test("names every row with its version, whatever was saved and whenever a checkpoint was made", async () => {
    const step = fc.constantFrom(
      "family",
      "start",
      "answer",
      "finalise",
      "discard",
      "settings",
      "checkpoint",
      "window",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        sealer = freshDisk();
        await play(steps);
        const store = aStore(sealer);
        const known = await store.manifest.load();
        const log = new Set<string>([await sealer.namedRowId("log/0"), ...(await store.names.shards())]);

        const onDisk = [...(await diskRows())].filter(([id]) => !log.has(id));
        for (const [id, row] of onDisk) expect(store.manifest.entry(id)).toMatchObject({ version: row.version });
        expect(new Set([...knownIds(store.manifest, known)].flat().filter((id) => !log.has(id)))).toEqual(
          new Set(onDisk.map(([id]) => id)),
        );
        expect(got(await aWindow(sealer).checkAllRows())).toMatchObject(nothingAmiss);
      }),
      { numRuns: 40 },
    );
  });

  test("puts events away in full rows, and the chain over them is one", async () => {
    await aBusyStart(2 * SEGMENT + 5);
    const before = await endOf(aStore(sealer));
    const store = aStore(sealer);

    expect(await keepLog(store)).toMatchObject({ ok: true });

    const { content } = await aStore(sealer).log.load();
    expect(content.after).toBe(2 * SEGMENT);
    expect(content.events.map(({ kind }) => kind).at(-1)).toBe("checkpoint");
    const after = await endOf(aStore(sealer));
    expect(after?.seq).toBe((before?.seq ?? 0) + 1);
    expect(got(await aWindow(sealer).checkAllRows())).toMatchObject(nothingAmiss);
  });

  test("a checkpoint is asked for in idle time, and only when enough events have come together", async () => {
    const idle: (() => void)[] = [];
    const window = aWindow(sealer, { whenIdle: (work) => idle.push(work) });
    let stored = { value: defaultSettings, version: 0 };
    for (let n = 0; n < SEGMENT - 1; n++) stored = got(await window.settings.save(stored));
    expect(idle).toEqual([]);

    stored = got(await window.settings.save(stored));
    got(await window.settings.save(stored));

    expect(idle).toHaveLength(1); // not again while the first is waiting
    idle[0]?.();
    await vi.waitUntil(async () => (await aStore(sealer).log.load()).content.after === SEGMENT);
  });

  test("of a vault from before the log is made from what is there", async () => {
    const families = Array.from({ length: 300 }, () => aFamily());
    await putFamilies(sealer, families);
    const window = aWindow(sealer);
    await window.families.loadSummaries();

    expect(got(await window.lookOver())).toEqual({ suspects: 0, areSummariesSuspect: false, isLogPutBack: false });

    expect(got(await aWindow(sealer).checkAllRows())).toMatchObject(nothingAmiss);
    await removeFromDisk(sealer, families[7]!.id);
    expect(await aWindow(sealer).families.load(families[7]!.id)).toEqual(notAsSaved);
    expect(got(await aWindow(sealer).checkAllRows()).missing).toContainEqual({ id: families[7]!.id, type: "family" });
  });

  test("of a vault from before the log is made although somebody saves meanwhile", async () => {
    await putFamilies(
      sealer,
      Array.from({ length: 300 }, () => aFamily()),
    );
    const window = aWindow(sealer);
    let family = got(await window.families.add(aFamily()));
    let isDone = false;
    const made = keepLog(aStore(sealer)).finally(() => {
      isDone = true;
    });

    let saves = 0;
    for (; !isDone && saves < 12; saves++) family = got(await window.families.save(family));

    expect(await made).toMatchObject({ ok: true });
    expect(saves).toBeGreaterThan(0);
    expect((await aStore(sealer).log.load()).content.isWhole).toBe(true);
    expect(got(await aWindow(sealer).checkAllRows())).toMatchObject(nothingAmiss);
  });

  test("an empty vault is not written to by looking it over", async () => {
    expect(got(await aWindow(sealer).lookOver())).toEqual({
      suspects: 0,
      areSummariesSuspect: false,
      isLogPutBack: false,
    });
    expect((await diskRows()).size).toBe(0);
  });

  test("takes thousands of rows in one change", async () => {
    const families = Array.from({ length: 3000 }, () => aFamily());
    const writes = () =>
      families.map((family) => ({
        id: family.id,
        expectedVersion: 0,
        plaintext: encodeContent({ schema: 1, type: "family", family }),
      }));

    expect(await saveMany(aStore(sealer), { kind: "imported", what: "3,000 families" }, writes)).toMatchObject({
      ok: true,
    });

    expect(got(await aWindow(sealer).checkAllRows())).toEqual({ ...nothingAmiss, opened: 3000 });
    await removeFromDisk(sealer, families[0]!.id);
    expect(await aWindow(sealer).families.load(families[0]!.id)).toEqual(notAsSaved);
  });

  test("a row that is in a newer event and then saved with many others is not taken for put back", async () => {
    const { window, family } = await aStarted();
    const store = aStore(sealer);
    const writes = () => [
      {
        id: family.value.id,
        expectedVersion: family.version,
        plaintext: encodeContent({ schema: 1, type: "family", family: family.value }),
      },
    ];

    expect(await saveMany(store, { kind: "imported" }, writes)).toMatchObject({ ok: true });

    expect(got(await window.families.load(family.value.id)).version).toBe(family.version + 1);
    expect(got(await aWindow(sealer).checkAllRows())).toMatchObject(nothingAmiss);
  });
});

const steps = [
  "family",
  "start",
  "answer",
  "answer",
  "finalise",
  "discard",
  "settings",
  "checkpoint",
  "window",
] as const;
type Step = (typeof steps)[number];

const longPrefix: readonly Step[] = ["start", ...Array.from({ length: SEGMENT }, (): Step => "answer"), "checkpoint"];

// Plays a history; gives the families and contacts that are there in the end, and what the disk held before each step.
async function play(history: readonly Step[]) {
  let window = aWindow(sealer);
  const past: Map<string, DiskRow>[] = [];
  let settings = { value: defaultSettings, version: 0 };
  let family = got(await window.families.add(aFamily()));
  let open: Awaited<ReturnType<typeof aStarted>>["contact"] | undefined;
  for (const step of history) {
    past.push(await diskRows());
    if (step === "family") family = got(await window.families.save(family));
    if (step === "window") window = aWindow(sealer);
    if (step === "checkpoint") got(await window.lookOver());
    if (step === "settings") settings = got(await window.settings.save(settings));
    if (step === "start" && !open) {
      const pair = got(await window.contacts.start(aDraft(family.value), family));
      ({ family } = pair);
      open = pair.contact;
    }
    if (step === "answer" && open) {
      open = got(await window.contacts.saveDraft({ ...open, value: withNote(open.value, `${open.version}`) }));
    }
    if (step === "finalise" && open) {
      const record = { ...open, value: aRecord(open.value, family.value) };
      ({ family } = got(await window.contacts.finalise(record, family)));
      open = undefined;
    }
    if (step === "discard" && open?.version === 1) {
      family = got(await window.contacts.discardUntouched(open, family));
      open = undefined;
    }
  }
  return { past, families: [family.value.id], contacts: family.value.contacts.map(({ id }) => id) };
}

describe("rows that something else changed", () => {
  type Tampering = "flip" | "swap" | "copy" | "delete" | "older";
  const tampering = fc.constantFrom<Tampering>("flip", "swap", "copy", "delete", "older");

  test.for([
    { events: "few", prefix: [], numRuns: 80 },
    { events: "enough for checkpoints", prefix: longPrefix, numRuns: 25 },
  ])("are noticed, each and every one, and all other records still open: $events", async ({ prefix, numRuns }) => {
    const tally = new Map<Tampering, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...steps), { minLength: 15, maxLength: 80 }),
        tampering,
        fc.nat(),
        fc.nat(),
        async (history, how, which, at) => {
          sealer = freshDisk();
          const { past, families, contacts } = await play([...prefix, ...history]);
          const touched = await tamper(how, past, { which, at });
          if (touched === undefined) return; // the history has nothing that this could be done with
          tally.set(how, (tally.get(how) ?? 0) + 1);

          const { opened: _, ...found } = got(await aWindow(sealer).checkAllRows());

          const named = Object.values(found).flatMap((rows) => rows.map(({ id }) => id));
          for (const id of touched) expect(named, `${how} ${JSON.stringify(found)}`).toContain(id);
          const window = aWindow(sealer);
          const others = <Id extends string>(ids: readonly Id[]) => ids.filter((id) => !touched.includes(id));
          for (const id of others(families)) expect(await window.families.load(id), how).toMatchObject({ ok: true });
          for (const id of others(contacts)) expect(await window.contacts.load(id), how).toMatchObject({ ok: true });
        },
      ),
      { numRuns },
    );
    expect([...tally.keys()].sort()).toEqual(["copy", "delete", "flip", "older", "swap"]);
  });

  // Gives the rows that have to be named, or undefined if nothing was done.
  async function tamper(
    how: Tampering,
    past: readonly Map<string, DiskRow>[],
    { which, at }: { which: number; at: number },
  ): Promise<string[] | undefined> {
    const rows = [...(await diskRows())];
    const logId = await sealer.namedRowId("log/0");
    const pick = rows[which % rows.length]!;
    const other = rows[(which + 1 + (at % (rows.length - 1))) % rows.length]!;
    switch (how) {
      case "flip":
        await putOnDisk(sealer, pick[0], flipped(pick[1], at));
        return [pick[0]];
      case "swap":
        await putOnDisk(sealer, pick[0], other[1]);
        await putOnDisk(sealer, other[0], pick[1]);
        return [pick[0], other[0]];
      case "copy": {
        const id = aFamily().id;
        await putOnDisk(sealer, id, pick[1]);
        return [id];
      }
      case "delete": {
        if (pick[0] === logId) return; // a log that is gone altogether shows only in the witness
        await removeFromDisk(sealer, pick[0]);
        return [pick[0]];
      }
      case "older": {
        const earlier = past[at % past.length]!;
        const changed = [...earlier].filter(
          ([id, row]) => id !== logId && rows.find(([now]) => now === id)?.[1].version !== row.version,
        );
        const [id, row] = changed[which % changed.length] ?? [];
        if (id === undefined) return;
        await putOnDisk(sealer, id, row);
        return [id];
      }
    }
  }

  test("an older log shows by the rows that are newer than it", async () => {
    const { window, contact } = await aStarted();
    const logId = await sealer.namedRowId("log/0");
    const older = (await diskRows()).get(logId);
    got(await window.contacts.saveDraft({ ...contact, value: withNote(contact.value, "newer") }));
    await putOnDisk(sealer, logId, older);

    const check = got(await aWindow(sealer).checkAllRows());

    expect(check).toMatchObject({ ahead: [{ id: contact.value.id, type: "contact" }] });
    expect(await aWindow(sealer).contacts.load(contact.value.id)).toMatchObject({ ok: true });
  });

  test("an older draft, put back whole, does not open, and is not written over", async () => {
    const { window, contact, family } = await aStarted();
    const older = (await diskRows()).get(contact.value.id)!;
    const saved = got(await window.contacts.saveDraft({ ...contact, value: withNote(contact.value, "newer") }));
    await putOnDisk(sealer, contact.value.id, older);
    const other = aWindow(sealer);

    expect(await other.contacts.load(contact.value.id)).toEqual(notAsSaved);
    expect(got(await other.families.load(family.value.id))).toEqual(family);
    for (const version of [1, 2]) {
      expect((await other.contacts.saveDraft({ ...saved, version })).ok).toBe(false);
    }
    expect((await diskRows()).get(contact.value.id)).toEqual(older);
  });

  test("a record that was taken away is said to be gone, not never to have been", async () => {
    const { contact } = await aStarted();
    await removeFromDisk(sealer, contact.value.id);

    expect(await aWindow(sealer).contacts.load(contact.value.id)).toEqual(notAsSaved);
    expect(await aWindow(sealer).contacts.load(aDraft(aFamily()).id)).toMatchObject({ error: { kind: "missing" } });
  });

  test("a draft that was discarded does not come back to life", async () => {
    const { window, contact, family } = await aStarted();
    const row = (await diskRows()).get(contact.value.id)!;
    got(await window.contacts.discardUntouched(contact, family));
    await putOnDisk(sealer, contact.value.id, row);

    expect(await aWindow(sealer).contacts.load(contact.value.id)).toEqual(notAsSaved);
    expect(got(await aWindow(sealer).lookOver()).suspects).toBe(1);
  });

  test("an older caseload is noticed in idle time and worked out again", async () => {
    const { families } = aWindow(sealer);
    const first = got(await families.add(aFamily()));
    const before = await diskRows();
    const second = got(await families.add(aFamily()));
    const chunk = await sealer.namedRowId("summaries/1/0");
    await putOnDisk(sealer, chunk, before.get(chunk));
    const window = aWindow(sealer);
    expect(got(await window.families.loadSummaries()).summaries).toHaveLength(1);

    const found = got(await window.lookOver());

    expect(found).toEqual({ suspects: 1, areSummariesSuspect: true, isLogPutBack: false });
    const { summaries } = got(await window.families.loadSummaries());
    expect(new Set(summaries.map(({ id }) => id))).toEqual(new Set([first.value.id, second.value.id]));
    expect(got(await aWindow(sealer).lookOver()).suspects).toBe(0);
    expect(got(await aWindow(sealer).checkAllRows())).toMatchObject(nothingAmiss);
  });
});
