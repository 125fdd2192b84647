import * as z from "zod/mini";
import { ContactKind } from "./contact-kind.ts";
import { CivilDate, Moment } from "./dates.ts";
import { AmendmentId, BabyId, ContactId, ErrorMarkId, FamilyId, PersonId } from "./ids.ts";
import { NhsNumber } from "./nhs-number.ts";
import { ShortText } from "./text.ts";

/** What a grown-up is to the baby. */
export const CarerRole = z.enum([
  "mother",
  "father",
  "partner",
  "grandparent",
  "foster-carer",
  "relative",
  "friend",
  "other",
]);
export type CarerRole = z.infer<typeof CarerRole>;

export const carerRoleLabels: Record<CarerRole, string> = {
  mother: "Mother",
  father: "Father",
  partner: "Partner",
  grandparent: "Grandparent",
  "foster-carer": "Foster carer",
  relative: "Other relative",
  friend: "Friend",
  other: "Other carer",
};

/** A grown-up who cares for the baby. The name may be initials: identity is as little as the visitor needs. */
export const Carer = z.strictObject({ id: PersonId, name: ShortText, role: CarerRole });
export type Carer = z.infer<typeof Carer>;

/** Completed weeks and days of pregnancy at birth. */
export const Gestation = z.strictObject({
  weeks: z.int().check(z.minimum(22), z.maximum(44)),
  days: z.int().check(z.minimum(0), z.maximum(6)),
});
export type Gestation = z.infer<typeof Gestation>;

/** A baby, from birth on. What is not known is absent, never guessed. */
export const Baby = z.strictObject({
  id: BabyId,
  name: z.optional(ShortText),
  birthDate: CivilDate,
  gestation: z.optional(Gestation),
  birthWeightGrams: z.optional(z.int().check(z.minimum(300), z.maximum(8000))),
  nhsNumber: z.optional(NhsNumber),
});
export type Baby = z.infer<typeof Baby>;

/** Before birth a family has a due date, or does not know it; after birth it has one baby or more, never none. */
export const Stage = z.discriminatedUnion("stage", [
  z.strictObject({ stage: z.literal("expecting"), dueDate: z.nullable(CivilDate) }),
  z.strictObject({ stage: z.literal("born"), babies: z.array(Baby).check(z.minLength(1), z.maxLength(6)) }),
]);
export type Stage = z.infer<typeof Stage>;

/** Whether an interpreter is needed, and how they join. */
export const InterpreterKind = z.enum(["not-needed", "phone-or-video", "in-person", "family-or-friend"]);
export type InterpreterKind = z.infer<typeof InterpreterKind>;

export const interpreterLabels: Record<InterpreterKind, string> = {
  "not-needed": "Not needed",
  "phone-or-video": "By phone or video",
  "in-person": "In person",
  "family-or-friend": "Family member or friend",
};

/** How far the text of one finalised contact has come on its way into the patient record. */
export const HandOver = z.strictObject({
  textCopiedAt: z.optional(Moment),
  notesCopiedAt: z.optional(Moment),
  /** The visitor said that it now stands in the patient record. */
  inRecordAt: z.optional(Moment),
});
export type HandOver = z.infer<typeof HandOver>;

/** A contact as the family's list of contacts names it. */
export const ContactEntry = z.strictObject({
  id: ContactId,
  kind: ContactKind,
  status: z.enum(["draft", "final"]),
  /** When the draft was begun. */
  startedAt: Moment,
  /** The day of the contact, once finalised. */
  date: z.optional(CivilDate),
  /** Once finalised: whether the text has reached the patient record. */
  handOver: z.optional(HandOver),
  /** Amendments of the record in the order in which they were begun; only the last may be a draft. */
  amendments: z.optional(
    z.array(z.strictObject({ id: AmendmentId, status: z.enum(["draft", "final"]) })).check(z.maxLength(50)),
  ),
  /** The mark that says it was entered in error. It stays readable and counts for nothing. */
  enteredInError: z.optional(ErrorMarkId),
  /** When it was removed from this device after its hand-over. A receipt stands in its place. */
  removedAt: z.optional(Moment),
});
export type ContactEntry = z.infer<typeof ContactEntry>;

/** A family on the caseload. */
export const Family = z.strictObject({
  id: FamilyId,
  carers: z.array(Carer).check(z.minLength(1), z.maxLength(12)),
  stage: Stage,
  language: z.optional(ShortText),
  interpreter: z.optional(InterpreterKind),
  phone: z.optional(ShortText),
  /** The family's number in the organisation's own record system. */
  localRecordId: z.optional(ShortText),
  addedAt: Moment,
  /** In the order in which they were begun. */
  contacts: z.array(ContactEntry).check(z.maxLength(200)),
});
export type Family = z.infer<typeof Family>;

/** What a finalised contact keeps of the family as it was that day, so that the record stands by itself. */
export const Subject = z.pick(Family, { carers: true, stage: true, language: true, localRecordId: true });
export type Subject = z.infer<typeof Subject>;

/** The family as it is now, for a record made today. */
export function subjectOf({ carers, stage, language, localRecordId }: Subject): Subject {
  return {
    carers,
    stage,
    ...(language === undefined ? {} : { language }),
    ...(localRecordId === undefined ? {} : { localRecordId }),
  };
}

/** The babies of a family; none before birth. */
export function babiesOf(subject: Pick<Family, "stage">): readonly Baby[] {
  return subject.stage.stage === "born" ? subject.stage.babies : [];
}

/** "Amina Khan and baby Yusuf", "Amina Khan, expecting", "Amina Khan and 2 babies". */
export function familyLabel(subject: Pick<Family, "carers" | "stage">): string {
  const carer = subject.carers[0]?.name ?? "";
  if (subject.stage.stage === "expecting") return `${carer}, expecting`;
  return `${carer} and ${describeBabies(subject)}`;
}

/** "baby Yusuf", "babies Yusuf and Adam", "baby", "2 babies"; "the baby" before birth. */
export function describeBabies(subject: Pick<Family, "stage">): string {
  const babies = babiesOf(subject);
  if (babies.length === 0) return "the baby";
  const names = babies.flatMap((baby) => (baby.name ? [baby.name] : []));
  if (babies.length === 1) return names[0] ? `baby ${names[0]}` : "baby";
  return names.length === babies.length ? `babies ${listWords(names)}` : `${babies.length} babies`;
}

/** "Yusuf", or "Baby 1" and "Baby 2" where twins have no names yet. */
export function babyLabel(subject: Pick<Family, "stage">, id: BabyId): string {
  const babies = babiesOf(subject);
  const index = babies.findIndex((baby) => baby.id === id);
  return babies[index]?.name ?? (babies.length > 1 ? `Baby ${index + 1}` : "Baby");
}

/** "a", "a and b", "a, b and c". */
export function listWords(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
