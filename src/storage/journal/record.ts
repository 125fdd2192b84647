import type { CommittedChange } from "../save-rows.ts";

/** One entry of the journal: all rows of one transaction, the word that a transaction failed, or the vault's header. */
export type JournalEntry =
  | ({ vaultId: string } & Partial<CommittedChange> &
      Pick<CommittedChange, "written"> & {
        /** Names the transaction for an abort that may follow. What was copied has none: it cannot fail. */
        commit?: string;
      })
  /** The transaction of this name wrote nothing after all. */
  | { abort: string }
  | { header: object };

/** "SSJ1", where a record begins. */
export const MARK = 0x5353_4a31;

/** Bytes before the JSON: the mark, the CRC-32 of all that follows it, the length of the whole record and of the JSON. */
export const HEAD_BYTES = 16;

/** Bytes of a row's IV, which stand before its ciphertext. */
export const IV_BYTES = 12;

/** One record as it lies in the journal: head, JSON, then IV and ciphertext of each row. */
export function encodeRecord(entry: JournalEntry): Uint8Array<ArrayBuffer> {
  const rows = "written" in entry ? entry.written : [];
  const named = rows.map(({ iv, ciphertext, ...row }) => ({ ...row, size: ciphertext.length }));
  const json = new TextEncoder().encode(JSON.stringify("written" in entry ? { ...entry, written: named } : entry));
  const parts = [json, ...rows.flatMap(({ iv, ciphertext }) => [iv, ciphertext])];
  const record = new Uint8Array(parts.reduce((sum, { length }) => sum + length, HEAD_BYTES));
  let at = HEAD_BYTES;
  for (const part of parts) {
    record.set(part, at);
    at += part.length;
  }
  const head = new DataView(record.buffer);
  head.setUint32(0, MARK);
  head.setUint32(8, at);
  head.setUint32(12, json.length);
  head.setUint32(4, crc32(record.subarray(8)));
  return record;
}

const table = new DataView(new ArrayBuffer(256 * 4));
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1 ? 0xedb8_8320 : 0) ^ (crc >>> 1);
  table.setUint32(byte * 4, crc, true);
}

/** CRC-32 (ISO 3309). It finds accidents; what somebody changed on purpose is found when the row is opened. */
export function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = table.getUint32(((crc ^ byte) & 255) * 4, true) ^ (crc >>> 8);
  return ~crc >>> 0;
}
