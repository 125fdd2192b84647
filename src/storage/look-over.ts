import type { RowId } from "../domain/sealing.ts";
import type { LookOver } from "../domain/workspace.ts";
import { nextTask } from "../shared/next-task.ts";
import { keepLog } from "./keep-log.ts";
import type { LogStore } from "./log-store.ts";
import { isLogAsSeen, noteLog } from "./log-witness.ts";
import { isForeign, knownIds } from "./read-manifest.ts";
import { formerChunks } from "./rebuild-summaries.ts";
import { rowIds } from "./scan-rows.ts";
import { storedVersion } from "./stored-row.ts";

/**
 * Looks which rows are there, whether the log goes on from where it was seen last, and whether the caseload and the
 * settings are as they were saved; then brings the manifest up to date. What it does not see is an older copy of a
 * record: that shows when it is opened, or all are checked.
 */
export async function lookOver(store: LogStore, databaseName: string): Promise<LookOver> {
  const { rows, names, manifest } = store;
  const log = await manifest.load();
  const present = new Set<RowId>();
  const doubtful = new Set<RowId>();
  for await (const ids of rowIds(rows)) {
    for (const id of ids) {
      present.add(id);
      if (isForeign(manifest, id)) doubtful.add(id);
    }
  }
  for (const ids of knownIds(manifest, log)) {
    for (const id of ids) if (!present.has(id)) doubtful.add(id);
    await nextTask();
  }
  const { wellKnown, former } = await summaryRows(store);
  for (const id of await putBack(store, [...wellKnown, await names.settings()])) doubtful.add(id);
  // Rows may be saved meanwhile, so each is looked at once more, together with the log.
  const suspects = new Set<RowId>();
  for (const id of former) doubtful.delete(id);
  for (const id of doubtful) if ((await manifest.find(id)).verdict !== "as-saved") suspects.add(id);
  // Where something is amiss, a second copy may have what is right, so nothing is built on what is here.
  const isLogPutBack = !(await isLogAsSeen(store, databaseName));
  if (suspects.size === 0 && !isLogPutBack) {
    await keepLog(store);
    await noteLog(store, databaseName);
  }
  return { suspects: suspects.size, areSummariesSuspect: wellKnown.some((id) => suspects.has(id)), isLogPutBack };
}

async function summaryRows(store: LogStore): Promise<{ wellKnown: RowId[]; former: RowId[] }> {
  const { rows, names } = store;
  const id = await names.directory();
  const [row] = await rows.open(await rows.find([id]));
  if (row?.state !== "readable" || row.content.type !== "directory") return { wellKnown: [id], former: [] };
  const { generation, chunks } = row.content;
  return {
    wellKnown: [id, ...(await names.chunks(generation, chunks))],
    former: await formerChunks(store, generation),
  };
}

async function putBack({ rows, manifest }: LogStore, ids: readonly RowId[]): Promise<RowId[]> {
  const found = await rows.find(ids);
  return found.flatMap(({ id, value }) => (manifest.judge(id, storedVersion(value)) === "put-back" ? [id] : []));
}
