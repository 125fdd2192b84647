import type { RowId, SealedRow, Sealer } from "../domain/sealing.ts";
import type { Database } from "./database.ts";
import type { ReadAhead } from "./read-ahead.ts";
import { decodeContent, idOf, type RowContent } from "./row-content.ts";
import { type FoundRow, parseRow, storedVersion } from "./stored-row.ts";

/** What became of one row. `version` is MALFORMED where the row does not even have one. */
export type ReadRow =
  | { state: "missing"; id: RowId }
  | { state: "unreadable"; id: RowId; version: number }
  | { state: "readable"; id: RowId; version: number; content: RowContent };

type RowStore = Parameters<Parameters<typeof Database.prototype.read<"rows", unknown>>[1]>[0];

/** The one way in which rows are read: found, opened, parsed. A row that cannot be read never keeps others from it. */
export class RowReader {
  readonly #database: Database;
  readonly #sealer: Sealer;
  readonly #readAhead: ReadAhead;

  constructor(database: Database, sealer: Sealer, readAhead: ReadAhead) {
    this.#database = database;
    this.#sealer = sealer;
    this.#readAhead = readAhead;
  }

  /** The vault whose rows are read. Throws VaultLockedError when locked. */
  get vaultId(): string {
    return this.#sealer.vaultId;
  }

  /** The rows as they lie on disk, in the order asked for; the value is undefined where there is none. */
  async find(ids: readonly RowId[]): Promise<FoundRow[]> {
    const ahead = await this.#readAhead.take(this.vaultId, ids);
    const values = new Map(ahead.map(({ id, value }) => [id, value]));
    const others = ids.filter((id) => !values.has(id));
    if (others.length > 0) for (const { id, value } of await this.findTogether(others)) values.set(id, value);
    return ids.map((id) => ({ id, value: values.get(id) }));
  }

  /** The same, all of it as of one moment. */
  findTogether(ids: readonly RowId[]): Promise<FoundRow[]> {
    const { vaultId } = this.#sealer;
    return this.#database.read("rows", (store) =>
      Promise.all(ids.map(async (id) => ({ id, value: await store.get([vaultId, id]) }))),
    );
  }

  /** Opens and parses rows, in the order given. Rejects with VaultLockedError when locked. */
  async open(found: readonly FoundRow[]): Promise<ReadRow[]> {
    const sealed = found.map(parseRow);
    const opened = await this.#sealer.open(sealed.filter((row): row is SealedRow => row !== undefined));
    const rows = new Map(opened.map((row) => [row.id, row]));
    return found.map(({ id, value }): ReadRow => {
      if (value === undefined) return { state: "missing", id };
      const row = rows.get(id);
      const content = row?.ok ? decodeContent(row.plaintext) : undefined;
      if (!row || !content || !belongsTo(content, id))
        return { state: "unreadable", id, version: storedVersion(value) };
      return { state: "readable", id, version: row.version, content };
    });
  }

  /** Runs `work` on all rows of the vault that come after one; undefined: on all. */
  readAfter<T>(id: RowId | undefined, work: (store: RowStore, range: IDBKeyRange) => Promise<T>): Promise<T> {
    const { vaultId } = this.#sealer;
    // An array sorts after every string, so this is all row ids of this vault.
    const range = IDBKeyRange.bound(id === undefined ? [vaultId] : [vaultId, id], [vaultId, []], true, true);
    return this.#database.read("rows", (store) => work(store, range));
  }
}

// What has an id of its own and is filed under another is not what it says it is.
function belongsTo(content: RowContent, id: RowId): boolean {
  return (idOf(content) ?? id) === id;
}
