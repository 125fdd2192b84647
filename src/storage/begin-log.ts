import { itemAt } from "../shared/item-at.ts";
import { type KnownLog, toKnown } from "./known-log.ts";
import { FIRST_HEAD, GENERATION_SEQ, LOG_GENERATIONS, SHARDS } from "./log-content.ts";
import type { RowReader } from "./read-rows.ts";
import { hasRows } from "./scan-rows.ts";
import { type FoundRow, storedVersion } from "./stored-row.ts";

/**
 * The log to begin where none can be read, given the log's rows as found. In an empty vault it names every row from the
 * start. One that cannot be read is left as it is, and the next begins after it, with higher numbers.
 */
export async function beginLog(rows: RowReader, found: readonly FoundRow[]): Promise<KnownLog> {
  const broken = found.findLastIndex(({ value }) => value !== undefined);
  const isFirst = broken < 0 && !(await hasRows(rows));
  const generation = isFirst ? 0 : Math.min(Math.max(broken, 0) + 1, LOG_GENERATIONS - 1);
  const { id, value } = itemAt(found, generation);
  return toKnown(id, storedVersion(value), {
    schema: 1,
    type: "log",
    isWhole: isFirst,
    after: generation * GENERATION_SEQ,
    head: FIRST_HEAD,
    shards: Array.from({ length: SHARDS }, () => 0),
    events: [],
  });
}
