import type { SaveFailure } from "../domain/repositories.ts";
import type { OpenedRow, SealedRow, Sealer } from "../domain/sealing.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { Database } from "./database.ts";
import { toSaveFailure, withoutIds } from "./failures.ts";
import { keepLog, sealManifestAnew } from "./keep-log.ts";
import type { LogStore } from "./log-store.ts";
import { parseRow } from "./stored-row.ts";

/** What is left under earlier keys: rows that do not open. They stay as they are. */
export interface ResealReport {
  unreadable: number;
}

const BATCH = 25;
const MOST_PASSES = 10;

/** What the rows are read from and saved to. */
export interface ResealParts {
  database: Database;
  sealer: Sealer;
  store: LogStore;
}

/**
 * Saves every row of an epoch before `epoch` anew, so that it is sealed under the present keys. Each row says by itself
 * which epoch it is of, so a run that broke off is simply made again: it skips what was done. What others save
 * meanwhile is under the present keys already. A row that something else put back to an earlier save is left as it is,
 * like one that does not open: saved anew it would pass for the newest.
 */
export async function resealRows(parts: ResealParts, epoch: number): Promise<Result<ResealReport, SaveFailure>> {
  try {
    // A new row, sealed before the keys changed and stored after its place was passed, would be missed.
    await parts.store.saver.settled();
    for (let pass = 0; ; pass++) {
      const result = await resealOnce(parts, epoch);
      if (result.ok || result.error.kind !== "changed-elsewhere" || pass === MOST_PASSES) return result;
    }
  } catch (error) {
    return err(toSaveFailure(error));
  }
}

async function resealOnce(
  { database, sealer, store }: ResealParts,
  epoch: number,
): Promise<Result<ResealReport, SaveFailure>> {
  const { manifest, names, saver } = store;
  const log = await manifest.load();
  const ofManifest = new Set(await names.shards());
  let unreadable = 0;
  let isManifestLeft = false;
  for await (const rows of earlierRows(database, sealer.vaultId, epoch)) {
    // Each save seals the log anew by itself.
    const opened = await sealer.open(rows.filter(({ id }) => id !== log.id));
    const readable = opened.filter(
      (row): row is Extract<OpenedRow, { ok: true }> => row.ok && manifest.judge(row.id, row.version) !== "put-back",
    );
    unreadable += opened.length - readable.length;
    isManifestLeft ||= readable.some(({ id }) => ofManifest.has(id));
    const records = readable.filter(({ id }) => !ofManifest.has(id));
    if (records.length === 0 && rows.length === 0) continue;
    const saved = await saver.save(() => ({
      event: { kind: "resealed" },
      writes: records.map(({ id, version, plaintext }) => ({ id, expectedVersion: version, plaintext })),
    }));
    if (!saved.ok) return err(withoutIds(saved.error));
    const kept = await keepLog(store);
    if (!kept.ok) return err(withoutIds(kept.error));
  }
  const sealed = isManifestLeft ? await sealManifestAnew(store) : ok(undefined);
  return sealed.ok ? ok({ unreadable }) : err(withoutIds(sealed.error));
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
