import * as z from "zod/mini";
import { Amendment } from "./amendment.ts";
import { ErrorMark } from "./error-mark.ts";
import { Receipt } from "./receipt.ts";

/** What was said of a record later, or what is left of it, as a row of its own holds it. */
export const StandingRow = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("amendment"), value: Amendment }),
  z.strictObject({ type: z.literal("error-mark"), value: ErrorMark }),
  z.strictObject({ type: z.literal("receipt"), value: Receipt }),
]);
export type StandingRow = z.infer<typeof StandingRow>;
