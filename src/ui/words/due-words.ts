import { contactKindLabels, describeContactKind } from "../../domain/contact-kind.ts";
import { type CivilDate, daysBetween, formatDay } from "../../domain/dates.ts";
import type { DueStatus } from "../../domain/due.ts";
import { assertNever } from "../../shared/assert-never.ts";

/** The colour of a status tag, always beside its words. */
export type DueColour = "orange" | "yellow" | "grey" | "blue";

/** Stands where days are due while the clock that they are worked out from is in doubt. */
export const clockCaution = "What is due may be wrong: this device's clock is in doubt.";

/** What a row of the caseload says on `today` about what is due: the contact, and a tag. */
export function describeDue(due: DueStatus, today: CivilDate): { line: string; tag: string; colour: DueColour } {
  switch (due.status) {
    case "overdue":
      return {
        line: contactKindLabels[due.kind],
        tag: `Overdue by ${countDays(daysBetween(due.closes, today))}`,
        colour: "orange",
      };
    case "due":
      return { line: contactKindLabels[due.kind], tag: `Due by ${formatDay(due.closes)}`, colour: "yellow" };
    case "coming":
      return { line: contactKindLabels[due.kind], tag: `From ${formatDay(due.opens)}`, colour: "grey" };
    case "record-birth":
      return { line: `Due date was ${formatDay(due.dueDate)}`, tag: "Record the birth", colour: "blue" };
    case "due-date-unknown":
      return { line: "Due date not known", tag: "Add the due date", colour: "blue" };
    case "none":
      return { line: "All 3 contacts done", tag: "No contact due", colour: "grey" };
    default:
      return assertNever(due);
  }
}

/** What the next-contact card of a family says on `today`. */
export function describeNext(due: DueStatus, today: CivilDate): string {
  switch (due.status) {
    case "overdue":
      return `The ${describeContactKind(due.kind)} was due by ${formatDay(due.closes)}. It is overdue by ${countDays(daysBetween(due.closes, today))}.`;
    case "due":
      return `The ${describeContactKind(due.kind)} is due by ${formatDay(due.closes)}.`;
    case "coming":
      return `The ${describeContactKind(due.kind)} is due from ${formatDay(due.opens)}. You can start now.`;
    case "record-birth":
      return `The due date was ${formatDay(due.dueDate)}. If the baby is born, record the birth.`;
    case "due-date-unknown":
      return "The due date is not known. Add it when you know it, so that the next contact shows when it is due.";
    case "none":
      return "All 3 contacts are done.";
    default:
      return assertNever(due);
  }
}

/** "11 days old", "7 weeks old", "Due 4 January", "Due date not known". */
export function describeAge(family: { born: boolean; keyDate?: CivilDate | undefined }, today: CivilDate): string {
  if (family.keyDate === undefined) return "Due date not known";
  if (!family.born) return `Due ${formatDay(family.keyDate)}`;
  const days = daysBetween(family.keyDate, today);
  if (days === 0) return "Born today";
  // Only where the device's clock is behind: an age is never less than nothing.
  if (days < 0) return `Born ${formatDay(family.keyDate)}`;
  return days < 28 ? `${countDays(days)} old` : `${Math.floor(days / 7)} weeks old`;
}

function countDays(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}
