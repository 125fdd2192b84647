import type { DueWindow } from "../domain/due.ts";
import type { FamilySummary } from "../domain/summary.ts";
import { isDate, isDraft, isId, isKind, isText, MOST_LABEL, MOST_TEXT } from "./stored-summary.ts";

/** A summary without the names of its members, which are most of its JSON and all of them are read at each unlock. */
export type PackedSummary = readonly unknown[];

const LENGTH = 9;
const PART_LENGTH = 3;
const MOST_WINDOWS = 3;

/** The members of a summary in their order on disk, which never changes within one schema of the row. */
export function packSummary(summary: FamilySummary): PackedSummary {
  const { id, label, searchText, born, keyDate, windows, draft, notInRecord, interpreter } = summary;
  const packedWindows = windows.map(({ kind, opens, closes }) => [kind, opens, closes]);
  const packedDraft = draft ? [draft.id, draft.kind, draft.startedAt] : null;
  return [id, label, searchText, born, keyDate ?? null, packedWindows, packedDraft, notInRecord, interpreter];
}

/**
 * The summary that was packed, or undefined if it is not one. Unpacks and checks in one go, without building anything on
 * the way: every family passes here at each unlock.
 */
export function unpackSummary(packed: unknown): FamilySummary | undefined {
  if (!isList(packed, LENGTH)) return;
  const [id, label, searchText, born, keyDate, packedWindows, packedDraft, notInRecord, interpreter] = packed;
  const windows = unpackWindows(packedWindows);
  if (
    !isId(id) ||
    !isText(label, MOST_LABEL) ||
    !isText(searchText, MOST_TEXT) ||
    typeof born !== "boolean" ||
    typeof interpreter !== "boolean" ||
    typeof notInRecord !== "number" ||
    !Number.isSafeInteger(notInRecord) ||
    windows === undefined
  ) {
    return;
  }
  const summary: FamilySummary = { id, label, searchText, born, windows, notInRecord, interpreter };
  // Not spread in: that takes as long as all the rest, for each of thousands.
  if (keyDate !== null) {
    if (!isDate(keyDate)) return;
    summary.keyDate = keyDate;
  }
  if (packedDraft !== null) {
    const draft = unpackDraft(packedDraft);
    if (!isDraft(draft)) return;
    summary.draft = draft;
  }
  return summary;
}

function unpackWindows(packed: unknown): DueWindow[] | undefined {
  if (!Array.isArray(packed) || packed.length > MOST_WINDOWS) return;
  const windows: DueWindow[] = [];
  for (const part of packed) {
    if (!isList(part, PART_LENGTH)) return;
    const [kind, opens, closes] = part;
    if (!isKind(kind) || !isDate(opens) || !isDate(closes)) return;
    windows.push({ kind, opens, closes });
  }
  return windows;
}

function unpackDraft(packed: unknown): unknown {
  if (!isList(packed, PART_LENGTH)) return;
  const [id, kind, startedAt] = packed;
  return { id, kind, startedAt };
}

function isList(value: unknown, length: number): value is readonly unknown[] {
  return Array.isArray(value) && value.length === length;
}
