import { err, ok, type Result } from "../shared/result.ts";
import type { Author } from "./author.ts";
import { attendees, type ContactStep, type DraftContact, type FinalContact } from "./contact.ts";
import { type CivilDate, type DateProblem, type Moment, readEnteredDate, type TimeOfDay } from "./dates.ts";
import { type Subject, subjectOf } from "./family.ts";

/** Why a draft cannot be finalised yet, and the step that mends it. */
export type FinaliseProblem = { step: ContactStep } & (
  | { step: "people"; kind: "date"; problem: DateProblem }
  | { step: "people"; kind: "date-in-future" }
  | { step: "people"; kind: "time-missing" | "time-impossible" }
  | { step: "people"; kind: "nobody-present" }
  | { step: "topics"; kind: "no-topic" }
);

/**
 * The record that a draft becomes, or all that stands in its way: a real date up to `today`, a time, somebody who was
 * there, and the result of one topic. Nothing else blocks, because visits get cut short (ux.md 3.11). The family goes
 * into the record as it is now, so that the record stands by itself.
 */
export function finaliseContact(
  draft: DraftContact,
  made: { family: Subject; author: Author; now: Moment; today: CivilDate; clockSuspect?: boolean },
): Result<FinalContact, FinaliseProblem[]> {
  const { people, topics } = draft.answers;
  const problems: FinaliseProblem[] = [];
  const date = readEnteredDate(people.date);
  const time = readTime(people.time);

  if (!date.ok) problems.push({ step: "people", kind: "date", problem: date.error });
  else if (date.value > made.today) problems.push({ step: "people", kind: "date-in-future" });
  if (!time.ok) problems.push({ step: "people", kind: time.error === "empty" ? "time-missing" : "time-impossible" });
  if (attendees(draft.answers, made.family.carers).length === 0) {
    problems.push({ step: "people", kind: "nobody-present" });
  }
  if (Object.keys(topics.results).length === 0) problems.push({ step: "topics", kind: "no-topic" });
  if (!date.ok || !time.ok || problems.length > 0) return err(problems);

  const { resumeAt: _, ...kept } = draft;
  return ok({
    ...kept,
    status: "final",
    event: { date: date.value, time: time.value },
    finalisedAt: made.now,
    author: made.author,
    subject: subjectOf(made.family),
    ...(made.clockSuspect ? { clockSuspect: true } : {}),
  });
}

/** What stands in the way of finalising, in words that say what to do. */
export function describeFinaliseProblem(problem: FinaliseProblem): string {
  switch (problem.kind) {
    case "date":
      return describeDate(problem.problem);
    case "date-in-future":
      return "Date of the contact must be today or in the past";
    case "time-missing":
      return "Enter the time of the contact, for example 14:05";
    case "time-impossible":
      return "Time of the contact must be a real time on the 24-hour clock, for example 14:05";
    case "nobody-present":
      return "Select who is here";
    case "no-topic":
      return "Record the result of at least one topic";
  }
}

/** The time somebody typed on the 24-hour clock: "14:05", "9:05" or "9.05". */
export function readTime(typed: string): Result<TimeOfDay, "empty" | "impossible"> {
  const text = typed.trim();
  if (text === "") return err("empty");
  const [, hour, minute] = /^(\d{1,2})[:.](\d{2})$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return err("impossible");
  return ok(`${hour.padStart(2, "0")}:${minute}`);
}

function describeDate(problem: DateProblem): string {
  switch (problem.kind) {
    case "empty":
      return "Enter the date of the contact";
    case "incomplete":
      return `Date of the contact must include a ${problem.missing.join(" and a ")}`;
    case "impossible":
      return "Date of the contact must be a real date";
  }
}
