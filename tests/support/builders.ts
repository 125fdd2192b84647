import { type Checklist, FollowUpAction } from "../../src/domain/checklist.ts";
import type { ContactAnswers, DraftContact, FinalContact } from "../../src/domain/contact.ts";
import type { ContactKind } from "../../src/domain/contact-kind.ts";
import { type CivilDate, toEnteredDate } from "../../src/domain/dates.ts";
import type { Baby, Carer, Family, Stage, Subject } from "../../src/domain/family.ts";
import { BabyId, ContactId, EntryId, FamilyId, PersonId } from "../../src/domain/ids.ts";
import { startContact } from "../../src/domain/start-contact.ts";

/** An id that reads as its name in a failing test: `anId(BabyId, "twin-1")` is "twin-1" filled up to 22 characters. */
export function anId<T>(schema: { parse(value: unknown): T }, name: string): T {
  return schema.parse(name.padEnd(22, "_"));
}

export const motherId = anId(PersonId, "mother");
export const fatherId = anId(PersonId, "father");
export const babyId = anId(BabyId, "baby");

export function aCarer(given: Partial<Carer> = {}): Carer {
  return { id: motherId, name: "Amina Khan", role: "mother", ...given };
}

/** A baby born on 11 November 2026 at 39 weeks + 2 days with 3,400 grams. */
export function aBaby(given: Partial<Baby> = {}): Baby {
  return {
    id: babyId,
    name: "Yusuf",
    birthDate: "2026-11-11",
    gestation: { weeks: 39, days: 2 },
    birthWeightGrams: 3400,
    ...given,
  };
}

/** The stage of a family with the babies given, or with one well baby born at term. */
export function born(...babies: Partial<Baby>[]): Extract<Stage, { stage: "born" }> {
  return { stage: "born", babies: babies.length === 0 ? [aBaby()] : babies.map(aBaby) };
}

/** The stage of a family before birth. */
export function expecting(dueDate: CivilDate | null = "2027-01-20"): Extract<Stage, { stage: "expecting" }> {
  return { stage: "expecting", dueDate };
}

/** A family of two carers and one well baby born at term, with no contacts. */
export function aFamily(given: Partial<Family> = {}): Family {
  return {
    id: anId(FamilyId, "family"),
    carers: [aCarer(), aCarer({ id: fatherId, name: "Imran Khan", role: "father" })],
    stage: born(),
    addedAt: "2026-10-01T09:00:00Z",
    contacts: [],
    ...given,
  };
}

/** The family as a final contact keeps it. */
export function subjectOf(family: Family): Subject {
  return {
    carers: family.carers,
    stage: family.stage,
    ...(family.language === undefined ? {} : { language: family.language }),
    ...(family.localRecordId === undefined ? {} : { localRecordId: family.localRecordId }),
  };
}

/** Answers step by step: what a step does not name stays as a new draft has it. */
export type SomeAnswers = { [Step in keyof ContactAnswers]?: Partial<ContactAnswers[Step]> };

/** The answers of a new draft begun on 23 November 2026 at 2:05pm, changed where given. */
export function someAnswers(given: SomeAnswers = {}): ContactAnswers {
  return withAnswers(aNewDraft("new-birth", aFamily()).answers, given);
}

/** `answers` with some steps changed. */
export function withAnswers(answers: ContactAnswers, given: SomeAnswers): ContactAnswers {
  return {
    people: { ...answers.people, ...given.people },
    sleep: { ...answers.sleep, ...given.sleep },
    factors: { ...answers.factors, ...given.factors },
    topics: { ...answers.topics, ...given.topics },
    nights: { ...answers.nights, ...given.nights },
    agreement: { ...answers.agreement, ...given.agreement },
    concerns: { ...answers.concerns, ...given.concerns },
  };
}

/** A draft of a new birth contact with nothing answered, changed where given. */
export function aDraft(given: Partial<Omit<DraftContact, "answers">> & { answers?: SomeAnswers } = {}): DraftContact {
  const { answers, ...rest } = given;
  const draft = aNewDraft(given.kind ?? "new-birth", aFamily());
  return { ...draft, ...rest, answers: withAnswers(draft.answers, answers ?? {}) };
}

