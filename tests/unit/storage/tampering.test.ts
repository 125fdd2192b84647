import "fake-indexeddb/auto";
import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Family } from "../../../src/domain/family.ts";
import { summarise } from "../../../src/domain/summary.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { got } from "../../support/got.ts";
import { aWindow, type DiskRow, diskRows, flipped, freshDisk, putFamilies, putOnDisk, removeFromDisk } from "./disk.ts";
import { aDraft, aFamily, withNote } from "./records.ts";

vi.setConfig({ testTimeout: 30_000 }); // many saves, on machines that are busy

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

const nothingAmiss = { unreadable: [], missing: [], putBack: [], ahead: [] };
const unreadable = { ok: false, error: { kind: "unreadable" } };

async function aCaseload(count: number): Promise<Family[]> {
  const { families } = aWindow(sealer);
  const all = Array.from({ length: count }, () => aFamily());
  for (const family of all) got(await families.add(family));
  return all;
}

async function sealed(id: string, version: number, content: unknown): Promise<DiskRow> {
  const plaintext = new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content));
  const [row] = await sealer.seal([{ id, version, plaintext }]);
  const { id: _, ...value } = row!;
  return value;
}

describe("a record that was altered on disk is set aside, and all others open", () => {
  test("any bit of the ciphertext flipped", async () => {
    const [first, second] = await aCaseload(2);
    const row = (await diskRows()).get(first!.id)!;

    await fc.assert(
      fc.asyncProperty(fc.nat(row.ciphertext.length * 8 - 1), async (at) => {
        await putOnDisk(sealer, first!.id, flipped(row, at));
        const { families } = aWindow(sealer);

        expect(await families.load(first!.id)).toEqual(unreadable);
        expect(got(await families.load(second!.id)).value).toEqual(second);
        expect(got(await families.loadSummaries()).summaries).toHaveLength(2);
      }),
      { numRuns: 200 },
    );
  });

  const alterations: [string, (row: DiskRow, other: DiskRow) => unknown][] = [
    ["swapped for another family's", (_row, other) => other],
    ["renumbered to a later version", (row) => ({ ...row, version: row.version + 1 })],
    ["of another epoch", (row) => ({ ...row, epoch: 2 })],
    ["of another format", (row) => ({ ...row, format: 2 })],
    ["with another IV", (row, other) => ({ ...row, iv: other.iv })],
    ["with a member added", (row) => ({ ...row, note: "x" })],
    ["with a member missing", ({ iv: _, ...row }) => row],
    ["with a version that is no number", (row) => ({ ...row, version: "1" })],
    ["cut short", (row) => ({ ...row, ciphertext: row.ciphertext.slice(0, 40) })],
    ["larger than any row may be", (row) => ({ ...row, ciphertext: new Uint8Array(1024 * 1024 + 17) })],
    ["no sealed row at all", () => "x"],
    ["null", () => null],
  ];

  test.for(alterations)("%s", async ([, alter]) => {
    const [first, second] = await aCaseload(2);
    const rows = await diskRows();
    const altered = alter(rows.get(first!.id)!, rows.get(second!.id)!);
    await putOnDisk(sealer, first!.id, altered);
    const { families, checkAllRows } = aWindow(sealer);

    expect(await families.load(first!.id)).toEqual(unreadable);
    expect(got(await families.load(second!.id)).value).toEqual(second);
    expect(got(await checkAllRows())).toEqual({
      opened: 3,
      unreadable: [{ id: first!.id, type: "family" }],
      missing: [],
      putBack: [],
      ahead: [],
    });
  });

  test("an older version under the number of the newer", async () => {
    const [family] = await aCaseload(1);
    const old = (await diskRows()).get(family!.id)!;
    got(await aWindow(sealer).families.save({ value: { ...family!, phone: "1" }, version: 1 }));
    await putOnDisk(sealer, family!.id, { ...old, version: 2 });

    expect(await aWindow(sealer).families.load(family!.id)).toEqual(unreadable);
  });

  const contents: [string, (family: Family) => unknown][] = [
    ["text that is not JSON", () => "{"],
    ["of an unknown type", () => ({ schema: 1, type: "note" })],
    ["of a later schema", (family) => ({ schema: 2, type: "family", family })],
    ["with an unknown member", (family) => ({ schema: 1, type: "family", family: { ...family, score: 3 } })],
    ["with a value out of range", (family) => ({ schema: 1, type: "family", family: { ...family, carers: [] } })],
    ["of another family", (family) => ({ schema: 1, type: "family", family: { ...family, id: aFamily().id } })],
  ];

  test.for(contents)("sealed by us but %s", async ([, make]) => {
    const [first, second] = await aCaseload(2);
    await putOnDisk(sealer, first!.id, await sealed(first!.id, 1, make(first!)));
    const { families } = aWindow(sealer);

    expect(await families.load(first!.id)).toEqual(unreadable);
    expect(got(await families.load(second!.id)).value).toEqual(second);
  });

  test("a family is not a contact", async () => {
    const [family] = await aCaseload(1);

    expect(await aWindow(sealer).contacts.load(family!.id as never)).toEqual(unreadable);
  });

  test("an unreadable draft is not written over", async () => {
    const window = aWindow(sealer);
    const added = got(await window.families.add(aFamily()));
    const { contact, family } = got(await window.contacts.start(aDraft(added.value), added));
    const broken = flipped((await diskRows()).get(contact.value.id)!, 7);
    await putOnDisk(sealer, contact.value.id, broken);
    const other = aWindow(sealer);

    for (const result of [
      await other.contacts.saveDraft({ ...contact, value: withNote(contact.value, "x") }),
      await other.contacts.discardUntouched(contact, family),
    ]) {
      expect(result).toMatchObject({
        ok: false,
        error: { kind: "unavailable", cause: { name: "UnreadableRecordError" } },
      });
    }
    expect((await diskRows()).get(contact.value.id)).toEqual(broken);
  });
});

