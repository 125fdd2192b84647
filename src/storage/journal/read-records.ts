import * as z from "zod/mini";
import type { SealedRow } from "../../domain/sealing.ts";
import { crc32, HEAD_BYTES, IV_BYTES, MARK } from "./record.ts";

const Count = z.int().check(z.gte(1), z.lte(2 ** 31 - 1));
const Id = z.string().check(z.minLength(1), z.maxLength(64));
const NamedRow = z.strictObject({
  id: Id,
  format: Count,
  epoch: Count,
  version: Count,
  size: z.int().check(z.gte(0), z.lte(2 ** 31 - 1)),
});
const Entry = z.union([
  z.strictObject({
    commit: z.optional(Id),
    vaultId: Id,
    written: z.array(NamedRow),
    deleted: z.optional(z.array(Id)),
  }),
  z.strictObject({ abort: Id }),
  z.strictObject({ header: z.looseObject({ vaultId: Id }) }),
]);

/** A record that was read: its entry, and where the sealed part of each of its rows begins in the segment. */
export interface FoundRecord {
  at: number;
  length: number;
  entry: z.infer<typeof Entry>;
  rowsAt: readonly number[];
}

/** What a segment holds. */
export interface Segment {
  records: FoundRecord[];
  /** Bytes that belong to no valid record: the torn end of an append, or damage. */
  damaged: number;
  /** The end of the last valid record. */
  end: number;
}

/** Reads a segment. What does not read is passed over, up to the next mark of a record whose CRC holds. */
export function readSegment(bytes: Uint8Array<ArrayBuffer>): Segment {
  const segment: Segment = { records: [], damaged: 0, end: 0 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  while (at + HEAD_BYTES <= bytes.length) {
    const record = readRecord(bytes, view, at);
    if (record === undefined) {
      at++;
      continue;
    }
    segment.records.push(record);
    segment.damaged += at - segment.end;
    at += record.length;
    segment.end = at;
  }
  segment.damaged += bytes.length - segment.end;
  return segment;
}

/** The IV and ciphertext of one row of a record. */
export function sealedPart(bytes: Uint8Array<ArrayBuffer>, { entry, rowsAt }: FoundRecord, index: number) {
  const named = "written" in entry ? entry.written[index] : undefined;
  const at = rowsAt[index];
  if (named === undefined || at === undefined) throw new RangeError("The record has no such row");
  return bytes.subarray(at, at + IV_BYTES + named.size);
}

/** One row of a record, as it was sealed. */
export function rowIn(bytes: Uint8Array<ArrayBuffer>, record: FoundRecord, index: number): SealedRow {
  const part = sealedPart(bytes, record, index);
  const named = "written" in record.entry ? record.entry.written[index] : undefined;
  if (named === undefined) throw new RangeError("The record has no such row");
  const { size: _, ...row } = named;
  return { ...row, iv: part.slice(0, IV_BYTES), ciphertext: part.slice(IV_BYTES) };
}

function readRecord(bytes: Uint8Array<ArrayBuffer>, view: DataView, at: number): FoundRecord | undefined {
  if (view.getUint32(at) !== MARK) return;
  const length = view.getUint32(at + 8);
  const jsonLength = view.getUint32(at + 12);
  if (length < HEAD_BYTES + jsonLength || at + length > bytes.length) return;
  if (crc32(bytes.subarray(at + 8, at + length)) !== view.getUint32(at + 4)) return;
  const entry = parseEntry(bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + jsonLength));
  if (entry === undefined) return;
  const rowsAt: number[] = [];
  let next = at + HEAD_BYTES + jsonLength;
  for (const { size } of "written" in entry ? entry.written : []) {
    rowsAt.push(next);
    next += IV_BYTES + size;
  }
  return next === at + length ? { at, length, entry, rowsAt } : undefined;
}

function parseEntry(json: Uint8Array): z.infer<typeof Entry> | undefined {
  try {
    const parsed = Entry.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return;
  }
}
