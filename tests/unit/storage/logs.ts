import { vi } from "vitest";
import type { LogEvent } from "../../../src/domain/event-log.ts";
import { Database } from "../../../src/storage/database.ts";
import { FIRST_HEAD, LogContent, SHARDS } from "../../../src/storage/log-content.ts";
import { type LogStore, openLogStore } from "../../../src/storage/log-store.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { aWindow, type DiskRow, diskRows, NAME, putOnDisk } from "./disk.ts";

/** What one window knows of the rows, nothing of it shared with the next but the disk. */
export function aStore(sealer: FakeSealer): LogStore {
  return openLogStore(new Database(NAME), sealer);
}

/** A window in which something happens once it has read the log, as it begins to read the rows. */
export function whileReading(sealer: FakeSealer, action: () => Promise<unknown>): LogStore {
  const store = aStore(sealer);
  const readAfter = store.rows.readAfter.bind(store.rows);
  vi.spyOn(store.rows, "readAfter").mockImplementationOnce(async (id, work) => {
    await action();
    return readAfter(id, work);
  });
  return store;
}

/** Bytes to seal that are no record of the app: what only saves and counts rows never reads them. */
export function text(value = "text"): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(value);
}

/** Saves one row, with an event that names it. */
export async function saveRow(store: LogStore, id: string, expectedVersion = 0): Promise<void> {
  const writes = [{ id, expectedVersion, plaintext: text() }];
  const saved = await store.saver.save(() => ({ event: { kind: "answered" }, writes }));
  if (!saved.ok) throw new Error(saved.error.kind);
}

/** Puts what a row holds on the disk, sealed but past the log. */
export async function putSealed(sealer: FakeSealer, id: string, content: unknown, version = 1): Promise<void> {
  const [row] = await sealer.seal([{ id, version, plaintext: text(JSON.stringify(content)) }]);
  const { id: _, ...value } = row!;
  await aWindow(sealer).settings.load(); // the stores have to be there
  await putOnDisk(sealer, id, value);
}

/** Events in a row, the first with the number given, each of which wrote a row anew. */
export function eventsOn(id: string, count: number, first = 1): LogEvent[] {
  return Array.from({ length: count }, (_, n) => anEvent(first + n, { rows: { [id]: n + 1 } }));
}

/** An event of this number. */
export function anEvent(seq: number, more: Partial<LogEvent> = {}): LogEvent {
  return { seq, at: "2026-11-23T10:05:00.000Z", kind: "answered", rows: {}, ...more };
}

/** The versions of the manifest's parts, 0 for all that are not given. */
export function shardVersions(given: Record<number, number> = {}): number[] {
  return Array.from({ length: SHARDS }, (_, n) => given[n] ?? 0);
}

/** Puts a log on the disk, as if all that is in it had been saved. */
export async function putLog(sealer: FakeSealer, content: Partial<LogContent>, version = 1): Promise<void> {
  const log = { isWhole: true, after: 0, head: FIRST_HEAD, shards: shardVersions(), events: [], ...content };
  await putSealed(
    sealer,
    await sealer.namedRowId("log/0"),
    LogContent.parse({ schema: 1, type: "log", ...log }),
    version,
  );
}

/** Puts a part of the manifest on the disk. */
export async function putShard(sealer: FakeSealer, n: number, rows: object, version = 1): Promise<void> {
  await putSealed(sealer, await sealer.namedRowId(`manifest/${n}`), { schema: 1, type: "manifest", rows }, version);
}

/** What is sealed in a row of the disk, and the version it has. */
export async function readSealed(sealer: FakeSealer, name: string): Promise<{ version: number; content: unknown }> {
  const id = await sealer.namedRowId(name);
  const [opened] = await sealer.open([{ id, ...(await diskRows()).get(id)! }]);
  if (!opened?.ok) throw new Error(`${name} does not open`);
  return { version: opened.version, content: JSON.parse(new TextDecoder().decode(opened.plaintext)) };
}

/** Which rows lie on the disk, each by what no two saves of it share: quicker to compare than all their bytes. */
export async function diskMarks(): Promise<Map<string, string>> {
  const mark = ({ version, iv }: DiskRow) => `${version} ${Buffer.from(iv).toString("hex")}`;
  return new Map([...(await diskRows())].map(([id, row]) => [id, row.iv ? mark(row) : JSON.stringify(row)]));
}
