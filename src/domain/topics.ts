import * as z from "zod/mini";
import { PersonId } from "./ids.ts";
import { Words } from "./text.ts";

/** Why a topic was not covered. */
export const NotTodayReason = z.enum(["no-time", "did-not-want", "not-safe", "does-not-apply", "other"]);
export type NotTodayReason = z.infer<typeof NotTodayReason>;

export const notTodayReasonLabels: Record<NotTodayReason, string> = {
  "no-time": "Ran out of time",
  "did-not-want": "Parent did not want to",
  "not-safe": "Not safe to discuss",
  "does-not-apply": "Does not apply",
  other: "Other reason",
};

/** What is done about a topic that could not be explained back yet. */
export const NotYetAction = z.enum(["go-over-now", "visit-again", "phone", "interpreter"]);
export type NotYetAction = z.infer<typeof NotYetAction>;

export const notYetActionLabels: Record<NotYetAction, string> = {
  "go-over-now": "Went over it again in another way",
  "visit-again": "Visit again",
  phone: "Phone call",
  interpreter: "Interpreter next time",
};

/**
 * What came of one topic. The result is what the parent could explain, never that advice was given: "talked only"
 * says that understanding was not checked.
 */
export const TopicResult = z.discriminatedUnion("result", [
  z.strictObject({ result: z.literal("explained-back") }),
  z.strictObject({ result: z.literal("after-going-over-again") }),
  z.strictObject({ result: z.literal("not-yet"), action: z.optional(NotYetAction) }),
  z.strictObject({ result: z.literal("talked-only") }),
  z.strictObject({ result: z.literal("not-today"), reason: z.optional(NotTodayReason) }),
]);
export type TopicResult = z.infer<typeof TopicResult>;
export type TopicResultName = TopicResult["result"];

export const topicResultLabels: Record<TopicResultName, string> = {
  "explained-back": "Explained back",
  "after-going-over-again": "After going over it again",
  "not-yet": "Not yet",
  "talked-only": "Talked only",
  "not-today": "Not today",
};

/** How the parent answered for a group of topics. */
export const AnsweredHow = z.enum(["said", "showed", "both"]);
export type AnsweredHow = z.infer<typeof AnsweredHow>;

export const answeredHowLabels: Record<AnsweredHow, string> = {
  said: "In own words",
  showed: "Showed it",
  both: "Said and showed",
};

/** What was noted for a group of topics: the parent's own words, who answered, and how. */
export const GroupNote = z.strictObject({
  words: z.optional(Words),
  answeredBy: z.optional(z.array(PersonId).check(z.maxLength(12))),
  how: z.optional(AnsweredHow),
  /** What the visitor went over again. */
  wentOver: z.optional(Words),
});
export type GroupNote = z.infer<typeof GroupNote>;

const TopicId = z.string().check(z.maxLength(30));

/** The step "Topics". */
export const TopicAnswers = z.strictObject({
  results: z.record(TopicId, TopicResult),
  groups: z.record(TopicId, GroupNote),
});
export type TopicAnswers = z.infer<typeof TopicAnswers>;

/** Whether the parent could explain the topic, at once or after it was gone over again. */
export function wasExplained(result: TopicResult | undefined): boolean {
  return result?.result === "explained-back" || result?.result === "after-going-over-again";
}
