/**
 * What storage needs of a vault, and what a vault needs of storage. Neither layer sees the other:
 * the composition root hands each the other's implementation of these interfaces.
 */

/** The name of one row: 128 bits as 22 base64url characters, the only thing about a row that is not sealed. */
export type RowId = string;

/** A row before sealing. `version` counts up by one at each save of the row. */
export interface PlainRow {
  id: RowId;
  version: number;
  /** UTF-8 JSON. The sealer may transfer (detach) the buffer. */
  plaintext: Uint8Array<ArrayBuffer>;
}

/** A row as it lies on disk: no type, date, author or name is readable in it. */
export interface SealedRow {
  id: RowId;
  /** Row format; 1 is AES-256-GCM over padded UTF-8 JSON. */
  format: number;
  /** Key epoch the row was sealed under. */
  epoch: number;
  version: number;
  iv: Uint8Array<ArrayBuffer>;
  ciphertext: Uint8Array<ArrayBuffer>;
}

/** One row opened, or the reason it cannot be. */
export type OpenedRow =
  | { ok: true; id: RowId; version: number; plaintext: Uint8Array<ArrayBuffer> }
  | { ok: false; id: RowId; version: number };

/** Seals and opens rows with keys that never leave the vault's worker. Rejects with VaultLockedError when locked. */
export interface Sealer {
  /** The vault whose rows these are; bound into every row. */
  readonly vaultId: string;
  seal(rows: readonly PlainRow[]): Promise<SealedRow[]>;
  /** Opens each row by itself: one that was altered, swapped or rolled to another version fails alone. */
  open(rows: readonly SealedRow[]): Promise<OpenedRow[]>;
  /** The fixed row id of a well-known row, derived from a key so that it tells a reader of the disk nothing. */
  namedRowId(name: string): Promise<RowId>;
}

/** Where a vault keeps its header (public, authenticated) and the count of wrong tries. */
export interface HeaderStore {
  /** The header as found on disk, unparsed, or undefined when this device holds no vault. */
  load(): Promise<unknown>;
  /** Writes the header, strictly durable; `expected` is the header it replaces, undefined for a first one. Rejects if another stands there. */
  save(header: object, expected: object | undefined): Promise<void>;
  /** Wrong tries since the last unlock. */
  loadTries(): Promise<unknown>;
  saveTries(tries: object): Promise<void>;
}

/** The vault is locked: its keys are gone and nothing can be sealed or opened. */
export class VaultLockedError extends Error {
  override name = "VaultLockedError"; // set by hand: minifiers rename classes
}
