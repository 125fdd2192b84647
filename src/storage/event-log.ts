import { type EventNote, LogEvent } from "../domain/event-log.ts";
import { UnsuitableContentError } from "./errors.ts";
import { entriesOf, type KnownLog, newest, nextVersion, toKnown } from "./known-log.ts";
import type { ReadRow, RowReader } from "./read-rows.ts";
import type { RowNames } from "./row-names.ts";
import type { RowMark, RowWrite } from "./save-rows.ts";
import type { FoundRow } from "./stored-row.ts";

/** A log with one more event, and the write that stores it. */
export interface LogEntry {
  next: KnownLog;
  write: RowWrite;
}

/** What an event is told of the rows that change with it. */
interface RowsOfEvent {
  writes: readonly RowWrite[];
  deletes: readonly RowMark[];
}

/**
 * The log of events: what was done, one event for each save, in the same transaction. The chain of hashes over it is
 * worked out only when somebody asks, so that a tap does not wait for it; what keeps the row itself from being altered
 * is that it is sealed.
 */
export class EventLog {
  readonly #rows: RowReader;
  readonly #names: RowNames;
  readonly #now: () => string;
  #known: KnownLog | undefined;

  constructor(rows: RowReader, names: RowNames, now: () => string = () => new Date().toISOString()) {
    this.#rows = rows;
    this.#names = names;
    this.#now = now;
  }

  /** The log as this window knows it; undefined when it was not read yet, or is in doubt. */
  get known(): KnownLog | undefined {
    return this.#known;
  }

  /** From memory where it is there. A log that cannot be read is left as it is, and another is begun after it. */
  async load(): Promise<KnownLog> {
    if (this.#known) return this.#known;
    const found = await this.#rows.find(await this.#names.logs());
    const last = newest(found);
    const [row] = last ? await this.#rows.open([last]) : [];
    return this.learn(found, row);
  }

  /** Takes in the log's rows as found, and the newest of them opened. */
  async learn(found: readonly FoundRow[], row: ReadRow | undefined): Promise<KnownLog> {
    if (row?.state === "readable" && row.content.type === "log") {
      return this.keep(toKnown(row.id, row.version, row.content));
    }
    const { beginLog } = await import("./begin-log.ts");
    return this.keep(await beginLog(this.#rows, found));
  }

  /** Takes a newer state in, and gives the newest. */
  keep(log: KnownLog): KnownLog {
    const known = this.#known;
    if (known && log.id === known.id && log.version < known.version) return known;
    this.#known = log;
    return log;
  }

  /** Forgets what is in doubt; the next use reads the disk. */
  forget(): void {
    this.#known = undefined;
  }

  /** `log` with one more event. */
  append(log: KnownLog, note: EventNote, { writes, deletes }: RowsOfEvent): LogEntry {
    const { content } = log;
    const removed = deletes.map(({ id }) => id);
    const seq = (content.events.at(-1)?.seq ?? content.after) + 1;
    const logged = writes.filter(({ isUnlogged }) => !isUnlogged);
    const rows = Object.fromEntries(logged.map(({ id, expectedVersion }) => [id, nextVersion(expectedVersion)]));
    const event = { seq, at: this.#now(), ...note, rows, ...(removed.length > 0 ? { removed } : {}) };
    const parsed = LogEvent.safeParse(event);
    if (!parsed.success) throw new UnsuitableContentError("An event does not match its schema");
    const { events, ...head } = content;
    const json = `${log.json}${log.json && ","}${JSON.stringify(parsed.data)}`;
    return {
      next: {
        id: log.id,
        version: nextVersion(log.version),
        content: { ...content, events: [...events, parsed.data] },
        entries: entriesOf([parsed.data], log.entries),
        json,
      },
      write: {
        id: log.id,
        expectedVersion: log.version,
        plaintext: new TextEncoder().encode(`${JSON.stringify(head).slice(0, -1)},"events":[${json}]}`),
      },
    };
  }
}
