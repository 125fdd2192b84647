import * as z from "zod/mini";
import { AgreementAnswers } from "./agreement.ts";
import { Author } from "./author.ts";
import { ConcernsAnswers } from "./concerns.ts";
import { ContactKind } from "./contact-kind.ts";
import { CivilDate, Moment, TimeOfDay } from "./dates.ts";
import { FactorAnswers } from "./factors.ts";
import { type Carer, Subject } from "./family.ts";
import { ContactId, FamilyId, type PersonId } from "./ids.ts";
import { NightsAnswers } from "./nights.ts";
import { PeopleAnswers } from "./people.ts";
import { SleepAnswers } from "./sleep-space.ts";
import { TopicAnswers } from "./topics.ts";

/** The steps of a contact in the order in which they are offered. Any step can be opened at any time. */
export const ContactStep = z.enum([
  "people",
  "sleep-space",
  "baby-and-home",
  "topics",
  "different-nights",
  "agreement",
  "concerns",
  "check",
]);
export type ContactStep = z.infer<typeof ContactStep>;

export const contactSteps = [
  "people",
  "sleep-space",
  "baby-and-home",
  "topics",
  "different-nights",
  "agreement",
  "concerns",
  "check",
] as const satisfies readonly ContactStep[];

export const contactStepLabels: Record<ContactStep, string> = {
  people: "People",
  "sleep-space": "Sleep space",
  "baby-and-home": "This baby and home",
  topics: "Topics",
  "different-nights": "Different nights",
  agreement: "Find it again and agreement",
  concerns: "Concerns and next steps",
  check: "Check and finalise",
};

/** Everything recorded at a contact. Whatever is absent was not recorded. */
export const ContactAnswers = z.strictObject({
  people: PeopleAnswers,
  sleep: SleepAnswers,
  factors: FactorAnswers,
  topics: TopicAnswers,
  nights: NightsAnswers,
  agreement: AgreementAnswers,
  concerns: ConcernsAnswers,
});
export type ContactAnswers = z.infer<typeof ContactAnswers>;

const common = {
  id: ContactId,
  familyId: FamilyId,
  kind: ContactKind,
  /** The version of the checklist that the contact is made with, for ever. */
  checklistVersion: z.string().check(z.maxLength(40)),
  /** When the record was begun. */
  startedAt: Moment,
  answers: ContactAnswers,
  /** The device's clock was in doubt when it was begun or finalised. */
  clockSuspect: z.optional(z.literal(true)),
};

/** When a contact took place, on the wall clock. */
export const ContactEvent = z.strictObject({ date: CivilDate, time: TimeOfDay });

/** A contact: a draft that can change, or a record that stands. */
export const Contact = z.discriminatedUnion("status", [
  z.strictObject({
    ...common,
    status: z.literal("draft"),
    /** The step to open when the draft is taken up again. */
    resumeAt: ContactStep,
  }),
  z.strictObject({
    ...common,
    status: z.literal("final"),
    event: ContactEvent,
    finalisedAt: Moment,
    author: Author,
    /** The family as it was on that day. */
    subject: Subject,
  }),
]);
export type Contact = z.infer<typeof Contact>;
export type DraftContact = Extract<Contact, { status: "draft" }>;
export type FinalContact = Extract<Contact, { status: "final" }>;

/** Somebody who was at the contact, as they are named. */
export interface Attendee {
  id: PersonId;
  name: string;
}

/** Who was there: the carers ticked, by name and role, then the others. */
export function attendees(answers: Pick<ContactAnswers, "people">, carers: readonly Carer[]): Attendee[] {
  const { present, others } = answers.people;
  return [
    ...carers.filter((carer) => present.includes(carer.id)).map(({ id, name }) => ({ id, name })),
    ...others.map(({ id, who }) => ({ id, name: who || "Someone else" })),
  ];
}
