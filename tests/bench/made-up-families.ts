import { checklistFor, currentVersion } from "../../src/content/checklists.ts";
import type { Contact, ContactAnswers, DraftContact, FinalContact } from "../../src/domain/contact.ts";
import { type ContactKind, contactKinds } from "../../src/domain/contact-kind.ts";
import { addDays, type CivilDate, toEnteredDate } from "../../src/domain/dates.ts";
import { type Carer, type Family, subjectOf } from "../../src/domain/family.ts";
import { BabyId, ContactId, EntryId, FamilyId, PersonId, toId } from "../../src/domain/ids.ts";
import { startContact } from "../../src/domain/start-contact.ts";
import { randomId } from "../../src/shared/random-id.ts";

/** A made-up family with its contacts, as they would be stored. */
export interface MadeUpFamily {
  family: Family;
  contacts: readonly Contact[];
}

const firstNames = "Amina Zoë Grace Mei Priya Orla Chloé Fatima Ngozi Hannah Siân Leyla Ruth Ewa Ifé Molly".split(" ");
const lastNames = "Khan O'Brien Smith Núñez Patel Jones Okafor Murphy Kowalska Ali Evans Taylor Begum Wright".split(
  " ",
);
const babyNames = "Yusuf Ivy Noah Anaïs Leo Maya Theo Aisha Finn Ada Kofi Nia".split(" ");

/**
 * The family of the given number: the same names and dates at each call, so that runs compare. Families stand at every
 * point between the first antenatal contact and the end of the programme, each with three finalised contacts; every
 * hundredth has a draft besides.
 */
export function madeUpFamily(index: number, today: CivilDate): MadeUpFamily {
  const lastName = `${pick(lastNames, index, 7)}-${pick(lastNames, index, 13)}`;
  const carers: Carer[] = [
    { id: newId(PersonId), name: `${pick(firstNames, index, 3)} ${lastName}`, role: "mother" },
    { id: newId(PersonId), name: `${pick(firstNames, index, 5)} ${lastName}`, role: "partner" },
  ];
  const kinds = kindsOf(index);
  const family: Family = {
    id: newId(FamilyId),
    carers,
    stage: stageOf(index, today),
    ...(index % 9 === 0 ? { language: "Somali", interpreter: "phone-or-video" as const } : {}),
    ...(index % 4 === 0 ? { localRecordId: `LR ${100_000 + index}` } : {}),
    addedAt: `${addDays(today, -120)}T09:00:00Z`,
    contacts: [],
  };
  const finals = kinds.map((kind, n) => finalContact(family, kind, addDays(today, -90 + n * 20 - (index % 10))));
  const drafts = index % 100 === 0 ? [filledDraft(family, "six-to-eight-week", today)] : [];
  const contacts = [...finals, ...drafts];
  return { family: { ...family, contacts: contacts.map(entryOf) }, contacts };
}

/** A draft in which every topic, every question and every place has an answer, as near the end of a contact. */
function filledDraft(family: Family, kind: ContactKind, day: CivilDate): DraftContact {
  const draft = startContact(family, kind, {
    id: newId(ContactId),
    checklistVersion: currentVersion(kind),
    now: `${day}T09:30:00Z`,
    timeZone: "Europe/London",
  });
  return { ...draft, resumeAt: "topics", answers: fill(draft.answers, family, kind, day) };
}

function fill(answers: ContactAnswers, family: Family, kind: ContactKind, day: CivilDate): ContactAnswers {
  const { topics, groups, factors, observations, nights } = checklistFor(kind);
  const present = family.carers.map(({ id }) => id);
  return {
    people: { ...answers.people, present, spokeAlone: "in-part" },
    sleep: {
      spaces: [
        {
          id: newId(EntryId),
          babyIds: [],
          times: "night-and-day",
          place: "moses-basket",
          room: "parents-room",
          evidence: { how: "seen" },
          findings: { kind: "concern", items: ["loose-covers"], note: "Blanket up to the chin, tucked in again." },
          changedTogether: "Moved the basket away from the radiator.",
        },
      ],
      observations: Object.fromEntries(observations.map(({ id }) => [id, { answer: "seen-as-advised" }])),
      match: "yes",
    },
    factors: {
      alone: "none-reported",
      answers: Object.fromEntries(factors.filter(({ list }) => list === "open").map(({ id }) => [id, { reply: "no" }])),
      perBaby: {},
    },
    topics: {
      results: Object.fromEntries(topics.map(({ id }) => [id, { result: "explained-back" }])),
      groups: Object.fromEntries(
        groups.map(({ id }) => [
          id,
          { words: "On the back, in her own bed, every time.", answeredBy: present, how: "said" },
        ]),
      ),
    },
    nights: {
      plans: nights.slice(0, 2).map(({ id }) => ({
        id: newId(EntryId),
        eventId: id,
        place: "travel-cot",
        inCharge: "Her sister, who does not drink",
        words: "We take the travel cot and leave early.",
      })),
    },
    agreement: { guidance: "shown", sources: ["red-book"], otherCarers: "spoken-to", confirmedBy: [], agrees: "yes" },
    concerns: { level: "none", steps: [], decisions: {}, own: [], nextContact: toEnteredDate(addDays(day, 28)) },
  };
}

function finalContact(family: Family, kind: ContactKind, day: CivilDate): FinalContact {
  const { resumeAt: _, ...draft } = filledDraft(family, kind, day);
  return {
    ...draft,
    status: "final",
    event: { date: day, time: "09:30" },
    finalisedAt: `${day}T10:45:00Z`,
    author: { name: "Jo Ward", role: "Health visitor" },
    subject: subjectOf(family),
  };
}

function entryOf(contact: Contact): Family["contacts"][number] {
  const { id, kind, status, startedAt } = contact;
  if (contact.status === "draft") return { id, kind, status, startedAt };
  const inRecordAt = contact.finalisedAt;
  return { id, kind, status, startedAt, date: contact.event.date, handOver: { textCopiedAt: inRecordAt, inRecordAt } };
}

// Of ten families two are expecting, three have had the antenatal contact only, four the new birth contact, one all.
function kindsOf(index: number): ContactKind[] {
  const [antenatal, newBirth, lastKind] = contactKinds;
  if (index % 10 < 5) return [antenatal, antenatal, antenatal];
  return index % 10 < 9 ? [antenatal, antenatal, newBirth] : [antenatal, newBirth, lastKind];
}

function stageOf(index: number, today: CivilDate): Family["stage"] {
  const spread = (index * 37) % 101;
  if (index % 10 < 2) return { stage: "expecting", dueDate: addDays(today, 80 - spread) };
  const birthDate = addDays(today, -spread);
  const baby = { id: newId(BabyId), name: pick(babyNames, index, 11), birthDate, birthWeightGrams: 3200 };
  return { stage: "born", babies: [{ ...baby, gestation: { weeks: 39, days: index % 7 } }] };
}

function pick(list: readonly string[], index: number, step: number): string {
  return list[(index * step + Math.floor(index / list.length)) % list.length] ?? "";
}

function newId<T>(schema: { parse(value: unknown): T }): T {
  return toId(schema, randomId());
}
