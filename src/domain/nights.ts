import * as z from "zod/mini";
import { EnteredDate } from "./dates.ts";
import { EntryId } from "./ids.ts";
import { ShortText, Words } from "./text.ts";

/** Where baby will sleep on a night that is different. */
export const NightPlace = z.enum(["own-bed", "travel-cot", "cot-there", "carry-basket", "not-decided", "other"]);
export type NightPlace = z.infer<typeof NightPlace>;

export const nightPlaceLabels: Record<NightPlace, string> = {
  "own-bed": "Baby's own bed at home",
  "travel-cot": "Travel cot we bring",
  "cot-there": "A cot that is there",
  "carry-basket": "Moses basket or carrycot we bring",
  "not-decided": "Not decided yet",
  other: "Somewhere else",
};

/** Why fewer than two nights are planned for. */
export const FewNightsReason = z.enum(["none-expected", "no-time", "did-not-want", "not-safe", "other"]);
export type FewNightsReason = z.infer<typeof FewNightsReason>;

export const fewNightsReasonLabels: Record<FewNightsReason, string> = {
  "none-expected": "Asked, and no other change is expected",
  "no-time": "Ran out of time",
  "did-not-want": "Parent did not want to",
  "not-safe": "Not safe to discuss",
  other: "Other reason",
};

/** The family's plan for one night that is different, in their words where they gave them. */
export const NightPlan = z.strictObject({
  id: EntryId,
  /** The "what if" of the checklist that this plans for, or "OR-own" for one that the family named. */
  eventId: z.string().check(z.maxLength(30)),
  /** What the event is, for the family's own. */
  what: z.optional(ShortText),
  /** The ready-made plan that was picked from the list, if one was. */
  starterId: z.optional(z.string().check(z.maxLength(30))),
  place: z.optional(NightPlace),
  placeOther: z.optional(ShortText),
  /** Who is sober and in charge. */
  inCharge: z.optional(ShortText),
  whoPacks: z.optional(ShortText),
  whoKnows: z.optional(ShortText),
  ifItGoesWrong: z.optional(Words),
  /** The plan in the parent's own words. */
  words: z.optional(Words),
  reviewOn: z.optional(EnteredDate),
  /** The plan of an earlier contact that this one repeats after the parent said it still holds. */
  sameAsBefore: z.optional(z.boolean()),
});
export type NightPlan = z.infer<typeof NightPlan>;

/** The step "Different nights". */
export const NightsAnswers = z.strictObject({
  plans: z.array(NightPlan).check(z.maxLength(20)),
  fewReason: z.optional(FewNightsReason),
  fewNote: z.optional(Words),
});
export type NightsAnswers = z.infer<typeof NightsAnswers>;

/**
 * Whether a plan names a bed for the baby and a sober grown-up, the test of clinical.md 8.5 (AC-plan). "Somewhere
 * else" names a bed only with words that say where.
 */
export function isPlanComplete(plan: NightPlan): boolean {
  const isNamed = (words: string | undefined) => (words ?? "").trim() !== "";
  const namesBed =
    plan.place === "other" ? isNamed(plan.placeOther) : plan.place !== undefined && plan.place !== "not-decided";
  return namesBed && isNamed(plan.inCharge);
}
