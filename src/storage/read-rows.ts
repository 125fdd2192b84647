import type { LoadFailure, Stored } from "../domain/repositories.ts";
import type { RowId, SealedRow, Sealer } from "../domain/sealing.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { Database } from "./database.ts";
import { toLoadFailure } from "./failures.ts";
import type { ReadAhead } from "./read-ahead.ts";
import { decodeContent, idOf, type RowContent, type RowContentOf, type RowType } from "./row-content.ts";
import { type FoundRow, parseRow, storedVersion } from "./stored-row.ts";

/** What became of one row. `version` is MALFORMED where the row does not even have one. */
export type ReadRow =
  | { state: "missing"; id: RowId }
  | { state: "unreadable"; id: RowId; version: number }
  | { state: "readable"; id: RowId; version: number; content: RowContent };

const SCAN_BATCH = 500;

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

  /** The content of one row, which must be of the given type. */
  async load<T extends RowType>(id: RowId, type: T): Promise<Result<Stored<RowContentOf<T>>, LoadFailure>> {
    try {
      const [row] = await this.open(await this.find([id]));
      if (row === undefined || row.state === "missing" || isRemoved(row, type)) return err({ kind: "missing" });
      if (row.state === "unreadable" || !isOfType(row.content, type)) return err({ kind: "unreadable" });
      return ok({ value: row.content, version: row.version });
    } catch (error) {
      return err(toLoadFailure(error));
    }
  }

  /** The rows as they lie on disk, in the order asked for; the value is undefined where there is none. */
  async find(ids: readonly RowId[]): Promise<FoundRow[]> {
    const { vaultId } = this.#sealer;
    const found = new Map((await this.#readAhead.take(vaultId, ids)).map(({ id, value }) => [id, value]));
    const others = ids.filter((id) => !found.has(id));
    if (others.length > 0) {
      const read = await this.#database.read("rows", (store) =>
        Promise.all(others.map(async (id): Promise<[RowId, unknown]> => [id, await store.get([vaultId, id])])),
      );
      for (const [id, value] of read) found.set(id, value);
    }
    return ids.map((id) => ({ id, value: found.get(id) }));
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

  /** All rows of the vault, opened in batches. Not one moment's view: rows may change between two batches. */
  async *scan(): AsyncGenerator<ReadRow[]> {
    const { vaultId } = this.#sealer;
    let after: IDBValidKey = [vaultId];
    while (true) {
      // An array sorts after every string, so this is all row ids of this vault.
      const range = IDBKeyRange.bound(after, [vaultId, []], true, true);
      const [keys, values] = await this.#database.read("rows", (store) =>
        Promise.all([
          (async () => store.getAllKeys(range, SCAN_BATCH))(),
          (async () => store.getAll(range, SCAN_BATCH))(),
        ]),
      );
      const last = keys.at(-1);
      if (last === undefined) return;
      yield await this.open(keys.map(([, id], index) => ({ id, value: values[index] })));
      after = last;
    }
  }
}

// A receipt says that what was here is here no more.
function isRemoved(row: ReadRow, type: RowType): boolean {
  return row.state === "readable" && row.content.type === "receipt" && type !== "receipt";
}

function isOfType<T extends RowType>(content: RowContent, type: T): content is RowContentOf<T> {
  return content.type === type;
}

// What has an id of its own and is filed under another is not what it says it is.
function belongsTo(content: RowContent, id: RowId): boolean {
  return (idOf(content) ?? id) === id;
}
