import * as z from "zod/mini";
import { EnteredDate } from "./dates.ts";
import { InterpreterKind } from "./family.ts";
import { PersonId } from "./ids.ts";
import { ShortText } from "./text.ts";

/** Where the contact takes place. */
export const ContactPlace = z.enum(["home", "clinic", "hospital", "phone", "video", "other"]);
export type ContactPlace = z.infer<typeof ContactPlace>;

export const contactPlaceLabels: Record<ContactPlace, string> = {
  home: "Home",
  clinic: "Clinic",
  hospital: "Hospital or neonatal unit",
  phone: "Phone",
  video: "Video",
  other: "Somewhere else",
};

/** Whether the visitor could talk with the parent alone. */
export const SpokeAlone = z.enum(["yes", "in-part", "no"]);
export type SpokeAlone = z.infer<typeof SpokeAlone>;

export const spokeAloneLabels: Record<SpokeAlone, string> = {
  yes: "Yes",
  "in-part": "For part of it",
  no: "No",
};

/** Someone at the contact who is not among the family's carers. */
export const OtherPerson = z.strictObject({ id: PersonId, who: ShortText });
export type OtherPerson = z.infer<typeof OtherPerson>;

/** The step "People": who is here, where and when. Date, time, place and interpreter start from what is known. */
export const PeopleAnswers = z.strictObject({
  date: EnteredDate,
  /** As typed, "14:05" when it is whole. */
  time: z.string().check(z.maxLength(10)),
  place: ContactPlace,
  placeNote: z.optional(ShortText),
  /** Carers of the family who are here. */
  present: z.array(PersonId).check(z.maxLength(12)),
  others: z.array(OtherPerson).check(z.maxLength(8)),
  spokeAlone: z.optional(SpokeAlone),
  interpreter: InterpreterKind,
  interpreterNote: z.optional(ShortText),
});
export type PeopleAnswers = z.infer<typeof PeopleAnswers>;
