import type { Checklist } from "../domain/checklist.ts";
import {
  concernLevelLabels,
  declineReasonLabels,
  type FollowUpDecision,
  familyToldLabels,
  safetyStepLabels,
} from "../domain/concerns.ts";
import type { FinalContact } from "../domain/contact.ts";
import type { EnteredDate } from "../domain/dates.ts";
import { joined, withNote, written, writtenDate } from "./free-text.ts";
import { detail, matter, type RecordRow, type RecordSection, rowsBlock, section } from "./record-section.ts";
import { isSensitiveFollowUp } from "./sensitive.ts";

/** What happens next, by whom and by when. */
export function nextStepsSection(contact: FinalContact, checklist: Checklist): RecordSection[] {
  const { concerns } = contact.answers;
  const order = checklist.followUps.map((action) => action.id);
  const decisions = Object.entries(concerns.decisions).sort(([a], [b]) => rank(order, a) - rank(order, b));
  // What the visitor adds by hand is part of what they worry about, once there is a worry.
  const ownMarks = { restricted: hasConcerns(contact) };
  const next = writtenDate(concerns.nextContact);
  const nextNote = written(concerns.nextContactNote);
  return section("next-steps", "Next steps", [
    ...rowsBlock([
      ...decisions.flatMap(([id, decision]) => decisionRows(checklist, id, decision)),
      ...concerns.own.flatMap((own) => detail("To do", describeTask(own.action, own.owner, own.due), ownMarks)),
      ...matter("Next contact", next ? withNote(next, nextNote) : nextNote),
    ]),
  ]);
}

/**
 * What worries the visitor and what they did about it: for the professional notes. Only "No concerns today" with
 * nothing else for the notes stands in the main text, so that an ordinary contact needs no second block.
 */
export function concernsSection(contact: FinalContact, hasOtherNotes: boolean): RecordSection[] {
  const { concerns } = contact.answers;
  const marks = { restricted: hasOtherNotes || hasConcerns(contact) };
  const steps = concerns.steps.map((step) => safetyStepLabels[step]);
  const isSafety = concerns.level === "safety";
  const told = concerns.familyTold && familyToldLabels[concerns.familyTold];
  return section("concerns", "Concerns", [
    ...rowsBlock([
      ...matter("Concerns", concerns.level && concernLevelLabels[concerns.level], marks),
      ...detail("What was said and seen", written(concerns.notes), marks),
      ...detail("What it means for the baby", written(concerns.forTheBaby), marks),
      ...(isSafety ? matter : detail)("What was done", joined(steps), marks),
      ...detail("Spoke to", written(concerns.spokeTo), marks),
      ...detail("Reference", written(concerns.reference), marks),
      ...(isSafety ? matter : detail)("Family told", told, marks),
    ]),
  ]);
}

function hasConcerns(contact: FinalContact): boolean {
  const { level, notes, forTheBaby, steps, reference, spokeTo, familyTold } = contact.answers.concerns;
  const isWorried = level === "follow-up" || level === "safety";
  const texts = [notes, forTheBaby, reference, spokeTo].map(written);
  return isWorried || steps.length > 0 || familyTold !== undefined || texts.some((text) => text !== undefined);
}

function decisionRows(checklist: Checklist, id: string, decision: FollowUpDecision): RecordRow[] {
  const action = checklist.followUps.find((candidate) => candidate.id === id);
  const marks = { restricted: isSensitiveFollowUp(action) };
  if (decision.decision === "accepted") {
    return detail("To do", describeTask(decision.action, decision.owner, decision.due), marks);
  }
  const reason = decision.reason && declineReasonLabels[decision.reason];
  const note = written(decision.note);
  const why = reason ? withNote(reason, note) : (note ?? "No reason recorded");
  return detail("Proposed, not taken up", `${action?.action ?? id} Why: ${why}`, marks);
}

function describeTask(action: string, owner: string, due: EnteredDate): string {
  const who = written(owner);
  const by = writtenDate(due);
  return joined([
    written(action) ?? "Action not recorded",
    who ? `who: ${who}` : "who: not recorded",
    by ? `by ${by}` : "by: not recorded",
  ]);
}

function rank(order: readonly string[], id: string): number {
  const index = order.indexOf(id);
  return index === -1 ? order.length : index;
}
