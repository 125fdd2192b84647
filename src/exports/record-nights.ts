import type { Checklist } from "../domain/checklist.ts";
import type { FinalContact } from "../domain/contact.ts";
import { fewNightsReasonLabels, type NightPlan, nightPlaceLabels } from "../domain/nights.ts";
import { plain, quoted, withNote, written, writtenDate } from "./free-text.ts";
import {
  detail,
  matter,
  type RecordBlock,
  type RecordRow,
  type RecordSection,
  rowsBlock,
  section,
} from "./record-section.ts";

/** The plan for each night that is different. A plan that was asked for alone is for the professional notes. */
export function nightsSection(contact: FinalContact, checklist: Checklist): RecordSection[] {
  const { plans } = contact.answers.nights;
  return section("nights", "Plan for different nights", [
    ...plans.flatMap((plan) => planBlocks(plan, checklist)),
    ...rowsBlock([...(plans.length === 0 ? matter("Plan", undefined) : []), ...fewRows(contact)]),
  ]);
}

/** What the event of a plan is called, and whether it may stand where the family can read it. */
export function planEvent(plan: NightPlan, checklist: Checklist): { name: string; isOpen: boolean } {
  const what = written(plan.what);
  if (plan.eventId === "OR-own") return { name: what ?? "Another night that is different", isOpen: true };
  const event = checklist.nights.find((candidate) => candidate.id === plan.eventId);
  // What the plan is for is not known here, so it is treated as the most sensitive.
  if (!event) return { name: withNote(plain(plan.eventId), what), isOpen: false };
  return { name: withNote(event.short, what), isOpen: !event.askAlone };
}

/**
 * The text of the ready-made plan that was picked; undefined when none was, or the checklist does not have it for
 * this event. Plans for what is asked alone are found for that event only.
 */
export function starterText(plan: NightPlan, checklist: Checklist): string | undefined {
  return checklist.nights
    .filter((event) => event.id === plan.eventId || !event.askAlone)
    .flatMap((event) => event.starters)
    .find((starter) => starter.id === plan.starterId)?.text;
}

function planBlocks(plan: NightPlan, checklist: Checklist): RecordBlock[] {
  const event = planEvent(plan, checklist);
  return rowsBlock(planRows(plan, checklist, { restricted: !event.isOpen }), event.name);
}

function planRows(plan: NightPlan, checklist: Checklist, marks: { restricted: boolean }): RecordRow[] {
  const picked = plan.starterId && (starterText(plan, checklist) ?? plan.starterId);
  const place = plan.place ? withNote(nightPlaceLabels[plan.place], plan.placeOther) : written(plan.placeOther);
  return [
    ...detail("Plan", picked && `${picked.replace(/\.$/, "")} (picked from the list)`, marks),
    ...detail("Parent's words", quoted(plan.words), marks),
    ...matter("Bed", place, marks),
    ...matter("Sober and in charge", written(plan.inCharge), marks),
    ...detail("Who packs what", written(plan.whoPacks), marks),
    ...detail("Who else knows", written(plan.whoKnows), marks),
    ...detail("If it goes wrong", written(plan.ifItGoesWrong), marks),
    ...detail("Look at it again on", writtenDate(plan.reviewOn), marks),
    ...detail(
      "From an earlier contact",
      plan.sameAsBefore ? "Same plan, parent says it still holds" : undefined,
      marks,
    ),
  ];
}

function fewRows(contact: FinalContact): RecordRow[] {
  const { fewReason, fewNote } = contact.answers.nights;
  // That it was not safe to talk is for the professional notes, with whatever was noted about it.
  const marks = { restricted: fewReason === "not-safe" };
  return [
    ...detail("Why fewer than two nights", fewReason && fewNightsReasonLabels[fewReason], marks),
    ...detail("About the number of nights", written(fewNote), marks),
  ];
}
