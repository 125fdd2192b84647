import * as z from "zod/mini";
import type { HeaderStore, RowId, SealedRow, Sealer } from "../../domain/sealing.ts";
import type { CopyCheck, CopyFailure, PutBack, SecondCopy, Witness } from "../../domain/second-copy.ts";
import { err, ok, type Result } from "../../shared/result.ts";
import { isSameJson } from "../../shared/stable-json.ts";
import { Database } from "../database.ts";
import { parseRow, storedVersion, toStoredValue } from "../stored-row.ts";
import type { Journal } from "./journal.ts";
import type { Comparison, JournalSurvey, UpkeepCall } from "./journal-upkeep.ts";
import { isMarked, mark, unmark } from "./rebuild-mark.ts";
import { readWitness, removeWitness, writeWitness } from "./witness.ts";

const BATCH = 200;
/** How many times the live rows the journal may grow before it is written afresh, once it is larger than this. */
const MOST_GROWTH = 4;
const SMALLEST_TO_COMPACT = 1024 * 1024;

// All that is read of a header here. Whether it is authentic is found out when the vault is unlocked.
const Header = z.looseObject({ vaultId: z.string(), createdAt: z.string() });

/** What the copy is made of. `sealer` opens rows while the vault is unlocked, and rejects while it is locked. */
export interface CopyParts {
  databaseName: string;
  headers: HeaderStore;
  journal: Journal;
  sealer: Pick<Sealer, "open">;
}

/** The second copy of this database. Opens nothing before it is first used. */
export function openSecondCopy(parts: CopyParts): JournalSecondCopy {
  return new JournalSecondCopy(parts);
}

/** The journal and the database, held against each other. */
export class JournalSecondCopy implements SecondCopy {
  readonly #parts: CopyParts;
  readonly #database: Database;
  #lastTurn: Promise<unknown> = Promise.resolve();
  /** How many calls wait for their turn. While one does, nothing rests. */
  #waiting = 0;
  /** What the last check found: the rows to put back, and which of them replace a damaged row of the same version. */
  #found: { vaultId: string; header: object | undefined; ids: RowId[]; damaged: ReadonlySet<RowId> } | undefined;

  constructor(parts: CopyParts) {
    this.#parts = parts;
    this.#database = new Database(parts.databaseName);
  }

  get isWritten(): boolean {
    return this.#parts.journal.failure === undefined;
  }

  check(rest = goOn): Promise<Result<CopyCheck, CopyFailure>> {
    return this.#inTurn(() => this.#check(rest));
  }

