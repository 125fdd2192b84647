import type { Sealer } from "../domain/sealing.ts";
import type { Database } from "./database.ts";
import { EventLog } from "./event-log.ts";
import { Manifest } from "./manifest.ts";
import { ReadAhead } from "./read-ahead.ts";
import { RowReader } from "./read-rows.ts";
import { RowNames } from "./row-names.ts";
import { RowSaver, type RowSaverOptions } from "./save-rows.ts";

/** Reading and writing rows under the log: what the repositories, and whatever else handles rows, are built on. */
export interface LogStore {
  rows: RowReader;
  names: RowNames;
  log: EventLog;
  manifest: Manifest;
  saver: RowSaver;
}

/** The rows of the vault that `sealer` has unlocked. One for each window: it remembers what was read and written. */
export function openLogStore(
  database: Database,
  sealer: Sealer,
  { readAhead = new ReadAhead(database), ...options }: RowSaverOptions & { readAhead?: ReadAhead } = {},
): LogStore {
  const rows = new RowReader(database, sealer, readAhead);
  const names = new RowNames(sealer);
  const log = new EventLog(rows, names);
  const manifest = new Manifest({ rows, log, names });
  return { rows, names, log, manifest, saver: new RowSaver(database, sealer, log, options) };
}
