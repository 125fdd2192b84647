import type { RowId } from "../domain/sealing.ts";
import type { ReadRow, RowReader } from "./read-rows.ts";
import { type FoundRow, storedVersion } from "./stored-row.ts";

// None of these is one moment's view: rows may change between two batches.

const ROW_BATCH = 500;
const KEY_BATCH = 500;

/** Whether the vault has any row at all. */
export async function hasRows(rows: RowReader): Promise<boolean> {
  return (await keysAfter(rows, undefined, 1)).length > 0;
}

/** The ids of all rows, some hundred at a time. */
export async function* rowIds(rows: RowReader): AsyncGenerator<readonly RowId[]> {
  let last: RowId | undefined;
  do {
    const ids = await keysAfter(rows, last, KEY_BATCH);
    yield ids;
    last = ids.at(-1);
  } while (last !== undefined);
}

/** The version of every row, without opening it. */
export async function* rowVersions(rows: RowReader): AsyncGenerator<[RowId, number]> {
  for await (const found of batches(rows)) for (const { id, value } of found) yield [id, storedVersion(value)];
}

/** All rows of the vault, opened in batches. */
export async function* scanRows(rows: RowReader): AsyncGenerator<ReadRow[]> {
  for await (const found of batches(rows)) yield await rows.open(found);
}

async function* batches(rows: RowReader): AsyncGenerator<FoundRow[]> {
  let after: RowId | undefined;
  while (true) {
    const [keys, values] = await rows.readAfter(after, (store, range) =>
      Promise.all([(async () => store.getAllKeys(range, ROW_BATCH))(), (async () => store.getAll(range, ROW_BATCH))()]),
    );
    after = keys.at(-1)?.[1];
    if (after === undefined) return;
    yield keys.map(([, id], index) => ({ id, value: values[index] }));
  }
}

async function keysAfter(rows: RowReader, id: RowId | undefined, most: number): Promise<RowId[]> {
  const keys = await rows.readAfter(id, (store, range) => store.getAllKeys(range, most));
  return keys.map(([, key]) => key);
}
