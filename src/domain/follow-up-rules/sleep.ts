import { addDays, daysBetween } from "../dates.ts";
import { babiesOf, babyLabel } from "../family.ts";
import type { BabyId } from "../ids.ts";
import { bedDangerFactors, describeDangerFactor } from "../relevance.ts";
import { nightSpacesOf, wasSeen } from "../sleep-findings.ts";
import {
  evidenceLabels,
  FoundItem,
  foundItemLabels,
  notSeenReasonLabels,
  SleepPlace,
  type SleepSpace,
  sleepPlaceLabels,
} from "../sleep-space.ts";
import { addWorkingDays } from "../working-days.ts";
import { type ContactFacts, concernsSeen, type FollowUpRule, isBorn, repliedYes } from "./rule.ts";

// Pregnancy lasts 280 days to the due date, so 36 weeks + 0 days are reached 28 days before it.
const daysFrom36WeeksToDueDate = 28;

/** AC-danger to AC-front, AC-item and AC-see: where and how baby sleeps. */
export const sleepRules = {
  danger: {
    actionId: "AC-danger",
    because: (facts) => concernsSeen(facts, "OB-asleep"),
    due: ({ contactDate }) => contactDate,
  },
  noBed: {
    actionId: "AC-nobed",
    because: (facts) => (babyMayComeAnyDay(facts) ? [...noPlaceAtNight(facts), ...concernsSeen(facts, "OB-own")] : []),
    due: ({ contactDate }) => addWorkingDays(contactDate, 1),
  },
  bed: {
    actionId: "AC-bed",
    because: bedWithDanger,
    due: ({ contactDate }) => addWorkingDays(contactDate, 3),
  },
  sofa: {
    actionId: "AC-sofa",
    because: (facts) => [
      ...repliedYes(facts, "RF-sofa"),
      ...placesUsed(facts.answers.sleep.spaces, "sofa-or-chair").map((place) => `Where baby sleeps: ${place}`),
    ],
    due: ({ contactDate }) => addDays(contactDate, 7),
  },
  front: {
    actionId: "AC-front",
    because: (facts) => repliedYes(facts, "RF-prone"),
    due: ({ contactDate }) => addWorkingDays(contactDate, 3),
  },
  item: {
    actionId: "AC-item",
    because: (facts) => [...itemsFound(facts), ...concernsSeen(facts, "OB-pillow")],
    due: ({ contactDate }) => addDays(contactDate, 14),
  },
  see: {
    actionId: "AC-see",
    because: nightPlaceNotSeen,
    due: dueToSee,
  },
} as const satisfies Record<string, FollowUpRule>;

/**
 * "No safe space tonight" needs a baby, or one who may come any day. Earlier in pregnancy a place that is not there
 * yet is for AC-see: check it by 36 weeks.
 */
function babyMayComeAnyDay(facts: ContactFacts): boolean {
  const { stage } = facts.subject;
  if (stage.stage === "born") return true;
  return stage.dueDate !== null && daysBetween(facts.contactDate, stage.dueDate) <= daysFrom36WeeksToDueDate;
}

function noPlaceAtNight({ answers }: ContactFacts): string[] {
  return placesUsed(nightSpacesOf(answers.sleep), "none").map((place) => `Where baby sleeps at night: ${place}`);
}

function bedWithDanger(facts: ContactFacts): string[] {
  const { checklist, answers, subject } = facts;
  const inAdultBed = nightSpacesOf(answers.sleep).filter((space) => space.place === "adult-bed");
  const said = repliedYes(facts, "RF-bed");
  // An answer about the family is about every baby; a place is about the babies it is for.
  const concerns = (babyId: BabyId | undefined) =>
    said.length > 0 ||
    inAdultBed.some(({ babyIds }) => babyId === undefined || babyIds.length === 0 || babyIds.includes(babyId));
  const dangers = bedDangerFactors(checklist, answers, subject).filter(
    (factor) => factor.presence !== "absent" && concerns(factor.babyId),
  );
  if (dangers.length === 0) return [];
  const places = placesUsed(inAdultBed, "adult-bed").map((place) => `Where baby sleeps at night: ${place}`);
  return [...said, ...places, ...dangers.map((factor) => describeDangerFactor(factor, subject))];
}

function itemsFound({ answers }: ContactFacts): string[] {
  const { spaces } = answers.sleep;
  const concerns = spaces.flatMap(({ findings }) => (findings?.kind === "concern" ? [findings] : []));
  const items = FoundItem.options.filter((item) => concerns.some((concern) => concern.items.includes(item)));
  return [
    ...placesUsed(spaces, "pod-or-nest", "seat-or-swing").map((place) => `Where baby sleeps: ${place}`),
    ...items.map((item) => `Found: ${foundItemLabels[item]}`),
    ...(concerns.some((concern) => concern.items.length === 0) ? ["A concern with where baby sleeps"] : []),
  ];
}

function nightPlaceNotSeen(facts: ContactFacts): string[] {
  const { answers, subject } = facts;
  const babies = babiesOf(subject);
  const of = babies.length > 1 ? babies.map((baby) => baby.id) : [undefined];
  const causes = of.flatMap((babyId) => {
    const named = babyId ? `${babyLabel(subject, babyId)}: ` : "";
    return howNotSeen(nightSpacesOf(answers.sleep, babyId)).map((how) => `${named}${how}`);
  });
  if (answers.people.place === "hospital") causes.push("Contact was in hospital, so the home is still to be seen");
  if (!isBorn(facts)) causes.push(...noPlaceAtNight(facts));
  return causes;
}

function howNotSeen(spaces: readonly SleepSpace[]): string[] {
  const known = spaces.filter((space) => space.evidence !== undefined);
  if (known.length === 0) return ["Where baby sleeps at night was not recorded"];
  if (known.some(wasSeen)) return [];
  const ways = known.map(({ evidence }) => {
    if (evidence?.how !== "not-seen")
      return `Night place: ${evidenceLabels[evidence?.how ?? "not-seen"].toLowerCase()}`;
    return evidence.reason ? `Night place not seen: ${notSeenReasonLabels[evidence.reason]}` : "Night place not seen";
  });
  return [...new Set(ways)].sort();
}

function dueToSee(facts: ContactFacts): string {
  const { stage } = facts.subject;
  if (stage.stage === "born") return addDays(facts.contactDate, 7);
  if (stage.dueDate !== null) {
    const at36Weeks = addDays(stage.dueDate, -daysFrom36WeeksToDueDate);
    if (facts.contactDate <= at36Weeks) return at36Weeks;
  }
  return addDays(facts.contactDate, 14);
}

/** The labels of those of `places` that a space is, each once, in the order in which they are offered. */
function placesUsed(spaces: readonly SleepSpace[], ...places: SleepPlace[]): string[] {
  return SleepPlace.options
    .filter((place) => places.includes(place) && spaces.some((space) => space.place === place))
    .map((place) => sleepPlaceLabels[place]);
}