describe("summaries that cannot be read are rebuilt from the families", () => {
  async function derivedRows(families: readonly Family[]) {
    const ids = new Set<string>([...families.map(({ id }) => id), await sealer.namedRowId("log/0")]);
    const derived = [...(await diskRows())].filter(([id]) => !ids.has(id));
    const directory = await sealer.namedRowId("directory");
    return {
      directory: derived.find(([id]) => id === directory)!,
      chunks: derived.filter(([id]) => id !== directory),
    };
  }

  const damages: [string, (families: Family[]) => Promise<void>][] = [
    [
      "a chunk altered",
      async (families) => {
        const [id, row] = (await derivedRows(families)).chunks[0]!;
        await putOnDisk(sealer, id, flipped(row, 99));
      },
    ],
    [
      "a chunk that is no sealed row",
      async (families) => putOnDisk(sealer, (await derivedRows(families)).chunks[0]![0], 5),
    ],
    ["a chunk gone", async (families) => removeFromDisk(sealer, (await derivedRows(families)).chunks[0]![0])],
    [
      "the directory altered",
      async (families) => {
        const [id, row] = (await derivedRows(families)).directory;
        await putOnDisk(sealer, id, flipped(row, 99));
      },
    ],
    [
      "the directory no sealed row",
      async (families) => putOnDisk(sealer, (await derivedRows(families)).directory[0], "x"),
    ],
    ["the directory gone", async (families) => removeFromDisk(sealer, (await derivedRows(families)).directory[0])],
    [
      "chunk and directory altered",
      async (families) => {
        const { chunks, directory } = await derivedRows(families);
        for (const [id, row] of [...chunks, directory]) await putOnDisk(sealer, id, flipped(row, 5));
      },
    ],
  ];

  test.for(damages)("%s", async ([, damage]) => {
    const all = await aCaseload(5);
    await damage(all);
    const { chunks } = await derivedRows(all);

    const rebuilt = got(await aWindow(sealer).families.loadSummaries());
    const after = await diskRows();
    sealer.openCalls.length = 0;
    const again = got(await aWindow(sealer).families.loadSummaries());

    expect(new Set(rebuilt.summaries)).toEqual(new Set(all.map(summarise)));
    expect(rebuilt.setAside).toBe(0);
    expect(again).toEqual(rebuilt);
    expect(sealer.openCalls).toEqual([1, 1]); // directory and chunk: this time nothing had to be rebuilt
    for (const [id, row] of chunks) expect(after.get(id)).toEqual(row);
  });

  test("records that cannot be read are counted, now and later, and left as they are", async () => {
    const all = await aCaseload(5);
    const rows = await diskRows();
    const broken = [flipped(rows.get(all[0]!.id)!, 3), "x"];
    await putOnDisk(sealer, all[0]!.id, broken[0]);
    await putOnDisk(sealer, all[1]!.id, broken[1]);
    const { chunks } = await derivedRows(all);
    await removeFromDisk(sealer, chunks[0]![0]);

    for (let time = 0; time < 2; time++) {
      const { summaries, setAside } = got(await aWindow(sealer).families.loadSummaries());
      expect(new Set(summaries.map(({ id }) => id))).toEqual(new Set(all.slice(2).map(({ id }) => id)));
      expect(setAside).toBe(2);
    }
    expect((await diskRows()).get(all[0]!.id)).toEqual(broken[0]);
    expect((await diskRows()).get(all[1]!.id)).toEqual(broken[1]);
  });

  test("an unreadable contact of a readable family is not taken for a family", async () => {
    const window = aWindow(sealer);
    const added = got(await window.families.add(aFamily()));
    const { contact } = got(await window.contacts.start(aDraft(added.value), added));
    await putOnDisk(sealer, contact.value.id, "x");
    await removeFromDisk(sealer, await sealer.namedRowId("directory"));

    expect(got(await aWindow(sealer).families.loadSummaries())).toMatchObject({ setAside: 0 });
  });

  test("when they cannot be stored, they are still there to work with", async () => {
    const all = await aCaseload(3);
    await removeFromDisk(sealer, await sealer.namedRowId("directory"));
    const put = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("", "QuotaExceededError");
    });

    const { families } = aWindow(sealer);
    const { summaries } = got(await families.loadSummaries());
    put.mockRestore();

    expect(summaries).toHaveLength(3);
    got(await families.save({ value: { ...all[0]!, phone: "1" }, version: 1 }));
    expect(got(await aWindow(sealer).families.loadSummaries()).summaries).toHaveLength(3);
  });

  test("a window that knew the old ones does not write into rows that nobody reads any more", async () => {
    const all = await aCaseload(3);
    const stale = aWindow(sealer);
    await stale.families.loadSummaries();
    const { chunks } = await derivedRows(all);
    const [id, row] = chunks[0]!;
    await putOnDisk(sealer, id, flipped(row, 1));
    await aWindow(sealer).families.loadSummaries();
    await putOnDisk(sealer, id, row);
    const renamed = { ...all[1]!, carers: [{ ...all[1]!.carers[0]!, name: "Zoë Reid" }] };

    got(await stale.families.save({ value: renamed, version: 1 }));

    const { summaries } = got(await aWindow(sealer).families.loadSummaries());
    expect(summaries.find((summary) => summary.id === renamed.id)).toEqual(summarise(renamed));
  });

  test("a family saved while another window rebuilds keeps its newest summary", async () => {
    const all = await aCaseload(3);
    const working = aWindow(sealer);
    await working.families.loadSummaries();
    const rebuilding = aWindow(sealer);
    const renamed = { ...all[1]!, carers: [{ ...all[1]!.carers[0]!, name: "Zoë Reid" }] };
    const { chunks, directory } = await derivedRows(all);
    // Only the rebuilding window finds the chunk unreadable, and only at first.
    const open = sealer.open.bind(sealer);
    let hasSaved = false;
    vi.spyOn(sealer, "open").mockImplementation(async (rows) => {
      const opened = await open(rows);
      if (!hasSaved && rows.length > 3) {
        hasSaved = true; // the families have been read; the new summaries are not written yet
        got(await working.families.save({ value: renamed, version: 1 }));
      }
      return opened.map((row) =>
        row.id === chunks[0]![0] && row.version === 1 + 2 ? { ok: false, id: row.id, version: row.version } : row,
      );
    });

    got(await rebuilding.families.loadSummaries());

    expect(hasSaved).toBe(true);
    expect(directory[1].version).toBe(1);
    const { summaries } = got(await aWindow(sealer).families.loadSummaries());
    expect(summaries.find((summary) => summary.id === renamed.id)).toEqual(summarise(renamed));
  });
});

