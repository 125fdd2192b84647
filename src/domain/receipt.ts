import * as z from "zod/mini";
import { Author } from "./author.ts";
import { ContactKind } from "./contact-kind.ts";
import { CivilDate, Moment } from "./dates.ts";
import { AmendmentId, ContactId, ErrorMarkId, FamilyId } from "./ids.ts";

const common = { familyId: FamilyId, removedAt: Moment, by: Author };

/**
 * What is left in the place of something that was removed from this device. It has the id of what was there and holds
 * nothing clinical and no name but that of the person who removed it.
 */
export const Receipt = z.discriminatedUnion("of", [
  z.strictObject({
    ...common,
    of: z.literal("contact"),
    id: ContactId,
    kind: ContactKind,
    /** The day of the contact. */
    date: CivilDate,
    /** When the visitor said that it stood in the patient record. */
    handedOverAt: Moment,
    enteredInError: z.optional(z.literal(true)),
    /** Ties the receipt to what was exported. */
    fingerprint: z.optional(z.string().check(z.maxLength(100))),
  }),
  z.strictObject({ ...common, of: z.literal("amendment"), id: AmendmentId, contactId: ContactId }),
  z.strictObject({ ...common, of: z.literal("error-mark"), id: ErrorMarkId, contactId: ContactId }),
  z.strictObject({ ...common, of: z.literal("family"), id: FamilyId }),
]);
export type Receipt = z.infer<typeof Receipt>;
export type ContactReceipt = Extract<Receipt, { of: "contact" }>;
