import type { Topic } from "./checklist.ts";
import type { ContactAnswers } from "./contact.ts";
import { isPlanComplete, type NightPlan } from "./nights.ts";
import { wasExplained } from "./topics.ts";

/**
 * Whether what a topic is for was reached: explained back, or done in the step that asks for it. A plan for at least
 * two nights, or none expected; everybody who puts baby down reached; the guidance found. Never that advice was given.
 */
export function isReached(
  topic: Pick<Topic, "id" | "recordedIn">,
  answers: Pick<ContactAnswers, "topics" | "nights" | "agreement">,
): boolean {
  switch (topic.recordedIn) {
    case "topics":
      return wasExplained(answers.topics.results[topic.id]);
    case "different-nights":
      return plannedEvents(answers.nights.plans) >= plansWanted || answers.nights.fewReason === "none-expected";
    case "agreement-carers":
      return ["spoken-to", "reached-another-way", "no-one-else"].includes(answers.agreement.otherCarers ?? "");
    case "agreement-guidance":
      return answers.agreement.guidance === "unaided" || answers.agreement.guidance === "shown";
  }
}

/** How many different nights are planned for in a complete contact. clinical.md 8.4, out-of-routine plan. */
export const plansWanted = 2;

/** How many different events have a plan that names a bed and a sober grown-up. Two plans for one event count once. */
export function plannedEvents(plans: readonly NightPlan[]): number {
  const complete = plans.filter(isPlanComplete);
  return new Set(complete.map((plan) => (plan.eventId === "OR-own" ? plan.id : plan.eventId))).size;
}
