import "../../domain/zod-config.ts";
import type { RowId, SealedRow } from "../../domain/sealing.ts";
import { assertNever } from "../../shared/assert-never.ts";
import { Database } from "../database.ts";
import { parseRow } from "../stored-row.ts";
import { JournalIndex, type RowPlace, rowKey } from "./journal-index.ts";
import type { JournalFiles, JournalMedium } from "./medium.ts";
import { isNameable, readSegment, rowIn } from "./read-records.ts";
import { crc32, encodeRecord } from "./record.ts";

/** What the page may ask beside appending. A survey goes first, then comparing; all of it needs no key. */
export type UpkeepCall =
  | { call: "survey" }
  /** Reads one segment of the survey: the page asks for one at a time, so that a save never waits for all. */
  | { call: "survey-segment"; segment: number }
  | { call: "finish-survey" }
  /**
   * Compares the next rows of the database with the journal, and adds to the journal what it lacks. The worker reads
   * them itself: in a large caseload they are 100 MB, and the page has taps to answer.
   */
  | { call: "compare"; databaseName: string; vaultId: string; after: RowId | undefined }
  /** The rows of this vault that no comparison named. Ends the comparing. */
  | { call: "unseen"; vaultId: string }
  | { call: "read"; vaultId: string; ids: readonly RowId[] }
  /** Writes the live rows into fresh segments, and then drops the old ones. */
  | { call: "compact" }
  | { call: "release" };

/** What the journal holds. */
export interface JournalSurvey {
  header: object | undefined;
  rows: number;
  /** Bytes in all, and those of the rows that a restore would use. */
  bytes: number;
  liveBytes: number;
  /** Bytes that do not read. */
  damaged: number;
  formerHeaders: number;
}

/** How rows of the database stand against the journal. */
export interface Comparison {
  /** The journal has a later version. */
  older: RowId[];
  /** The same version, and yet other bytes: one of the two is damaged. */
  differing: RowId[];
  /** The journal has a later version, but the database's was saved after that was lost. */
  forked: RowId[];
  /** How many rows the journal lacked, and has now. */
  added: number;
  /** The row after which the next comparison goes on; undefined: there were no more. */
  last: RowId | undefined;
}

/** How many rows are compared at a time. Between two times a save gets its turn. */
const BATCH = 200;

/** The upkeep of the journal that lies there. */
export function keepUp(medium: JournalMedium): JournalUpkeep {
  return new JournalUpkeep(medium);
}

/** The work on the journal that is done in idle time, or when records are put back. */
export class JournalUpkeep {
  readonly #medium: JournalMedium;
  #index = new JournalIndex();
  #live = new Map<string, RowPlace>();
  readonly #seen = new Set<string>();
  /** The database that is compared; open no longer than that takes. */
  #database: Database | undefined;
  /** The segment read last, because rows that are read together mostly lie together. */
  #lastRead: { segment: number; bytes: Uint8Array<ArrayBuffer> } | undefined;

  constructor(medium: JournalMedium) {
    this.#medium = medium;
  }

  async run(request: UpkeepCall): Promise<unknown> {
    switch (request.call) {
      case "survey":
        return this.#beginSurvey();
      case "survey-segment":
        return this.#surveySegment(request.segment);
      case "finish-survey":
        return this.#finishSurvey();
      case "compare":
        return this.#compare(request);
      case "unseen":
        return this.#unseen(request.vaultId);
      case "read":
        return this.#read(request.vaultId, request.ids);
      case "compact":
        return this.#compact();
      case "release":
        return this.#medium.release();
      default:
        return assertNever(request);
    }
  }

