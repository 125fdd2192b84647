import * as z from "zod/mini";

/** The three contacts at which safer sleep is always talked about. */
export const ContactKind = z.enum(["antenatal", "new-birth", "six-to-eight-week"]);
export type ContactKind = z.infer<typeof ContactKind>;

/** The contacts in the order in which a family has them. */
export const contactKinds = ["antenatal", "new-birth", "six-to-eight-week"] as const satisfies readonly ContactKind[];

/** "New birth contact", at the start of a line. */
export const contactKindLabels: Record<ContactKind, string> = {
  antenatal: "Antenatal contact",
  "new-birth": "New birth contact",
  "six-to-eight-week": "6 to 8 week contact",
};

/** "new birth contact", inside a sentence. */
export function describeContactKind(kind: ContactKind): string {
  return contactKindLabels[kind].replace(/^[AN]/, (letter) => letter.toLowerCase());
}