/** A new birth contact of 23 November 2026, finalised that afternoon, in which the mother was present. */
export function aFinalContact(
  given: Partial<Omit<FinalContact, "answers">> & { answers?: SomeAnswers } = {},
): FinalContact {
  const { answers, ...rest } = given;
  const { resumeAt: _, ...draft } = aNewDraft(given.kind ?? "new-birth", aFamily());
  const date = given.event?.date ?? "2026-11-23";
  return {
    ...draft,
    status: "final",
    event: { date, time: "14:05" },
    finalisedAt: `${date}T15:00:00Z`,
    author: { name: "Jo Ward", role: "health visitor" },
    subject: subjectOf(aFamily()),
    ...rest,
    answers: withAnswers(
      withAnswers(draft.answers, { people: { date: toEnteredDate(date), present: [motherId] } }),
      answers ?? {},
    ),
  };
}

const prefixes: Record<ContactKind, string> = { antenatal: "AN", "new-birth": "NB", "six-to-eight-week": "68" };

/**
 * A small checklist with the ids of clinical.md that rules name: enough of each part that every rule can be reached,
 * little enough that a test can answer all of it.
 */
export function aChecklist(given: Partial<Checklist> = {}): Checklist {
  const kind = given.kind ?? "new-birth";
  const isBorn = kind !== "antenatal";
  const topics = [
    aTopic(kind, "back"),
    aTopic(kind, "own-space"),
    aTopic(kind, kind === "six-to-eight-week" ? "sofa-tired" : "sofa"),
    aTopic(kind, "bed-danger"),
    ...(isBorn ? [aTopic(kind, "bed-safer")] : []),
    aTopic(kind, "smoke-free"),
    ...(kind === "new-birth" ? [aTopic(kind, "early-small")] : []),
    aTopic(kind, "products", { mustNotSkip: false }),
    aTopic(kind, isBorn ? "plan" : "night-plan", { recordedIn: isBorn ? "different-nights" : "topics" }),
    aTopic(kind, "others", { recordedIn: "agreement-carers" }),
    aTopic(kind, "find-it", { recordedIn: "agreement-guidance" }),
  ];
  return {
    kind,
    version: "2026-11-23.1",
    signedOff: false,
    preparedOn: "2026-11-23",
    reviewDue: "2027-11-23",
    openingLine: "I want to check I explained it well.",
    groups: [
      {
        id: "all",
        heading: "All of it",
        prompt: "Tell me how your baby sleeps.",
        topicIds: topics.filter((topic) => topic.recordedIn === "topics").map((topic) => topic.id),
      },
    ],
    topics,
    observations: ["OB-night", "OB-own", "OB-firm", "OB-clear", "OB-pillow", "OB-asleep", "OB-sofa", "OB-impair"].map(
      (id) => ({ id, label: `What is seen for ${id}` }),
    ),
    factors: [
      aFactor("RF-preterm", { perBaby: true, bedDanger: true, kind: "fixed" }),
      aFactor("RF-lbw", { perBaby: true, bedDanger: true, kind: "fixed" }),
      ...(isBorn ? [aFactor("RF-nnu", { perBaby: true, kind: "fixed" })] : []),
      aFactor("RF-loss", { kind: "fixed" }),
      aFactor("RF-smk-preg", { bedDanger: true }),
      aFactor("RF-smk-now", { bedDanger: true }),
      aFactor("RF-alc", { bedDanger: true }),
      aFactor("RF-drug", { bedDanger: true, list: "alone" }),
      aFactor("RF-meds", { bedDanger: true }),
      ...(isBorn ? [aFactor("RF-bed"), aFactor("RF-sofa"), aFactor("RF-prone")] : []),
      aFactor("RF-mood", { list: "alone", kind: "predisposing" }),
      aFactor("RF-da", { list: "alone", kind: "predisposing" }),
      aFactor("RF-agency", { kind: "predisposing" }),
    ],
    nights: [
      aNightEvent("OR-away"),
      aNightEvent("OR-drink"),
      aNightEvent("OR-sitter"),
      aNightEvent("OR-crisis", { askAlone: true }),
    ],
    followUps: followUpIds.map((id) =>
      FollowUpAction.parse({
        id,
        action: `What to do for ${id}`,
        timing: `When to do ${id}`,
        forParent: id === "AC-see" || id === "AC-plan",
        ...(id === "AC-see" ? { parentText: "I will come to see where baby sleeps" } : {}),
      }),
    ),
    ...given,
  };
}

