import { isSameJson } from "../shared/stable-json.ts";
import type { ContactEntry } from "./family.ts";
import type { RecordState } from "./restore-compare.ts";
import { standingIdsOf } from "./standing-ids.ts";
import type { StandingRow } from "./standing-row.ts";

/** What a file holds of amendments, marks and receipts of one family, and what is here. */
export interface StandingPlan {
  file: readonly StandingRow[];
  here: ReadonlyMap<string, StandingRow>;
}

/**
 * What the entry of a contact says after a restore, where both sides have one. What was said later of the record comes
 * from the file only where the record is the same and the file says all that is said here, and more. Otherwise what is
 * here stands. The hand-over goes with it: the text that was handed over is the one that was read then.
 */
export function mergedEntry(
  ours: ContactEntry,
  theirs: ContactEntry,
  { state, standing }: { state: RecordState | undefined; standing: StandingPlan },
): ContactEntry {
  if (ours.removedAt !== undefined || theirs.removedAt !== undefined) return ours;
  if (isSameJson(saidOf(ours), saidOf(theirs))) {
    const handOver = { ...theirs.handOver, ...ours.handOver };
    return Object.keys(handOver).length === 0 ? ours : { ...ours, handOver };
  }
  return state === "same" && saysMore(ours, theirs, standing) ? theirs : ours;
}

/** The rows of the file that `entries` name and that are nowhere here. */
export function standingToWrite(entries: readonly ContactEntry[], { file, here }: StandingPlan): StandingRow[] {
  const named = new Set<string>(
    entries.flatMap((entry) => [...standingIdsOf(entry), ...(entry.removedAt === undefined ? [] : [entry.id])]),
  );
  return file.filter(({ value }) => named.has(value.id) && !here.has(value.id));
}

function saidOf({ amendments, enteredInError }: ContactEntry) {
  return { amendments, enteredInError };
}

// All that stands here is in the file as it is here, in the same order, and the file has the rows that it adds.
function saysMore(ours: ContactEntry, theirs: ContactEntry, { file, here }: StandingPlan): boolean {
  const inFile = new Map<string, StandingRow>(file.map((row) => [row.value.id, row]));
  const before = ours.amendments ?? [];
  const isContinued = isSameJson(before, (theirs.amendments ?? []).slice(0, before.length));
  const isMarkKept = ours.enteredInError === undefined || ours.enteredInError === theirs.enteredInError;
  const isSame = standingIdsOf(ours).every((id) => isSameJson(here.get(id), inFile.get(id)));
  return isContinued && isMarkKept && isSame && standingIdsOf(theirs).every((id) => inFile.has(id));
}
