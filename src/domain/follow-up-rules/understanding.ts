import { otherCarersLabels } from "../agreement.ts";
import type { Topic } from "../checklist.ts";
import { addDays, readEnteredDate } from "../dates.ts";
import { isPlanComplete } from "../nights.ts";
import { topicsThatMustNotBeSkipped } from "../relevance.ts";
import { isReached, plannedEvents, plansWanted } from "../topic-outcome.ts";
import { topicResultLabels } from "../topics.ts";
import { addWorkingDays } from "../working-days.ts";
import { type ContactFacts, type FollowUpRule, isBorn } from "./rule.ts";

// Topics that cannot wait a week once there is a baby to lay down tonight: clinical.md 8.5, AC-teach.
const urgentTopics = ["back", "sofa", "sofa-tired", "own-space", "bed-danger"];

/** AC-teach, AC-plan and AC-carer: what is understood, planned and passed on. */
export const understandingRules = {
  teach: {
    actionId: "AC-teach",
    because: (facts) => topicsToGoOver(facts).map((topic) => `${topic.short}: ${howFar(topic, facts)}`),
    due: (facts) => {
      const isUrgent = isBorn(facts) && topicsToGoOver(facts).some((topic) => urgentTopics.includes(topic.id.slice(3)));
      return isUrgent ? addWorkingDays(facts.contactDate, 2) : addDays(facts.contactDate, 7);
    },
    topicIds: (facts) => topicsToGoOver(facts).map((topic) => topic.id),
  },
  plan: {
    actionId: "AC-plan",
    because: whatPlansLack,
    due: dueBeforeTheNight,
  },
  carer: {
    actionId: "AC-carer",
    because: ({ answers }) => {
      const { otherCarers } = answers.agreement;
      return otherCarers === "not-reached" || otherCarers === "plan-to-reach"
        ? [`Others who put baby down: ${otherCarersLabels[otherCarers].toLowerCase()}`]
        : [];
    },
    due: ({ contactDate }) => addDays(contactDate, 14),
  },
} as const satisfies Record<string, FollowUpRule>;

/**
 * The topics that must not be skipped and were taken up without being understood yet, or put off. "Talked only" is
 * among them: nobody knows what was understood. Topics not answered at all are what completeness names.
 */
function topicsToGoOver({ checklist, answers, subject }: ContactFacts): Topic[] {
  return topicsThatMustNotBeSkipped(checklist, answers, subject).filter((topic) => {
    if (isReached(topic, answers)) return false;
    if (topic.recordedIn === "topics") return answers.topics.results[topic.id] !== undefined;
    return topic.recordedIn === "agreement-guidance" && answers.agreement.guidance !== undefined;
  });
}

function howFar(topic: Topic, { answers }: ContactFacts): string {
  const given = answers.topics.results[topic.id];
  return topic.recordedIn === "topics" && given ? topicResultLabels[given.result].toLowerCase() : "not found yet";
}

/** Too few plans and no word that none are needed, or a plan that does not name a safe bed and a sober grown-up. */
function whatPlansLack({ answers, checklist }: ContactFacts): string[] {
  const { plans, fewReason } = answers.nights;
  const unfinished = plans.filter((plan) => !isPlanComplete(plan));
  const names = unfinished.map(
    (plan) =>
      checklist.nights.find((event) => event.id === plan.eventId)?.short ?? (plan.what || "A night of their own"),
  );
  const complete = plannedEvents(plans);
  const tooFew = complete < plansWanted && fewReason !== "none-expected";
  return [
    ...(tooFew ? [`${complete} of ${plansWanted} different nights planned for`] : []),
    ...[...new Set(names)].sort().map((name) => `${name}: the plan does not name a bed and who is in charge`),
  ];
}

/** The first night that an unfinished plan is for, if its day is known, and within a week in any case. */
function dueBeforeTheNight({ answers, contactDate }: ContactFacts): string {
  const days = answers.nights.plans
    .filter((plan) => !isPlanComplete(plan))
    .map((plan) => (plan.reviewOn ? readEnteredDate(plan.reviewOn) : undefined))
    .flatMap((read) => (read?.ok && read.value >= contactDate ? [read.value] : []));
  return days.reduce(earlier, addDays(contactDate, 7));
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
