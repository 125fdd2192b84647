import type { Family } from "../domain/family.ts";
import type { FamilyId } from "../domain/ids.ts";
import type { LoadFailure, SaveFailure } from "../domain/repositories.ts";
import type { RowId } from "../domain/sealing.ts";
import { type FamilySummary, summarise } from "../domain/summary.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { ContendedSummariesError } from "./errors.ts";
import { toLoadFailure, toSaveFailure } from "./failures.ts";
import type { ReadAhead } from "./read-ahead.ts";
import type { ReadRow, RowReader } from "./read-rows.ts";
import { encodeContent } from "./row-content.ts";
import type { RowNames } from "./row-names.ts";
import type { RowChanges, RowSaver, SavedVersions } from "./save-rows.ts";
import { storedVersion } from "./stored-row.ts";
import { MOST_LABEL, MOST_TEXT } from "./stored-summary.ts";
import {
  type Chunk,
  changeSummary,
  chunkWrite,
  directoryOf,
  dropSummary,
  type Summaries,
  type SummaryChange,
  splitIntoChunks,
  withVersions,
} from "./summary-chunks.ts";

/** The caseload as it stands on disk. `setAside` counts records that could not be read when it was last rebuilt. */
export interface Caseload {
  summaries: FamilySummary[];
  setAside: number;
}

type ChangeSummaries = (now: Summaries) => SummaryChange | Promise<SummaryChange>;

const MOST_ATTEMPTS = 10;
const MOST_CHUNKS = 64; // 32,768 families; what is beyond is still read, only not told from a family if it breaks

/**
 * The summaries of all families. They are derived: where they cannot be read they are worked out again from the
 * families and written as a new generation, and rows that cannot be read stay as they are.
 */
export class SummaryIndex {
  readonly #reader: RowReader;
  readonly #saver: RowSaver;
  readonly #names: RowNames;
  readonly #readAhead: ReadAhead;
  /** As last read or written by this window, or undefined when that is in doubt. */
  #known: Summaries | undefined;
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(reader: RowReader, saver: RowSaver, names: RowNames, readAhead: ReadAhead) {
    this.#reader = reader;
    this.#saver = saver;
    this.#names = names;
    this.#readAhead = readAhead;
  }

