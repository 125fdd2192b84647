import * as z from "zod/mini";
import type { Result } from "../shared/result.ts";
import { Author } from "./author.ts";
import type { FinalContact } from "./contact.ts";
import { Moment } from "./dates.ts";
import { ContactId, FamilyId } from "./ids.ts";
import type { LoadFailure, SaveFailure } from "./repositories.ts";
import type { SaidLater } from "./said-later.ts";
import { ShortText, Words } from "./text.ts";

/** What happened. To name another, add it here; older builds read it all the same. */
export type EventKind =
  | "begun"
  | "started"
  | "answered"
  | "finalised"
  /** A draft amendment was begun. */
  | "amending"
  | "amended"
  | "entered-in-error"
  | "discarded"
  | "removed"
  | "family-added"
  | "family-changed"
  | "settings-changed"
  /** A text was copied, a record printed or saved as a file. */
  | "exported"
  /** The visitor said that it now stands in the patient record. */
  | "handed-over"
  | "imported"
  /** Rows were saved as they are, under new keys. */
  | "resealed"
  /** The summaries were worked out again. */
  | "rebuilt"
  /** Older events were put away, and the manifest was brought up to date. */
  | "checkpoint";

/** One event of the log: what was done, when, and to which rows. */
export const LogEvent = z.strictObject({
  /** Counts up by one from event to event. */
  seq: z.int().check(z.gte(1)),
  at: Moment,
  kind: z.string().check(z.regex(/^[a-z-]{1,30}$/)),
  /** Each row that was written, with the version it then had. */
  rows: z.record(z.string(), z.int().check(z.gte(1))),
  /** Each row that was deleted. */
  removed: z.optional(z.array(z.string())),
  contact: z.optional(ContactId),
  family: z.optional(FamilyId),
  author: z.optional(Author),
  reason: z.optional(Words),
  /** What was exported or imported. */
  what: z.optional(ShortText),
  /** For each record that was made to stand, and each amendment or mark of one by its `saidKey`: SHA-256, in hex, of the hashes of its parts as they then were. */
  records: z.optional(z.record(z.string(), z.string().check(z.regex(/^[0-9a-f]{64}$/)))),
});
export type LogEvent = z.infer<typeof LogEvent>;

/** What whoever makes a change says about it. The log adds number, time and rows. */
export interface EventNote extends Omit<LogEvent, "seq" | "at" | "kind" | "rows" | "removed"> {
  kind: EventKind;
}

/** A point of the log: an event's number, and the hash, in hex, that stands for everything up to it. */
export interface ChainPoint {
  seq: number;
  head: string;
}

/** A point of the log in short: of the hash, only the first 16 digits. */
export type Fingerprint = ChainPoint;

/** One link of the chain: an event, or only its hash where it is about somebody else; and the head, in short, after it. */
export type ChainLink = ({ event: LogEvent } | { digest: string }) & { head: string };

/** The part of the log that one record needs to be checked by: from its first event to its last. */
export interface ChainExcerpt {
  /** The event before the first link. */
  after: ChainPoint;
  links: readonly ChainLink[];
  /** The hash of each value in the record, by its path, to tell which one was changed. */
  parts: Readonly<Record<string, string>>;
  /** The same of each amendment and mark, by its id. */
  laterParts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The event that last made the record what it is: finalised, amended, marked, or imported. */
  fingerprint: Fingerprint;
}

/** The log of all that was done to the records of one vault. It only ever grows. */
export interface EventLogAccess {
  /**
   * The fingerprint of a finalised record with what was said of it later, whose ids are `later`; undefined if it is
   * older than the log.
   */
  fingerprint(id: ContactId, later: readonly string[]): Promise<Result<Fingerprint | undefined, LoadFailure>>;
  /** The visitor has looked into it: from here on the log counts as right, although it was put back. */
  trust(): Promise<Result<undefined, LoadFailure>>;
  /** Adds an event that changes no record, such as a print. */
  note(event: EventNote): Promise<Result<unknown, SaveFailure>>;
  /** What a file needs, so that the record can be checked without the app; undefined if it is older than the log. */
  excerpt(record: FinalContact, later: readonly SaidLater[]): Promise<Result<ChainExcerpt | undefined, LoadFailure>>;
}

/** "1042-9f86d081884c7d65", as it stands on exports. */
export function describeFingerprint({ seq, head }: Fingerprint): string {
  return `${seq}-${head}`;
}
