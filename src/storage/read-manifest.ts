import type { RowId } from "../domain/sealing.ts";
import { itemAt } from "../shared/item-at.ts";
import { type KnownLog, newest } from "./known-log.ts";
import { type ManifestEntry, SHARDS } from "./log-content.ts";
import type { LogStore } from "./log-store.ts";
import type { Manifest } from "./manifest.ts";
import type { ReadRow, RowReader } from "./read-rows.ts";
import { type FoundRow, storedVersion } from "./stored-row.ts";

/** How many parts are opened before a tap gets its turn. */
const PARTS_AT_ONCE = 2;

/** The numbers of all parts of the manifest. */
export const allShards: readonly number[] = Array.from({ length: SHARDS }, (_, n) => n);

/** Every row that the manifest, as far as it was read, knows to be there; by parts, and some of them twice. */
export function* knownIds(manifest: Manifest, log: KnownLog): Generator<RowId[]> {
  const isThere = (id: RowId) => manifest.judge(id, 0) === "gone";
  yield [...manifest.own.keys(), ...log.entries.keys()].filter(isThere);
  for (const { rows } of manifest.shards.values()) yield [...(rows?.keys() ?? [])].filter(isThere);
}

/** Whether a row that is on the disk should not be: it was deleted, or the log never heard of it. */
export function isForeign(manifest: Manifest, id: RowId): boolean {
  const entry = manifest.entry(id);
  return entry === "none" || entry?.version === 0;
}

/**
 * Reads the log, parts of the manifest, and another row, in one transaction. Opens what memory does not hold yet, all
 * of it at once, and leaves it in `manifest`.
 */
export async function readManifest(
  manifest: Manifest,
  { rows, log, names }: Pick<LogStore, "rows" | "log" | "names">,
  wanted: { shards: readonly number[]; row?: RowId },
): Promise<{ log: KnownLog; found: FoundRow }> {
  const logIds = await names.logs();
  const numbers = new Map(await Promise.all(wanted.shards.map(async (n) => [await names.shard(n), n] as const)));
  const found = await rows.findTogether([...logIds, ...numbers.keys(), wanted.row ?? ""]);
  const logs = found.slice(0, logIds.length);

  const parts = found.slice(0, -1).flatMap((row) => {
    const n = numbers.get(row.id);
    if (n === undefined) return []; // of the log
    manifest.own.set(row.id, n);
    const version = storedVersion(row.value);
    return manifest.shards.get(n)?.version !== version ? [{ n, row, version }] : [];
  });
  const last = newest(logs);
  const { known } = log;
  const isKnown = known !== undefined && last?.id === known.id && storedVersion(last.value) === known.version;
  const opened = await openInTurn(rows, [...(isKnown || !last ? [] : [last]), ...parts.map(({ row }) => row)]);
  const now = isKnown ? known : await log.learn(logs, last && opened.shift());
  for (const [index, { n, version }] of parts.entries()) {
    manifest.shards.set(n, { version, rows: toEntries(opened[index]) });
  }
  return { log: now, found: itemAt(found, -1) };
}

// All 64 parts of a large caseload take long to parse, and the page has taps to answer.
async function openInTurn(rows: RowReader, found: readonly FoundRow[]): Promise<ReadRow[]> {
  const opened: ReadRow[] = [];
  for (let from = 0; from < found.length; from += PARTS_AT_ONCE) {
    opened.push(...(await rows.open(found.slice(from, from + PARTS_AT_ONCE))));
  }
  return opened;
}

function toEntries(row: ReadRow | undefined): ReadonlyMap<RowId, ManifestEntry> | undefined {
  if (row?.state !== "readable" || row.content.type !== "manifest") return;
  const entries = Object.entries(row.content.rows);
  return new Map(entries.map(([id, [version, seq]]) => [id, { version, seq }]));
}