/** A topic of a checklist of the given kind: `aTopic("new-birth", "back")` is "NB-back". */
export function aTopic(
  kind: ContactKind,
  name: string,
  given: Partial<Checklist["topics"][number]> = {},
): Checklist["topics"][number] {
  const id = `${prefixes[kind]}-${name}`;
  return {
    id,
    mustNotSkip: true,
    heading: `Heading of ${id}`,
    advice: `Advice of ${id}.`,
    why: `Why ${id} matters.`,
    teachBackPrompt: `What about ${id}?`,
    fullAnswer: [`All of ${id}`],
    facts: [],
    recordedIn: "topics",
    short: `Short ${id}`,
    ...given,
  };
}

export function aFactor(id: string, given: Partial<Checklist["factors"][number]> = {}): Checklist["factors"][number] {
  return {
    id,
    ask: `What about ${id}?`,
    short: `Short ${id}`,
    list: "open",
    kind: "situational",
    perBaby: false,
    bedDanger: false,
    ...given,
  };
}

export function aNightEvent(id: string, given: Partial<Checklist["nights"][number]> = {}): Checklist["nights"][number] {
  const starter = {
    id: "bring-cot",
    text: "We bring the travel cot",
    place: "travel-cot" as const,
    inCharge: "The one who stays sober",
  };
  return { id, whatIf: `it is ${id}`, short: `Short ${id}`, askAlone: false, starters: [starter], ...given };
}

const followUpIds = [
  "AC-danger",
  "AC-impair",
  "AC-nobed",
  "AC-bed",
  "AC-sofa",
  "AC-front",
  "AC-item",
  "AC-teach",
  "AC-see",
  "AC-refuse",
  "AC-plan",
  "AC-carer",
  "AC-smoke",
  "AC-drug",
  "AC-meds",
  "AC-early",
  "AC-loss",
  "AC-mood",
  "AC-da",
  "AC-cp",
  "AC-pattern",
  "AC-refer",
  "AC-noaccess",
  "AC-ill",
  "AC-next",
];

/** One sleep space that was seen at night, and is a cot in the parents' room as advised. */
export function aSleepSpace(
  given: Partial<ContactAnswers["sleep"]["spaces"][number]> = {},
): ContactAnswers["sleep"]["spaces"][number] {
  return {
    id: anId(EntryId, "space"),
    babyIds: [],
    times: "night-and-day",
    place: "cot",
    room: "parents-room",
    evidence: { how: "seen" },
    findings: { kind: "as-advised" },
    ...given,
  };
}

/** A plan for a night away that names a bed and who is in charge. */
export function aNightPlan(
  given: Partial<ContactAnswers["nights"]["plans"][number]> = {},
): ContactAnswers["nights"]["plans"][number] {
  return { id: anId(EntryId, "plan"), eventId: "OR-away", place: "travel-cot", inCharge: "Imran", ...given };
}

/**
 * Answers that leave nothing out and give cause for no follow-up: all explained back, the night place seen and as
 * advised, nothing reported from either list, two plans, the guidance found and everybody spoken to.
 */
export function allWell(checklist: Checklist, given: SomeAnswers = {}): ContactAnswers {
  const draft = aNewDraft(checklist.kind, aFamily());
  const answered = withAnswers(draft.answers, {
    people: { present: [motherId], spokeAlone: "yes" },
    sleep: { spaces: [aSleepSpace()], match: "yes" },
    factors: { open: "none-reported", alone: "none-reported" },
    topics: {
      results: Object.fromEntries(
        checklist.topics
          .filter((topic) => topic.recordedIn === "topics")
          .map((topic) => [topic.id, { result: "explained-back" as const }]),
      ),
    },
    nights: {
      plans: [aNightPlan(), aNightPlan({ id: anId(EntryId, "second-plan"), eventId: "OR-drink", place: "own-bed" })],
    },
    agreement: {
      guidance: "unaided",
      sources: ["red-book"],
      otherCarers: "spoken-to",
      confirmedBy: [{ personId: motherId, how: "said" }],
      agrees: "yes",
    },
    concerns: { level: "none", nextContact: { day: "4", month: "1", year: "2027" } },
  });
  return withAnswers(answered, given);
}

function aNewDraft(kind: ContactKind, family: Family): DraftContact {
  return startContact(family, kind, {
    id: anId(ContactId, `contact-${kind}`.slice(0, 22)),
    checklistVersion: "2026-11-23.1",
    now: "2026-11-23T14:05:00Z",
    timeZone: "Europe/London",
  });
}
