import type { Checklist } from "./checklist.ts";
import type { FinalContact } from "./contact.ts";
import type { ContactKind } from "./contact-kind.ts";
import { type CivilDate, readEnteredDate } from "./dates.ts";
import { babiesOf } from "./family.ts";
import { type AgreedFollowUp, followUpsAgreed } from "./follow-up-rules.ts";
import type { NightPlan } from "./nights.ts";
import { topicsThatMustNotBeSkipped } from "./relevance.ts";
import { nightSpacesOf, wasSeen } from "./sleep-findings.ts";
import type { SleepSpace } from "./sleep-space.ts";
import { isReached } from "./topic-outcome.ts";
import type { TopicResult } from "./topics.ts";

/** What the contacts so far leave to take up at the next one. */
export interface ToFollowUp {
  /** The contact that it is reckoned from: the last one. */
  from: { kind: ContactKind; date: CivilDate };
  /** All that was agreed at the last contact, and what earlier ones set for a day after it; the soonest first. */
  agreed: (AgreedFollowUp & { agreedOn: CivilDate })[];
  /** Topics that must not be skipped and were not explained back, planned or passed on, or not recorded at all. */
  topics: { topicId: string; short: string }[];
  /** Whether the night place of any baby was not seen, or not recorded. */
  nightPlaceNotSeen: boolean;
  /** Plans with a day to look at them again. */
  plansToReview: { plan: NightPlan; reviewOn: CivilDate }[];
}

/**
 * What to take up again, from the final contacts in any order; undefined while there is none. `checklistOf` gives the
 * checklist that a contact was made with, or undefined for a version this app never had: then no topics are named.
 */
export function toFollowUp(
  finals: readonly FinalContact[],
  checklistOf: (contact: FinalContact) => Checklist | undefined,
): ToFollowUp | undefined {
  const [last, ...earlier] = latestFirst(finals);
  if (!last) return undefined;
  const checklist = checklistOf(last);
  const agreedAt = (contact: FinalContact) =>
    followUpsAgreed(contact).map((agreed) => ({ ...agreed, agreedOn: contact.event.date }));
  const stillAhead = earlier.flatMap(agreedAt).filter(({ due }) => due !== undefined && due > last.event.date);
  const { answers, subject } = last;
  return {
    from: { kind: last.kind, date: last.event.date },
    agreed: [...agreedAt(last), ...stillAhead].sort((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999")),
    topics: (checklist ? topicsThatMustNotBeSkipped(checklist, answers, subject) : [])
      .filter((topic) => !isReached(topic, answers))
      .map((topic) => ({ topicId: topic.id, short: topic.short })),
    nightPlaceNotSeen: (babiesOf(subject).length > 0 ? babiesOf(subject) : [undefined]).some(
      (baby) => !nightSpacesOf(answers.sleep, baby?.id).some(wasSeen),
    ),
    plansToReview: answers.nights.plans
      .flatMap((plan) => {
        const reviewOn = plan.reviewOn ? readEnteredDate(plan.reviewOn) : undefined;
        return reviewOn?.ok ? [{ plan, reviewOn: reviewOn.value }] : [];
      })
      .sort((a, b) => a.reviewOn.localeCompare(b.reviewOn)),
  };
}

/** What came of a topic before. */
export interface PreviousResult {
  result: TopicResult;
  /** The day of that contact. */
  date: CivilDate;
}

/**
 * What came of the same topic the last time it was taken up, however that contact's checklist named it. To be shown
 * beside the new answer and never copied into it: clinical.md 8, rules for all contacts.
 */
export function previousResult(topicId: string, previous: readonly FinalContact[]): PreviousResult | undefined {
  for (const contact of latestFirst(previous)) {
    const same = Object.entries(contact.answers.topics.results).find(([id]) => sameTopic(id) === sameTopic(topicId));
    if (same) return { result: same[1], date: contact.event.date };
  }
  return undefined;
}

/** Where baby slept at night when it was last recorded: a choice to tap, never an answer filled in. */
export function lastNightSpace(previous: readonly FinalContact[]): { space: SleepSpace; date: CivilDate } | undefined {
  for (const contact of latestFirst(previous)) {
    const space = nightSpacesOf(contact.answers.sleep).find(({ place }) => place !== undefined && place !== "none");
    if (space) return { space, date: contact.event.date };
  }
  return undefined;
}

/** The plans of the last contact that had any, each with a name for its event: choices to tap, never copied. */
export function lastPlans(
  previous: readonly FinalContact[],
  checklist: Pick<Checklist, "nights">,
): { plan: NightPlan; label: string; date: CivilDate }[] {
  const last = latestFirst(previous).find((contact) => contact.answers.nights.plans.length > 0);
  return (last?.answers.nights.plans ?? []).map((plan) => ({
    plan,
    label: checklist.nights.find((event) => event.id === plan.eventId)?.short ?? (plan.what || "A night of their own"),
    date: last?.event.date ?? "",
  }));
}

function latestFirst(contacts: readonly FinalContact[]): FinalContact[] {
  return [...contacts].sort(
    (a, b) => b.event.date.localeCompare(a.event.date) || b.finalisedAt.localeCompare(a.finalisedAt),
  );
}

/** The end of a topic's id, which is the same at every contact but for the two that were renamed as babies grow. */
function sameTopic(topicId: string): string {
  const name = topicId.slice(3);
  return renamed[name] ?? name;
}

const renamed: Record<string, string> = { "sofa-tired": "sofa", "night-plan": "sober" };
