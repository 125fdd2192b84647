import * as z from "zod/mini";
import { logWitnessOf } from "./journal/is-witnessed.ts";
import type { LogStore } from "./log-store.ts";
import { endOf, goesThrough } from "./record-log.ts";

const StoredPoint = z.strictObject({
  vaultId: z.string().check(z.maxLength(64)),
  seq: z.int().check(z.gte(1)),
  head: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
});

/**
 * Whether the log still goes through the point where it stood at the last look. A database that was put back to an
 * earlier day as a whole fits together in itself, and shows only by this. Without such a point there is nothing to hold
 * it against, and it counts as right.
 */
export async function isLogAsSeen(store: LogStore, databaseName: string): Promise<boolean> {
  const seen = readPoint(databaseName);
  return seen?.vaultId !== store.rows.vaultId || goesThrough(store, seen);
}

/** Notes where the log stands. It names no person: a number, and the hash that stands for all events up to it. */
export async function noteLog(store: LogStore, databaseName: string): Promise<void> {
  const point = await endOf(store);
  if (point === undefined) return;
  try {
    localStorage.setItem(logWitnessOf(databaseName), JSON.stringify({ vaultId: store.rows.vaultId, ...point }));
  } catch {
    // Blocked or full: then the next look has an older point, or none, to hold the log against.
  }
}

function readPoint(databaseName: string): z.infer<typeof StoredPoint> | undefined {
  try {
    const text = localStorage.getItem(logWitnessOf(databaseName));
    return text === null ? undefined : StoredPoint.parse(JSON.parse(text));
  } catch {
    return;
  }
}
