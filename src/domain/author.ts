import * as z from "zod/mini";
import { ShortText } from "./text.ts";

/** Who made an entry, as it stands on every summary. NMC Code 10.4: records are attributable. */
export const Author = z.strictObject({
  name: ShortText,
  role: ShortText,
  /** Professional registration number, if the visitor chose to give it. */
  registration: z.optional(ShortText),
});
export type Author = z.infer<typeof Author>;

/** "Jo Ward, health visitor (NMC 12A3456E)". */
export function describeAuthor(author: Author): string {
  const registration = author.registration ? ` (NMC ${author.registration})` : "";
  return `${author.name}, ${author.role}${registration}`;
}
