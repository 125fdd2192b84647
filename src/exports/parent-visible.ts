import type { GuidanceSource } from "../domain/agreement.ts";
import type { Checklist } from "../domain/checklist.ts";
import type { FinalContact } from "../domain/contact.ts";
import type { ContactKind } from "../domain/contact-kind.ts";
import { type CivilDate, type EnteredDate, readEnteredDate } from "../domain/dates.ts";
import { nightPlaceLabels } from "../domain/nights.ts";
import type { TopicResult } from "../domain/topics.ts";
import { withNote, written } from "./free-text.ts";
import { planEvent, starterText } from "./record-nights.ts";

/**
 * All of a contact that the family's copy may show, and nothing else: clinical.md 8.6, second column. The copy is
 * written from this alone, so a field that is not here cannot get into it. Each text is plain and one line.
 */
export interface ParentVisible {
  kind: ContactKind;
  date: CivilDate;
  /** The visitor by name and role; never the registration number. */
  visitor: { name: string; role: string };
  language: string | undefined;
  topics: { id: string; short: string; state: TopicState }[];
  /** What visitor and parent changed together about where baby sleeps. */
  changedTogether: string[];
  /** Follow-ups that were agreed and that the checklist opens to the parent, in the words of the checklist. */
  followUps: { text: string; due: CivilDate | undefined }[];
  plans: ParentPlan[];
  guidanceSources: GuidanceSource[];
  nextContact: CivilDate | undefined;
}

/** How a topic stands for the parent. Why it was not covered, or how well it went, is not part of it. */
export type TopicState = "went-over" | "again" | "later";

/** The family's plan for one night, as they gave or picked it. */
export interface ParentPlan {
  event: string;
  picked: string | undefined;
  words: string | undefined;
  place: string | undefined;
  inCharge: string | undefined;
  whoPacks: string | undefined;
  whoKnows: string | undefined;
  ifItGoesWrong: string | undefined;
}

/** Picks what the parent may see from a contact, field by field. */
export function pickParentVisible(contact: FinalContact, checklist: Checklist): ParentVisible {
  const { topics, sleep, nights, agreement, concerns } = contact.answers;
  return {
    kind: contact.kind,
    date: contact.event.date,
    visitor: { name: written(contact.author.name) ?? "", role: written(contact.author.role) ?? "" },
    language: written(contact.subject.language),
    topics: checklist.topics.flatMap(({ id, short }) => {
      const state = topicState(topics.results[id]);
      return state ? [{ id, short, state }] : [];
    }),
    changedTogether: sleep.spaces.flatMap((space) => written(space.changedTogether) ?? []),
    followUps: checklist.followUps.flatMap(({ id, forParent, parentText }) => {
      const decision = concerns.decisions[id];
      if (!forParent || parentText === undefined || decision?.decision !== "accepted") return [];
      return [{ text: parentText, due: realDate(decision.due) }];
    }),
    plans: nights.plans.flatMap((plan) => {
      const event = planEvent(plan, checklist);
      if (!event.isOpen) return [];
      return [
        {
          event: event.name,
          picked: starterText(plan, checklist),
          words: written(plan.words),
          place: plan.place === undefined ? undefined : withNote(nightPlaceLabels[plan.place], plan.placeOther),
          inCharge: written(plan.inCharge),
          whoPacks: written(plan.whoPacks),
          whoKnows: written(plan.whoKnows),
          ifItGoesWrong: written(plan.ifItGoesWrong),
        },
      ];
    }),
    guidanceSources: agreement.sources,
    nextContact: realDate(concerns.nextContact),
  };
}

function topicState(result: TopicResult | undefined): TopicState | undefined {
  switch (result?.result) {
    case "explained-back":
    case "after-going-over-again":
    case "talked-only":
      return "went-over";
    case "not-yet":
      return "again";
    case "not-today":
      // Any other reason is the family's or the visitor's, and not for paper that lies about at home.
      return result.reason === undefined || result.reason === "no-time" ? "later" : undefined;
    case undefined:
      return undefined;
  }
}

function realDate(entered: EnteredDate | undefined): CivilDate | undefined {
  if (entered === undefined) return undefined;
  const read = readEnteredDate(entered);
  return read.ok ? read.value : undefined;
}
