import type { Contact, ContactAnswers, ContactStep } from "../../domain/contact.ts";
import { contactStepLabels } from "../../domain/contact.ts";
import { contactKindLabels } from "../../domain/contact-kind.ts";
import { formatDate, formatTime, toLocal } from "../../domain/dates.ts";
import { babiesOf, carerRoleLabels, type Family, familyLabel, interpreterLabels } from "../../domain/family.ts";
import { isSameJson } from "../../shared/stable-json.ts";

/** A record as a conflict names it, and what each side says. */
export interface ConflictWords {
  title: string;
  here: string;
  file: string;
  /** Headings under which the two differ. */
  different: readonly string[];
}

const stepOf: Record<keyof ContactAnswers, ContactStep> = {
  people: "people",
  sleep: "sleep-space",
  factors: "baby-and-home",
  topics: "topics",
  nights: "different-nights",
  agreement: "agreement",
  concerns: "concerns",
};

/** Two states of one contact in words: which contact, who finalised it and when, and which steps differ. */
export function describeContactConflict(
  here: Contact,
  file: Contact,
  { family, timeZone }: { family: Pick<Family, "carers" | "stage">; timeZone: string },
): ConflictWords {
  // The keys of a record that lists every member cannot miss one.
  const steps = (Object.keys(stepOf) as (keyof ContactAnswers)[])
    .filter((part) => !isSameJson(here.answers[part], file.answers[part]))
    .map((part) => contactStepLabels[stepOf[part]]);
  const { date } = toLocal(here.startedAt, timeZone);
  return {
    title: `${familyLabel(family)}: ${contactKindLabels[here.kind]}, ${formatDate(date)}`,
    here: describeContact(here, timeZone),
    file: describeContact(file, timeZone),
    different: steps.length > 0 ? steps : ["What stands around the answers"],
  };
}

/** Two states of one family's details in words. */
export function describeFamilyConflict(here: Family, file: Family): ConflictWords {
  const parts = Object.entries(familyParts).filter(([, part]) => part(here) !== part(file));
  const list = (family: Family) => parts.map(([name, part]) => `${name}: ${part(family)}`).join(". ");
  return {
    title: `${familyLabel(here)}: details of the family`,
    here: list(here),
    file: list(file),
    different: parts.length > 0 ? parts.map(([name]) => name) : ["Details"],
  };
}

function describeContact(contact: Contact, timeZone: string): string {
  if (contact.status === "draft") return `Draft, begun ${moment(contact.startedAt, timeZone)}`;
  return `Finalised ${moment(contact.finalisedAt, timeZone)} by ${contact.author.name}`;
}

function moment(at: string, timeZone: string): string {
  const { date, time } = toLocal(at, timeZone);
  return `${formatDate(date)}, ${formatTime(time)}`;
}

const familyParts: Record<string, (family: Family) => string> = {
  Carers: ({ carers }) => carers.map(({ name, role }) => `${name} (${carerRoleLabels[role]})`).join(", "),
  "Baby or due date": (family) =>
    family.stage.stage === "expecting"
      ? `due ${family.stage.dueDate === null ? "not known" : formatDate(family.stage.dueDate)}`
      : babiesOf(family).map(describeBaby).join(", "),
  Language: ({ language }) => language || "none given",
  Interpreter: ({ interpreter }) => (interpreter === undefined ? "none given" : interpreterLabels[interpreter]),
  Phone: ({ phone }) => phone || "none given",
  "Local record number": ({ localRecordId }) => localRecordId || "none given",
};

function describeBaby({
  name,
  birthDate,
  gestation,
  birthWeightGrams,
  nhsNumber,
}: ReturnType<typeof babiesOf>[number]) {
  return [
    name || "baby",
    `born ${formatDate(birthDate)}`,
    gestation && `at ${gestation.weeks} weeks and ${gestation.days} days`,
    birthWeightGrams && `${birthWeightGrams}g`,
    nhsNumber && `NHS number ${nhsNumber}`,
  ]
    .filter(Boolean)
    .join(" ");
}
