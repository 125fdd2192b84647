import * as z from "zod/mini";
import { Amendment } from "../domain/amendment.ts";
import { Contact } from "../domain/contact.ts";
import { ErrorMark } from "../domain/error-mark.ts";
import { Family } from "../domain/family.ts";
import { Receipt } from "../domain/receipt.ts";
import type { RowId } from "../domain/sealing.ts";
import { Settings } from "../domain/settings.ts";
import type { FamilySummary } from "../domain/summary.ts";
import { UnsuitableContentError } from "./errors.ts";
import { EventsContent, LogContent, ManifestContent } from "./log-content.ts";
import { packSummary, unpackSummary } from "./packed-summary.ts";
import { storedSummaries } from "./stored-summary.ts";

/** The most bytes a row's JSON may have: with its length it fills the largest padded row that is stored. */
export const MAX_CONTENT_BYTES = 1024 * 1024 - 4;

/** The most summaries in one row. */
export const CHUNK_MAX_SUMMARIES = 512;

const schema = z.literal(1);
const Count = z.int().check(z.gte(0), z.lte(2 ** 31 - 1));

/** What a row holds once opened. */
export const RowContent = z.discriminatedUnion("type", [
  z.strictObject({ schema, type: z.literal("family"), family: Family }),
  z.strictObject({ schema, type: z.literal("contact"), contact: Contact }),
  z.strictObject({ schema, type: z.literal("amendment"), amendment: Amendment }),
  z.strictObject({ schema, type: z.literal("error-mark"), mark: ErrorMark }),
  /** In the place of a row that was removed. */
  z.strictObject({ schema, type: z.literal("receipt"), receipt: Receipt }),
  z.strictObject({ schema, type: z.literal("settings"), settings: Settings }),
  /** Where the summaries are: rows "summaries/<generation>/0" and on. `setAside` as it was at the last rebuild. */
  z.strictObject({ schema, type: z.literal("directory"), generation: Count, chunks: Count, setAside: Count }),
  z.strictObject({
    schema,
    type: z.literal("summaries"),
    summaries: storedSummaries({ most: CHUNK_MAX_SUMMARIES }),
  }),
  LogContent,
  EventsContent,
  ManifestContent,
]);
export type RowContent = z.infer<typeof RowContent>;

// The row of summaries as it is on disk; each of its items is checked as it is unpacked.
const PackedSummaries = z.strictObject({
  schema,
  type: z.literal("summaries"),
  summaries: z.custom<readonly unknown[]>((value) => Array.isArray(value) && value.length <= CHUNK_MAX_SUMMARIES),
});
export type RowType = RowContent["type"];
export type RowContentOf<T extends RowType> = Extract<RowContent, { type: T }>;

/** The id of what the row holds, for what has one: its row is named by it. */
export function idOf(content: RowContent): RowId | undefined {
  switch (content.type) {
    case "family":
      return content.family.id;
    case "contact":
      return content.contact.id;
    case "amendment":
      return content.amendment.id;
    case "error-mark":
      return content.mark.id;
    case "receipt":
      return content.receipt.id;
    default:
      return undefined;
  }
}

/** The bytes to seal. Throws UnsuitableContentError for what `decodeContent` would refuse: it could never be read. */
export function encodeContent(content: RowContent): Uint8Array<ArrayBuffer> {
  const parsed = RowContent.safeParse(content);
  // The cause names fields, and Zod's messages may quote what is in them, so neither goes along.
  if (!parsed.success) throw new UnsuitableContentError("A record does not match its schema");
  const bytes = new TextEncoder().encode(JSON.stringify(packed(parsed.data)));
  if (bytes.length > MAX_CONTENT_BYTES) throw new UnsuitableContentError("A record is too large");
  return bytes;
}

/** What the bytes of an opened row say, or undefined if they are too many, not JSON, or match no schema. */
export function decodeContent(bytes: Uint8Array): RowContent | undefined {
  if (bytes.length > MAX_CONTENT_BYTES) return;
  const json = parseJson(bytes);
  const packed = PackedSummaries.safeParse(json);
  if (packed.success) return unpacked(packed.data);
  const parsed = RowContent.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}

function packed(content: RowContent): object {
  return content.type === "summaries" ? { ...content, summaries: content.summaries.map(packSummary) } : content;
}

function unpacked({ summaries: packed, ...row }: z.infer<typeof PackedSummaries>): RowContent | undefined {
  const summaries: FamilySummary[] = [];
  for (const item of packed) {
    const summary = unpackSummary(item);
    if (!summary) return;
    summaries.push(summary);
  }
  return { ...row, summaries };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return;
  }
}
