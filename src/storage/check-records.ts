import type { ContactEntry } from "../domain/family.ts";
import type { RowId } from "../domain/sealing.ts";
import { assertNever } from "../shared/assert-never.ts";
import type { LogStore } from "./log-store.ts";
import type { Verdict } from "./manifest.ts";
import { knownIds } from "./read-manifest.ts";
import type { ReadRow } from "./read-rows.ts";
import { formerChunks } from "./rebuild-summaries.ts";
import type { RowContent, RowType } from "./row-content.ts";
import type { RowNames } from "./row-names.ts";
import { scanRows } from "./scan-rows.ts";

/** A row with something wrong about it, and what it is as far as other rows tell. */
export interface SuspectRow {
  id: RowId;
  type: RowType | "unknown";
}

/** What a check of all records found. Nothing is changed by it. */
export interface RecordCheck {
  /** Records, and rows derived from them, that were opened and match their schema. */
  opened: number;
  /** Rows that do not open, or do not match their schema. */
  unreadable: SuspectRow[];
  /** Rows that others name, or that the log knows, but that are not there. */
  missing: SuspectRow[];
  /** Rows that open, but in an older version than the app left, or although the app had deleted them. */
  putBack: SuspectRow[];
  /** Rows that are newer than the log or not in it: then it is the log that was put back. */
  ahead: SuspectRow[];
}

/** Opens every row, holds each against the manifest, and says which cannot be read, are gone, or are not as saved. */
export async function checkAllRows(store: LogStore): Promise<RecordCheck> {
  const { rows, names, manifest } = store;
  const log = await manifest.load();
  const versions = new Map<RowId, number>();
  const unreadable = new Set<RowId>();
  const types = new Map<RowId, RowType>();
  const named = new Set<RowId>();
  const opened = new Set<RowId>();
  let generation = 1;
  for await (const batch of scanRows(rows)) {
    for (const row of batch) {
      if (row.state === "missing") continue;
      versions.set(row.id, row.version);
      if (row.state === "unreadable") unreadable.add(row.id);
      else if (!isOfLog(row)) opened.add(row.id);
      for (const [id, type] of row.state === "readable" ? await rowsNamedIn(row.content, names) : []) {
        types.set(id, type);
        named.add(id);
      }
      if (row.state !== "readable") continue;
      types.set(row.id, row.content.type);
      if (row.content.type === "directory") generation = row.content.generation;
    }
  }
  const verdicts = await judgeAll(store, versions, { unreadable, known: [...knownIds(manifest, log)].flat() });
  for (const id of await formerChunks(store, generation)) verdicts.delete(id);
  for (const [id, type] of await wellKnown(names)) types.set(id, type);
  const describe = (id: RowId): SuspectRow => ({ id, type: types.get(id) ?? "unknown" });
  const judged = (verdict: Verdict) => [...verdicts].flatMap(([id, found]) => (found === verdict ? [id] : []));
  const missing = new Set([...[...named].filter((id) => !versions.has(id)), ...judged("gone")]);
  return {
    opened: [...opened].filter((id) => !verdicts.has(id)).length,
    unreadable: [...unreadable].map(describe),
    missing: [...missing].map(describe),
    putBack: judged("put-back").map(describe),
    ahead: judged("ahead").map(describe),
  };
}

// Rows may be saved while the check runs, so what does not fit is looked at once more, together with the log.
async function judgeAll(
  { manifest }: LogStore,
  versions: ReadonlyMap<RowId, number>,
  { unreadable, known }: { unreadable: ReadonlySet<RowId>; known: readonly RowId[] },
): Promise<Map<RowId, Verdict>> {
  const verdicts = new Map<RowId, Verdict>();
  const doubtful = [...versions].filter(([id, version]) => !isFine(manifest.judge(id, version)));
  const absent = known.filter((id) => !versions.has(id));
  for (const id of [...doubtful.map(([id]) => id), ...absent]) {
    if (unreadable.has(id)) continue;
    const { verdict } = await manifest.find(id);
    if (!isFine(verdict)) verdicts.set(id, verdict);
  }
  return verdicts;
}

function isFine(verdict: Verdict): boolean {
  return verdict === "as-saved" || verdict === "unknown";
}

function isOfLog({ content }: Extract<ReadRow, { state: "readable" }>): boolean {
  return content.type === "log" || content.type === "events" || content.type === "manifest";
}

// These nobody names; that they are not there yet is nothing amiss.
async function wellKnown(names: RowNames): Promise<[RowId, RowType][]> {
  return [
    [await names.settings(), "settings"],
    [await names.directory(), "directory"],
    ...(await names.logs()).map((id): [RowId, RowType] => [id, "log"]),
    ...(await names.shards()).map((id): [RowId, RowType] => [id, "manifest"]),
  ];
}

async function rowsNamedIn(content: RowContent, names: RowNames): Promise<[RowId, RowType][]> {
  switch (content.type) {
    case "family":
      return content.family.contacts.flatMap(rowsOfEntry);
    case "contact":
      return [[content.contact.familyId, "family"]];
    case "amendment":
      return [[content.amendment.contactId, "contact"]];
    case "error-mark":
      return [[content.mark.contactId, "contact"]];
    // What it tells of is gone, and perhaps the family too.
    case "receipt":
      return [];
    case "directory": {
      const ids = await names.chunks(content.generation, content.chunks);
      return ids.map((id) => [id, "summaries"]);
    }
    case "summaries":
      return content.summaries.map(({ id }) => [id, "family"]);
    case "settings":
    case "log":
    case "events":
    case "manifest":
      return [];
    default:
      return assertNever(content);
  }
}

function rowsOfEntry({ id, removedAt, amendments = [], enteredInError }: ContactEntry): [RowId, RowType][] {
  const type = (standing: RowType) => (removedAt === undefined ? standing : "receipt");
  return [
    [id, type("contact")],
    ...amendments.map((amendment): [RowId, RowType] => [amendment.id, type("amendment")]),
    ...(enteredInError === undefined ? [] : [[enteredInError, type("error-mark")] satisfies [RowId, RowType]]),
  ];
}