  putBack(onProgress: (done: number, all: number) => void = () => undefined): Promise<Result<PutBack, CopyFailure>> {
    return this.#inTurn(async () => {
      if (this.#found === undefined) await this.#check(goOn);
      const found = this.#found;
      if (found === undefined) return { putBack: 0, left: 0 };
      if (found.header !== undefined) await this.#parts.headers.save(found.header, undefined);
      // The vault was in use, so its caseload may have been worked out without what is put back now.
      else mark();
      for (let at = 0; at < found.ids.length; at += BATCH) {
        const ids = found.ids.slice(at, at + BATCH);
        const rows = await this.#ask<SealedRow[]>({ call: "read", vaultId: found.vaultId, ids });
        await this.#write(found.vaultId, rows, found.damaged);
        onProgress(Math.min(at + BATCH, found.ids.length), found.ids.length);
      }
      const { toPutBack } = await this.#check(goOn);
      return { putBack: Math.max(found.ids.length - toPutBack, 0), left: toPutBack };
    });
  }

  witness(): Promise<Witness | undefined> {
    return readWitness(this.#parts.databaseName);
  }

  startAgain(): Promise<void> {
    return removeWitness(this.#parts.databaseName);
  }

  get isRebuildDue(): boolean {
    return isMarked();
  }

  noteRebuilt(): void {
    unmark();
  }

  /** What is done at a lock, when nobody waits: the journal is written afresh if it has grown, and its worker ends. */
  async rest(): Promise<void> {
    const { journal } = this.#parts;
    await this.#inTurn(async () => {
      if (journal.isOutgrown) await this.#ask({ call: "compact" });
      journal.isOutgrown = false;
    });
    await journal.rest();
  }

  // What is saved while this looks may show on one side only, and then not at a second look.
  async #check(rest: () => Promise<void>): Promise<CopyCheck> {
    const first = await this.#look(rest);
    const { ids = [] } = this.#found ?? {};
    if (ids.length === 0) return first;
    const second = await this.#look(rest);
    if (this.#found === undefined) return second;
    const before = new Set(ids);
    this.#found.ids = this.#found.ids.filter((id) => before.has(id));
    return { ...second, added: first.added + second.added, toPutBack: this.#found.ids.length };
  }

  async #look(rest: () => Promise<void>): Promise<CopyCheck> {
    this.#found = undefined;
    const survey = await this.#survey(rest);
    const inStore = await this.#parts.headers.load();
    const header = Header.safeParse(inStore ?? survey.header);
    if (!header.success) {
      const { rows, damaged } = survey;
      return { kept: rows, toPutBack: 0, forked: 0, added: 0, wasDamaged: damaged > 0, hasHeader: false };
    }
    const { vaultId, createdAt } = header.data;
    if (inStore !== undefined && !isSameJson(inStore, survey.header)) {
      await this.#parts.journal.append({ header: header.data });
    }
    const compared = await this.#compareAll(vaultId, rest);
    const unseen = await this.#ask<RowId[]>({ call: "unseen", vaultId });
    const damaged = await this.#damagedIn(vaultId, compared.differing);
    const ids = [...unseen, ...compared.older, ...damaged];
    this.#found = {
      vaultId,
      header: inStore === undefined ? header.data : undefined,
      ids,
      damaged: new Set(damaged),
    };
    const kept = survey.rows + compared.added;
    if (inStore !== undefined) {
      await writeWitness(this.#parts.databaseName, { vaultId, madeOn: createdAt.slice(0, 10), records: kept });
      this.#parts.journal.isOutgrown ||= isOutgrown(survey);
    }
    return {
      kept,
      toPutBack: ids.length,
      forked: compared.forked.length,
      added: compared.added,
      wasDamaged: survey.damaged > 0,
      hasHeader: true,
    };
  }

  async #survey(rest: () => Promise<void>): Promise<JournalSurvey> {
    for (const segment of await this.#ask<number[]>({ call: "survey" })) {
      await this.#ask({ call: "survey-segment", segment });
      if (this.#waiting === 0) await rest();
    }
    return this.#ask<JournalSurvey>({ call: "finish-survey" });
  }

  async #compareAll(vaultId: string, rest: () => Promise<void>): Promise<Omit<Comparison, "last">> {
    const { databaseName } = this.#parts;
    const all: Omit<Comparison, "last"> = { older: [], differing: [], forked: [], added: 0 };
    let after: RowId | undefined;
    do {
      const part = await this.#ask<Comparison>({ call: "compare", databaseName, vaultId, after });
      all.older.push(...part.older);
      all.differing.push(...part.differing);
      all.forked.push(...part.forked);
      all.added += part.added;
      after = part.last;
      if (this.#waiting === 0) await rest();
    } while (after !== undefined);
    return all;
  }

  // Of the rows of which one copy is damaged, those that only the journal's copy opens. The rest is put right there.
  async #damagedIn(vaultId: string, differing: readonly RowId[]): Promise<RowId[]> {
    const damaged: RowId[] = [];
    for (let at = 0; at < differing.length; at += BATCH) {
      const ids = differing.slice(at, at + BATCH);
      const copies = await this.#ask<SealedRow[]>({ call: "read", vaultId, ids });
      const stored = await this.#database.read("rows", (store) =>
        Promise.all(ids.map(async (id) => ({ id, value: await store.get([vaultId, id]) }))),
      );
      const rows = stored.flatMap((row) => parseRow(row) ?? []);
      const opened = new Set((await this.#parts.sealer.open(rows)).filter(({ ok }) => ok).map(({ id }) => id));
      const copiesOpened = await this.#parts.sealer.open(copies);
      damaged.push(...copiesOpened.filter((copy) => copy.ok && !opened.has(copy.id)).map(({ id }) => id));
      const whole = rows.filter(({ id }) => opened.has(id));
      if (whole.length > 0) await this.#parts.journal.append({ vaultId, written: whole });
    }
    return damaged;
  }

  // A row is written only over what is older, or over the damaged row that it replaces.
  #write(vaultId: string, rows: readonly SealedRow[], damaged: ReadonlySet<RowId>): Promise<unknown> {
    return this.#database.write("rows", async (store) => {
      // Each in an async function, here and below: should one throw, the others' rejections are still looked after.
      const values = await Promise.all(rows.map(async ({ id }) => store.get([vaultId, id])));
      const wanted = rows.filter((row, index) => {
        const version = storedVersion(values[index]);
        return version < row.version || (version === row.version && damaged.has(row.id));
      });
      await Promise.all(wanted.map(async (row) => store.put(toStoredValue(row), [vaultId, row.id])));
    });
  }

  // One at a time: the worker keeps what the last look found.
  #inTurn<T>(action: () => Promise<T>): Promise<Result<T, CopyFailure>> {
    this.#waiting++;
    const turn = this.#lastTurn
      .then(() => {
        this.#waiting--;
        return action();
      })
      .then(ok, (cause: unknown) => err<CopyFailure>({ kind: "unavailable", cause }));
    this.#lastTurn = turn;
    return turn;
  }

  async #ask<T>(request: UpkeepCall): Promise<T> {
    const { answer, failure } = await this.#parts.journal.ask(request);
    if (failure !== undefined) throw new CopyUnreadableError(failure);
    // Our own worker answers each call with what JournalUpkeep returns for it.
    return answer as T;
  }
}

const goOn = () => Promise.resolve();

/** The second copy did not answer. The message is the name of the worker's error. */
class CopyUnreadableError extends Error {
  override name = "CopyUnreadableError"; // set by hand: minifiers rename classes
}

function isOutgrown({ bytes, liveBytes, damaged, formerHeaders }: JournalSurvey): boolean {
  // A former header opens with a passphrase that was given up, so it does not stay.
  return damaged > 0 || formerHeaders > 0 || (bytes > SMALLEST_TO_COMPACT && bytes > MOST_GROWTH * liveBytes);
}
