import { err, ok, type Result } from "../shared/result.ts";
import { isSameJson } from "../shared/stable-json.ts";
import { amended, type DraftAmendment, type FinalAmendment } from "./amendment.ts";
import type { Author } from "./author.ts";
import type { DraftContact, FinalContact } from "./contact.ts";
import type { CivilDate, Moment } from "./dates.ts";
import { describeFinaliseProblem, type FinaliseProblem, finaliseContact } from "./finalise.ts";
import type { AmendmentId } from "./ids.ts";

/** Why a draft amendment cannot be finalised yet, and the step that mends it. */
export type AmendProblem = FinaliseProblem | { step: "check"; kind: "no-reason" | "nothing-changed" };

/** The record as it reads now: with its last amendment, whatever the order in which they are given. */
export function currentOf(record: FinalContact, amendments: readonly FinalAmendment[]): FinalContact {
  const [last] = [...amendments].sort((a, b) => b.number - a.number);
  return last ? amended(record, last) : record;
}

/** A draft amendment that has the answers of the record as it reads now, for the visitor to correct. */
export function beginAmendment(
  current: FinalContact,
  made: { id: AmendmentId; number: number; now: Moment; clockSuspect: boolean },
): DraftAmendment {
  return {
    id: made.id,
    contactId: current.id,
    familyId: current.familyId,
    kind: current.kind,
    checklistVersion: current.checklistVersion,
    number: made.number,
    startedAt: made.now,
    status: "draft",
    resumeAt: "people",
    answers: current.answers,
    ...(made.clockSuspect ? { clockSuspect: true } : {}),
  };
}

/** The amendment as the steps of a contact take it: a draft of the same contact. */
export function asDraftContact(draft: DraftAmendment): DraftContact {
  const { contactId, number: _number, reason: _reason, ...kept } = draft;
  return { ...kept, id: contactId };
}

/** Whether nothing in the draft differs from the record as it reads now, so that discarding it loses nothing. */
export function isUnchanged(draft: Pick<DraftAmendment, "answers">, current: Pick<FinalContact, "answers">): boolean {
  return isSameJson(recorded(draft.answers), recorded(current.answers));
}

// What was answered and taken back leaves empty text and empty lists of answers, which record nothing.
function recorded(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value === "" ? undefined : value;
  if (Array.isArray(value)) return value.map(recorded);
  const members = Object.entries(value).map(([key, member]) => [key, recorded(member)] as const);
  const kept = members.filter(([, member]) => member !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/**
 * The amendment that a draft becomes, or all that stands in its way: what stands in the way of a contact, and besides
 * that a reason and at least one change. `current` is the record as it reads now; who was in the family stays as it was
 * on the day of the contact.
 */
export function finaliseAmendment(
  draft: DraftAmendment,
  current: FinalContact,
  made: { author: Author; now: Moment; today: CivilDate; clockSuspect: boolean },
): Result<FinalAmendment, AmendProblem[]> {
  const final = finaliseContact(asDraftContact(draft), { ...made, family: current.subject });
  const reason = draft.reason?.trim() ?? "";
  const problems: AmendProblem[] = [
    ...(final.ok ? [] : final.error),
    ...(isUnchanged(draft, current) ? [{ step: "check" as const, kind: "nothing-changed" as const }] : []),
    ...(reason === "" ? [{ step: "check" as const, kind: "no-reason" as const }] : []),
  ];
  if (!final.ok || problems.length > 0) return err(problems);
  const { resumeAt: _, ...kept } = draft;
  return ok({
    ...kept,
    status: "final",
    event: final.value.event,
    reason,
    author: made.author,
    madeAt: made.now,
    ...(made.clockSuspect ? { clockSuspect: true } : {}),
  });
}

/** What stands in the way of finalising an amendment, in words that say what to do. */
export function describeAmendProblem(problem: AmendProblem): string {
  switch (problem.kind) {
    case "no-reason":
      return "Say why you amend this record";
    case "nothing-changed":
      return "Change at least one answer. Nothing differs from the record yet";
    default:
      return describeFinaliseProblem(problem);
  }
}
