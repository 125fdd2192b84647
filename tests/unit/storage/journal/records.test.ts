import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SealedRow } from "../../../../src/domain/sealing.ts";
import { JournalIndex } from "../../../../src/storage/journal/journal-index.ts";
import { readSegment, rowIn } from "../../../../src/storage/journal/read-records.ts";
import { crc32, encodeRecord, type JournalEntry, MARK } from "../../../../src/storage/journal/record.ts";

const vaultId = "vault";

test("a CRC is that of the standard", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});

test("what was written is read again, row by row", () => {
  const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const row = fc.record({
    id: fc.string({ minLength: 1, maxLength: 22, unit: "grapheme-ascii" }),
    format: fc.integer({ min: 1, max: 9 }),
    epoch: fc.integer({ min: 1, max: 9 }),
    version: fc.integer({ min: 1, max: 1e6 }),
    iv: bytesOf(12),
    ciphertext: fc.uint8Array({ maxLength: 200 }),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
      const written = rows as SealedRow[];
      const bytes = encodeRecord({ commit: "c", vaultId, written, deleted: ["x"] });

      const { records, damaged, end } = readSegment(bytes);

      expect({ damaged, end, records: records.length }).toEqual({ damaged: 0, end: bytes.length, records: 1 });
      expect(records[0]!.entry).toMatchObject({ commit: "c", vaultId, deleted: ["x"] });
      expect(records[0]!.rows.map((row) => rowIn(bytes, row))).toEqual(written);
    }),
  );
});

describe("a segment that is torn or damaged", () => {
  const entries: JournalEntry[] = [
    { header: { vaultId, createdAt: "2026-11-23T10:05:00Z" } },
    { commit: "one", vaultId, written: [aRow("a", 1), aRow("b", 1)] },
    { abort: "one" },
    { commit: "two", vaultId, written: [aRow("a", 2)] },
  ];
  const encoded = entries.map(encodeRecord);
  const whole = join(encoded);
  const ends = encoded.map((_, index) => join(encoded.slice(0, index + 1)).length);

  test("gives every record before the tear, wherever it is torn, and says how much it left out", () => {
    for (let length = 0; length <= whole.length; length++) {
      const { records, damaged, end } = readSegment(whole.slice(0, length));
      const complete = ends.filter((at) => at <= length);

      expect(records.length).toBe(complete.length);
      expect(end).toBe(complete.at(-1) ?? 0);
      expect(damaged).toBe(length - end);
    }
  });

  test("gives what was appended after the tear as well", () => {
    for (let length = 0; length <= whole.length; length++) {
      const { records } = readSegment(join([whole.slice(0, length), ...encoded]));
      const complete = ends.filter((at) => at <= length).length;

      expect(records.length).toBe(complete + entries.length);
    }
  });

  test("loses only the record in which any byte was changed", () => {
    for (let at = 0; at < whole.length; at++) {
      const damaged = whole.slice();
      damaged[at]! ^= 0x10;

      expect(readSegment(damaged).records.length).toBe(entries.length - 1);
    }
  });

  test("never throws on bytes that are no journal at all", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(readSegment(new Uint8Array(bytes)).records).toEqual([]);
      }),
    );
  });
});

