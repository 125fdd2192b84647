import * as z from "zod/mini";
import { Author } from "./author.ts";
import { ContactAnswers, ContactEvent, ContactStep, type FinalContact } from "./contact.ts";
import { ContactKind } from "./contact-kind.ts";
import { Moment } from "./dates.ts";
import { AmendmentId, ContactId, FamilyId } from "./ids.ts";
import { Words } from "./text.ts";

const common = {
  id: AmendmentId,
  /** The record that it amends. That record's own row is never written again. */
  contactId: ContactId,
  familyId: FamilyId,
  kind: ContactKind,
  /** The same as the record's, for ever. */
  checklistVersion: z.string().check(z.maxLength(40)),
  /** The first amendment of a record is 1. */
  number: z.int().check(z.minimum(1)),
  startedAt: Moment,
  /** All answers as they now are, not only those that changed. */
  answers: ContactAnswers,
  /** The device's clock was in doubt when it was begun or finalised. */
  clockSuspect: z.optional(z.literal(true)),
};

/** A correction of a record that stands: a draft that can change, or one that stands beside the record for ever. */
export const Amendment = z.discriminatedUnion("status", [
  z.strictObject({
    ...common,
    status: z.literal("draft"),
    /** The step to open when it is taken up again. */
    resumeAt: ContactStep,
    reason: z.optional(Words),
  }),
  z.strictObject({
    ...common,
    status: z.literal("final"),
    /** When the contact took place, corrected or as before. */
    event: ContactEvent,
    reason: Words.check(z.refine((words) => words.trim() !== "", "An amendment has a reason")),
    author: Author,
    madeAt: Moment,
  }),
]);
export type Amendment = z.infer<typeof Amendment>;
export type DraftAmendment = Extract<Amendment, { status: "draft" }>;
export type FinalAmendment = Extract<Amendment, { status: "final" }>;

/** The record as it reads with an amendment: its answers and its event, all else as it was first written. */
export function amended(record: FinalContact, { answers, event }: FinalAmendment): FinalContact {
  return { ...record, answers, event };
}
