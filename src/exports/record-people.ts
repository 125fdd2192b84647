import type { FinalContact } from "../domain/contact.ts";
import { contactKindLabels } from "../domain/contact-kind.ts";
import { daysBetween, formatDate, formatTime } from "../domain/dates.ts";
import { type Baby, babiesOf, babyLabel, carerRoleLabels, interpreterLabels } from "../domain/family.ts";
import type { PersonId } from "../domain/ids.ts";
import { formatNhsNumber } from "../domain/nhs-number.ts";
import { contactPlaceLabels, spokeAloneLabels } from "../domain/people.ts";
import { joined, lowerFirst, withNote, written } from "./free-text.ts";
import { detail, matter, type RecordRow, type RecordSection, rowsBlock, section } from "./record-section.ts";

/** When, where and about whom the contact was. */
export function contactSection(contact: FinalContact): RecordSection[] {
  const { answers, event, subject } = contact;
  const { people } = answers;
  return section("contact", "Contact", [
    ...rowsBlock([
      ...detail("Contact", contactKindLabels[contact.kind], { aside: true }),
      ...detail("Date and time", `${formatDate(event.date)}, ${formatTime(event.time)}`, { aside: true }),
      ...subjectRows(contact),
      ...detail("Place", withNote(contactPlaceLabels[people.place], people.placeNote)),
      ...detail("Language", written(subject.language)),
      ...detail("Interpreter", withNote(interpreterLabels[people.interpreter], people.interpreterNote)),
      ...detail("Local record number", written(subject.localRecordId), { aside: true }),
    ]),
  ]);
}

/** Who was there, and whether the parent could be spoken to alone. */
export function peopleSection(contact: FinalContact): RecordSection[] {
  const { people } = contact.answers;
  const names = [...people.present.map((id) => personName(contact, id)), ...people.others.map(({ who }) => other(who))];
  return section("people", "People present", [
    ...rowsBlock([
      ...matter("Present", joined(names, ", ")),
      ...matter("Parent seen alone", people.spokeAlone && spokeAloneLabels[people.spokeAlone]),
    ]),
  ]);
}

/** "Amina Khan (mother)", or what somebody else who was there is known as. */
export function personName(contact: FinalContact, id: PersonId): string {
  const carer = contact.subject.carers.find((candidate) => candidate.id === id);
  if (carer) return `${written(carer.name) ?? "No name"} (${lowerFirst(carerRoleLabels[carer.role])})`;
  return other(contact.answers.people.others.find((candidate) => candidate.id === id)?.who);
}

function other(who: string | undefined): string {
  return written(who) ?? "Someone else";
}

function subjectRows(contact: FinalContact): RecordRow[] {
  const { stage } = contact.subject;
  if (stage.stage === "expecting") {
    return detail("Expecting", stage.dueDate ? `due ${formatDate(stage.dueDate)}` : "due date not known");
  }
  return babiesOf(contact.subject).flatMap((baby) => babyRows(contact, baby));
}

function babyRows(contact: FinalContact, baby: Baby): RecordRow[] {
  const label = written(babyLabel(contact.subject, baby.id)) ?? "Baby";
  const age = daysBetween(baby.birthDate, contact.event.date);
  const { gestation, birthWeightGrams: grams } = baby;
  const facts = [
    `born ${formatDate(baby.birthDate)}${age < 0 ? "" : ` (${describeAge(age)})`}`,
    gestation && `at ${gestation.weeks} weeks + ${gestation.days}`,
    grams === undefined ? undefined : `${grams}g`,
  ];
  return [
    ...detail(label === "Baby" || label.startsWith("Baby ") ? label : `Baby ${label}`, joined(facts, ", ")),
    ...detail(`NHS number of ${label}`, baby.nhsNumber && formatNhsNumber(baby.nhsNumber), { aside: true }),
  ];
}

function describeAge(days: number): string {
  if (days < 21) return `${days} ${days === 1 ? "day" : "days"} old`;
  const rest = days % 7;
  return `${Math.floor(days / 7)} weeks${rest === 0 ? "" : ` + ${rest}`} old`;
}
