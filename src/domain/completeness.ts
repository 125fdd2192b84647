import type { FactorItem } from "./checklist.ts";
import type { ContactStep } from "./contact.ts";
import { readEnteredDate } from "./dates.ts";
import { resolveFactor } from "./factors.ts";
import { type Baby, babiesOf, babyLabel, listWords } from "./family.ts";
import type { ContactFacts } from "./follow-up-rules/rule.ts";
import { type ProposedFollowUp, proposeFollowUps } from "./follow-up-rules.ts";
import { recordedAtBirth, topicsThatMustNotBeSkipped } from "./relevance.ts";
import { nightSpacesOf, wasSeen } from "./sleep-findings.ts";
import { plannedEvents, plansWanted } from "./topic-outcome.ts";
import { wasExplained } from "./topics.ts";

/** Something without which a contact is only partly done, and the step where it is recorded. */
export type MissingItem = { step: ContactStep } & (
  | { step: "people"; kind: "nobody-present" }
  | {
      step: "sleep-space";
      kind: "night-place" | "night-evidence" | "night-findings" | "not-seen-reason";
      baby?: string;
    }
  | { step: "baby-and-home"; kind: "factor"; factorId: string; short: string; baby?: string }
  | { step: "topics"; kind: "topic-result" | "topic-reason"; topicId: string; short: string }
  | { step: "topics"; kind: "nothing-explained" }
  | { step: "different-nights"; kind: "plans"; planned: number }
  | { step: "agreement"; kind: "other-carers" | "guidance" }
  | { step: "concerns"; kind: "decision" | "decline-reason"; actionId: string; action: string }
  | { step: "concerns"; kind: "owner" | "due-date"; actionId?: string; action: string }
  | { step: "concerns"; kind: "go-over-again"; topics: string[] }
  | { step: "concerns"; kind: "next-contact" }
);

/** Whether all that clinical.md 8.6 asks of a contact is recorded, or what is missing in the order of the steps. */
export type Completeness = { complete: true } | { complete: false; missing: MissingItem[] };

/**
 * The gate of clinical.md 8.6. "Complete" says that nothing was left out, never that the baby is safe. It is out of
 * reach while what the parent said or showed, what was seen, or what could break the routine is blank (design.md 1).
 * Nothing waits for it: a contact can be saved, left and finalised without.
 */
export function completeness(facts: ContactFacts): Completeness {
  const missing = [
    ...missingOfPeople(facts),
    ...missingOfSleep(facts),
    ...missingOfFactors(facts),
    ...missingOfTopics(facts),
    ...missingOfNights(facts),
    ...missingOfAgreement(facts),
    ...missingOfConcerns(facts),
  ];
  return missing.length === 0 ? { complete: true } : { complete: false, missing };
}

/** What is missing, in plain words that say what to do: "Record how you know where baby sleeps at night". */
export function describeMissing(item: MissingItem): string {
  switch (item.kind) {
    case "nobody-present":
      return "Record who is here";
    case "night-place":
      return `Record where ${item.baby ?? "baby"} sleeps at night`;
    case "night-evidence":
      return `Record whether you saw where ${item.baby ?? "baby"} sleeps at night`;
    case "night-findings":
      return `Record what you saw where ${item.baby ?? "baby"} sleeps at night`;
    case "not-seen-reason":
      return `Record why you did not see where ${item.baby ?? "baby"} sleeps at night`;
    case "factor":
      return `Ask about: ${item.baby ? `${item.baby}, ` : ""}${item.short}`;
    case "topic-result":
      return `Record what the parent could explain: ${item.short}`;
    case "topic-reason":
      return `Record why this was not covered: ${item.short}`;
    case "nothing-explained":
      return "No topic has been explained back yet";
    case "plans":
      return `Plan ${plansWanted} different nights, or record why not. ${item.planned} planned so far`;
    case "other-carers":
      return "Record whether the others who put baby down were reached";
    case "guidance":
      return "Record whether the parent found the guidance";
    case "decision":
      return `Decide on the follow-up: ${item.action}`;
    case "decline-reason":
      return `Record why this follow-up is not needed: ${item.action}`;
    case "owner":
      return `Record who will do this: ${item.action || "a follow-up"}`;
    case "due-date":
      return `Enter the day by when to do this: ${item.action || "a follow-up"}`;
    case "go-over-again":
      return `Agree when to go over this again: ${listWords(item.topics)}`;
    case "next-contact":
      return "Enter the date of the next contact, after the day of this one";
  }
}

function missingOfPeople({ answers: { people } }: ContactFacts): MissingItem[] {
  return people.present.length + people.others.length === 0 ? [{ step: "people", kind: "nobody-present" }] : [];
}

function missingOfSleep({ answers, subject }: ContactFacts): MissingItem[] {
  return babiesOrNone(subject).flatMap((baby): MissingItem[] => {
    const spaces = nightSpacesOf(answers.sleep, baby?.id);
    const named = nameAmongSeveral(subject, baby);
    const missing = (kind: "night-place" | "night-evidence" | "night-findings" | "not-seen-reason"): MissingItem[] => [
      { step: "sleep-space", kind, ...named },
    ];
    if (spaces.length === 0 || spaces.some((space) => space.place === undefined)) return missing("night-place");
    if (spaces.some((space) => space.evidence === undefined)) return missing("night-evidence");
    if (spaces.some(({ evidence }) => evidence?.how === "not-seen" && !evidence.reason)) {
      return missing("not-seen-reason");
    }
    return spaces.some((space) => wasSeen(space) && space.findings === undefined) ? missing("night-findings") : [];
  });
}

