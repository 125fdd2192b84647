import * as z from "zod/mini";
import type { RowId, SealedRow } from "../domain/sealing.ts";

/** The largest ciphertext that is stored or read: a padded row of 1 MiB and its tag. */
export const MAX_CIPHERTEXT_BYTES = 1024 * 1024 + 16;

/** The version of a row that is there but is not even a sealed row. */
const MALFORMED = -1;

/** A row as its key and value lie in the store. */
export interface FoundRow {
  id: RowId;
  value: unknown;
}

const Count = z.int().check(z.gte(1), z.lte(2 ** 31 - 1));
const StoredRow = z.strictObject({
  format: Count,
  epoch: Count,
  version: Count,
  iv: bytes((length) => length === 12),
  ciphertext: bytes((length) => length <= MAX_CIPHERTEXT_BYTES),
});

/** The row in the form that the sealer opens, or undefined if it is not a sealed row. */
export function parseRow({ id, value }: FoundRow): SealedRow | undefined {
  const parsed = StoredRow.safeParse(value);
  return parsed.success ? { id, ...parsed.data } : undefined;
}

/** The value to store for a row; its id goes into the key. */
export function toStoredValue({ id: _, ...value }: SealedRow): object {
  return value;
}

/** The version of a row as found: 0 when there is none, MALFORMED when it is not a sealed row. */
export function storedVersion(value: unknown): number {
  if (value === undefined) return 0;
  const parsed = StoredRow.safeParse(value);
  return parsed.success ? parsed.data.version : MALFORMED;
}

/** Whether the value found is this very sealed row. */
export function isSameRow(value: unknown, row: SealedRow): boolean {
  const parsed = StoredRow.safeParse(value);
  return (
    parsed.success &&
    parsed.data.version === row.version &&
    areSame(parsed.data.iv, row.iv) &&
    areSame(parsed.data.ciphertext, row.ciphertext)
  );
}

function areSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function bytes(hasLength: (length: number) => boolean) {
  return z.custom<Uint8Array<ArrayBuffer>>(
    (value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && hasLength(value.length),
  );
}
