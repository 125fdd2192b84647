import {
  type OpenedRow,
  type PlainRow,
  type RowId,
  type SealedRow,
  type Sealer,
  VaultLockedError,
} from "../../src/domain/sealing.ts";
import { encodeBase64Url } from "../../src/shared/base64url.ts";
import { randomId } from "../../src/shared/random-id.ts";

const SMALLEST_BUCKET = 1024;
const LENGTH_BYTES = 4;

/**
 * A sealer without a worker or a passphrase: AES-256-GCM over padded bytes, bound to vault, id, version, epoch and
 * format, with a key of its own. Detaches what it seals, as handing it to a worker would.
 */
export class FakeSealer implements Sealer {
  readonly vaultId = randomId();
  readonly #key = crypto.subtle.importKey("raw", crypto.getRandomValues(new Uint8Array(32)), "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
  readonly #nameKey = crypto.getRandomValues(new Uint8Array(32));
  #isLocked = false;
  /** How many rows each call to `open` was given. */
  readonly openCalls: number[] = [];

  lock(): void {
    this.#isLocked = true;
  }

  unlock(): void {
    this.#isLocked = false;
  }

  async seal(rows: readonly PlainRow[]): Promise<SealedRow[]> {
    this.#requireUnlocked();
    return Promise.all(rows.map((row) => this.#seal(row)));
  }

  async open(rows: readonly SealedRow[]): Promise<OpenedRow[]> {
    this.#requireUnlocked();
    this.openCalls.push(rows.length);
    return Promise.all(rows.map((row) => this.#open(row)));
  }

  async namedRowId(name: string): Promise<RowId> {
    this.#requireUnlocked();
    const input = new Uint8Array([...this.#nameKey, ...new TextEncoder().encode(name)]);
    return encodeBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", input), 0, 16));
  }

  async #seal({ id, version, plaintext }: PlainRow): Promise<SealedRow> {
    let size = SMALLEST_BUCKET;
    while (size < plaintext.length + LENGTH_BYTES) size *= 2;
    const padded = new Uint8Array(size);
    new DataView(padded.buffer).setUint32(0, plaintext.length);
    padded.set(plaintext, LENGTH_BYTES);
    structuredClone(plaintext.buffer, { transfer: [plaintext.buffer] });

    const row = { id, format: 1, epoch: 1, version, iv: crypto.getRandomValues(new Uint8Array(12)) };
    const algorithm = { name: "AES-GCM", iv: row.iv, additionalData: this.#context(row) };
    return { ...row, ciphertext: new Uint8Array(await crypto.subtle.encrypt(algorithm, await this.#key, padded)) };
  }

  async #open(row: SealedRow): Promise<OpenedRow> {
    const { id, version } = row;
    try {
      const algorithm = { name: "AES-GCM", iv: row.iv, additionalData: this.#context(row) };
      const padded = new Uint8Array(await crypto.subtle.decrypt(algorithm, await this.#key, row.ciphertext));
      const length = new DataView(padded.buffer).getUint32(0);
      return { ok: true, id, version, plaintext: padded.slice(LENGTH_BYTES, LENGTH_BYTES + length) };
    } catch {
      return { ok: false, id, version };
    }
  }

  #context(row: Omit<SealedRow, "iv" | "ciphertext">): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(JSON.stringify([this.vaultId, row.id, row.version, row.epoch, row.format]));
  }

  #requireUnlocked(): void {
    if (this.#isLocked) throw new VaultLockedError("The vault is locked");
  }
}
