import * as z from "zod/mini";
import { Amendment } from "./amendment.ts";
import { ErrorMark } from "./error-mark.ts";
import type { ContactEntry } from "./family.ts";
import { Receipt } from "./receipt.ts";

/** What was said of a record later, or what is left of it, as a row of its own holds it. */
export const StandingRow = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("amendment"), value: Amendment }),
  z.strictObject({ type: z.literal("error-mark"), value: ErrorMark }),
  z.strictObject({ type: z.literal("receipt"), value: Receipt }),
]);
export type StandingRow = z.infer<typeof StandingRow>;

/** The ids of the rows that a family's entry of a contact names, besides the contact's own. */
export function standingIdsOf({ amendments = [], enteredInError }: ContactEntry): string[] {
  return [...amendments.map(({ id }) => id), ...(enteredInError === undefined ? [] : [enteredInError])];
}
