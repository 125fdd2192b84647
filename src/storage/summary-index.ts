import type { Family } from "../domain/family.ts";
import type { LoadFailure, SaveFailure } from "../domain/repositories.ts";
import type { RowId } from "../domain/sealing.ts";
import type { FamilySummary } from "../domain/summary.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { ContendedRowsError } from "./errors.ts";
import { toLoadFailure, toSaveFailure } from "./failures.ts";
import type { LogStore } from "./log-store.ts";
import type { ReadAhead } from "./read-ahead.ts";
import type { ReadRow } from "./read-rows.ts";
import type { RowChanges } from "./save-rows.ts";
import type { SavedVersions } from "./saved-versions.ts";
import { storedVersion } from "./stored-row.ts";
import {
  type Chunk,
  changeSummary,
  type Summaries,
  type SummaryChange,
  storableSummary,
  withVersions,
} from "./summary-chunks.ts";

/** The caseload as it stands on disk. `setAside` counts records that could not be read when it was last rebuilt. */
export interface Caseload {
  summaries: FamilySummary[];
  setAside: number;
}

/** Works out which summaries to write. */
type ChangeSummaries = (now: Summaries) => SummaryChange | Promise<SummaryChange>;

const MOST_ATTEMPTS = 10;

/**
 * The summaries of all families. They are derived: where they cannot be read they are worked out again from the
 * families and written as a new generation, and rows that cannot be read stay as they are.
 */
export class SummaryIndex {
  readonly #store: LogStore;
  readonly #readAhead: ReadAhead;
  /** As last read or written by this window, or undefined when that is in doubt. */
  #known: Summaries | undefined;
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(store: LogStore, readAhead: ReadAhead) {
    this.#store = store;
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
    const { names } = this.#store;
    return this.saveInTurn(
      (now) => changeSummary(now, summary, () => names.chunk(now.directory.generation, now.chunks.length)),
      changes,
    );
  }

  /** The same for another change of the summaries. */
  saveInTurn(change: ChangeSummaries, changes: () => RowChanges): Promise<Result<SavedVersions, SaveFailure>> {
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
      const saved = await this.#store.saver.save(() => ({ ...own, writes: [...own.writes, ...writes], unchanged }));
      if (saved.ok) {
        this.#known = withVersions(next, saved.value);
        return saved;
      }
      const { error } = saved;
      if (error.kind !== "changed-elsewhere") return err(error);
      const ownIds = new Set([...own.writes, ...(own.deletes ?? [])].map(({ id }) => id));
      if (error.ids.some((id) => ownIds.has(id))) return err({ kind: "changed-elsewhere" });
    }
    throw new ContendedRowsError("The summaries kept changing");
  }

  async #settleReadAhead(directory: RowId, chunks: readonly Chunk[]): Promise<void> {
    const { names, rows } = this.#store;
    try {
      const ids = [directory, await names.settings(), ...chunks.map(({ id }) => id)];
      await this.#readAhead.settle(rows.vaultId, ids);
    } catch {
      // Locked meanwhile; the next unlock reads as the last one did.
    }
  }

  async #refresh(afresh = false): Promise<Summaries> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const summaries = (afresh ? undefined : await this.#readAll()) ?? (await this.#rebuild());
      if (summaries) return summaries;
    }
    throw new ContendedRowsError("The summaries kept changing");
  }

  // Undefined if any of it cannot be read.
  async #readAll(): Promise<Summaries | undefined> {
    const { names, rows, manifest } = this.#store;
    const [directory] = await rows.open(await rows.find([await names.directory()]));
    if (directory?.state !== "readable" || directory.content.type !== "directory") return;
    const { id, version, content } = directory;
    const found = await rows.find(await names.chunks(content.generation, content.chunks));
    const isPutBack = found.some((row) => manifest.judge(row.id, storedVersion(row.value)) === "put-back");
    if (isPutBack || manifest.judge(id, version) === "put-back") return;
    const known = new Map(this.#known?.chunks.map((chunk) => [chunk.id, chunk]));
    const isKnown = (row: { id: RowId; value: unknown }) => known.get(row.id)?.version === storedVersion(row.value);
    // Each by itself: the first is read here while the next is still being opened in the worker.
    const changed = found.filter((row) => !isKnown(row));
    const opened = await Promise.all(changed.map((row) => rows.open([row])));

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
    const { rebuildSummaries } = await import("./rebuild-summaries.ts");
    const rebuilt = await rebuildSummaries(this.#store);
    this.#known = rebuilt?.isStored ? rebuilt.summaries : undefined;
    return rebuilt?.summaries;
  }

  // One at a time: changes side by side would only make each other try again.
  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(action, action);
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }
}

function toChunk(row: ReadRow): Chunk | undefined {
  if (row.state !== "readable" || row.content.type !== "summaries") return;
  return { id: row.id, version: row.version, summaries: row.content.summaries };
}