  /**
   * Reads what changed on disk since the last time, and rebuilds the summaries if they cannot be read, or `afresh`:
   * rows came back that they do not know of.
   */
  load({ afresh = false } = {}): Promise<Result<Caseload, LoadFailure>> {
    return this.#inTurn(async () => {
      try {
        const { directory, chunks } = await this.#refresh(afresh);
        void this.#settleReadAhead(directory.id, chunks);
        return ok({ summaries: chunks.flatMap((chunk) => chunk.summaries), setAside: directory.setAside });
      } catch (error) {
        return err(toLoadFailure(error));
      }
    });
  }

  /**
   * Makes changes to a family together with its summary. `changes` is asked again for each attempt, because sealing
   * uses the plaintext up: changes to other families never make this one fail, they only make it try again.
   */
  saveWith(family: Family, changes: () => RowChanges): Promise<Result<SavedVersions, SaveFailure>> {
    const summary = storableSummary(family);
    return this.#saveInTurn((now) => changeSummary(now, summary, () => this.#nextChunkId(now)), changes);
  }

  /** Makes changes by which a family goes, together with its summary's going; else as `saveWith`. */
  saveWithout(family: FamilyId, changes: () => RowChanges): Promise<Result<SavedVersions, SaveFailure>> {
    return this.#saveInTurn((now) => dropSummary(now, family), changes);
  }

  #saveInTurn(change: ChangeSummaries, changes: () => RowChanges): Promise<Result<SavedVersions, SaveFailure>> {
    return this.#inTurn(async () => {
      try {
        return await this.#saveWith(change, changes);
      } catch (error) {
        return err(toSaveFailure(error));
      }
    });
  }

  /** Drops the summaries from memory. */
  forget(): void {
    this.#known = undefined;
  }

  async #saveWith(change: ChangeSummaries, changes: () => RowChanges): Promise<Result<SavedVersions, SaveFailure>> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const now = this.#known ?? (await this.#refresh());
      const { next, writes, unchanged } = await change(now);
      const own = changes();
      // In doubt until the save has succeeded: if it times out, the disk may hold the one or the other.
      this.#known = undefined;
      const saved = await this.#saver.save(() => ({ ...own, writes: [...own.writes, ...writes], unchanged }));
      if (saved.ok) {
        this.#known = withVersions(next, saved.value);
        return saved;
      }
      const { error } = saved;
      if (error.kind !== "changed-elsewhere") return err(error);
      const ownIds = new Set([...own.writes, ...(own.deletes ?? [])].map(({ id }) => id));
      if (error.ids.some((id) => ownIds.has(id))) return err({ kind: "changed-elsewhere" });
    }
    throw new ContendedSummariesError("The summaries kept changing");
  }

  async #settleReadAhead(directory: RowId, chunks: readonly Chunk[]): Promise<void> {
    try {
      const ids = [directory, await this.#names.settings(), ...chunks.map(({ id }) => id)];
      await this.#readAhead.settle(this.#reader.vaultId, ids);
    } catch {
      // Locked meanwhile; the next unlock reads as the last one did.
    }
  }

  async #nextChunkId({ directory, chunks }: Summaries): Promise<RowId> {
    const ids = await this.#names.chunks(directory.generation, chunks.length + 1);
    return ids[chunks.length] ?? "";
  }

  async #refresh(afresh = false): Promise<Summaries> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const summaries = (afresh ? undefined : await this.#readAll()) ?? (await this.#rebuild());
      if (summaries) return summaries;
    }
    throw new ContendedSummariesError("The summaries kept changing");
  }

  // Undefined if any of it cannot be read.
  async #readAll(): Promise<Summaries | undefined> {
    const directory = await this.#readDirectory();
    if (directory.state !== "readable" || directory.content.type !== "directory") return;
    const { id, version, content } = directory;
    const found = await this.#reader.find(await this.#names.chunks(content.generation, content.chunks));
    const known = new Map(this.#known?.chunks.map((chunk) => [chunk.id, chunk]));
    const isKnown = (row: { id: RowId; value: unknown }) => known.get(row.id)?.version === storedVersion(row.value);
    // Each by itself: the first is read here while the next is still being opened in the worker.
    const changed = found.filter((row) => !isKnown(row));
    const opened = await Promise.all(changed.map((row) => this.#reader.open([row])));

    const chunks = [...opened.flat().map(toChunk), ...found.filter(isKnown).map((row) => known.get(row.id))];
    const byId = new Map(chunks.map((chunk) => [chunk?.id, chunk]));
    const inOrder = found.flatMap((row) => byId.get(row.id) ?? []);
    if (inOrder.length < found.length) return;
    const { generation, setAside } = content;
    this.#known = { directory: { id, version, generation, setAside }, chunks: inOrder };
    return this.#known;
  }

  // Undefined if another window was changing the summaries at the same time.
  async #rebuild(): Promise<Summaries | undefined> {
    const directory = await this.#readDirectory();
    const former = directory.state === "readable" && directory.content.type === "directory" ? directory.content : null;
    const formerIds = former ? await this.#names.chunks(former.generation, former.chunks) : [];
    // Taken before the families are read, so that a family saved meanwhile shows as a changed chunk.
    const formerRows = await this.#reader.find(formerIds);
    const { ids: taken, unreadable, contactIds, summaries } = await this.#survey();
    const { chunkIds, free } = await this.#generations(taken, former?.generation ?? 0);
    // A row that cannot be read is a family's unless it is known to be something else.
    const known = new Set([directory.id, await this.#names.settings(), ...chunkIds, ...contactIds]);
    const setAside = unreadable.filter((id) => !known.has(id)).length;

    const isEmpty = summaries.length === 0 && setAside === 0 && directory.state === "missing";
    const parts = splitIntoChunks(summaries);
    const ids = await this.#names.chunks(free, parts.length);
    const chunks = parts.map((part, n): Chunk => ({ id: ids[n] ?? "", version: 0, summaries: part }));
    const expectedVersion = directory.state === "missing" ? 0 : directory.version;
    const rebuilt = { directory: { id: directory.id, version: expectedVersion, generation: free, setAside }, chunks };
    if (isEmpty) return this.#keep(rebuilt);

    const saved = await this.#saver.save(() => ({
      writes: [
        ...chunks.map(chunkWrite),
        { id: directory.id, expectedVersion, plaintext: encodeContent(directoryOf(rebuilt)) },
      ],
      unchanged: formerRows.map(({ id, value }) => ({ id, expectedVersion: storedVersion(value) })),
    }));
    if (saved.ok) return this.#keep(withVersions(rebuilt, saved.value));
    if (saved.error.kind === "changed-elsewhere") return;
    // The summaries are right though nothing can be stored just now; the next use rebuilds them again.
    this.#known = undefined;
    return rebuilt;
  }

  #keep(summaries: Summaries): Summaries {
    this.#known = summaries;
    return summaries;
  }

  async #readDirectory(): Promise<ReadRow> {
    const id = await this.#names.directory();
    const [row] = await this.#reader.open(await this.#reader.find([id]));
    return row ?? { state: "missing", id };
  }

  async #survey() {
    const ids = new Set<RowId>();
    const unreadable: RowId[] = [];
    const contactIds: RowId[] = [];
    const summaries: FamilySummary[] = [];
    for await (const rows of this.#reader.scan()) {
      for (const row of rows) {
        ids.add(row.id);
        if (row.state === "unreadable") unreadable.push(row.id);
        if (row.state !== "readable" || row.content.type !== "family") continue;
        summaries.push(storableSummary(row.content.family));
        for (const { id, amendments = [], enteredInError = id } of row.content.family.contacts) {
          contactIds.push(id, enteredInError, ...amendments.map((amendment) => amendment.id));
        }
      }
    }
    return { ids, unreadable, contactIds, summaries };
  }

  // The chunks of all generations so far, and the first generation of which no row exists. Generations count up by
  // one, so they are found even when the directory is lost.
  async #generations(taken: ReadonlySet<RowId>, former: number) {
    const chunkIds: RowId[] = [];
    for (let generation = 1; ; generation++) {
      const ids = await this.#names.chunks(generation, MOST_CHUNKS);
      if (generation > former && !ids.some((id) => taken.has(id))) return { chunkIds, free: generation };
      chunkIds.push(...ids);
    }
  }

  // One at a time: changes side by side would only make each other try again.
  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(action, action);
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }
}

// Very long names make a label longer than its schema allows. That must not keep the family from being saved.
function storableSummary(family: Family): FamilySummary {
  const summary = summarise(family);
  return { ...summary, label: summary.label.slice(0, MOST_LABEL), searchText: summary.searchText.slice(0, MOST_TEXT) };
}

function toChunk(row: ReadRow): Chunk | undefined {
  if (row.state !== "readable" || row.content.type !== "summaries") return;
  return { id: row.id, version: row.version, summaries: row.content.summaries };
}
