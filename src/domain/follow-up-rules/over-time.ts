import type { ContactAnswers, FinalContact } from "../contact.ts";
import { resolveFactor } from "../factors.ts";
import { declinedToShow, nightSpacesOf, sawConcern } from "../sleep-findings.ts";
import { FoundItem, foundItemLabels } from "../sleep-space.ts";
import { wasExplained } from "../topics.ts";
import { addWorkingDays } from "../working-days.ts";
import { type ContactFacts, type FollowUpRule, repliedYes } from "./rule.ts";
import { sleepRules } from "./sleep.ts";

/**
 * AC-refuse and AC-pattern: what shows only when contacts are laid side by side. They name what was recorded twice,
 * for a person to weigh; clinical.md section 7: plain evidence, never a label and never a score.
 */
export const overTimeRules = {
  refuse: {
    actionId: "AC-refuse",
    because: ({ answers, previous }) => [
      ...(declinedToShow(answers.sleep) && previous.some((contact) => declinedToShow(contact.answers.sleep))
        ? ["The family did not show where baby sleeps, now and at an earlier contact"]
        : []),
      ...(answers.sleep.match === "no" ? ["What was seen does not match what was told"] : []),
    ],
    due: ({ contactDate }) => addWorkingDays(contactDate, 2),
  },
  pattern: {
    actionId: "AC-pattern",
    because: (facts) => concernsAgain(facts).map((concern) => `Again, after it was explained back: ${concern}`),
    due: ({ contactDate }) => addWorkingDays(contactDate, 2),
  },
} as const satisfies Record<string, FollowUpRule>;

function concernsAgain(facts: ContactFacts): string[] {
  const { checklist, answers, previous } = facts;
  const observed = checklist.observations.filter(
    ({ id }) =>
      sawConcern(answers.sleep, id) &&
      previous.some((contact) => sawConcern(contact.answers.sleep, id) && explained(contact, topicOfObservation(id))),
  );
  const found = FoundItem.options.filter(
    (item) =>
      wasFound(answers, item) &&
      previous.some((contact) => wasFound(contact.answers, item) && explained(contact, topicOfItem(item))),
  );
  return [
    ...observed.map((item) => item.label),
    ...found.map((item) => foundItemLabels[item]),
    ...(repliedYes(facts, "RF-sofa").length > 0 &&
    previous.some((contact) => saidYes(contact, "RF-sofa") && explained(contact, ["sofa", "sofa-tired"]))
      ? ["Dozed off with baby on a sofa or chair"]
      : []),
    ...(sleepRules.bed.because(facts).length > 0 &&
    previous.some((contact) => sharedABed(contact) && explained(contact, ["bed-danger"]))
      ? ["Shared a bed where it is dangerous"]
      : []),
  ];
}

function wasFound(answers: Pick<ContactAnswers, "sleep">, item: FoundItem): boolean {
  return answers.sleep.spaces.some(({ findings }) => findings?.kind === "concern" && findings.items.includes(item));
}

function saidYes(contact: FinalContact, factorId: string): boolean {
  return resolveFactor(contact.answers.factors, { id: factorId, list: "open" })?.reply === "yes";
}

function sharedABed(contact: FinalContact): boolean {
  return (
    saidYes(contact, "RF-bed") || nightSpacesOf(contact.answers.sleep).some((space) => space.place === "adult-bed")
  );
}

/** Whether the family could explain, at that contact, one of the topics that a concern is about. */
function explained(contact: FinalContact, topics: readonly string[]): boolean {
  return Object.entries(contact.answers.topics.results).some(
    ([id, result]) => topics.includes(id.slice(3)) && wasExplained(result),
  );
}

/** The topics that tell the family what is safe, by the ends of their ids. */
function topicOfObservation(id: string): string[] {
  switch (id) {
    case "OB-asleep":
    case "OB-demo":
      return ["back"];
    case "OB-room":
      return ["same-room"];
    case "OB-temp":
    case "OB-hat":
      return ["temp"];
    case "OB-seat":
      return ["sling-car", "products", "own-space"];
    case "OB-sofa":
      return ["sofa", "sofa-tired"];
    case "OB-smoke":
      return ["smoke-free"];
    case "OB-impair":
      return ["sober", "night-plan", "bed-danger"];
    default:
      return ["own-space"];
  }
}

function topicOfItem(item: FoundItem): string[] {
  return item === "near-heater-or-sun" || item === "hat-or-overdressed" ? ["temp"] : ["own-space"];
}
