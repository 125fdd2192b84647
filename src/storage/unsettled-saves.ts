import type { RowId, SealedRow } from "../domain/sealing.ts";
import type { RowChanges, RowMark } from "./save-rows.ts";
import { isSameRow, storedVersion } from "./stored-row.ts";

/** Changes with nothing left out, and the versions that their rows must have by what is known now. */
export type SettledChanges = RowChanges & Required<Pick<RowChanges, "deletes" | "unchanged">>;

// What one save wanted of one row, kept while nobody can say whether it took effect.
interface Attempt {
  expectedVersion: number;
  /** Undefined: the row was to be deleted. */
  row: SealedRow | undefined;
}

/** The saves of this window of which nobody can say whether they took effect: they timed out, or the store failed. */
export class UnsettledSaves {
  readonly #attempts = new Map<RowId, Attempt[]>();

  /** Takes up a save that may have taken effect, with the rows it sealed. */
  add({ writes, deletes = [] }: RowChanges, sealed: readonly SealedRow[]): void {
    for (const { id, expectedVersion } of [...writes, ...deletes]) {
      const row = sealed.find((candidate) => candidate.id === id);
      this.#attempts.set(id, [...(this.#attempts.get(id) ?? []), { expectedVersion, row }]);
    }
  }

  /** It is known now how the rows of this save stand. */
  drop({ writes, deletes = [] }: RowChanges): void {
    for (const { id } of [...writes, ...deletes]) this.#attempts.delete(id);
  }

  /**
   * Moves the expected versions on to our own rows, where an earlier save of ours did take effect. `read` gives what is
   * on the disk under each id, and is asked only if there is a doubt.
   */
  async settle(
    requested: RowChanges,
    read: (ids: readonly RowId[]) => Promise<readonly unknown[]>,
  ): Promise<SettledChanges> {
    const { writes, deletes = [], unchanged = [] } = requested;
    const doubtful = [...writes, ...deletes].filter(({ id }) => this.#attempts.has(id)).map(({ id }) => id);
    if (doubtful.length === 0) return { ...requested, deletes, unchanged };

    const values = await read(doubtful);
    const found = new Map(doubtful.map((id, index) => [id, values[index]]));
    const advance = <M extends RowMark>(mark: M): M => {
      const value = found.get(mark.id);
      return this.#isOurs(mark, value) ? { ...mark, expectedVersion: storedVersion(value) } : mark;
    };
    return {
      ...requested,
      writes: writes.map(advance),
      deletes: deletes.map(advance).filter(({ expectedVersion }) => expectedVersion !== 0),
      unchanged,
    };
  }

  #isOurs({ id, expectedVersion }: RowMark, value: unknown): boolean {
    const attempts = this.#attempts.get(id) ?? [];
    return attempts.some(
      (attempt) =>
        attempt.expectedVersion === expectedVersion &&
        (attempt.row ? isSameRow(value, attempt.row) : value === undefined),
    );
  }
}
