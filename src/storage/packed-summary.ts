import type { FamilySummary } from "../domain/summary.ts";

/** A summary without the names of its members, which are most of its JSON and all of them are read at each unlock. */
export type PackedSummary = readonly unknown[];

const LENGTH = 9;
const PART_LENGTH = 3;

/** The members of a summary in their order on disk, which never changes within one schema of the row. */
export function packSummary(summary: FamilySummary): PackedSummary {
  const { id, label, searchText, born, keyDate, windows, draft, notInRecord, interpreter } = summary;
  const packedWindows = windows.map(({ kind, opens, closes }) => [kind, opens, closes]);
  const packedDraft = draft ? [draft.id, draft.kind, draft.startedAt] : null;
  return [id, label, searchText, born, keyDate ?? null, packedWindows, packedDraft, notInRecord, interpreter];
}

/** What a packed summary holds, for the schema to check; undefined if it is not even a list of the right length. */
export function unpackSummary(packed: unknown): unknown {
  if (!isList(packed, LENGTH)) return;
  const [id, label, searchText, born, keyDate, windows, draft, notInRecord, interpreter] = packed;
  const summary: Record<string, unknown> = {
    id,
    label,
    searchText,
    born,
    windows: Array.isArray(windows) ? windows.map(unpackWindow) : undefined,
    notInRecord,
    interpreter,
  };
  // Not spread in: that takes as long as all the rest, for each of thousands.
  if (keyDate !== null) summary["keyDate"] = keyDate;
  if (draft !== null) summary["draft"] = unpackDraft(draft);
  return summary;
}

function unpackWindow(packed: unknown): unknown {
  if (!isList(packed, PART_LENGTH)) return;
  const [kind, opens, closes] = packed;
  return { kind, opens, closes };
}

function unpackDraft(packed: unknown): unknown {
  if (!isList(packed, PART_LENGTH)) return null;
  const [id, kind, startedAt] = packed;
  return { id, kind, startedAt };
}

function isList(value: unknown, length: number): value is readonly unknown[] {
  return Array.isArray(value) && value.length === length;
}
