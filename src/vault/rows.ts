import type { OpenedRow, PlainRow, RowId, SealedRow } from "../domain/sealing.ts";
import { encodeBase64Url } from "../shared/base64url.ts";
import { boundContext } from "./bound-context.ts";
import type { VaultKeys } from "./keys.ts";

/** The most a row may hold, in bytes before padding. */
export const ROW_MAX_BYTES = 16 * 1024 * 1024 - 4;

const FORMAT = 1;
const STORE = "rows";
const SMALLEST_BUCKET = 1024;
const LENGTH_BYTES = 4;

/** Seals a row under a random IV, bound to its id, version, epoch and vault. Throws a RangeError if it is too large. */
export async function sealRow(keys: VaultKeys, { id, version, plaintext }: PlainRow): Promise<SealedRow> {
  const row = { id, format: FORMAT, epoch: keys.epoch, version, iv: crypto.getRandomValues(new Uint8Array(12)) };
  const padded = pad(plaintext);
  const algorithm = { name: "AES-GCM", iv: row.iv, additionalData: rowContext(keys.vaultId, row) };
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(algorithm, keys.rec, padded));
  padded.fill(0);
  return { ...row, ciphertext };
}

/** Opens a row. `ok` is false for one that was altered in any field, moved from another vault or id, or is not ours. */
export async function openRow(keys: VaultKeys, row: SealedRow): Promise<OpenedRow> {
  const { id, version } = row;
  const plaintext = await decrypt(keys, row);
  return plaintext === undefined ? { ok: false, id, version } : { ok: true, id, version, plaintext };
}

/** The id of a well-known row: a keyed hash of its name, so only the vault's holder can tell which row it is. */
export async function namedRowId(keys: VaultKeys, name: string): Promise<RowId> {
  const hash = await crypto.subtle.sign("HMAC", keys.blind, new TextEncoder().encode(name));
  return encodeBase64Url(new Uint8Array(hash, 0, 16));
}

async function decrypt(keys: VaultKeys, row: SealedRow): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const key = [keys, keys.former].find((of) => of?.epoch === row.epoch)?.rec;
  if (row.format !== FORMAT || key === undefined) return;
  const algorithm = { name: "AES-GCM", iv: row.iv, additionalData: rowContext(keys.vaultId, row) };
  try {
    return unpad(new Uint8Array(await crypto.subtle.decrypt(algorithm, key, row.ciphertext)));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return; // the tag does not match
    throw error;
  }
}

function rowContext(vaultId: string, row: Pick<SealedRow, "id" | "version" | "epoch" | "format">) {
  const numbers = [row.version, row.epoch, row.format].map(String);
  return boundContext("ss/1|rec|", vaultId, STORE, row.id, ...numbers);
}

// Sizes are rounded up to a power of two so that the disk does not tell a long note from a short one.
function pad(plaintext: Uint8Array): Uint8Array<ArrayBuffer> {
  if (plaintext.length > ROW_MAX_BYTES) throw new RangeError("Row too large to seal");
  const padded = new Uint8Array(bucketFor(plaintext.length));
  new DataView(padded.buffer).setUint32(0, plaintext.length);
  padded.set(plaintext, LENGTH_BYTES);
  return padded;
}

function unpad(padded: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  const length = new DataView(padded.buffer).getUint32(0);
  return bucketFor(length) === padded.length ? padded.slice(LENGTH_BYTES, LENGTH_BYTES + length) : undefined;
}

function bucketFor(length: number): number {
  let bucket = SMALLEST_BUCKET;
  while (bucket < length + LENGTH_BYTES) bucket *= 2;
  return bucket;
}
