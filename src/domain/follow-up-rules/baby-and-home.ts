import { addDays, type CivilDate } from "../dates.ts";
import { bedDangerFactors, describeDangerFactor, isAboutBirth } from "../relevance.ts";
import { addWorkingDays, lastWeekdayOfWeek } from "../working-days.ts";
import { type ContactFacts, concernsSeen, type FollowUpRule, isBorn, repliedYes } from "./rule.ts";

const sameDay = ({ contactDate }: ContactFacts): CivilDate => contactDate;
const inTwoWorkingDays = ({ contactDate }: ContactFacts): CivilDate => addWorkingDays(contactDate, 2);

/** AC-impair and AC-smoke to AC-cp, and AC-refer: what was said and seen of the people, the baby and the home. */
export const homeRules = {
  impair: { actionId: "AC-impair", because: (facts) => concernsSeen(facts, "OB-impair"), due: sameDay },
  smoke: {
    actionId: "AC-smoke",
    because: (facts) => [...repliedYes(facts, "RF-smk-now"), ...concernsSeen(facts, "OB-smoke")],
    due: ({ contactDate }) => lastWeekdayOfWeek(contactDate),
  },
  drug: { actionId: "AC-drug", because: (facts) => repliedYes(facts, "RF-alc", "RF-drug"), due: inTwoWorkingDays },
  meds: { actionId: "AC-meds", because: (facts) => repliedYes(facts, "RF-meds"), due: inTwoWorkingDays },
  early: {
    actionId: "AC-early",
    because: bornEarlyOrSmall,
    due: ({ contactDate }) => addDays(contactDate, 7),
  },
  loss: { actionId: "AC-loss", because: (facts) => repliedYes(facts, "RF-loss"), due: dueAfterLoss },
  mood: { actionId: "AC-mood", because: (facts) => repliedYes(facts, "RF-mood"), due: sameDay },
  abuse: { actionId: "AC-da", because: (facts) => repliedYes(facts, "RF-da"), due: sameDay },
  agency: {
    actionId: "AC-cp",
    because: (facts) => repliedYes(facts, "RF-agency"),
    // With a worry for a child's safety it is 24 hours, whatever the day of the week.
    due: ({ answers, contactDate }) =>
      answers.concerns.level === "safety" ? addDays(contactDate, 1) : addWorkingDays(contactDate, 1),
  },
  refer: {
    actionId: "AC-refer",
    because: ({ answers }) => (answers.concerns.level === "safety" ? ["You are worried about a child's safety"] : []),
    due: sameDay,
  },
} as const satisfies Record<string, FollowUpRule>;

/** Before birth an answer is about the chance of it, so there is no early or small baby yet. */
function bornEarlyOrSmall(facts: ContactFacts): string[] {
  if (!isBorn(facts)) return [];
  const { checklist, answers, subject } = facts;
  return [
    ...bedDangerFactors(checklist, answers, subject)
      .filter((factor) => isAboutBirth(factor) && factor.presence === "present")
      .map((factor) => describeDangerFactor(factor, subject)),
    ...repliedYes(facts, "RF-nnu"),
  ];
}

/** Within 5 working days, and before the due date if that is sooner. */
function dueAfterLoss({ subject, contactDate }: ContactFacts): CivilDate {
  const due = addWorkingDays(contactDate, 5);
  if (subject.stage.stage === "born" || subject.stage.dueDate === null) return due;
  const { dueDate } = subject.stage;
  return contactDate <= dueDate && dueDate < due ? dueDate : due;
}
