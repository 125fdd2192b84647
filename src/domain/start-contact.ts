import type { DraftContact } from "./contact.ts";
import type { ContactKind } from "./contact-kind.ts";
import { type Moment, toEnteredDate, toLocal } from "./dates.ts";
import type { Family } from "./family.ts";
import type { ContactId } from "./ids.ts";

/**
 * A new draft for a family. Only date, time, place and interpreter have a value: nothing clinical is ever filled in
 * before the visitor answers.
 */
export function startContact(
  family: Family,
  kind: ContactKind,
  made: { id: ContactId; checklistVersion: string; now: Moment; timeZone: string; clockSuspect?: boolean },
): DraftContact {
  const local = toLocal(made.now, made.timeZone);
  return {
    id: made.id,
    familyId: family.id,
    kind,
    checklistVersion: made.checklistVersion,
    startedAt: made.now,
    status: "draft",
    resumeAt: "people",
    ...(made.clockSuspect ? { clockSuspect: true } : {}),
    answers: {
      people: {
        date: toEnteredDate(local.date),
        time: local.time,
        place: "home",
        present: [],
        others: [],
        interpreter: family.interpreter ?? "not-needed",
      },
      sleep: { spaces: [], observations: {} },
      factors: { answers: {}, perBaby: {} },
      topics: { results: {}, groups: {} },
      nights: { plans: [] },
      agreement: { sources: [], confirmedBy: [] },
      concerns: { steps: [], decisions: {}, own: [] },
    },
  };
}

/** Whether nothing was answered yet beyond what a new draft starts with, so that discarding it loses nothing. */
export function isUntouched(draft: DraftContact): boolean {
  const { people, sleep, factors, topics, nights, agreement, concerns } = draft.answers;
  return (
    people.present.length === 0 &&
    people.others.length === 0 &&
    people.spokeAlone === undefined &&
    people.placeNote === undefined &&
    people.interpreterNote === undefined &&
    isBlank({ sleep, factors, topics, nights, agreement, concerns })
  );
}

function isBlank(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).every(isBlank);
  return value === undefined;
}
