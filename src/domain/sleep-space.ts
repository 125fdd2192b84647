import * as z from "zod/mini";
import { BabyId, EntryId } from "./ids.ts";
import { Note, ShortText, Words } from "./text.ts";

/** How a fact is known. The reviews ask that what was seen is kept apart from what was told. */
export const EvidenceHow = z.enum(["seen", "shown", "told-by-parent", "told-by-professional", "not-seen"]);
export type EvidenceHow = z.infer<typeof EvidenceHow>;

export const evidenceLabels: Record<EvidenceHow, string> = {
  seen: "Seen",
  shown: "Shown on video",
  "told-by-parent": "Told by parent",
  "told-by-professional": "Told by another professional",
  "not-seen": "Not seen",
};

/** Why a place was not seen. */
export const NotSeenReason = z.enum(["declined", "baby-asleep", "not-at-home", "not-ready", "not-asked", "other"]);
export type NotSeenReason = z.infer<typeof NotSeenReason>;

export const notSeenReasonLabels: Record<NotSeenReason, string> = {
  declined: "Parent declined",
  "baby-asleep": "Baby or someone asleep there",
  "not-at-home": "Contact was not at home",
  "not-ready": "Not set up yet",
  "not-asked": "Not asked",
  other: "Other reason",
};

/** How a place is known; "not seen" carries its reason. */
export const Evidence = z.discriminatedUnion("how", [
  z.strictObject({ how: z.literal("seen") }),
  z.strictObject({ how: z.literal("shown") }),
  z.strictObject({ how: z.literal("told-by-parent") }),
  z.strictObject({ how: z.literal("told-by-professional") }),
  z.strictObject({ how: z.literal("not-seen"), reason: z.optional(NotSeenReason), note: z.optional(Words) }),
]);
export type Evidence = z.infer<typeof Evidence>;

/** What baby sleeps in or on. */
export const SleepPlace = z.enum([
  "cot",
  "moses-basket",
  "bedside-crib",
  "travel-cot",
  "adult-bed",
  "sofa-or-chair",
  "pod-or-nest",
  "seat-or-swing",
  "none",
  "other",
]);
export type SleepPlace = z.infer<typeof SleepPlace>;

export const sleepPlaceLabels: Record<SleepPlace, string> = {
  cot: "Cot",
  "moses-basket": "Moses basket",
  "bedside-crib": "Bedside crib",
  "travel-cot": "Travel cot",
  "adult-bed": "Adult bed",
  "sofa-or-chair": "Sofa or armchair",
  "pod-or-nest": "Pod or nest",
  "seat-or-swing": "Car seat, bouncer or swing",
  none: "No place yet",
  other: "Other",
};

/** Which room the place is in. */
export const SleepRoom = z.enum(["parents-room", "own-room", "living-room", "other"]);
export type SleepRoom = z.infer<typeof SleepRoom>;

export const sleepRoomLabels: Record<SleepRoom, string> = {
  "parents-room": "Parents' room",
  "own-room": "Baby's own room",
  "living-room": "Living room",
  other: "Other room",
};

/** Something in or about a place that the advice says should not be there. */
export const FoundItem = z.enum([
  "pillow-or-duvet",
  "loose-covers",
  "bumper-or-toys",
  "baby-sleep-pillow",
  "nest-or-wedge",
  "weighted-item",
  "soft-or-old-mattress",
  "gaps-or-poor-fit",
  "near-heater-or-sun",
  "cords-in-reach",
  "hat-or-overdressed",
  "outgrown",
  "other",
]);
export type FoundItem = z.infer<typeof FoundItem>;

