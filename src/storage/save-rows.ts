import type { RowId, SealedRow, Sealer } from "../domain/sealing.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { Database } from "./database.ts";
import { UnsuitableContentError } from "./errors.ts";
import { toSaveFailure } from "./failures.ts";
import { isSameRow, MAX_CIPHERTEXT_BYTES, storedVersion, toStoredValue } from "./stored-row.ts";
import { withWriteLock } from "./write-lock.ts";

/** A row and the version it must have when the change is made; 0: there must be no such row. */
export interface RowMark {
  id: RowId;
  expectedVersion: number;
}

/** A row to write. Its next version is one more than the expected one. */
export interface RowWrite extends RowMark {
  /** From `encodeContent`. Used up: the sealer may detach it. */
  plaintext: Uint8Array<ArrayBuffer>;
}

/** Changes that are made together or not at all. */
export interface RowChanges {
  writes: readonly RowWrite[];
  /**
   * Only ever drafts in which nothing was answered, and draft amendments in which nothing differs from the record.
   * Records that are removed after their hand-over are written over with a receipt, so that no copy brings them back.
   */
  deletes?: readonly RowMark[];
  /** Rows that are not written but must still have these versions, because the writes were worked out from them. */
  unchanged?: readonly RowMark[];
}

/** Why nothing was saved, or, when timed out, why it is not known. */
export type RowSaveFailure =
  /** These rows have other versions than expected. */
  | { kind: "changed-elsewhere"; ids: readonly RowId[] }
  | { kind: "full" }
  | { kind: "locked" }
  | { kind: "timed-out" }
  | { kind: "unavailable"; cause: unknown };

/** The version that each written row now has. */
export type SavedVersions = ReadonlyMap<RowId, number>;

// What one save wanted of one row, kept while nobody can say whether it took effect.
interface Attempt {
  expectedVersion: number;
  /** Undefined: the row was to be deleted. */
  row: SealedRow | undefined;
}

/**
 * The one way in which rows are written. Everything is sealed first; then one strict transaction compares the versions
 * and writes, so no window ever writes over what it has not seen. Resolves once it is on the disk. A save that timed
 * out may be made again with the version the caller knows: if the first one took effect after all, its own row counts
 * as that version.
 */
export class RowSaver {
  readonly #database: Database;
  readonly #sealer: Sealer;
  readonly #unsettled = new Map<RowId, Attempt[]>();

  constructor(database: Database, sealer: Sealer) {
    this.#database = database;
    this.#sealer = sealer;
  }

  /** `makeChanges` is called once; if it throws, nothing is written and the error is the cause of the failure. */
  async save(makeChanges: () => RowChanges): Promise<Result<SavedVersions, RowSaveFailure>> {
    try {
      const requested = makeChanges();
      const changes = await this.#settle(requested);
      const sealing = this.#seal(changes.writes);
      sealing.catch(() => undefined); // awaited below, but perhaps only after it has failed
      // The worker seals while the browser grants the lock: each takes about as long as a short transaction.
      return await withWriteLock(async () => this.#commit(requested, changes, await sealing));
    } catch (error) {
      return err(toSaveFailure(error));
    }
  }

  // Moves the expected versions on to our own rows, where an earlier save of ours did take effect.
  async #settle({ writes, deletes = [], unchanged = [] }: RowChanges): Promise<Required<RowChanges>> {
    const doubtful = [...writes, ...deletes].filter(({ id }) => this.#unsettled.has(id)).map(({ id }) => id);
    if (doubtful.length === 0) return { writes, deletes, unchanged };

    const { vaultId } = this.#sealer;
    const values = await this.#database.read("rows", (store) =>
      Promise.all(doubtful.map(async (id) => store.get([vaultId, id]))),
    );
    const found = new Map(doubtful.map((id, index) => [id, values[index]]));
    const isOurs = ({ id, expectedVersion }: RowMark) =>
      this.#unsettled
        .get(id)
        ?.some(
          (attempt) =>
            attempt.expectedVersion === expectedVersion &&
            (attempt.row ? isSameRow(found.get(id), attempt.row) : found.get(id) === undefined),
        ) ?? false;
    const advance = <M extends RowMark>(mark: M): M =>
      isOurs(mark) ? { ...mark, expectedVersion: storedVersion(found.get(mark.id)) } : mark;
    return {
      writes: writes.map(advance),
      deletes: deletes.map(advance).filter(({ expectedVersion }) => expectedVersion !== 0),
      unchanged,
    };
  }

  async #seal(writes: readonly RowWrite[]): Promise<SealedRow[]> {
    const rows = await this.#sealer.seal(
      writes.map(({ id, expectedVersion, plaintext }) => ({
        id,
        version: Math.max(expectedVersion, 0) + 1,
        plaintext,
      })),
    );
    if (rows.some(({ ciphertext }) => ciphertext.length > MAX_CIPHERTEXT_BYTES)) {
      throw new UnsuitableContentError("A record is too large");
    }
    return rows;
  }

  async #commit(
    requested: RowChanges,
    changes: Required<RowChanges>,
    sealed: readonly SealedRow[],
  ): Promise<Result<SavedVersions, RowSaveFailure>> {
    try {
      const changed = await this.#write(changes, sealed);
      this.#forget(requested);
      if (changed.length > 0) return err({ kind: "changed-elsewhere", ids: changed });
      return ok(new Map(sealed.map(({ id, version }) => [id, version])));
    } catch (error) {
      this.#remember(requested, sealed);
      throw error;
    }
  }

  // The ids of the rows that were changed by others; then nothing was written.
  #write({ writes, deletes, unchanged }: Required<RowChanges>, sealed: readonly SealedRow[]): Promise<RowId[]> {
    const { vaultId } = this.#sealer;
    const marks: readonly RowMark[] = [...writes, ...deletes, ...unchanged];
    return this.#database.write("rows", async (store) => {
      const values = await Promise.all(marks.map(async ({ id }) => store.get([vaultId, id])));
      const found = new Map(marks.map(({ id }, index) => [id, values[index]]));
      // The browser took the connection away after this very transaction was committed, and it is run again.
      if (sealed.some((row) => isSameRow(found.get(row.id), row))) return [];
      const changed = marks.filter((mark) => storedVersion(found.get(mark.id)) !== mark.expectedVersion);
      if (changed.length > 0) return changed.map(({ id }) => id);
      // Each in an async function: should one throw, the others' rejections are still looked after.
      let accepted = 0;
      const accept = async (request: Promise<unknown>) => {
        accepted++;
        await request;
      };
      const requests = [
        ...sealed.map(async (row) => accept(store.put(toStoredValue(row), [vaultId, row.id]))),
        ...deletes.map(async ({ id }) => accept(store.delete([vaultId, id]))),
      ];
      // A round trip less than waiting for the answers: a request that fails aborts it all, but not one that threw.
      if (accepted === requests.length) store.transaction.commit();
      await Promise.all(requests);
      return [];
    });
  }

  #remember({ writes, deletes = [] }: RowChanges, sealed: readonly SealedRow[]): void {
    for (const { id, expectedVersion } of [...writes, ...deletes]) {
      const row = sealed.find((candidate) => candidate.id === id);
      this.#unsettled.set(id, [...(this.#unsettled.get(id) ?? []), { expectedVersion, row }]);
    }
  }

  #forget({ writes, deletes = [] }: RowChanges): void {
    for (const { id } of [...writes, ...deletes]) this.#unsettled.delete(id);
  }
}
