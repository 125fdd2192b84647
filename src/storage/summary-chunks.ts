import type { Family } from "../domain/family.ts";
import type { FamilyId } from "../domain/ids.ts";
import type { RowId } from "../domain/sealing.ts";
import { type FamilySummary, summarise } from "../domain/summary.ts";
import { CHUNK_MAX_SUMMARIES, encodeContent, MAX_CONTENT_BYTES, type RowContentOf } from "./row-content.ts";
import type { RowMark, RowWrite } from "./save-rows.ts";
import type { SavedVersions } from "./saved-versions.ts";
import { MOST_LABEL, MOST_TEXT } from "./stored-summary.ts";

/** One row of summaries, as last read or written. Version 0: not written yet. */
export interface Chunk {
  id: RowId;
  version: number;
  summaries: readonly FamilySummary[];
}

/** All summaries, as last read or written. */
export interface Summaries {
  directory: { id: RowId; version: number; generation: number; setAside: number };
  chunks: readonly Chunk[];
}

/** The summary of a family as it can be stored. */
export function storableSummary(family: Family): FamilySummary {
  const summary = summarise(family);
  // Very long names make a label longer than its schema allows. That must not keep the family from being saved.
  return { ...summary, label: summary.label.slice(0, MOST_LABEL), searchText: summary.searchText.slice(0, MOST_TEXT) };
}

/** What has to be written so that the rows match `next`, and which rows `next` was worked out from besides. */
export interface SummaryChange {
  next: Summaries;
  writes: RowWrite[];
  unchanged: RowMark[];
}

/** The content of the directory row. */
export function directoryOf({ directory, chunks }: Summaries): RowContentOf<"directory"> {
  const { generation, setAside } = directory;
  return { schema: 1, type: "directory", generation, chunks: chunks.length, setAside };
}

/** Fills chunks, in order, as full as they may be. */
export function splitIntoChunks(summaries: readonly FamilySummary[]): FamilySummary[][] {
  const chunks: FamilySummary[][] = [];
  for (const summary of summaries) {
    const last = chunks.at(-1);
    if (last && last.length < CHUNK_MAX_SUMMARIES && sizeOf(last) + sizeOf([summary]) <= MAX_CONTENT_BYTES) {
      last.push(summary);
    } else {
      chunks.push([summary]);
    }
  }
  return chunks;
}

/**
 * Puts a family's summary in the place of its former one, or after the last. Rewrites one chunk; two when a summary has
 * outgrown its chunk. `newId` gives the id of the chunk after the last.
 */
export async function changeSummary(
  now: Summaries,
  summary: FamilySummary,
  newId: () => Promise<RowId>,
): Promise<SummaryChange> {
  const changed = new Map<Chunk, readonly FamilySummary[]>();
  const home = now.chunks.find(({ summaries }) => summaries.some(({ id }) => id === summary.id));
  if (home) {
    const stay = home.summaries.map((other) => (other.id === summary.id ? summary : other));
    if (fits(stay)) return rewrite(now, changed.set(home, stay));
    changed.set(
      home,
      home.summaries.filter(({ id }) => id !== summary.id),
    );
  }
  const last = now.chunks.at(-1);
  if (last && last !== home) {
    const appended = [...last.summaries, summary];
    if (fits(appended)) return rewrite(now, changed.set(last, appended));
  }
  const added: Chunk = { id: await newId(), version: 0, summaries: [] };
  return rewrite({ ...now, chunks: [...now.chunks, added] }, changed.set(added, [summary]), true);
}

/** Takes a family's summary out. */
export function dropSummary(now: Summaries, family: FamilyId): SummaryChange {
  const homes = now.chunks.filter(({ summaries }) => summaries.some(({ id }) => id === family));
  return rewrite(now, new Map(homes.map((home) => [home, home.summaries.filter(({ id }) => id !== family)])));
}

/** The same with the versions that the rows were given when they were saved. */
export function withVersions(summaries: Summaries, saved: SavedVersions): Summaries {
  const { directory, chunks } = summaries;
  return {
    directory: { ...directory, version: saved.get(directory.id) ?? directory.version },
    chunks: chunks.map((chunk) => ({ ...chunk, version: saved.get(chunk.id) ?? chunk.version })),
  };
}

/** The write that stores a chunk. */
export function chunkWrite({ id, version, summaries }: Chunk): RowWrite {
  const content = { schema: 1 as const, type: "summaries" as const, summaries: [...summaries] };
  return { id, expectedVersion: version, plaintext: encodeContent(content) };
}

function rewrite(
  now: Summaries,
  changed: ReadonlyMap<Chunk, readonly FamilySummary[]>,
  isDirectoryChanged = false,
): SummaryChange {
  const rewritten = new Map([...changed].map(([chunk, summaries]) => [chunk, { ...chunk, summaries }]));
  const next = { ...now, chunks: now.chunks.map((chunk) => rewritten.get(chunk) ?? chunk) };
  const directory = { id: now.directory.id, expectedVersion: now.directory.version };
  const writes = [...rewritten.values()].map(chunkWrite);
  // A window that still has the former directory must not write into chunks which nobody reads any more.
  return isDirectoryChanged
    ? { next, writes: [...writes, { ...directory, plaintext: encodeContent(directoryOf(next)) }], unchanged: [] }
    : { next, writes, unchanged: [directory] };
}

function fits(summaries: readonly FamilySummary[]): boolean {
  return summaries.length <= CHUNK_MAX_SUMMARIES && sizeOf(summaries) <= MAX_CONTENT_BYTES;
}

// An upper bound that is quick to work out: a UTF-16 unit takes at most 3 bytes, or 6 where JSON has to escape it.
const UNIT_BYTES = 6;
const OTHER_BYTES = 800; // names of the members, dates, ids
const ENVELOPE_BYTES = 100;

function sizeOf(summaries: readonly FamilySummary[]): number {
  return summaries.reduce(
    (total, { label, searchText }) => total + OTHER_BYTES + (label.length + searchText.length) * UNIT_BYTES,
    ENVELOPE_BYTES,
  );
}
