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

/** A row of a record, and where its sealed part begins in the segment. */
export interface PlacedRow {
  at: number;
  named: z.infer<typeof NamedRow>;
}

/** A record that was read. */
export interface FoundRecord {
  at: number;
  length: number;
  entry: z.infer<typeof Entry>;
  rows: readonly PlacedRow[];
}

/** What a segment holds. */
export interface Segment {
  records: FoundRecord[];
  /** Bytes that belong to no valid record: the torn end of an append, or damage. */
  damaged: number;
  /** The end of the last valid record. */
  end: number;
}

/** Whether a row can be named in a record; our own all can. A record that names another does not read, with all in it. */
export function isNameable({ id }: Pick<SealedRow, "id">): boolean {
  return Id.safeParse(id).success;
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
export function sealedPart(bytes: Uint8Array<ArrayBuffer>, { at, named }: PlacedRow) {
  return bytes.subarray(at, at + IV_BYTES + named.size);
}

/** One row of a record, as it was sealed. */
export function rowIn(bytes: Uint8Array<ArrayBuffer>, placed: PlacedRow): SealedRow {
  const part = sealedPart(bytes, placed);
  const { size: _, ...row } = placed.named;
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
  const rows: PlacedRow[] = [];
  let next = at + HEAD_BYTES + jsonLength;
  for (const named of "written" in entry ? entry.written : []) {
    rows.push({ at: next, named });
    next += IV_BYTES + named.size;
  }
  return next === at + length ? { at, length, entry, rows } : undefined;
}

function parseEntry(json: Uint8Array): z.infer<typeof Entry> | undefined {
  try {
    const parsed = Entry.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return;
  }
}
