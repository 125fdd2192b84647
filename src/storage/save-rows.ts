import type { EventNote } from "../domain/event-log.ts";
import type { RowId, SealedRow, Sealer } from "../domain/sealing.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { Database } from "./database.ts";
import { ContendedRowsError, UnsuitableContentError } from "./errors.ts";
import type { EventLog, LogEntry } from "./event-log.ts";
import { toSaveFailure } from "./failures.ts";
import { type KnownLog, nextVersion } from "./known-log.ts";
import { SEGMENT } from "./log-content.ts";
import { isSameRow, MAX_CIPHERTEXT_BYTES, storedVersion, toStoredValue } from "./stored-row.ts";
import { withWriteLock } from "./write-lock.ts";

/** A row and the version it must have when the change is made; 0: there must be no such row. */
export interface RowMark {
  id: RowId;
  expectedVersion: number;
}

/** A row to write. Its next version is one more than the expected one. */
export interface RowWrite extends RowMark {
  /** From `encodeContent`. Used up: the sealer may detach it. */
  plaintext: Uint8Array<ArrayBuffer>;
  /** The event does not name it: its version goes straight into the manifest, or is that of a part of it. */
  isUnlogged?: true;
}

/** Changes that are made together or not at all. */
export interface RowChanges {
  /** What the log says of them. */
  event: EventNote;
  writes: readonly RowWrite[];
  /** Only ever drafts in which nothing was answered. */
  deletes?: readonly RowMark[];
  /** Rows that are not written but must still have these versions, because the writes were worked out from them. */
  unchanged?: readonly RowMark[];
  /** The log to go on from, where it was worked out together with the writes. */
  log?: KnownLog;
}

/** Why nothing was saved, or, when timed out, why it is not known. */
export type RowSaveFailure =
  /** These rows have other versions than expected. */
  | { kind: "changed-elsewhere"; ids: readonly RowId[] }
  | { kind: "full" }
  | { kind: "locked" }
  | { kind: "timed-out" }
  | { kind: "unavailable"; cause: unknown };

/** The version that each written row now has. */
export type SavedVersions = ReadonlyMap<RowId, number>;

/** What one transaction changed on the disk. */
export interface CommittedChange {
  /** The number of the event in the log. */
  seq: number;
  written: readonly SealedRow[];
  deleted: readonly RowId[];
}

export interface RowSaverOptions {
  /** Told of each change as soon as it is on the disk, before the save resolves. It must not throw. */
  onCommitted?: ((change: CommittedChange) => void) | undefined;
  /** Told when so many events have come together that it is time for a checkpoint. It must not throw. */
  onLogFull?: (() => void) | undefined;
}

type Changes = RowChanges & Required<Pick<RowChanges, "deletes" | "unchanged">>;

// What one save wanted of one row, kept while nobody can say whether it took effect.
interface Attempt {
  expectedVersion: number;
  /** Undefined: the row was to be deleted. */
  row: SealedRow | undefined;
}

const MOST_ATTEMPTS = 10;

/**
 * The one way in which rows are written. Everything is sealed first; then one strict transaction compares the versions
 * and writes, so no window ever writes over what it has not seen. Each change is an event of the log, whose row is
 * written with it. Resolves once it is on the disk. A save that timed out may be made again with the version the caller knows: if the first one took effect after all, its own row counts
 * as that version.
 */
export class RowSaver {
  readonly #database: Database;
  readonly #sealer: Sealer;
  readonly #log: EventLog;
  readonly #options: RowSaverOptions;
  readonly #unsettled = new Map<RowId, Attempt[]>();

  constructor(database: Database, sealer: Sealer, log: EventLog, options: RowSaverOptions = {}) {
    this.#database = database;
    this.#sealer = sealer;
    this.#log = log;
    this.#options = options;
  }

  /** `makeChanges` is called once; if it throws, nothing is written and the error is the cause of the failure. */
  async save(makeChanges: () => RowChanges): Promise<Result<SavedVersions, RowSaveFailure>> {
    try {
      const requested = makeChanges();
      const changes = await this.#settle(requested);
      const entry = this.#log.append(changes.log ?? (await this.#log.load()), changes.event, changes);
      const sealing = this.#seal([...changes.writes, entry.write]);
      sealing.catch(() => undefined); // awaited below, but perhaps only after it has failed
      // The worker seals while the browser grants the lock: each takes about as long as a short transaction.
      return await withWriteLock(async () => this.#commit(requested, changes, entry, await sealing));
    } catch (error) {
      this.#log.forget(); // the disk may hold this event or not
      return err(toSaveFailure(error));
    }
  }

  // Moves the expected versions on to our own rows, where an earlier save of ours did take effect.
  async #settle(requested: RowChanges): Promise<Changes> {
    const { writes, deletes = [], unchanged = [] } = requested;
    const doubtful = [...writes, ...deletes].filter(({ id }) => this.#unsettled.has(id)).map(({ id }) => id);
    if (doubtful.length === 0) return { ...requested, deletes, unchanged };

    const { vaultId } = this.#sealer;
    const values = await this.#database.read("rows", (store) =>
      Promise.all(doubtful.map(async (id) => store.get([vaultId, id]))),
    );
    const found = new Map(doubtful.map((id, index) => [id, values[index]]));
    const isOurs = ({ id, expectedVersion }: RowMark) =>
      this.#unsettled
        .get(id)
        ?.some(
          (attempt) =>
            attempt.expectedVersion === expectedVersion &&
            (attempt.row ? isSameRow(found.get(id), attempt.row) : found.get(id) === undefined),
        ) ?? false;
    const advance = <M extends RowMark>(mark: M): M =>
      isOurs(mark) ? { ...mark, expectedVersion: storedVersion(found.get(mark.id)) } : mark;
    return {
      ...requested,
      writes: writes.map(advance),
      deletes: deletes.map(advance).filter(({ expectedVersion }) => expectedVersion !== 0),
      unchanged,
    };
  }

