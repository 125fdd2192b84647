import type { ChainPoint, Fingerprint, LogEvent } from "../domain/event-log.ts";
import { stableJson } from "../shared/stable-json.ts";

/** The head of the chain after more events. Each head is the hash of the one before and of the event's own hash. */
export async function follow(point: ChainPoint, events: readonly LogEvent[]): Promise<ChainPoint> {
  let { seq, head } = point;
  for (const event of events) {
    head = await sha256(`ss-vault/1|chain|${head}|${await eventDigest(event)}`);
    seq = event.seq;
  }
  return { seq, head };
}

/** A point of the chain in short, as it stands on exports and in a witness. */
export function inShort({ seq, head }: ChainPoint): Fingerprint {
  return { seq, head: head.slice(0, 16) };
}

/** The hash by which an event stands in the chain. It says nothing of what is in the event. */
export function eventDigest(event: LogEvent): Promise<string> {
  return sha256(`ss-vault/1|event|${stableJson(event)}`);
}

/** The hash by which the log knows a record as it stands: that of the hashes of its parts. */
export async function contentDigest(record: object): Promise<string> {
  return sha256(`ss-vault/1|record|${stableJson(await partDigests(record))}`);
}

/**
 * The hash of each value in a record, by its path as a JSON pointer, so that a checker can name the one that was
 * changed. By the path of a list it is that of its length.
 */
export async function partDigests(record: object): Promise<Record<string, string>> {
  const parts = [...partsOf(record, "")];
  const hash = async ([path, value]: [string, unknown]) =>
    [path, await sha256(`ss-vault/1|part|${path}|${stableJson(value)}`)] as const;
  return Object.fromEntries(await Promise.all(parts.map(hash)));
}

function* partsOf(value: unknown, path: string): Generator<[string, unknown]> {
  const isBranch = typeof value === "object" && value !== null;
  const members = isBranch ? Object.entries(value).filter(([, member]) => member !== undefined) : [];
  // No other part is an object with members, so nothing else passes for a list.
  if (Array.isArray(value)) yield [path, { length: value.length }];
  else if (members.length === 0) yield [path, value];
  for (const [key, member] of members) {
    yield* partsOf(member, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  }
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