/** Every factor that makes bed sharing dangerous must be asked. Put off is not asked; not known and not said are. */
function missingOfFactors({ checklist, answers, subject }: ContactFacts): MissingItem[] {
  return checklist.factors
    .filter((item) => item.bedDanger)
    .flatMap((item) =>
      (item.perBaby ? babiesOrNone(subject) : [undefined])
        .filter((baby) => !isKnown(item, baby))
        .map(
          (baby): MissingItem => ({
            step: "baby-and-home",
            kind: "factor",
            factorId: item.id,
            short: item.short,
            ...nameAmongSeveral(subject, baby),
          }),
        ),
    );

  function isKnown(item: FactorItem, baby: Baby | undefined): boolean {
    const reply = resolveFactor(answers.factors, item, baby?.id)?.reply;
    if (reply !== undefined && reply !== "not-asked") return true;
    return baby !== undefined && recordedAtBirth(item, baby) !== undefined;
  }
}

function missingOfTopics({ checklist, answers, subject }: ContactFacts): MissingItem[] {
  const topics = topicsThatMustNotBeSkipped(checklist, answers, subject).filter(
    (topic) => topic.recordedIn === "topics",
  );
  const missing = topics.flatMap((topic): MissingItem[] => {
    const given = answers.topics.results[topic.id];
    const about = { topicId: topic.id, short: topic.short };
    if (!given) return [{ step: "topics", kind: "topic-result", ...about }];
    return given.result === "not-today" && !given.reason ? [{ step: "topics", kind: "topic-reason", ...about }] : [];
  });
  if (missing.length > 0 || topics.some((topic) => wasExplained(answers.topics.results[topic.id]))) return missing;
  return [{ step: "topics", kind: "nothing-explained" }];
}

function missingOfNights({ answers }: ContactFacts): MissingItem[] {
  const planned = plannedEvents(answers.nights.plans);
  if (planned >= plansWanted || answers.nights.fewReason !== undefined) return [];
  return [{ step: "different-nights", kind: "plans", planned }];
}

function missingOfAgreement({ answers: { agreement } }: ContactFacts): MissingItem[] {
  return [
    ...(agreement.guidance === undefined ? [{ step: "agreement", kind: "guidance" } as const] : []),
    ...(agreement.otherCarers === undefined ? [{ step: "agreement", kind: "other-carers" } as const] : []),
  ];
}

function missingOfConcerns(facts: ContactFacts): MissingItem[] {
  const { own, nextContact } = facts.answers.concerns;
  const next = nextContact ? readEnteredDate(nextContact) : undefined;
  return [
    ...proposeFollowUps(facts).flatMap((proposal) => missingOfProposal(facts, proposal)),
    ...own.flatMap((agreed) => missingOfAgreed(agreed)),
    ...(next?.ok && next.value > facts.contactDate ? [] : [{ step: "concerns", kind: "next-contact" } as const]),
  ];
}

function missingOfProposal(facts: ContactFacts, { actionId, action, topicIds }: ProposedFollowUp): MissingItem[] {
  const decision = facts.answers.concerns.decisions[actionId];
  if (!decision) return [{ step: "concerns", kind: "decision", actionId, action }];
  if (decision.decision === "accepted") return missingOfAgreed({ ...decision, actionId });
  if (!decision.reason) return [{ step: "concerns", kind: "decline-reason", actionId, action }];
  // What must not be skipped is explained back or has a date: it can be put off, and never waved through.
  if (topicIds && decision.reason !== "already-in-place") {
    const topics = facts.checklist.topics.filter((topic) => topicIds.includes(topic.id)).map((topic) => topic.short);
    return [{ step: "concerns", kind: "go-over-again", topics }];
  }
  return [];
}

function missingOfAgreed(agreed: {
  action: string;
  owner: string;
  due: Parameters<typeof readEnteredDate>[0];
  actionId?: string;
}): MissingItem[] {
  const about = { action: agreed.action, ...(agreed.actionId ? { actionId: agreed.actionId } : {}) };
  return [
    ...(agreed.owner.trim() === "" ? [{ step: "concerns", kind: "owner", ...about } as const] : []),
    ...(readEnteredDate(agreed.due).ok ? [] : [{ step: "concerns", kind: "due-date", ...about } as const]),
  ];
}

function babiesOrNone(subject: ContactFacts["subject"]): readonly (Baby | undefined)[] {
  const babies = babiesOf(subject);
  return babies.length > 0 ? babies : [undefined];
}

function nameAmongSeveral(subject: ContactFacts["subject"], baby: Baby | undefined): { baby?: string } {
  return baby && babiesOf(subject).length > 1 ? { baby: babyLabel(subject, baby.id) } : {};
}
