import type { FinalContact } from "../domain/contact.ts";
import type { ChainExcerpt, ChainLink, ChainPoint, Fingerprint, LogEvent } from "../domain/event-log.ts";
import type { ContactId } from "../domain/ids.ts";
import type { SaidLater } from "../domain/said-later.ts";
import type { RowId } from "../domain/sealing.ts";
import { eventDigest, follow, inShort, partDigests } from "./chain.ts";
import type { EventLog } from "./event-log.ts";
import { SEGMENT } from "./log-content.ts";
import type { LogStore } from "./log-store.ts";

/** Events in a row, and the point of the chain before the first. */
interface Segment {
  after: ChainPoint;
  events: readonly LogEvent[];
}

/** Where the log stands; undefined before the first change. */
export async function endOf({ log }: LogStore): Promise<Fingerprint | undefined> {
  const { id, version, content } = await log.load();
  if (version <= 0) return;
  const last = content.events.at(-1)?.seq ?? content.after;
  const known = points.get(log);
  const isUsable = known?.id === id && known.seq >= content.after && known.seq <= last;
  const from = isUsable ? known : { seq: content.after, head: content.head };
  const point = await follow(
    from,
    content.events.filter(({ seq }) => seq > from.seq),
  );
  points.set(log, { id, ...point });
  return inShort(point);
}

/** Whether the log goes through a point: it is as long, and its events up to there have the same hash. */
export async function goesThrough(store: LogStore, { seq, head }: Fingerprint): Promise<boolean> {
  const { content } = await store.log.load();
  if ((content.events.at(-1)?.seq ?? content.after) < seq) return false;
  for await (const segment of backFrom(store, seq)) return inShort(await pointAt(segment, seq)).head === head;
  return false; // the events up to there are gone, or cannot be read
}

// How far the chain was followed before, so that each event is hashed once.
const points = new WeakMap<EventLog, ChainPoint & { id: RowId }>();

/**
 * The fingerprint of a finalised record: where the chain stood after the event by which it, or the last thing that was
 * said of it, stands.
 */
export async function fingerprintOf(
  store: LogStore,
  id: ContactId,
  later: readonly RowId[],
): Promise<Fingerprint | undefined> {
  const at = await lastStanding(store, id, later);
  return at && inShort(await pointAt(at.segment, at.event.seq));
}

/** The chain from the first event about a record that can be found to the one by which it stands. */
export async function excerptOf(
  store: LogStore,
  record: FinalContact,
  later: readonly SaidLater[],
): Promise<ChainExcerpt | undefined> {
  const { id } = record;
  const ids = later.map((said) => said.id);
  const last = await lastStanding(store, id, ids);
  if (!last) return;
  const segments: Segment[] = [];
  for await (const segment of backFrom(store, last.event.seq)) {
    segments.unshift(segment);
    if (segment.events.some((event) => isFirst(event, id))) break;
  }
  const events = segments.flatMap((segment) => segment.events).filter(({ seq }) => seq <= last.event.seq);
  const about = new Set<RowId>([id, ...ids]);
  const first = events.findIndex((event) => isAbout(event, about));
  const start = segments.find((segment) => segment.events.includes(events[first] ?? last.event)) ?? last.segment;
  const after = await pointAt(start, (events[first]?.seq ?? last.event.seq) - 1);
  const links: ChainLink[] = [];
  let point = after;
  for (const event of events.slice(first)) {
    point = await follow(point, [event]);
    const { head } = inShort(point);
    links.push(isAbout(event, about) ? { event, head } : { digest: await eventDigest(event), head });
  }
  return {
    after,
    links,
    parts: await partDigests(record),
    laterParts: Object.fromEntries(await Promise.all(later.map(async (said) => [said.id, await partDigests(said)]))),
    fingerprint: inShort(await pointAt(last.segment, last.event.seq)),
  };
}

async function lastStanding(
  store: LogStore,
  id: ContactId,
  later: readonly RowId[],
): Promise<{ segment: Segment; event: LogEvent } | undefined> {
  let seq = 0;
  for (const one of [id, ...later]) {
    await store.manifest.find(one);
    const entry = store.manifest.entry(one);
    if (entry !== undefined && entry !== "none") seq = Math.max(seq, entry.seq);
  }
  if (seq === 0) return;
  // The event that wrote the row is nearly always the one; a row written again for another reason needs a search.
  for await (const segment of backFrom(store, seq)) {
    const event = segment.events.findLast((candidate) => standsBy(candidate, id));
    if (event) return { segment, event };
  }
  return;
}

// The record itself, or something that was said of it: the key of that begins with the record's.
function standsBy({ records = {} }: LogEvent, id: ContactId): boolean {
  return Object.keys(records).some((key) => key === id || key.startsWith(`${id}/`));
}

// Before it there is nothing of the record in this log.
function isFirst(event: LogEvent, id: ContactId): boolean {
  return (
    (event.kind === "started" && event.contact === id) ||
    (event.kind === "imported" && Object.hasOwn(event.records ?? {}, id))
  );
}

function isAbout({ contact, rows }: LogEvent, ids: ReadonlySet<RowId>): boolean {
  return (contact !== undefined && ids.has(contact)) || Object.keys(rows).some((row) => ids.has(row));
}

// The segment that holds an event, then the ones before it, until one is not there.
async function* backFrom(store: LogStore, seq: number): AsyncGenerator<Segment> {
  const { content } = await store.log.load();
  if (seq > content.after) yield { after: { seq: content.after, head: content.head }, events: content.events };
  for (let n = Math.floor((Math.min(seq, content.after) - 1) / SEGMENT); n >= 0; n--) {
    const [row] = await store.rows.open(await store.rows.find([await store.names.events(n)]));
    if (row?.state !== "readable" || row.content.type !== "events") return;
    const { head, events } = row.content;
    yield { after: { seq: n * SEGMENT, head }, events };
  }
}

function pointAt({ after, events }: Segment, seq: number): Promise<ChainPoint> {
  return follow(
    after,
    events.filter((event) => event.seq <= seq),
  );
}
