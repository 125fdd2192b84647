import type { RowId } from "../domain/sealing.ts";
import { standingIdsOf } from "../domain/standing-ids.ts";
import type { FamilySummary } from "../domain/summary.ts";
import type { LogStore } from "./log-store.ts";
import { encodeContent, type RowContentOf } from "./row-content.ts";
import { scanRows } from "./scan-rows.ts";
import { storedVersion } from "./stored-row.ts";
import {
  type Chunk,
  chunkWrite,
  directoryOf,
  type Summaries,
  splitIntoChunks,
  storableSummary,
  withVersions,
} from "./summary-chunks.ts";

const MOST_CHUNKS = 64; // 32,768 families; what is beyond is still read, only not told from a family if it breaks

/** Summaries worked out from the families, and whether the disk has them now. */
export interface Rebuilt {
  summaries: Summaries;
  isStored: boolean;
}

/**
 * Works the summaries out from the families and writes them as a new generation. Rows that cannot be read stay as they
 * are. Undefined if another window was changing the summaries at the same time.
 */
export async function rebuildSummaries(store: LogStore): Promise<Rebuilt | undefined> {
  const { rows, names, saver } = store;
  const directoryId = await names.directory();
  const [directory] = await rows.open(await rows.find([directoryId]));
  const former = directory?.state === "readable" && directory.content.type === "directory" ? directory.content : null;
  const formerIds = former ? await names.chunks(former.generation, former.chunks) : [];
  // Taken before the families are read, so that a family saved meanwhile shows as a changed chunk.
  const formerRows = await rows.find(formerIds);
  const { ids: taken, unreadable, contactIds, summaries } = await survey(store);
  const { chunkIds, free } = await generations(store, taken, former);
  // A row that cannot be read is a family's unless it is known to be something else.
  const known = new Set([
    directoryId,
    await names.settings(),
    ...(await names.logs()),
    ...(await names.shards()),
    ...chunkIds,
    ...contactIds,
  ]);
  const setAside = unreadable.filter((id) => !known.has(id)).length;

  const expectedVersion = directory === undefined || directory.state === "missing" ? 0 : directory.version;
  const isEmpty = summaries.length === 0 && setAside === 0 && directory?.state === "missing";
  const parts = splitIntoChunks(summaries);
  const chunks = await Promise.all(
    parts.map(async (summaries, n): Promise<Chunk> => ({ id: await names.chunk(free, n), version: 0, summaries })),
  );
  const rebuilt = { directory: { id: directoryId, version: expectedVersion, generation: free, setAside }, chunks };
  if (isEmpty) return { summaries: rebuilt, isStored: true };

  const saved = await saver.save(() => ({
    event: { kind: "rebuilt" },
    writes: [
      ...chunks.map(chunkWrite),
      { id: directoryId, expectedVersion, plaintext: encodeContent(directoryOf(rebuilt)) },
    ],
    unchanged: formerRows.map(({ id, value }) => ({ id, expectedVersion: storedVersion(value) })),
  }));
  if (saved.ok) return { summaries: withVersions(rebuilt, saved.value), isStored: true };
  if (saved.error.kind === "changed-elsewhere") return;
  // The summaries are right though nothing can be stored just now; the next use rebuilds them again.
  return { summaries: rebuilt, isStored: false };
}

/** The chunks of generations before this one. Nobody reads them any more, whatever became of them. */
export async function formerChunks({ names }: LogStore, generation: number): Promise<RowId[]> {
  const all = Array.from({ length: generation - 1 }, (_, n) => names.chunks(n + 1, MOST_CHUNKS));
  return (await Promise.all(all)).flat();
}

async function survey({ rows }: LogStore) {
  const ids = new Set<RowId>();
  const unreadable: RowId[] = [];
  const contactIds: RowId[] = [];
  const summaries: FamilySummary[] = [];
  for await (const batch of scanRows(rows)) {
    for (const row of batch) {
      ids.add(row.id);
      if (row.state === "unreadable") unreadable.push(row.id);
      if (row.state !== "readable" || row.content.type !== "family") continue;
      summaries.push(storableSummary(row.content.family));
      contactIds.push(...row.content.family.contacts.flatMap((entry) => [entry.id, ...standingIdsOf(entry)]));
    }
  }
  return { ids, unreadable, contactIds, summaries };
}

// The chunks of all generations so far, and the first generation of which no row exists. Generations count up by one,
// so they are found even when the directory is lost.
async function generations(
  { names }: LogStore,
  taken: ReadonlySet<RowId>,
  former: RowContentOf<"directory"> | null,
): Promise<{ chunkIds: RowId[]; free: number }> {
  const chunkIds: RowId[] = [];
  for (let generation = 1; ; generation++) {
    const ids = await names.chunks(generation, MOST_CHUNKS);
    if (generation > (former?.generation ?? 0) && !ids.some((id) => taken.has(id))) {
      return { chunkIds, free: generation };
    }
    chunkIds.push(...ids);
  }
}
