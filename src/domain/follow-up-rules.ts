import type { Contact } from "./contact.ts";
import { type CivilDate, readEnteredDate } from "./dates.ts";
import { homeRules } from "./follow-up-rules/baby-and-home.ts";
import { overTimeRules } from "./follow-up-rules/over-time.ts";
import type { ContactFacts, FollowUpRule } from "./follow-up-rules/rule.ts";
import { sleepRules } from "./follow-up-rules/sleep.ts";
import { understandingRules } from "./follow-up-rules/understanding.ts";

/** A follow-up that the rules propose. The visitor takes it up, changes it, or declines it with a reason. */
export interface ProposedFollowUp {
  /** AC-..., under which the visitor's decision is kept. */
  actionId: string;
  /** What was recorded that brings it about, in plain words. */
  because: string[];
  /** What to do, as the checklist words it. */
  action: string;
  /** When, as the checklist words it: "Plan for tonight before leaving, and see again within 3 working days". */
  timing: string;
  /** The last day of that. Never before the contact. */
  due: CivilDate;
  /** The topics to go over, for AC-teach. */
  topicIds?: string[];
}

// In the order of clinical.md 8.5. AC-noaccess and AC-ill are the visitor's to add; AC-next is the date of the next
// contact, which completeness asks for.
const rules: readonly FollowUpRule[] = [
  sleepRules.danger,
  homeRules.impair,
  sleepRules.noBed,
  sleepRules.bed,
  sleepRules.sofa,
  sleepRules.front,
  sleepRules.item,
  understandingRules.teach,
  sleepRules.see,
  overTimeRules.refuse,
  understandingRules.plan,
  understandingRules.carer,
  homeRules.smoke,
  homeRules.drug,
  homeRules.meds,
  homeRules.early,
  homeRules.loss,
  homeRules.mood,
  homeRules.abuse,
  homeRules.agency,
  overTimeRules.pattern,
  homeRules.refer,
];

/**
 * The follow-ups that clinical.md 8.5 asks for, given what is recorded so far; the soonest first, then in the order
 * of that table. Nothing is weighed, counted or concluded: each stands by itself, with what brought it about.
 */
export function proposeFollowUps(facts: ContactFacts): ProposedFollowUp[] {
  return rules
    .flatMap((rule): ProposedFollowUp[] => {
      const worded = facts.checklist.followUps.find((action) => action.id === rule.actionId);
      const because = rule.because(facts);
      if (!worded || because.length === 0) return [];
      const topicIds = rule.topicIds?.(facts);
      return [
        {
          actionId: rule.actionId,
          because,
          action: worded.action,
          timing: worded.timing,
          due: rule.due(facts),
          ...(topicIds ? { topicIds } : {}),
        },
      ];
    })
    .sort((a, b) => a.due.localeCompare(b.due));
}

/** A follow-up that was agreed: a proposed one that was taken up, or one of the visitor's own. */
export interface AgreedFollowUp {
  action: string;
  owner: string;
  /** Absent while the date entered is not a date. */
  due?: CivilDate;
  /** AC-..., where the rules proposed it. */
  actionId?: string;
}

/** What was agreed at a contact: the soonest first, those without a date last. */
export function followUpsAgreed(contact: Pick<Contact, "answers">): AgreedFollowUp[] {
  const { decisions, own } = contact.answers.concerns;
  const order = rules.map((rule) => rule.actionId);
  const taken = Object.entries(decisions)
    .flatMap(([actionId, decision]) => (decision.decision === "accepted" ? [{ ...decision, actionId }] : []))
    .sort((a, b) => order.indexOf(a.actionId) - order.indexOf(b.actionId));
  return [...taken, ...own]
    .map((agreed): AgreedFollowUp => {
      const due = readEnteredDate(agreed.due);
      return {
        action: agreed.action,
        owner: agreed.owner,
        ...(due.ok ? { due: due.value } : {}),
        ...("actionId" in agreed ? { actionId: agreed.actionId } : {}),
      };
    })
    .sort((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999"));
}