describe("a record that is whole but says something else", () => {
  const named = { id: "a", format: 1, epoch: 1, version: 1, size: 4 };
  const entry = { vaultId, written: [named] };

  test.each<[string, string, number]>([
    ["is not JSON", "{", 0],
    ["is no entry", JSON.stringify({ note: "text" }), 0],
    ["has an entry with more in it", JSON.stringify({ abort: "one", note: "text" }), 0],
    ["names a row without an id", JSON.stringify({ vaultId, written: [{ ...named, id: "" }] }), 16],
    ["names a row of version 0", JSON.stringify({ vaultId, written: [{ ...named, version: 0 }] }), 16],
    ["has less than the rows it names", JSON.stringify(entry), 15],
    ["has more than the rows it names", JSON.stringify(entry), 17],
    ["has a row where it names none", JSON.stringify({ abort: "one" }), 16],
  ])("is passed over when it %s, and the next is read", (_, json, sealed) => {
    const odd = aRecord(json, sealed);
    const next = encodeRecord({ abort: "next" });

    const { records, damaged, end } = readSegment(join([odd, next]));

    expect(records).toEqual([{ at: odd.length, length: next.length, entry: { abort: "next" }, rows: [] }]);
    expect([damaged, end]).toEqual([odd.length, odd.length + next.length]);
  });

  test("is read when all is as it should be", () => {
    const bytes = aRecord(JSON.stringify(entry), 16);

    const { records, damaged } = readSegment(bytes);

    const at = bytes.length - 16;
    expect(records).toEqual([{ at: 0, length: bytes.length, entry, rows: [{ at, named }] }]);
    expect(damaged).toBe(0);
    const { size: _, ...row } = named;
    expect(rowIn(bytes, records[0]!.rows[0]!)).toEqual({
      ...row,
      iv: bytes.slice(at, at + 12),
      ciphertext: bytes.slice(at + 12),
    });
  });

  /** A record with a right CRC, whatever is in it; `sealed` bytes, 1, 2, 3 and on, follow the JSON. */
  function aRecord(json: string, sealed: number): Uint8Array<ArrayBuffer> {
    const text = new TextEncoder().encode(json);
    const bytes = join([new Uint8Array(16), text, Uint8Array.from({ length: sealed }, (_, n) => n + 1)]);
    const head = new DataView(bytes.buffer);
    head.setUint32(0, MARK);
    head.setUint32(8, bytes.length);
    head.setUint32(12, text.length);
    head.setUint32(4, crc32(bytes.subarray(8)));
    return bytes;
  }
});

describe("of the records of a row", () => {
  test.each<[string, JournalEntry[], number | undefined]>([
    ["the highest version counts", [save(1), save(3), { ...save(2), commit: undefined! }], 3],
    [
      "an aborted one counts for nothing, also when the word comes later",
      [save(1), save(2, "x"), save(2, "y"), { abort: "x" }],
      2,
    ],
    ["one that was aborted leaves the one before", [save(1), save(2, "x"), { abort: "x" }], 1],
    ["a deletion ends it", [save(1), { commit: "d", vaultId, written: [], deleted: ["a"] }], undefined],
    [
      "a deletion that was aborted does not",
      [save(1), { commit: "d", vaultId, written: [], deleted: ["a"] }, { abort: "d" }],
      1,
    ],
    [
      "one after its deletion is a new one",
      [save(7), { commit: "d", vaultId, written: [], deleted: ["a"] }, save(1)],
      1,
    ],
  ])("%s", (_, entries, version) => {
    expect(indexOf(entries).live().get("vault/a")?.version).toBe(version);
  });

  test("the last of equal versions counts", () => {
    const bytes = join([save(2, "x", 1), save(2, "y", 2)].map(encodeRecord));
    const place = indexOf([save(2, "x", 1), save(2, "y", 2)])
      .live()
      .get("vault/a")!;

    expect(rowIn(bytes, place.row).ciphertext[0]).toBe(2);
  });

  test("a lower version that was saved later is a fork, and a copied one is not", () => {
    const copied: JournalEntry = { vaultId, written: [aRow("a", 2)] };

    expect(
      indexOf([save(5), save(2)])
        .live()
        .get("vault/a")?.forkedTo,
    ).toBe(2);
    expect(
      indexOf([save(5), copied])
        .live()
        .get("vault/a")?.forkedTo,
    ).toBeUndefined();
  });
});

function save(version: number, commit = `commit-${version}`, fill = 0): JournalEntry {
  return { commit, vaultId, written: [aRow("a", version, fill)] };
}

function aRow(id: string, version: number, fill = 0): SealedRow {
  return { id, format: 1, epoch: 1, version, iv: new Uint8Array(12), ciphertext: new Uint8Array(40).fill(fill) };
}

function indexOf(entries: JournalEntry[]): JournalIndex {
  const bytes = join(entries.map(encodeRecord));
  const index = new JournalIndex();
  index.add(1, readSegment(bytes), bytes);
  return index;
}

function join(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}
