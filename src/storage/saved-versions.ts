import type { Stored } from "../domain/repositories.ts";
import type { RowId } from "../domain/sealing.ts";

/** The version that each written row now has. */
export type SavedVersions = ReadonlyMap<RowId, number>;

/** The version that a save gave a row. Throws RangeError for a row that it did not write. */
export function savedVersion(saved: SavedVersions, id: RowId): number {
  const version = saved.get(id);
  if (version === undefined) throw new RangeError("The save did not write this row");
  return version;
}

/** What was saved under its own id, with the version that its row now has. */
export function asSaved<T extends { readonly id: RowId }>(value: T, saved: SavedVersions): Stored<T> {
  return { value, version: savedVersion(saved, value.id) };
}
