import * as z from "zod/mini";
import { ContactKind } from "./contact-kind.ts";
import { CivilDate } from "./dates.ts";
import { FactorList } from "./factors.ts";
import { NightPlace } from "./nights.ts";

const Text = z.string().check(z.minLength(1), z.maxLength(600));
const Id = z.string().check(z.regex(/^[A-Z0-9]{2}-[a-z-]+$/));

/** One thing to talk about and have explained back. */
export const Topic = z.strictObject({
  id: Id,
  mustNotSkip: z.boolean(),
  heading: Text,
  /** To say or show, at a reading age of 9 to 11. */
  advice: Text,
  /** Bullets for advice that is a list of causes: one a line. */
  adviceList: z.optional(z.array(Text)),
  /** For the visitor to use with care. */
  why: Text,
  teachBackPrompt: Text,
  /** What an answer must contain to count as explained back. */
  fullAnswer: z.array(Text).check(z.minLength(1)),
  /** Ids of facts of the version's Provenance. */
  facts: z.array(z.string()),
  /** Sources of a topic that rests on more than the facts: a review, an alert. */
  sources: z.optional(z.array(z.string())),
  /** Where the result is recorded: on the topics screen, or in the step that asks for the same thing. */
  recordedIn: z.enum(["topics", "different-nights", "agreement-carers", "agreement-guidance"]),
  /** Short enough for a row of the record: "On their back". */
  short: Text,
});
export type Topic = z.infer<typeof Topic>;

/** A group of topics that are explained, then checked with one open prompt. */
export const TopicGroup = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  heading: Text,
  prompt: Text,
  topicIds: z.array(Id).check(z.minLength(1)),
});
export type TopicGroup = z.infer<typeof TopicGroup>;

/** One thing to look at in the home. */
export const ObservationItem = z.strictObject({
  id: Id,
  label: Text,
  hint: z.optional(Text),
  /** Asked by the sleep-space, people or guidance part of the contact itself, so it has no row of its own. */
  coveredBy: z.optional(z.enum(["sleep-space", "people", "agreement", "match"])),
  noteLabel: z.optional(Text),
});
export type ObservationItem = z.infer<typeof ObservationItem>;

/** One question about this baby and home. */
export const FactorItem = z.strictObject({
  id: Id,
  ask: Text,
  short: Text,
  hint: z.optional(Text),
  list: FactorList,
  kind: z.enum(["fixed", "can-change", "situational", "predisposing", "context"]),
  /** Asked for each baby of twins by itself. */
  perBaby: z.boolean(),
  /** Makes bed sharing dangerous; unknown counts as present for the advice shown. */
  bedDanger: z.boolean(),
  detailLabel: z.optional(Text),
});
export type FactorItem = z.infer<typeof FactorItem>;

/** A ready-made plan that the parent can pick, which names a bed and who is in charge. */
export const NightStarter = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  text: Text,
  place: NightPlace,
  inCharge: Text,
});
export type NightStarter = z.infer<typeof NightStarter>;

/** A night that may be different: "What if ...?" */
export const NightEvent = z.strictObject({
  id: Id,
  /** As asked: "you stay the night somewhere else, or move". */
  whatIf: Text,
  /** On a chip: "A night away". */
  short: Text,
  /** Asked when the parent is alone, and never on the parent copy. */
  askAlone: z.boolean(),
  starters: z.array(NightStarter),
});
export type NightEvent = z.infer<typeof NightEvent>;

/** One follow-up that the rules of clinical.md 8.5 may propose. */
export const FollowUpAction = z.strictObject({
  id: z.string().check(z.regex(/^AC-[a-z]+$/)),
  /** What to do, in the words that the visitor can take over or change. */
  action: Text,
  timing: Text,
  /** May stand on the parent copy as something that was agreed. */
  forParent: z.boolean(),
  /** What the parent copy says, if it may. */
  parentText: z.optional(Text),
});
export type FollowUpAction = z.infer<typeof FollowUpAction>;

/** The checklist of one contact at one version: all that the contact asks. Where it comes from is its Provenance. */
export const Checklist = z.strictObject({
  kind: ContactKind,
  version: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}\.\d+$/)),
  /** False until a clinical lead has signed the version off. */
  signedOff: z.boolean(),
  preparedOn: CivilDate,
  reviewDue: CivilDate,
  openingLine: Text,
  groups: z.array(TopicGroup).check(z.minLength(1)),
  topics: z.array(Topic).check(z.minLength(1)),
  observations: z.array(ObservationItem).check(z.minLength(1)),
  factors: z.array(FactorItem).check(z.minLength(1)),
  nights: z.array(NightEvent).check(z.minLength(1)),
  followUps: z.array(FollowUpAction).check(z.minLength(1)),
});
export type Checklist = z.infer<typeof Checklist>;
