import * as z from "zod/mini";
import type { ContactKind } from "../domain/contact-kind.ts";
import { CivilDate, Moment } from "../domain/dates.ts";
import type { FamilyId } from "../domain/ids.ts";
import type { FamilySummary } from "../domain/summary.ts";

/** The longest label and text to search in that the schema takes. */
export const MOST_LABEL = 800;
export const MOST_TEXT = 2000;

const ID = /^[A-Za-z0-9_-]{22}$/;
const KINDS: ReadonlySet<unknown> = new Set(["antenatal", "new-birth", "six-to-eight-week"]);
const REQUIRED = ["id", "label", "searchText", "born", "windows", "notInRecord", "interpreter"] as const;

/**
 * Accepts what a list of the schema `FamilySummary` accepts, written out by hand: all summaries are checked at each
 * unlock, and the schema takes 20 times as long. A test holds the two together.
 */
export function storedSummaries({ most }: { most: number }) {
  return z.custom<FamilySummary[]>(
    (value) => Array.isArray(value) && value.length <= most && value.every(isFamilySummary),
  );
}

function isFamilySummary(value: unknown): value is FamilySummary {
  if (!isRecord(value)) return false;
  const { id, label, searchText, born, keyDate, windows, draft, notInRecord, interpreter } = value;
  return (
    hasKeys(value, REQUIRED, Number("keyDate" in value) + Number("draft" in value)) &&
    isText(label, MOST_LABEL) &&
    isText(searchText, MOST_TEXT) &&
    isId(id) &&
    typeof born === "boolean" &&
    typeof interpreter === "boolean" &&
    Number.isSafeInteger(notInRecord) &&
    (keyDate === undefined || isDate(keyDate)) &&
    (draft === undefined || isDraft(draft)) &&
    Array.isArray(windows) &&
    windows.length <= 3 &&
    windows.every(isWindow)
  );
}

/** Whether a value is the draft of a summary. */
export function isDraft(value: unknown): value is NonNullable<FamilySummary["draft"]> {
  return (
    isRecord(value) &&
    hasKeys(value, ["id", "kind", "startedAt"]) &&
    isId(value["id"]) &&
    isKind(value["kind"]) &&
    Moment.safeParse(value["startedAt"]).success
  );
}

function isWindow(value: unknown): boolean {
  return (
    isRecord(value) &&
    hasKeys(value, ["kind", "opens", "closes"]) &&
    isKind(value["kind"]) &&
    isDate(value["opens"]) &&
    isDate(value["closes"])
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasKeys(value: Record<string, unknown>, required: readonly string[], optional = 0): boolean {
  let count = 0;
  for (const _ in value) count++; // without the list that Object.keys makes
  return count === required.length + optional && required.every((key) => key in value);
}

/** Whether a value is a text of at most this length. */
export function isText(value: unknown, maxLength: number): value is string {
  return typeof value === "string" && value.length <= maxLength;
}

/** Whether a value has the form of an id, of whatever it is the id. */
export function isId(value: unknown): value is FamilyId {
  return typeof value === "string" && ID.test(value);
}

/** Whether a value is a kind of contact. */
export function isKind(value: unknown): value is ContactKind {
  return KINDS.has(value);
}

// A caseload has thousands of dates but only some hundred different ones, and telling a real date takes long.
const knownDates = new Set<string>();
const MOST_KNOWN_DATES = 4000;

/** Whether a value is a real date, as the schema has them. */
export function isDate(value: unknown): value is CivilDate {
  if (typeof value !== "string") return false;
  if (knownDates.has(value)) return true;
  if (!CivilDate.safeParse(value).success) return false;
  if (knownDates.size >= MOST_KNOWN_DATES) knownDates.clear();
  knownDates.add(value);
  return true;
}
