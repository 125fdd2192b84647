import * as z from "zod/mini";
import { PersonId } from "./ids.ts";
import { ShortText, Words } from "./text.ts";

/** Whether the parent found the guidance. */
export const GuidanceFound = z.enum(["unaided", "shown", "not-yet", "not-today"]);
export type GuidanceFound = z.infer<typeof GuidanceFound>;

export const guidanceFoundLabels: Record<GuidanceFound, string> = {
  unaided: "Found it without help",
  shown: "Found it when shown",
  "not-yet": "Not found yet",
  "not-today": "Not done today",
};

/** Where the parent found it. */
export const GuidanceSource = z.enum([
  "red-book",
  "digital-red-book",
  "lullaby-trust",
  "nhs-website",
  "leaflet",
  "translated",
  "other",
]);
export type GuidanceSource = z.infer<typeof GuidanceSource>;

export const guidanceSourceLabels: Record<GuidanceSource, string> = {
  "red-book": "Red book",
  "digital-red-book": "Digital red book",
  "lullaby-trust": "Lullaby Trust website",
  "nhs-website": "NHS website",
  leaflet: "Leaflet",
  translated: "Version in their language",
  other: "Somewhere else",
};

/** Whether the others who put baby down have been reached. */
export const OtherCarers = z.enum(["spoken-to", "reached-another-way", "plan-to-reach", "not-reached", "no-one-else"]);
export type OtherCarers = z.infer<typeof OtherCarers>;

export const otherCarersLabels: Record<OtherCarers, string> = {
  "spoken-to": "Spoken to directly",
  "reached-another-way": "Reached another way",
  "plan-to-reach": "Plan to reach them",
  "not-reached": "Not reached",
  "no-one-else": "No one else puts baby down",
};

/** In what way somebody confirmed what they understood. A signature shows only that a copy was received. */
export const ConfirmedHow = z.enum(["said", "showed", "signed-paper", "not-confirmed"]);
export type ConfirmedHow = z.infer<typeof ConfirmedHow>;

export const confirmedHowLabels: Record<ConfirmedHow, string> = {
  said: "Said it back",
  showed: "Showed it",
  "signed-paper": "Signed a paper copy",
  "not-confirmed": "Did not confirm",
};

/** Whether the parent agrees with the record and the plan. */
export const Agrees = z.enum(["yes", "in-part", "no", "not-asked"]);
export type Agrees = z.infer<typeof Agrees>;

export const agreesLabels: Record<Agrees, string> = {
  yes: "Yes",
  "in-part": "In part",
  no: "No",
  "not-asked": "Not asked",
};

/** The step "Find it again and agreement". */
export const AgreementAnswers = z.strictObject({
  guidance: z.optional(GuidanceFound),
  sources: z.array(GuidanceSource).check(z.maxLength(10)),
  guidanceNote: z.optional(ShortText),
  otherCarers: z.optional(OtherCarers),
  /** Who they are and what was or will be done. */
  otherCarersNote: z.optional(Words),
  confirmedBy: z.array(z.strictObject({ personId: PersonId, how: ConfirmedHow })).check(z.maxLength(12)),
  agrees: z.optional(Agrees),
  agreesNote: z.optional(Words),
});
export type AgreementAnswers = z.infer<typeof AgreementAnswers>;
