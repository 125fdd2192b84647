import * as z from "zod/mini";
import { assertNever } from "../shared/assert-never.ts";
import { ContactKind, contactKinds } from "./contact-kind.ts";
import { addDays, CivilDate } from "./dates.ts";
import type { Family } from "./family.ts";

/** The days on which a contact is due, first and last included. */
export const DueWindow = z.strictObject({ kind: ContactKind, opens: CivilDate, closes: CivilDate });
export type DueWindow = z.infer<typeof DueWindow>;

/**
 * When each contact is due, in days. Antenatal from 28 weeks + 0 days: 84 days before the due date at 40 weeks + 0.
 * New birth on day 10 to 14 and 6 to 8 weeks on day 42 to 56, the day of birth being day 0, by birth age even for
 * babies born early. Source: healthy child programme windows, clinical.md section 5; to be confirmed locally.
 */
export const dueDays = {
  antenatalBeforeDueDate: 84,
  "new-birth": { opens: 10, closes: 14 },
  "six-to-eight-week": { opens: 42, closes: 56 },
} as const;

/** Where a family stands on a given day. */
export type DueStatus =
  | { status: "overdue"; kind: ContactKind; closes: CivilDate }
  | { status: "due"; kind: ContactKind; closes: CivilDate }
  | { status: "coming"; kind: ContactKind; opens: CivilDate }
  | { status: "record-birth"; dueDate: CivilDate }
  | { status: "due-date-unknown" }
  | { status: "none" };

/** What the status of a family is worked out from; a summary on the caseload carries it. */
export interface DueBasis {
  /** Due date, or undefined when it is not known or the baby is born. */
  dueDate?: CivilDate | undefined;
  born: boolean;
  /** Contacts still to come, in order; earlier kinds than the last finalised one are not among them. */
  windows: readonly DueWindow[];
}

/** The contacts that a family still has before it, each with its window. */
export function outstandingWindows(family: Pick<Family, "stage" | "contacts">): DueWindow[] {
  const done = family.contacts
    .filter((entry) => entry.status === "final" && entry.enteredInError === undefined)
    .map((entry) => contactKinds.indexOf(entry.kind));
  const lastDone = Math.max(-1, ...done);
  return windowsOf(family.stage).filter((window) => contactKinds.indexOf(window.kind) > lastDone);
}

/** Where the family stands on `today`: the latest contact whose window has opened counts, else the next to open. */
export function dueStatus(basis: DueBasis, today: CivilDate): DueStatus {
  if (!basis.born && basis.dueDate === undefined) return { status: "due-date-unknown" };
  if (!basis.born && basis.dueDate !== undefined && today > basis.dueDate)
    return { status: "record-birth", dueDate: basis.dueDate };
  const open = basis.windows.findLast((window) => window.opens <= today);
  if (open) return { status: open.closes < today ? "overdue" : "due", kind: open.kind, closes: open.closes };
  const next = basis.windows[0];
  return next ? { status: "coming", kind: next.kind, opens: next.opens } : { status: "none" };
}

/** The contact that the family page offers to start on `today`: the one due or next, else the last of the stage. */
export function contactToOffer(basis: DueBasis, today: CivilDate): ContactKind {
  const status = dueStatus(basis, today);
  if ("kind" in status) return status.kind;
  return basis.born ? "six-to-eight-week" : "antenatal";
}

/** Earlier sorts first: overdue longest, then due by closing day, then births to record, then what is coming. */
export function compareDue(a: DueStatus, b: DueStatus): number {
  const [keyA, keyB] = [dueKey(a), dueKey(b)];
  return keyA === keyB ? 0 : keyA < keyB ? -1 : 1;
}

/** Text that sorts as the status does; statuses that are equally urgent have the same. */
export function dueKey(status: DueStatus): string {
  switch (status.status) {
    case "overdue":
      return `1 ${status.closes}`;
    case "due":
      return `2 ${status.closes}`;
    case "record-birth":
      return `3 ${status.dueDate}`;
    case "coming":
      return `4 ${status.opens}`;
    case "due-date-unknown":
      return "5";
    case "none":
      return "6";
    default:
      return assertNever(status);
  }
}

function windowsOf(stage: Family["stage"]): DueWindow[] {
  if (stage.stage === "expecting") {
    if (stage.dueDate === null) return [];
    return [
      { kind: "antenatal", opens: addDays(stage.dueDate, -dueDays.antenatalBeforeDueDate), closes: stage.dueDate },
    ];
  }
  // Twins share a contact; the first born decides where a birth spans midnight.
  const birth = stage.babies.map((baby) => baby.birthDate).sort()[0];
  if (birth === undefined) return [];
  return (["new-birth", "six-to-eight-week"] as const).map((kind) => ({
    kind,
    opens: addDays(birth, dueDays[kind].opens),
    closes: addDays(birth, dueDays[kind].closes),
  }));
}
