import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import { summarise } from "../../../src/domain/summary.ts";
import { textCaps } from "../../../src/shared/text-caps.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { got } from "../../support/got.ts";
import { aWindow, diskRows, flipped, freshDisk, putFamilies, putOnDisk } from "./disk.ts";
import { aDraft, aFamily, aRecord, withNote } from "./records.ts";

vi.setConfig({ testTimeout: 30_000 }); // many saves, on machines that are busy

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

function byId<T extends { id: string }>(values: readonly T[]): T[] {
  return values.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

describe("families", () => {
  test("an empty device has no summaries and is not written to by looking", async () => {
    const { families } = aWindow(sealer);

    expect(await families.loadSummaries()).toEqual({ ok: true, value: { summaries: [], setAside: 0 } });
    expect(await diskRows()).toEqual(new Map());
  });

  test("a family comes back in another window as it was added, with its summary", async () => {
    const family = aFamily();

    const added = got(await aWindow(sealer).families.add(family));

    const other = aWindow(sealer);
    expect(added).toEqual({ value: family, version: 1 });
    expect(got(await other.families.load(family.id))).toEqual({ value: family, version: 1 });
    expect(got(await other.families.loadSummaries())).toEqual({ summaries: [summarise(family)], setAside: 0 });
  });

  test("a saved family changes its summary and leaves the others where they are", async () => {
    const { families } = aWindow(sealer);
    const [first, second] = [aFamily(), aFamily()];
    const stored = got(await families.add(first));
    await families.add(second);
    const renamed = { ...first, carers: [{ ...first.carers[0]!, name: "Zoë Reid" }] };

    const saved = got(await families.save({ value: renamed, version: stored.version }));

    expect(saved.version).toBe(2);
    for (const window of [{ families }, aWindow(sealer)]) {
      expect(got(await window.families.loadSummaries()).summaries).toEqual([summarise(renamed), summarise(second)]);
    }
  });

  test("more families than fit into one chunk are all there", async () => {
    const all = Array.from({ length: 514 }, () => aFamily());
    await putFamilies(sealer, all.slice(0, 511));
    const { families } = aWindow(sealer);

    const added = await Promise.all(all.slice(511).map((family) => families.add(family)));

    expect(added.every((result) => result.ok)).toBe(true);
    const loaded = got(await aWindow(sealer).families.loadSummaries());
    expect(byId(loaded.summaries)).toEqual(byId(all.map(summarise)));
    expect((await diskRows()).size).toBe(514 + 2 + 1 + 1); // families, chunks, directory, log
  });

  test("a change rewrites the family, one chunk and the log, nothing else", async () => {
    const all = Array.from({ length: 520 }, () => aFamily());
    await putFamilies(sealer, all);
    const { families } = aWindow(sealer);
    await families.loadSummaries();
    const before = await diskRows();

    got(await families.save({ value: { ...all[3]!, phone: "07700 900123" }, version: 1 }));

    const after = await diskRows();
    const changed = [...after].filter(([id, row]) => before.get(id)?.version !== row.version);
    expect(changed).toHaveLength(3);
  });

  test("a summary that outgrows its chunk moves to another and stays the only one of its family", async () => {
    const { families } = aWindow(sealer);
    const long = (name: string) => Array.from({ length: 12 }, () => ({ ...aFamily().carers[0]!, name }));
    const all = Array.from({ length: 140 }, () => aFamily({ carers: long("\u0000".repeat(60)) }));
    for (const family of all) got(await families.add(family));
    const first = { ...all[0]!, carers: long("\u0000".repeat(100)) };

    for (const family of all.slice(0, 100)) {
      got(await families.save({ value: { ...family, carers: first.carers }, version: 1 }));
    }

    const { summaries } = got(await aWindow(sealer).families.loadSummaries());
    expect(summaries).toHaveLength(140);
    expect(new Set(summaries.map(({ id }) => id)).size).toBe(140);
    expect((await diskRows()).size).toBe(140 + 2 + 1 + 1); // families, chunks, directory, log
  });

  test("names as long as they may be do not keep a family from being saved", async () => {
    const carers = Array.from({ length: 12 }, () => ({ ...aFamily().carers[0]!, name: "각".repeat(textCaps.line) }));
    const family = aFamily({ carers });
    const { families } = aWindow(sealer);

    got(await families.add(family));

    expect(got(await aWindow(sealer).families.load(family.id)).value).toEqual(family);
    expect(got(await aWindow(sealer).families.loadSummaries()).summaries[0]?.label.startsWith("각각")).toBe(true);
  });

  test("summaries that are told to be worked out afresh know of rows that came back", async () => {
    const window = aWindow(sealer);
    const kept = got(await window.families.add(aFamily()));
    await window.families.loadSummaries();
    const back = aFamily();
    await putFamilies(sealer, [back]);

    expect(got(await window.families.loadSummaries()).summaries).toEqual([summarise(kept.value)]);
    const rebuilt = got(await window.rebuildSummaries());
    expect(byId(rebuilt.summaries)).toEqual(byId([kept.value, back].map(summarise)));
    expect(got(await aWindow(sealer).families.loadSummaries())).toEqual(rebuilt);
  });

  test("an unknown family is missing", async () => {
    expect(await aWindow(sealer).families.load(aFamily().id)).toEqual({ ok: false, error: { kind: "missing" } });
  });

  test("a family that is there already is not added over", async () => {
    const { families } = aWindow(sealer);
    const family = aFamily();
    await families.add(family);

    expect(await families.add({ ...family, phone: "1" })).toEqual({ ok: false, error: { kind: "changed-elsewhere" } });
    expect(got(await families.load(family.id)).value).toEqual(family);
  });

  test("a family that could not be read back is refused, and nothing is written", async () => {
    const result = await aWindow(sealer).families.add(aFamily({ carers: [] }));

    expect(result).toMatchObject({
      ok: false,
      error: { kind: "unavailable", cause: { name: "UnsuitableContentError" } },
    });
    expect((await diskRows()).size).toBe(0);
  });

  test("a locked vault neither saves nor loads, and what is on the disk stays", async () => {
    const { families, contacts, settings } = aWindow(sealer);
    const family = aFamily();
    await families.add(family);
    sealer.lock();

    const locked = { ok: false, error: { kind: "locked" } };
    expect(await families.save({ value: family, version: 1 })).toEqual(locked);
    expect(await families.load(family.id)).toEqual(locked);
    expect(await families.loadSummaries()).toEqual(locked);
    expect(await contacts.start(aDraft(family), { value: family, version: 1 })).toEqual(locked);
    expect(await settings.load()).toEqual(locked);
    expect(await settings.save({ value: defaultSettings, version: 0 })).toEqual(locked);

    sealer.unlock();
    expect(got(await families.load(family.id)).version).toBe(1);
  });

  test("a second look at the summaries opens only what another window changed", async () => {
    const mine = aWindow(sealer);
    await putFamilies(
      sealer,
      Array.from({ length: 513 }, () => aFamily()),
    );
    await mine.families.loadSummaries();
    await aWindow(sealer).families.add(aFamily());
    sealer.openCalls.length = 0;

    const { summaries } = got(await mine.families.loadSummaries());

    expect(summaries).toHaveLength(514);
    expect(sealer.openCalls).toEqual([1, 1]); // the directory, the chunk that grew
  });
});

describe("contacts", () => {
  async function aStarted() {
    const window = aWindow(sealer);
    const family = got(await window.families.add(aFamily()));
    const started = got(await window.contacts.start(aDraft(family.value), family));
    return { ...window, ...started };
  }

  test("a started draft is stored together with its entry in the family and its summary", async () => {
    const { contact, family } = await aStarted();

    const other = aWindow(sealer);
    expect(got(await other.contacts.load(contact.value.id))).toEqual({ value: contact.value, version: 1 });
    expect(got(await other.families.load(family.value.id))).toEqual(family);
    expect(family.version).toBe(2);
    expect(family.value.contacts).toEqual([
      { id: contact.value.id, kind: "new-birth", status: "draft", startedAt: contact.value.startedAt },
    ]);
    expect(got(await other.families.loadSummaries()).summaries[0]?.draft?.id).toBe(contact.value.id);
  });

  test("each save of a draft counts its version up and is what another window reads", async () => {
    const { contacts, contact } = await aStarted();

    const saved = got(await contacts.saveDraft({ ...contact, value: withNote(contact.value, "Cot in kitchen") }));
    const again = got(await contacts.saveDraft({ ...saved, value: withNote(contact.value, "Cot moved") }));

    expect(again.version).toBe(3);
    expect(got(await aWindow(sealer).contacts.load(contact.value.id))).toEqual(again);
  });

  test("a saved draft is not read again before the next save", async () => {
    const { contacts, contact } = await aStarted();
    const saved = got(await contacts.saveDraft(contact));
    sealer.openCalls.length = 0;

    got(await contacts.saveDraft(saved));

    expect(sealer.openCalls).toEqual([]);
  });

  test("finalising fixes record, family and summary together and verifies them", async () => {
    const { contacts, families, contact, family } = await aStarted();
    const record = aRecord(contact.value, family.value);

    const pair = got(await contacts.finalise({ value: record, version: contact.version }, family));

    expect(pair.contact).toEqual({ value: record, version: 2 });
    expect(pair.family.value.contacts[0]).toMatchObject({ status: "final", date: "2026-11-20" });
    expect(got(await families.loadSummaries()).summaries).toEqual([summarise(pair.family.value)]);
    expect(got(await aWindow(sealer).contacts.load(record.id)).value).toEqual(record);
  });

  test.for(["this window", "another window"])("a final contact is never written again, from %s", async (from) => {
    const mine = await aStarted();
    const { contact, family } = mine;
    const record = aRecord(contact.value, family.value);
    const pair = got(await mine.contacts.finalise({ value: record, version: contact.version }, family));
    const { contacts } = from === "this window" ? mine : aWindow(sealer);
    const refused = { ok: false, error: { kind: "changed-elsewhere" } };

    for (const version of [1, 2, 3]) {
      expect(await contacts.saveDraft({ value: contact.value, version })).toEqual(refused);
      const other = { ...record, author: { name: "Someone else", role: "Health visitor" } };
      expect(await contacts.finalise({ value: other, version }, pair.family)).toEqual(refused);
      expect(await contacts.discardUntouched({ value: contact.value, version }, pair.family)).toEqual(refused);
    }
    expect(await contacts.start(contact.value, pair.family)).toEqual(refused);
    expect(got(await contacts.load(record.id))).toEqual({ value: record, version: 2 });
  });

  test("finalising the same record again finds it done", async () => {
    const { contacts, contact, family } = await aStarted();
    const record = { value: aRecord(contact.value, family.value), version: contact.version };
    const pair = got(await contacts.finalise(record, family));

    expect(got(await contacts.finalise(record, family))).toEqual(pair);
  });

  test("finalising again says why when the family cannot be read", async () => {
    const { contacts, contact, family } = await aStarted();
    const record = { value: aRecord(contact.value, family.value), version: contact.version };
    got(await contacts.finalise(record, family));
    await putOnDisk(sealer, family.value.id, flipped((await diskRows()).get(family.value.id)!, 60));

    expect(await contacts.finalise(record, family)).toMatchObject({
      ok: false,
      error: { kind: "unavailable", cause: { name: "UnreadableRecordError" } },
    });
  });

  test("discarding again says why when the family cannot be read, or was changed", async () => {
    const { contacts, families, contact, family } = await aStarted();
    const left = got(await contacts.discardUntouched(contact, family));
    got(await families.save({ ...left, value: { ...left.value, phone: "07700 900123" } }));

    expect(await contacts.discardUntouched(contact, family)).toEqual({
      ok: false,
      error: { kind: "changed-elsewhere" },
    });
    await putOnDisk(sealer, family.value.id, flipped((await diskRows()).get(family.value.id)!, 60));
    expect(await contacts.discardUntouched(contact, family)).toMatchObject({
      ok: false,
      error: { kind: "unavailable", cause: { name: "UnreadableRecordError" } },
    });
  });

  test("a record that reads back differently is reported as not verified", async () => {
    const { contacts, contact, family } = await aStarted();
    const open = sealer.open.bind(sealer);
    vi.spyOn(sealer, "open").mockImplementation(async (rows) =>
      (await open(rows)).map((row) => {
        if (!row.ok) return row;
        const text = new TextDecoder().decode(row.plaintext).replace("Jo Ward", "Jo Wart");
        return { ...row, plaintext: new TextEncoder().encode(text) };
      }),
    );

    const result = await contacts.finalise(
      { value: aRecord(contact.value, family.value), version: contact.version },
      family,
    );

    expect(result).toEqual({ ok: false, error: { kind: "not-verified" } });
  });

  test("an untouched draft is discarded with its entry", async () => {
    const { contacts, families, contact, family } = await aStarted();

    const left = got(await contacts.discardUntouched(contact, family));

    expect(left.value.contacts).toEqual([]);
    expect(await contacts.load(contact.value.id)).toEqual({ ok: false, error: { kind: "missing" } });
    expect(got(await families.loadSummaries()).summaries[0]?.draft).toBeUndefined();
    expect(got(await contacts.discardUntouched(contact, family))).toEqual(left);
  });

  test("a draft with an answer on disk is not discarded, whatever the caller holds", async () => {
    const { contacts, contact, family } = await aStarted();
    const touched = got(await contacts.saveDraft({ ...contact, value: withNote(contact.value, "Seen") }));

    for (const held of [contact, touched, { ...contact, version: touched.version }]) {
      const result = await contacts.discardUntouched(held, family);
      expect(result).toEqual({ ok: false, error: { kind: "changed-elsewhere" } });
    }
    expect(got(await contacts.load(contact.value.id)).value).toEqual(touched.value);
  });
});

describe("settings", () => {
  test("there are defaults until something was saved", async () => {
    const { settings } = aWindow(sealer);

    expect(got(await settings.load())).toEqual({ value: defaultSettings, version: 0 });

    const mine = { ...defaultSettings, redBookPlace: "page 12" };
    const saved = got(await settings.save({ value: mine, version: 0 }));
    expect(got(await aWindow(sealer).settings.load())).toEqual(saved);
    expect(await settings.save({ value: mine, version: 0 })).toEqual({
      ok: false,
      error: { kind: "changed-elsewhere" },
    });
  });
});

test("closed storage opens nothing any more", async () => {
  const window = aWindow(sealer);
  const family = aFamily();
  await window.families.add(family);

  window.close();

  expect(await window.families.load(family.id)).toMatchObject({
    ok: false,
    error: { kind: "unavailable", cause: { name: "StorageClosedError" } },
  });
});
