import type { LogEvent } from "../domain/event-log.ts";
import type { RowId } from "../domain/sealing.ts";
import type { LogContent, ManifestEntry } from "./log-content.ts";
import type { FoundRow } from "./stored-row.ts";

/** The log as this window last read or wrote it. */
export interface KnownLog {
  id: RowId;
  /** 0: there is no log yet. */
  version: number;
  content: LogContent;
  /** What the events say of the rows; newer than the manifest. */
  entries: ReadonlyMap<RowId, ManifestEntry>;
  /** The events as they stand in the row, so that a tap need not write out the older ones again. */
  json: string;
}

/** The newest of the log's rows that is there. */
export function newest(found: readonly FoundRow[]): FoundRow | undefined {
  return found.findLast(({ value }) => value !== undefined);
}

/** A log as read, with what is worked out from it. */
export function toKnown(id: RowId, version: number, content: LogContent): KnownLog {
  const json = content.events.map((event) => JSON.stringify(event)).join(",");
  return { id, version, content, entries: entriesOf(content.events), json };
}

/** What events say of the rows, on top of what older ones said. */
export function entriesOf(
  events: readonly LogEvent[],
  older?: ReadonlyMap<RowId, ManifestEntry>,
): Map<RowId, ManifestEntry> {
  const entries = new Map(older);
  for (const { seq, rows, removed = [] } of events) {
    for (const [id, version] of Object.entries(rows)) entries.set(id, { version, seq });
    for (const id of removed) entries.set(id, { version: 0, seq });
  }
  return entries;
}

/** The version that a row gets when it is saved. */
export function nextVersion(version: number): number {
  return Math.max(version, 0) + 1;
}
