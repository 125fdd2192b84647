import type { EventNote } from "../domain/event-log.ts";
import type { RowId, SealedRow, Sealer } from "../domain/sealing.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { Database } from "./database.ts";
import { ContendedRowsError, UnsuitableContentError } from "./errors.ts";
import type { EventLog, LogEntry } from "./event-log.ts";
import { toSaveFailure } from "./failures.ts";
import { type KnownLog, nextVersion } from "./known-log.ts";
import { SEGMENT } from "./log-content.ts";
import type { SavedVersions } from "./saved-versions.ts";
import { isSameRow, MAX_CIPHERTEXT_BYTES, storedVersion, toStoredValue } from "./stored-row.ts";
import { type SettledChanges, UnsettledSaves } from "./unsettled-saves.ts";

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
  /**
   * Only ever drafts in which nothing was answered, and draft amendments in which nothing differs from the record.
   * Records that are removed after their hand-over are written over with a receipt, so that no copy brings them back.
   */
  deletes?: readonly RowMark[];
  /** Rows that are not written but must still have these versions, because the writes were worked out from them. */
  unchanged?: readonly RowMark[];
  /** What else changes in the log, given the newest; undefined: nothing can be saved on top of that one. */
  log?: (newest: KnownLog) => KnownLog | undefined;
}

/** Why nothing was saved, or, when timed out, why it is not known. */
export type RowSaveFailure =
  /** These rows have other versions than expected. */
  | { kind: "changed-elsewhere"; ids: readonly RowId[] }
  | { kind: "full" }
  | { kind: "locked" }
  | { kind: "timed-out" }
  | { kind: "unavailable"; cause: unknown };

/** What one transaction changes on the disk. */
export interface CommittedChange {
  written: readonly SealedRow[];
  deleted: readonly RowId[];
}

export interface RowSaverOptions {
  /**
   * Told of each change as its transaction begins; `committed` says how that ended. A save is done once the transaction
   * and this both are, and succeeds whatever comes of this. It must not throw or reject.
   */
  onCommit?: ((change: CommittedChange, committed: Promise<boolean>) => Promise<void>) | undefined;
  /** Told when so many events have come together that it is time for a checkpoint. It must not throw. */
  onLogFull?: (() => void) | undefined;
}

// Takes a transaction back from inside it. Never leaves this file.
class TakenBack extends Error {
  override name = "TakenBack"; // set by hand: minifiers rename classes
  /** The rows that others have changed. */
  readonly changed: readonly RowId[];

  constructor(changed: readonly RowId[]) {
    super("The transaction is not to be made");
    this.changed = changed;
  }
}

const MOST_ATTEMPTS = 10;

/**
 * The one way in which rows are written. Everything is sealed first; then one strict transaction compares the versions
 * and writes, so no window ever writes over what it has not seen. Each change is an event of the log, whose row is
 * written with it. Resolves once it is on the disk. A save that timed out may be made again with the version the caller
 * knows: if the first one took effect after all, its own row counts as that version.
 */
