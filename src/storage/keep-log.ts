import type { EventNote } from "../domain/event-log.ts";
import type { RowId } from "../domain/sealing.ts";
import { ok, type Result } from "../shared/result.ts";
import { isSameJson } from "../shared/stable-json.ts";
import { follow } from "./chain.ts";
import { entriesOf, type KnownLog, nextVersion, toKnown } from "./known-log.ts";
import { type ManifestEntry, SEGMENT, shardOf } from "./log-content.ts";
import type { LogStore } from "./log-store.ts";
import { encodeContent } from "./row-content.ts";
import type { RowSaveFailure, RowWrite } from "./save-rows.ts";
import type { SavedVersions } from "./saved-versions.ts";
import { rowVersions } from "./scan-rows.ts";

const MOST_ATTEMPTS = 5;

/** While a part of the manifest is broken, so many events are kept beside it for it to be mended. */
const MOST_EVENTS = 256;

/**
 * Brings the manifest up to date when enough events have come together, and puts those away. Where the manifest does
 * not name all rows yet, because the vault is older than the log, it is made from what is there. For idle time: nothing
 * depends on its being done.
 */
export async function keepLog(store: LogStore): Promise<Result<unknown, RowSaveFailure>> {
  const { content, version } = await store.manifest.load();
  if (!content.isWhole) return takeStock(store, version);
  return whileLogChanges(() => keepOnce(store));
}

/**
 * Saves more rows than an event can name: they go straight into the manifest, in the same transaction. For imports and
 * other changes of hundreds of rows. `makeWrites` is asked again for each attempt.
 */
export function saveMany(
  store: LogStore,
  event: EventNote,
  makeWrites: () => readonly RowWrite[],
): Promise<Result<SavedVersions, RowSaveFailure>> {
  return whileLogChanges(async () => {
    const log = await store.manifest.load();
    const writes = makeWrites();
    const seq = (log.content.events.at(-1)?.seq ?? log.content.after) + 1;
    const entries = new Map(
      writes.map(({ id, expectedVersion }): [RowId, ManifestEntry] => [
        id,
        { version: nextVersion(expectedVersion), seq },
      ]),
    );
    return checkpoint(store, log, { event, entries, writes });
  });
}

/** Saves every part of the manifest that can be read again as it is, so that it is sealed under the present keys. */
export function sealManifestAnew(store: LogStore): Promise<Result<SavedVersions, RowSaveFailure>> {
  return whileLogChanges(async () => {
    const log = await store.manifest.load();
    const parts = log.content.shards.flatMap((version, n) => (version > 0 && isReadable(store, log, n) ? [n] : []));
    return checkpoint(store, log, { event: { kind: "resealed" }, entries: new Map(), parts });
  });
}

// Another window that saves meanwhile makes it start over.
async function whileLogChanges<T>(
  attempt: () => Promise<Result<T, RowSaveFailure>>,
): Promise<Result<T, RowSaveFailure>> {
  for (let left = MOST_ATTEMPTS; ; left--) {
    const saved = await attempt();
    const isOnlyLog = !saved.ok && saved.error.kind === "changed-elsewhere" && saved.error.ids.length === 0;
    if (!isOnlyLog || left <= 1) return saved;
  }
}

async function keepOnce(store: LogStore): Promise<Result<unknown, RowSaveFailure>> {
  const log = await store.manifest.load();
  const { events } = log.content;
  const away = events.slice(0, Math.floor(events.length / SEGMENT) * SEGMENT);
  if (away.length === 0) return ok(undefined);
  const entries = entriesOf(away);
  const isBroken = [...entries.keys()].some((id) => !isReadable(store, log, shardOf(id)));
  if (isBroken && events.length < MOST_EVENTS) return ok(undefined);
  return checkpoint(store, log, { event: { kind: "checkpoint" }, away, entries });
}