  #beginSurvey(): Promise<number[]> {
    this.#index = new JournalIndex();
    this.#live = new Map();
    this.#seen.clear();
    this.#closeDatabase();
    this.#lastRead = undefined;
    return this.#medium.segments();
  }

  async #surveySegment(number: number): Promise<void> {
    const bytes = await (await this.#files()).read(number);
    const segment = readSegment(bytes);
    this.#index.add(number, segment, bytes);
    if (segment.end === bytes.length) return;
    // A torn end is cut back. Where that is not possible just now, it is passed over the next time as well.
    this.#medium.release();
    await (await this.#files()).cut(number, segment.end).catch(() => undefined);
  }

  #finishSurvey(): JournalSurvey {
    this.#live = this.#index.live();
    const { headers, bytes, damaged, formerHeaders } = this.#index;
    const header = [...headers.values()].at(-1);
    let liveBytes = 0;
    for (const place of this.#live.values()) liveBytes += place.row.named.size;
    return { header, rows: this.#live.size, bytes, liveBytes, damaged, formerHeaders };
  }

  async #compare({ databaseName, vaultId, after }: CompareCall): Promise<Comparison> {
    this.#database ??= new Database(databaseName);
    const rows = await rowsAfter(this.#database, vaultId, after);
    const found: Comparison = { older: [], differing: [], forked: [], added: 0, last: rows.at(-1)?.id };
    const lacking: SealedRow[] = [];
    for (const row of rows) {
      const key = rowKey(vaultId, row.id);
      this.#seen.add(key);
      const place = this.#live.get(key);
      if (place === undefined || place.version < row.version) lacking.push(row);
      else if (place.version > row.version) (place.forkedTo === row.version ? found.forked : found.older).push(row.id);
      else if (place.crc !== crcOf(row)) found.differing.push(row.id);
    }
    // What is not even a sealed row comes as version 0: there is nothing in it to keep.
    const added = lacking.filter((row) => row.version > 0 && isNameable(row));
    if (added.length > 0) await this.#medium.append([encodeRecord({ vaultId, written: added })]);
    return { ...found, added: added.length };
  }

  #unseen(vaultId: string): RowId[] {
    this.#closeDatabase();
    const unseen = [...this.#live].filter(([key, place]) => place.vaultId === vaultId && !this.#seen.has(key));
    return unseen.map(([, { id }]) => id);
  }

  #closeDatabase(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  async #read(vaultId: string, ids: readonly RowId[]): Promise<SealedRow[]> {
    const rows: SealedRow[] = [];
    for (const id of ids) {
      const place = this.#live.get(rowKey(vaultId, id));
      if (place) rows.push(await this.#rowAt(place));
    }
    return rows;
  }

  async #compact(): Promise<void> {
    const old = await this.#beginSurvey();
    for (const segment of old) await this.#surveySegment(segment);
    const live = this.#index.live();
    // Both branches of what was changed twice are kept until somebody has looked at them.
    if ([...live.values()].some(({ forkedTo }) => forkedTo !== undefined)) return;
    this.#medium.startSegment();
    for (const header of this.#index.headers.values()) await this.#medium.append([encodeRecord({ header })]);
    let batch: Uint8Array<ArrayBuffer>[] = [];
    for (const place of live.values()) {
      batch.push(encodeRecord({ vaultId: place.vaultId, written: [await this.#rowAt(place)] }));
      if (batch.length < COMPACTION_BATCH) continue;
      await this.#medium.append(batch);
      batch = [];
    }
    if (batch.length > 0) await this.#medium.append(batch);
    // Each append was flushed: only now may the old go. Should that fail, both are read, and the same comes of it.
    this.#lastRead = undefined;
    for (const segment of old) await (await this.#files()).remove(segment);
    this.#live = new Map();
  }

  async #rowAt({ segment, row }: RowPlace): Promise<SealedRow> {
    if (this.#lastRead?.segment !== segment) {
      this.#lastRead = { segment, bytes: await (await this.#files()).read(segment) };
    }
    return rowIn(this.#lastRead.bytes, row);
  }

  #files(): Promise<JournalFiles> {
    return this.#medium.files();
  }
}

type CompareCall = Extract<UpkeepCall, { call: "compare" }>;

const COMPACTION_BATCH = 100;

async function rowsAfter(database: Database, vaultId: string, after: RowId | undefined): Promise<SealedRow[]> {
  // An array sorts after every string, so this is all row ids of this vault.
  const range = IDBKeyRange.bound(after === undefined ? [vaultId] : [vaultId, after], [vaultId, []], true, true);
  const [keys, values] = await database.read("rows", (store) =>
    Promise.all([(async () => store.getAllKeys(range, BATCH))(), (async () => store.getAll(range, BATCH))()]),
  );
  return keys.map(([, id], index) => parseRow({ id, value: values[index] }) ?? noRow(id));
}

// Something that is not a sealed row stands in the store: whatever the journal has of it is better.
function noRow(id: RowId): SealedRow {
  return { id, format: 0, epoch: 0, version: 0, iv: new Uint8Array(), ciphertext: new Uint8Array() };
}

function crcOf({ iv, ciphertext }: SealedRow): number {
  const bytes = new Uint8Array(iv.length + ciphertext.length);
  bytes.set(iv);
  bytes.set(ciphertext, iv.length);
  return crc32(bytes);
}
