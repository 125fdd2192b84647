import type { SaveFailure } from "../domain/repositories.ts";
import type { OpenedRow, SealedRow, Sealer } from "../domain/sealing.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { Database } from "./database.ts";
import { toSaveFailure, withoutIds } from "./failures.ts";
import type { RowSaver } from "./save-rows.ts";
import { parseRow } from "./stored-row.ts";

/** What is left under earlier keys: rows that do not open. They stay as they are. */
export interface ResealReport {
  unreadable: number;
}

const BATCH = 25;
const MOST_PASSES = 10;

/**
 * Saves every row of an epoch before `epoch` anew, so that it is sealed under the present keys. Each row says by itself
 * which epoch it is of, so a run that broke off is simply made again: it skips what was done. What others save
 * meanwhile is under the present keys already.
 */
export async function resealRows(
  { database, saver, sealer }: { database: Database; saver: RowSaver; sealer: Sealer },
  epoch: number,
): Promise<Result<ResealReport, SaveFailure>> {
  try {
    // A new row, sealed before the keys changed and stored after its place was passed, would be missed.
    await saver.settled();
    for (let pass = 0; ; pass++) {
      const result = await resealOnce(database, saver, sealer, epoch);
      if (result.ok || result.error.kind !== "changed-elsewhere" || pass === MOST_PASSES) return result;
    }
  } catch (error) {
    return err(toSaveFailure(error));
  }
}

async function resealOnce(
  database: Database,
  saver: RowSaver,
  sealer: Sealer,
  epoch: number,
): Promise<Result<ResealReport, SaveFailure>> {
  let unreadable = 0;
  for await (const rows of earlierRows(database, sealer.vaultId, epoch)) {
    const opened = await sealer.open(rows);
    const readable = opened.filter((row): row is Extract<OpenedRow, { ok: true }> => row.ok);
    unreadable += opened.length - readable.length;
    if (readable.length === 0) continue;
    const saved = await saver.save(() => ({
      writes: readable.map(({ id, version, plaintext }) => ({ id, expectedVersion: version, plaintext })),
    }));
    if (!saved.ok) return err(withoutIds(saved.error));
  }
  return ok({ unreadable });
}

async function* earlierRows(database: Database, vaultId: string, epoch: number): AsyncGenerator<SealedRow[]> {
  let after: IDBValidKey = [vaultId];
  while (true) {
    // An array sorts after every string, so this is all row ids of this vault.
    const range = IDBKeyRange.bound(after, [vaultId, []], true, true);
    const [keys, values] = await database.read("rows", (store) =>
      Promise.all([(async () => store.getAllKeys(range, BATCH))(), (async () => store.getAll(range, BATCH))()]),
    );
    const last = keys.at(-1);
    if (last === undefined) return;
    const rows = keys.flatMap(([, id], index) => parseRow({ id, value: values[index] }) ?? []);
    yield rows.filter((row) => row.epoch < epoch);
    after = last;
  }
}
