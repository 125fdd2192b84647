import * as z from "zod/mini";
import { EnteredDate } from "./dates.ts";
import { EntryId } from "./ids.ts";
import { Note, ShortText, Words } from "./text.ts";

/** How the visitor leaves the home. */
export const ConcernLevel = z.enum(["none", "follow-up", "safety"]);
export type ConcernLevel = z.infer<typeof ConcernLevel>;

export const concernLevelLabels: Record<ConcernLevel, string> = {
  none: "No concerns today",
  "follow-up": "Something to follow up",
  safety: "I am worried about a child's safety",
};

/** What the visitor did about a worry for a child's safety. */
export const SafetyStep = z.enum([
  "called-999",
  "moved-baby-with-parent",
  "phoned-front-door",
  "spoke-to-named-nurse",
  "told-manager",
  "written-referral",
]);
export type SafetyStep = z.infer<typeof SafetyStep>;

export const safetyStepLabels: Record<SafetyStep, string> = {
  "called-999": "Called 999",
  "moved-baby-with-parent": "Made baby safe with the parent",
  "phoned-front-door": "Phoned children's social care",
  "spoke-to-named-nurse": "Spoke to the safeguarding nurse",
  "told-manager": "Told my manager",
  "written-referral": "Sent a written referral",
};

/** Whether the family was told of a referral. */
export const FamilyTold = z.enum(["yes", "not-safe", "not-yet"]);
export type FamilyTold = z.infer<typeof FamilyTold>;

export const familyToldLabels: Record<FamilyTold, string> = {
  yes: "Yes",
  "not-safe": "No, it was not safe to",
  "not-yet": "Not yet",
};

/** Why a proposed follow-up is not taken up. */
export const DeclineReason = z.enum(["done-today", "already-in-place", "does-not-apply", "parent-declined", "other"]);
export type DeclineReason = z.infer<typeof DeclineReason>;

export const declineReasonLabels: Record<DeclineReason, string> = {
  "done-today": "Done today",
  "already-in-place": "Already in place",
  "does-not-apply": "Does not apply here",
  "parent-declined": "Parent declined",
  other: "Other reason",
};

/** What the visitor decided about one follow-up that the rules propose. */
export const FollowUpDecision = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.literal("accepted"), action: Words, owner: ShortText, due: EnteredDate }),
  z.strictObject({ decision: z.literal("declined"), reason: z.optional(DeclineReason), note: z.optional(Words) }),
]);
export type FollowUpDecision = z.infer<typeof FollowUpDecision>;

/** A follow-up that the visitor added. */
export const OwnFollowUp = z.strictObject({ id: EntryId, action: Words, owner: ShortText, due: EnteredDate });
export type OwnFollowUp = z.infer<typeof OwnFollowUp>;

/** The step "Concerns and next steps". Everything but follow-ups and the next contact is for professionals only. */
export const ConcernsAnswers = z.strictObject({
  level: z.optional(ConcernLevel),
  /** Facts: what was said and seen. */
  notes: z.optional(Note),
  /** What it means for the baby. */
  forTheBaby: z.optional(Words),
  steps: z.array(SafetyStep).check(z.maxLength(10)),
  reference: z.optional(ShortText),
  spokeTo: z.optional(ShortText),
  familyTold: z.optional(FamilyTold),
  /** Keyed by the id of the proposed action, AC-... */
  decisions: z.record(z.string().check(z.maxLength(60)), FollowUpDecision),
  own: z.array(OwnFollowUp).check(z.maxLength(30)),
  nextContact: z.optional(EnteredDate),
  nextContactNote: z.optional(ShortText),
});
export type ConcernsAnswers = z.infer<typeof ConcernsAnswers>;