export class RowSaver {
  readonly #database: Database;
  readonly #sealer: Sealer;
  readonly #log: EventLog;
  readonly #options: RowSaverOptions;
  readonly #unsettled = new UnsettledSaves();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(database: Database, sealer: Sealer, log: EventLog, options: RowSaverOptions = {}) {
    this.#database = database;
    this.#sealer = sealer;
    this.#log = log;
    this.#options = options;
  }

  /** `makeChanges` is called once; if it throws, nothing is written and the error is the cause of the failure. */
  save(makeChanges: () => RowChanges): Promise<Result<SavedVersions, RowSaveFailure>> {
    const saving = this.#save(makeChanges);
    this.#underWay.add(saving);
    void saving.then(() => this.#underWay.delete(saving));
    return saving;
  }

  /** Resolves once every save has ended that is under way now. What they write may be sealed already. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #save(makeChanges: () => RowChanges): Promise<Result<SavedVersions, RowSaveFailure>> {
    try {
      const requested = makeChanges();
      const changes = await this.#unsettled.settle(requested, (ids) => this.#read(ids));
      const entry = await this.#logEntry(changes);
      if (entry === undefined) return err({ kind: "changed-elsewhere", ids: [] });
      return await this.#commit(requested, changes, entry, await this.#seal([...changes.writes, entry.write]));
    } catch (error) {
      this.#log.forget(); // the disk may hold this event or not
      return err(toSaveFailure(error));
    }
  }

  #read(ids: readonly RowId[]): Promise<unknown[]> {
    const { vaultId } = this.#sealer;
    return this.#database.read("rows", (store) => Promise.all(ids.map(async (id) => store.get([vaultId, id]))));
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
    changes: SettledChanges,
    first: LogEntry,
    sealed: readonly SealedRow[],
  ): Promise<Result<SavedVersions, RowSaveFailure>> {
    let entry = first;
    let rows = sealed;
    try {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        const changed = await this.#writeAndTell({ ...changes, writes: [...changes.writes, entry.write] }, rows);
        if (changed.length === 0) {
          this.#unsettled.drop(requested);
          const { content } = this.#log.keep(entry.next);
          if (content.events.length >= SEGMENT) this.#options.onLogFull?.();
          return ok(new Map(rows.map(({ id, version }) => [id, version])));
        }
        const { id: logId } = entry.write;
        if (changed.includes(logId)) this.#log.forget();
        const others = changed.filter((id) => id !== logId);
        // Where only an event was added, ours follows it; the rows themselves are sealed and still right.
        const next = others.length === 0 ? await this.#logEntry(changes) : undefined;
        if (next === undefined) {
          this.#unsettled.drop(requested);
          return err({ kind: "changed-elsewhere", ids: others });
        }
        entry = next;
        rows = [...sealed.slice(0, -1), ...(await this.#seal([entry.write]))];
      }
      throw new ContendedRowsError("The log kept changing");
    } catch (error) {
      this.#unsettled.add(requested, rows);
      throw error;
    }
  }

  async #logEntry(changes: SettledChanges): Promise<LogEntry | undefined> {
    const newest = await this.#log.load();
    const log = changes.log ? changes.log(newest) : newest;
    return log && this.#log.append(log, changes.event, changes);
  }

  async #writeAndTell(changes: SettledChanges, sealed: readonly SealedRow[]): Promise<RowId[]> {
    const writing = this.#write(changes, sealed);
    const committed = writing.then(
      ({ length }) => length === 0,
      () => false,
    );
    const kept = this.#options.onCommit?.({ written: sealed, deleted: changes.deletes.map(({ id }) => id) }, committed);
    const changed = await writing;
    await kept;
    return changed;
  }

  // The ids of the rows that were changed by others; then nothing was written.
  async #write({ writes, deletes, unchanged }: SettledChanges, sealed: readonly SealedRow[]): Promise<RowId[]> {
    const { vaultId } = this.#sealer;
    const marks: readonly RowMark[] = [...writes, ...deletes, ...unchanged];
    try {
      await this.#database.write("rows", async (store) => {
        // Asked for before the writes, so answered before them, and the writes need not wait for the answers: where a
        // version is not as expected, all of it is taken back. Each in an async function: should one request throw,
        // the others' rejections are still looked after.
        const reading = Promise.all(marks.map(async ({ id }) => store.get([vaultId, id])));
        let accepted = 0;
        const accept = async (request: Promise<unknown>) => {
          accepted++;
          await request;
        };
        const requests = [
          ...sealed.map(async (row) => accept(store.put(toStoredValue(row), [vaultId, row.id]))),
          ...deletes.map(async ({ id }) => accept(store.delete([vaultId, id]))),
        ];
        const writing = Promise.all(requests);
        writing.catch(() => undefined); // awaited below, but perhaps only after it has failed
        const values = await reading;
        const found = new Map(marks.map(({ id }, index) => [id, values[index]]));
        // The browser took the connection away after this very transaction was committed, and it is run again: all of
        // it is there, and what others may have written since stays.
        const isThere = sealed.some((row) => isSameRow(found.get(row.id), row));
        if (isThere) throw new TakenBack([]);
        const changed = marks.filter((mark) => storedVersion(found.get(mark.id)) !== mark.expectedVersion);
        if (changed.length > 0) throw new TakenBack(changed.map(({ id }) => id));
        // A round trip less than waiting for the answers: a request that fails aborts it all, but not one that threw.
        if (accepted === requests.length) store.transaction.commit();
        await writing;
      });
      return [];
    } catch (error) {
      if (error instanceof TakenBack) return [...error.changed];
      throw error;
    }
  }
}
