import * as z from "zod/mini";
import type { RowId } from "../domain/sealing.ts";
import { isSameJson } from "../shared/stable-json.ts";
import type { Database } from "./database.ts";
import type { FoundRow } from "./stored-row.ts";

const KEY = "read-ahead";
const MOST_IDS = 200;

const Id = z.string().check(z.minLength(1), z.maxLength(64));
// Which rows the last unlock needed. Not sealed, as it is wanted before the keys are there; it names sealed rows only.
const Wanted = z.strictObject({ vaultId: Id, ids: z.array(Id).check(z.maxLength(MOST_IDS)) });
type Wanted = z.infer<typeof Wanted>;

/**
 * Reads the sealed rows that an unlock will need while the keys are still being worked out, which takes longer. Each row
 * is given out once; what was read ahead is never asked for again, so nobody meets a row that has grown old. Only saves
 * time: whatever fails here is read in the ordinary way.
 */
export class ReadAhead {
  readonly #database: Database;
  #reading: Promise<{ wanted: Wanted | undefined; rows: Map<RowId, unknown> }> | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Starts reading. Call it when somebody tries to unlock. */
  begin(): void {
    this.#reading = this.#read().catch(() => ({ wanted: undefined, rows: new Map() }));
  }

  /** Of the rows asked for, those that were read ahead; they are forgotten here. */
  async take(vaultId: string, ids: readonly RowId[]): Promise<FoundRow[]> {
    if (this.#reading === undefined) return [];
    const { wanted, rows } = await this.#reading;
    if (wanted?.vaultId !== vaultId) return [];
    return ids.flatMap((id) => {
      const value = rows.get(id);
      return rows.delete(id) ? [{ id, value }] : [];
    });
  }

  /** Forgets the rest of what was read, and keeps on disk what the next unlock is to read. Never rejects. */
  async settle(vaultId: string, ids: readonly RowId[]): Promise<void> {
    const before = await this.#reading;
    this.#reading = undefined;
    const wanted: Wanted = { vaultId, ids: ids.slice(0, MOST_IDS) };
    if (before === undefined || isSameJson(before.wanted, wanted)) return;
    await this.#database.write("vaults", (store) => store.put(wanted, KEY)).catch(() => undefined);
  }

  async #read() {
    const parsed = Wanted.safeParse(await this.#database.read("vaults", (store) => store.get(KEY)));
    const rows = new Map<RowId, unknown>();
    if (!parsed.success) return { wanted: undefined, rows };
    const { vaultId, ids } = parsed.data;
    const values = await this.#database.read("rows", (store) =>
      Promise.all(ids.map(async (id): Promise<unknown> => store.get([vaultId, id]))),
    );
    // A row that is not there may be written before it is asked for.
    ids.forEach((id, index) => {
      if (values[index] !== undefined) rows.set(id, values[index]);
    });
    return { wanted: parsed.data, rows };
  }
}
