import { isSameJson } from "../shared/stable-json.ts";
import type { DraftAmendment } from "./amendment.ts";
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

/** Whether the file has the finalised state of a draft amendment that is here. It stands; the draft is kept beside it. */
export function isFinalOf(file: StandingRow | undefined, here: StandingRow | undefined): boolean {
  return (
    file?.type === "amendment" &&
    here?.type === "amendment" &&
    file.value.id === here.value.id &&
    file.value.contactId === here.value.contactId &&
    file.value.status === "final" &&
    here.value.status === "draft"
  );
}

/** A draft amendment here that the file has finalised with other answers: what it says goes on as the next amendment. */
export function draftToKeep(
  ours: ContactEntry,
  merged: ContactEntry,
  { file, here }: StandingPlan,
): DraftAmendment | undefined {
  const last = ours.amendments?.at(-1);
  const draft = here.get(last?.id ?? "");
  const final = file.find(({ value }) => value.id === last?.id);
  const isTaken = merged.amendments?.some(({ id, status }) => id === last?.id && status === "final") ?? false;
  if (!isTaken || !isFinalOf(final, draft)) return undefined;
  if (draft?.type !== "amendment" || draft.value.status !== "draft" || final?.type !== "amendment") return undefined;
  const isSaid = isSameJson(draft.value.answers, final.value.answers);
  return isSaid ? undefined : { ...draft.value, number: (merged.amendments?.length ?? 0) + 1 };
}

/** The rows of the file that `entries` name and that are nowhere here, or here only as the draft of an amendment. */
export function standingToWrite(entries: readonly ContactEntry[], { file, here }: StandingPlan): StandingRow[] {
  const named = new Set<string>(
    entries.flatMap((entry) => [...standingIdsOf(entry), ...(entry.removedAt === undefined ? [] : [entry.id])]),
  );
  return file.filter((row) => {
    const known = here.get(row.value.id);
    return named.has(row.value.id) && (known === undefined || isFinalOf(row, known));
  });
}

function saidOf({ amendments, enteredInError }: ContactEntry) {
  return { amendments, enteredInError };
}

// All that stands here is in the file as it is here, in the same order, and the file has the rows that it adds.
function saysMore(ours: ContactEntry, theirs: ContactEntry, { file, here }: StandingPlan): boolean {
  const inFile = new Map<string, StandingRow>(file.map((row) => [row.value.id, row]));
  const before = ours.amendments ?? [];
  const after = theirs.amendments ?? [];
  // The last may be a draft here that was finalised since; then another draft may not follow it, because this one does.
  const last = before.at(-1);
  const isFinalised =
    last?.status === "draft" && isFinalOf(inFile.get(last.id), here.get(last.id)) && after.at(-1)?.status === "final";
  const known = isFinalised ? [...before.slice(0, -1), { id: last.id, status: "final" as const }] : before;
  const isContinued = isSameJson(known, after.slice(0, before.length));
  const isMarkKept = ours.enteredInError === undefined || ours.enteredInError === theirs.enteredInError;
  const isSame = standingIdsOf(ours).every(
    (id) => isSameJson(here.get(id), inFile.get(id)) || (isFinalised && id === last.id),
  );
  return isContinued && isMarkKept && isSame && standingIdsOf(theirs).every((id) => inFile.has(id));
}
