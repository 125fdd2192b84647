import type { EventLogAccess } from "../domain/event-log.ts";
import type { LoadFailure } from "../domain/repositories.ts";
import type { LookOver, RecordCheck as RecordCount } from "../domain/workspace.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { checkAllRows, type RecordCheck } from "./check-records.ts";
import { toLoadFailure, withoutIds } from "./failures.ts";
import { keepLog } from "./keep-log.ts";
import type { LogStore } from "./log-store.ts";
import { isLogAsSeen, noteLog } from "./log-witness.ts";
import { lookOver } from "./look-over.ts";
import { excerptOf, fingerprintOf } from "./record-log.ts";

/** What is done with the rows beside loading and saving records. No tap needs it, so it is loaded when first used. */
export interface Upkeep {
  /** The log of what was done, for exports and for whoever keeps a witness of it. */
  log: EventLogAccess;
  checkAllRows(): Promise<Result<RecordCheck, LoadFailure>>;
  /** The same in figures. */
  checkRecords(): Promise<Result<RecordCount, LoadFailure>>;
  /** For idle time after unlocking: looks for signs of tampering, then brings the manifest up to date. */
  lookOver(): Promise<Result<LookOver, LoadFailure>>;
  /** For idle time: a checkpoint of the log, if it is time for one. */
  keepLog(): Promise<Result<unknown, LoadFailure>>;
}

export function openUpkeep(store: LogStore, databaseName: string): Upkeep {
  return {
    log: {
      trust: () => orFailure(async () => void (await noteLog(store, databaseName))),
      fingerprint: (id, later) => orFailure(() => fingerprintOf(store, id, later)),
      excerpt: (record, later) => orFailure(() => excerptOf(store, record, later)),
      async note(event) {
        const noted = await store.saver.save(() => ({ event, writes: [] }));
        return noted.ok ? noted : err(withoutIds(noted.error));
      },
    },
    checkAllRows: () => orFailure(() => checkAllRows(store)),
    checkRecords: () =>
      orFailure(async () => countOf(await checkAllRows(store), await isLogAsSeen(store, databaseName))),
    lookOver: () => orFailure(() => lookOver(store, databaseName)),
    keepLog: () =>
      orFailure(async () => {
        // A full row of events is put away all the same, or saves would have no room; only the point stays.
        const isAsSeen = await isLogAsSeen(store, databaseName);
        const kept = await keepLog(store);
        if (isAsSeen) await noteLog(store, databaseName);
        return kept;
      }),
  };
}

async function orFailure<T>(action: () => Promise<T>): Promise<Result<T, LoadFailure>> {
  try {
    return ok(await action());
  } catch (error) {
    return err(toLoadFailure(error));
  }
}

function countOf({ opened, unreadable, missing, putBack, ahead }: RecordCheck, isAsSeen: boolean): RecordCount {
  return {
    opened,
    unreadable: unreadable.length + missing.length,
    notAsSaved: putBack.length + ahead.length,
    isLogPutBack: !isAsSeen,
  };
}