export const foundItemLabels: Record<FoundItem, string> = {
  "pillow-or-duvet": "Pillow or duvet",
  "loose-covers": "Loose covers",
  "bumper-or-toys": "Bumper or toys",
  "baby-sleep-pillow": "Baby sleep pillow",
  "nest-or-wedge": "Nest, pod, wedge or positioner",
  "weighted-item": "Weighted item",
  "soft-or-old-mattress": "Soft, sloping or old mattress",
  "gaps-or-poor-fit": "Gaps or poor fit",
  "near-heater-or-sun": "Near a heater or in sun",
  "cords-in-reach": "Cords or bags in reach",
  "hat-or-overdressed": "Hat or too many layers",
  outgrown: "Baby has outgrown it",
  other: "Something else",
};

/** What was found: as advised, or a concern with what it was. */
export const Findings = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("as-advised") }),
  z.strictObject({
    kind: z.literal("concern"),
    items: z.array(FoundItem).check(z.maxLength(20)),
    note: z.optional(Words),
  }),
]);
export type Findings = z.infer<typeof Findings>;

/** When baby sleeps in this place. */
export const SleepTimes = z.enum(["night", "day", "night-and-day"]);
export type SleepTimes = z.infer<typeof SleepTimes>;

export const sleepTimesLabels: Record<SleepTimes, string> = {
  night: "At night",
  day: "In the day",
  "night-and-day": "Day and night",
};

/** One place where a baby sleeps, or will sleep. Whatever is not answered yet is absent. */
export const SleepSpace = z.strictObject({
  id: EntryId,
  /** Which babies it is for; empty means all of them, or the baby that is expected. */
  babyIds: z.array(BabyId).check(z.maxLength(6)),
  times: SleepTimes,
  place: z.optional(SleepPlace),
  placeOther: z.optional(ShortText),
  room: z.optional(SleepRoom),
  roomOther: z.optional(ShortText),
  evidence: z.optional(Evidence),
  findings: z.optional(Findings),
  /** What visitor and parent changed together, there and then. */
  changedTogether: z.optional(Words),
});
export type SleepSpace = z.infer<typeof SleepSpace>;

/** The answer to one thing to look at. "Told only" never counts as seen. */
export const ObservationAnswer = z.discriminatedUnion("answer", [
  z.strictObject({ answer: z.literal("seen-as-advised"), note: z.optional(Words) }),
  z.strictObject({ answer: z.literal("seen-concern"), note: z.optional(Words) }),
  z.strictObject({ answer: z.literal("told-only"), note: z.optional(Words) }),
  z.strictObject({ answer: z.literal("not-seen-declined"), note: z.optional(Words) }),
  z.strictObject({ answer: z.literal("not-seen-other"), note: z.optional(Words) }),
  z.strictObject({ answer: z.literal("not-applicable"), note: z.optional(Words) }),
]);
export type ObservationAnswer = z.infer<typeof ObservationAnswer>;

export const observationAnswerLabels: Record<ObservationAnswer["answer"], string> = {
  "seen-as-advised": "Seen, as advised",
  "seen-concern": "Seen, concern",
  "told-only": "Told only",
  "not-seen-declined": "Not seen, declined",
  "not-seen-other": "Not seen, other reason",
  "not-applicable": "Does not apply",
};

/** Does what was seen match what was told? */
export const MatchAnswer = z.enum(["yes", "no", "not-able-to-tell"]);
export type MatchAnswer = z.infer<typeof MatchAnswer>;

export const matchLabels: Record<MatchAnswer, string> = {
  yes: "Yes, it matches",
  no: "No, it does not match",
  "not-able-to-tell": "Not able to tell",
};

/** The step "Sleep space". */
export const SleepAnswers = z.strictObject({
  spaces: z.array(SleepSpace).check(z.maxLength(20)),
  observations: z.record(z.string().check(z.maxLength(30)), ObservationAnswer),
  match: z.optional(MatchAnswer),
  matchNote: z.optional(Words),
  note: z.optional(Note),
});
export type SleepAnswers = z.infer<typeof SleepAnswers>;

/** Whether baby sleeps in this place at night. */
export function isNightSpace(space: SleepSpace): boolean {
  return space.times !== "day";
}
