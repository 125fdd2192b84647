import * as z from "zod/mini";
import { Author } from "./author.ts";
import { Moment } from "./dates.ts";
import { ContactId, ErrorMarkId, FamilyId } from "./ids.ts";
import { Words } from "./text.ts";

/** Why a record should never have been made. */
export const ErrorReason = z.enum(["wrong-family", "recorded-twice", "did-not-happen", "other"]);
export type ErrorReason = z.infer<typeof ErrorReason>;

/** Says that a record was entered in error. It stands beside the record for ever; the record itself stays as it is. */
export const ErrorMark = z.strictObject({
  id: ErrorMarkId,
  contactId: ContactId,
  familyId: FamilyId,
  reason: ErrorReason,
  note: z.optional(Words),
  author: Author,
  madeAt: Moment,
  /** The device's clock was in doubt. */
  clockSuspect: z.optional(z.literal(true)),
});
export type ErrorMark = z.infer<typeof ErrorMark>;