// The rows as they are now become the manifest. Rows saved meanwhile are in the log, which counts more, so it need not
// be done over when somebody saves: in a large vault that would never end.
async function takeStock(store: LogStore, version: number): Promise<Result<unknown, RowSaveFailure>> {
  if (version <= 0) {
    const begun = await store.saver.save(() => ({ event: { kind: "begun" }, writes: [] }));
    if (!begun.ok) return begun;
  }
  const { content } = await store.manifest.load();
  const own = new Set([...(await store.names.logs()), ...(await store.names.shards())]);
  const entries = new Map<RowId, ManifestEntry>();
  for await (const [id, found] of rowVersions(store.rows)) {
    if (!own.has(id) && found > 0) entries.set(id, { version: found, seq: content.after });
  }
  return whileLogChanges(async () => {
    const now = await store.manifest.load();
    const isDone = now.content.isWhole || now.content.after !== content.after; // by another window
    return isDone ? ok(new Map()) : checkpoint(store, now, { event: { kind: "checkpoint" }, entries, isStock: true });
  });
}

interface Checkpoint {
  event: EventNote;
  /** What becomes part of the manifest. */
  entries: ReadonlyMap<RowId, ManifestEntry>;
  /** Events to put away: a multiple of SEGMENT. */
  away?: KnownLog["content"]["events"];
  /** Other rows to write. */
  writes?: readonly RowWrite[];
  /** Further parts of the manifest to write again as they are. */
  parts?: readonly number[];
  /** The entries are all that there is: every part of the manifest is made anew. */
  isStock?: boolean;
}

async function checkpoint(
  store: LogStore,
  log: KnownLog,
  { event, entries, away = [], writes = [], parts: further = [], isStock = false }: Checkpoint,
): Promise<Result<SavedVersions, RowSaveFailure>> {
  const { content } = log;
  const segments: RowWrite[] = [];
  let point = { seq: content.after, head: content.head };
  for (let from = 0; from < away.length; from += SEGMENT) {
    const events = away.slice(from, from + SEGMENT);
    segments.push({
      id: await store.names.events(point.seq / SEGMENT),
      expectedVersion: 0,
      plaintext: encodeContent({ schema: 1, type: "events", head: point.head, events }),
    });
    point = await follow(point, events);
  }
  const shards = [...content.shards];
  const parts: RowWrite[] = [];
  for (const n of isStock ? shards.keys() : new Set([...[...entries.keys()].map(shardOf), ...further])) {
    const { version: expectedVersion, rows: stored } = store.manifest.shard(n);
    shards[n] = nextVersion(expectedVersion);
    const former = !isStock && isReadable(store, log, n) ? stored : undefined;
    const rows = new Map([...(former ?? []), ...[...entries].filter(([id]) => shardOf(id) === n)]);
    parts.push({ ...(await partWrite(store, n, rows)), expectedVersion });
  }
  const isWhole = content.isWhole || isStock;
  return store.saver.save(() => ({
    event,
    // What a newer event in the log already names has to be named again: the log counts more than the manifest.
    writes: [
      ...writes.map((write) => (log.entries.has(write.id) ? write : { ...write, isUnlogged: true as const })),
      ...segments,
      ...parts,
    ],
    // Events that others added meanwhile stay. After a checkpoint of theirs, or in another log, this one is void.
    log: (newest) =>
      newest.id === log.id &&
      newest.content.after === content.after &&
      isSameJson(newest.content.shards, content.shards)
        ? toKnown(newest.id, newest.version, {
            ...content,
            isWhole,
            after: point.seq,
            head: point.head,
            shards,
            events: newest.content.events.slice(away.length),
          })
        : undefined,
  }));
}

async function partWrite({ names }: LogStore, n: number, entries: ReadonlyMap<RowId, ManifestEntry>) {
  const rows = Object.fromEntries([...entries].map(([id, { version, seq }]) => [id, [version, seq] as const]));
  const plaintext = encodeContent({ schema: 1, type: "manifest", rows });
  return { id: await names.shard(n), plaintext, isUnlogged: true as const };
}

function isReadable({ manifest }: LogStore, { content }: KnownLog, n: number): boolean {
  const version = content.shards[n];
  const shard = manifest.shard(n);
  return version === 0 || (shard.version === version && shard.rows !== undefined);
}