  async #seal(writes: readonly RowWrite[]): Promise<SealedRow[]> {
    const rows = await this.#sealer.seal(
      writes.map(({ id, expectedVersion, plaintext }) => ({
        id,
        version: nextVersion(expectedVersion),
        plaintext,
      })),
    );
    if (rows.some(({ ciphertext }) => ciphertext.length > MAX_CIPHERTEXT_BYTES)) {
      throw new UnsuitableContentError("A record is too large");
    }
    return rows;
  }

  async #commit(
    requested: RowChanges,
    changes: Changes,
    first: LogEntry,
    sealed: readonly SealedRow[],
  ): Promise<Result<SavedVersions, RowSaveFailure>> {
    let entry = first;
    let rows = sealed;
    try {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        const { id: logId } = entry.write;
        const changed = await this.#write({ ...changes, writes: [...changes.writes, entry.write] }, rows);
        if (changed.length === 0) {
          this.#forget(requested);
          return ok(this.#committed(changes, entry, rows));
        }
        if (changed.includes(logId)) this.#log.forget();
        const others = changed.filter((id) => id !== logId);
        if (others.length > 0 || changes.log) {
          this.#forget(requested);
          return err({ kind: "changed-elsewhere", ids: others });
        }
        // Another window added an event. Ours follows it; the rows themselves are sealed and still right.
        entry = this.#log.append(await this.#log.load(), changes.event, changes);
        rows = [...sealed.slice(0, -1), ...(await this.#seal([entry.write]))];
      }
      throw new ContendedRowsError("The log kept changing");
    } catch (error) {
      this.#remember(requested, rows);
      throw error;
    }
  }

  #committed({ deletes }: Changes, { next }: LogEntry, rows: readonly SealedRow[]): SavedVersions {
    const log = this.#log.keep(next);
    const seq = next.content.events.at(-1)?.seq ?? 0;
    this.#options.onCommitted?.({ seq, written: rows, deleted: deletes.map(({ id }) => id) });
    if (log.content.events.length >= SEGMENT) this.#options.onLogFull?.();
    return new Map(rows.map(({ id, version }) => [id, version]));
  }

  // The ids of the rows that were changed by others; then nothing was written.
  #write({ writes, deletes, unchanged }: Changes, sealed: readonly SealedRow[]): Promise<RowId[]> {
    const { vaultId } = this.#sealer;
    const marks: readonly RowMark[] = [...writes, ...deletes, ...unchanged];
    return this.#database.write("rows", async (store) => {
      const values = await Promise.all(marks.map(async ({ id }) => store.get([vaultId, id])));
      const found = new Map(marks.map(({ id }, index) => [id, values[index]]));
      // The browser took the connection away after this very transaction was committed, and it is run again.
      if (sealed.some((row) => isSameRow(found.get(row.id), row))) return [];
      const changed = marks.filter((mark) => storedVersion(found.get(mark.id)) !== mark.expectedVersion);
      if (changed.length > 0) return changed.map(({ id }) => id);
      // Each in an async function: should one throw, the others' rejections are still looked after.
      let accepted = 0;
      const accept = async (request: Promise<unknown>) => {
        accepted++;
        await request;
      };
      const requests = [
        ...sealed.map(async (row) => accept(store.put(toStoredValue(row), [vaultId, row.id]))),
        ...deletes.map(async ({ id }) => accept(store.delete([vaultId, id]))),
      ];
      // A round trip less than waiting for the answers: a request that fails aborts it all, but not one that threw.
      if (accepted === requests.length) store.transaction.commit();
      await Promise.all(requests);
      return [];
    });
  }

  #remember({ writes, deletes = [] }: RowChanges, sealed: readonly SealedRow[]): void {
    for (const { id, expectedVersion } of [...writes, ...deletes]) {
      const row = sealed.find((candidate) => candidate.id === id);
      this.#unsettled.set(id, [...(this.#unsettled.get(id) ?? []), { expectedVersion, row }]);
    }
  }

  #forget({ writes, deletes = [] }: RowChanges): void {
    for (const { id } of [...writes, ...deletes]) this.#unsettled.delete(id);
  }
}