describe("checking all records", () => {
  test("counts what opens, and names what does not and what is gone", async () => {
    const window = aWindow(sealer);
    const [gone, kept] = [got(await window.families.add(aFamily())), got(await window.families.add(aFamily()))];
    const first = got(await window.contacts.start(aDraft(kept.value), kept));
    const second = got(await window.contacts.start(aDraft(kept.value), first.family));
    const stranger = aFamily().id;
    await removeFromDisk(sealer, gone.value.id);
    await removeFromDisk(sealer, first.contact.value.id);
    await putOnDisk(sealer, second.contact.value.id, 1);
    await putOnDisk(sealer, stranger, 1);
    await putOnDisk(sealer, await sealer.namedRowId("settings"), 1);
    const before = await diskRows();

    const { opened, unreadable, missing } = got(await window.checkAllRows());

    expect(opened).toBe(3); // family, directory, summaries
    expect(new Set(unreadable)).toEqual(
      new Set([
        { id: second.contact.value.id, type: "contact" },
        { id: stranger, type: "unknown" },
        { id: await sealer.namedRowId("settings"), type: "settings" },
      ]),
    );
    expect(new Set(missing)).toEqual(
      new Set([
        { id: gone.value.id, type: "family" },
        { id: first.contact.value.id, type: "contact" },
      ]),
    );
    expect(await diskRows()).toEqual(before);
  });

  test("reads every row however many there are", async () => {
    await putFamilies(
      sealer,
      Array.from({ length: 1200 }, () => aFamily()),
    );
    got(await aWindow(sealer).families.loadSummaries());

    expect(got(await aWindow(sealer).checkAllRows())).toEqual({ ...nothingAmiss, opened: 1200 + 3 + 1 });
  });

  test("sees only the rows of its own vault", async () => {
    await aCaseload(3);
    const { FakeSealer } = await import("../../support/fake-sealer.ts");

    const other = aWindow(new FakeSealer());

    expect(got(await other.checkAllRows())).toEqual({ ...nothingAmiss, opened: 0 });
    expect(got(await other.families.loadSummaries()).summaries).toEqual([]);
  });

  test("says so when the vault is locked", async () => {
    await aCaseload(1);
    sealer.lock();

    expect(await aWindow(sealer).checkAllRows()).toEqual({ ok: false, error: { kind: "locked" } });
  });
});
