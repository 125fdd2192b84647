import type { Checklist } from "../checklist.ts";
import type { ContactAnswers, FinalContact } from "../contact.ts";
import type { CivilDate } from "../dates.ts";
import { type FactorReply, resolveFactor } from "../factors.ts";
import { babiesOf, type Subject } from "../family.ts";
import { sawConcern } from "../sleep-findings.ts";

/** What the rules look at: one contact as answered so far, its family, and the final contacts before it. */
export interface ContactFacts {
  checklist: Checklist;
  answers: ContactAnswers;
  subject: Pick<Subject, "stage">;
  previous: readonly FinalContact[];
  contactDate: CivilDate;
}

/** One row of clinical.md 8.5 that can be worked out from what was recorded. */
export interface FollowUpRule {
  /** AC-... */
  actionId: string;
  /** What was recorded that brings it about, in plain words; empty when nothing does. Facts, never a conclusion. */
  because(facts: ContactFacts): string[];
  /** The last day on which it should be done. Only asked when there is a cause. */
  due(facts: ContactFacts): CivilDate;
  /** The ids of the topics it is about, where it is about topics. */
  topicIds?(facts: ContactFacts): string[];
}

/** "Seen, concern: Adult's breath smells of alcohol" for each of the things looked at that was a concern. */
export function concernsSeen({ checklist, answers }: ContactFacts, ...observationIds: string[]): string[] {
  return observationIds
    .filter((id) => sawConcern(answers.sleep, id))
    .map((id) => `Seen, concern: ${checklist.observations.find((item) => item.id === id)?.label ?? id}`);
}

/** "Someone smokes now: yes" for each of the questions answered so, for the family or for any baby. */
export function repliedYes(facts: ContactFacts, ...factorIds: string[]): string[] {
  return facts.checklist.factors
    .filter((item) => factorIds.includes(item.id) && repliesTo(facts, item).includes("yes"))
    .map((item) => `${item.short}: yes`);
}

/** Whether baby is born. */
export function isBorn({ subject }: ContactFacts): boolean {
  return subject.stage.stage === "born";
}

function repliesTo(
  { answers, subject }: ContactFacts,
  item: Checklist["factors"][number],
): (FactorReply | undefined)[] {
  const of = item.perBaby ? [undefined, ...babiesOf(subject).map((baby) => baby.id)] : [undefined];
  return of.map((babyId) => resolveFactor(answers.factors, item, babyId)?.reply);
}
