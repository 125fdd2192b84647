import * as z from "zod/mini";
import { LogEvent } from "../domain/event-log.ts";
import type { RowId } from "../domain/sealing.ts";

/** How many rows the manifest is spread over. */
export const SHARDS = 64;

/** How many events one row of events that were put away holds. */
export const SEGMENT = 64;

/** How often a log may be begun again because the one before cannot be read. */
export const LOG_GENERATIONS = 4;

/** How far apart the numbers of two generations begin; a multiple of SEGMENT. */
export const GENERATION_SEQ = 1_000_000;

/** The head of a chain without events. */
export const FIRST_HEAD = "0".repeat(64);

const schema = z.literal(1);
const MOST = 2 ** 31 - 1;
const Count = z.int().check(z.gte(0), z.lte(MOST));
const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const Events = z.array(LogEvent);

/** The log: its newest events, and what makes the older ones and the manifest certain. */
export const LogContent = z.strictObject({
  schema,
  type: z.literal("log"),
  /** Whether manifest and events together name every row. Not so before the first checkpoint of an older vault. */
  isWhole: z.boolean(),
  /** The number of the event before the first, and the head of the chain there. */
  after: Count,
  head: Hash,
  /** The version of each row of the manifest; 0: there is none yet. */
  shards: z.array(Count).check(z.minLength(SHARDS), z.maxLength(SHARDS)),
  events: Events,
});
export type LogContent = z.infer<typeof LogContent>;

/** Events that were put away: SEGMENT of them, and the head of the chain before the first. */
export const EventsContent = z.strictObject({ schema, type: z.literal("events"), head: Hash, events: Events });

/** A part of the manifest: which version each row has, and which event wrote it. Version 0: it was deleted. */
export const ManifestContent = z.strictObject({
  schema,
  type: z.literal("manifest"),
  rows: z.custom<Readonly<Record<RowId, readonly [version: number, seq: number]>>>(isEntries),
});

// By hand: a large caseload has 40,000 of them, and Zod takes ten times as long, in the thread that answers taps.
function isEntries(rows: unknown): boolean {
  return typeof rows === "object" && rows !== null && !Array.isArray(rows) && Object.values(rows).every(isEntry);
}

function isEntry(entry: unknown): boolean {
  return Array.isArray(entry) && entry.length === 2 && entry.every(isCount);
}

function isCount(count: unknown): boolean {
  return Number.isInteger(count) && Number(count) >= 0 && Number(count) <= MOST;
}

/** What the manifest says of one row. */
export interface ManifestEntry {
  version: number;
  /** The event that wrote it. */
  seq: number;
}

/** The part of the manifest that a row belongs to. Ids are random or hashes, so no part grows much larger than others. */
export function shardOf(id: RowId): number {
  // What something else put on the disk may be filed under a number or a date.
  return String(id).charCodeAt(0) % SHARDS;
}
