import * as fc from "fast-check";
import { Agrees, ConfirmedHow, GuidanceFound, GuidanceSource, OtherCarers } from "../../src/domain/agreement.ts";
import type { Amendment, FinalAmendment } from "../../src/domain/amendment.ts";
import type { Checklist } from "../../src/domain/checklist.ts";
import { ConcernLevel, DeclineReason, FamilyTold, SafetyStep } from "../../src/domain/concerns.ts";
import { type ContactAnswers, ContactStep, type DraftContact, type FinalContact } from "../../src/domain/contact.ts";
import { ContactKind } from "../../src/domain/contact-kind.ts";
import { addDays, type CivilDate, toEnteredDate } from "../../src/domain/dates.ts";
import { type ErrorMark, ErrorReason } from "../../src/domain/error-mark.ts";
import { FactorReply } from "../../src/domain/factors.ts";
import { babiesOf, CarerRole, type Family, InterpreterKind, type Subject } from "../../src/domain/family.ts";
import { AmendmentId, BabyId, ContactId, EntryId, ErrorMarkId, FamilyId, PersonId } from "../../src/domain/ids.ts";
import { NhsNumber } from "../../src/domain/nhs-number.ts";
import { FewNightsReason, NightPlace } from "../../src/domain/nights.ts";
import { ContactPlace, SpokeAlone } from "../../src/domain/people.ts";
import type { Receipt } from "../../src/domain/receipt.ts";
import {
  FoundItem,
  MatchAnswer,
  NotSeenReason,
  observationAnswerLabels,
  SleepPlace,
  SleepRoom,
  SleepTimes,
} from "../../src/domain/sleep-space.ts";
import { textLimits } from "../../src/domain/text.ts";
import { AnsweredHow, NotTodayReason, NotYetAction } from "../../src/domain/topics.ts";
import { aFamily, subjectOf } from "./builders.ts";

/** A day of the years 2020 to 2039, leap days included. */
export const arbitraryCivilDate: fc.Arbitrary<CivilDate> = fc
  .integer({ min: 0, max: 7304 })
  .map((days) => addDays("2020-01-01", days));

/** A moment of the years 2020 to 2039. */
export const arbitraryMoment: fc.Arbitrary<string> = fc
  .tuple(arbitraryCivilDate, fc.integer({ min: 0, max: 86_399 }))
  .map(([date, second]) => {
    const pad = (part: number) => String(part).padStart(2, "0");
    return `${date}T${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}Z`;
  });

/** A time on the wall clock. */
export const arbitraryTime: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);

/** What people type and paste: whole graphemes of any script, and texts that have broken exports before. */
export function arbitraryText(max: number): fc.Arbitrary<string> {
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.string({ unit: "grapheme", maxLength: Math.min(max, 60) }).map((text) => cut(text, max)),
    },
    { weight: 1, arbitrary: fc.constantFrom("", " ", "x".repeat(max), "é".repeat(max)) },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(
          "Said “he sleeps on his back, day and night”",
          "line one\nline two\r\nline three",
          '=HYPERLINK("https://example.org")',
          "+44 7700 900123",
          "@SUM(1)",
          "-2",
          "\tindented",
          "a,b;c|d\"e'f",
          "<b>bold</b> & <script>alert(1)</script>",
          "محمد نام في سريره",
          "\u202eright to left\u202c",
          "Zoë and Łukasz, Đặng",
          "👩🏽‍🍼 slept in 👶🏿's cot",
          '{"json": true}',
          "\u0000\u0007 control",
        )
        .map((text) => cut(text, max)),
    },
  );
}

const short = arbitraryText(textLimits.short);
const words = arbitraryText(textLimits.words);
const note = arbitraryText(textLimits.note);

/** The three fields of a date: a real day, an unfinished one, an impossible one, or anything at all. */
export const arbitraryEnteredDate: fc.Arbitrary<{ day: string; month: string; year: string }> = fc.oneof(
  { weight: 4, arbitrary: arbitraryCivilDate.map(toEnteredDate) },
  {
    weight: 1,
    arbitrary: record({
      day: fc.constantFrom("", "31", "0", "7 ", "x"),
      month: fc.constantFrom("", "2", "13", "Feb"),
      year: fc.constantFrom("", "26", "2027", "0000"),
    }),
  },
  { weight: 1, arbitrary: record({ day: arbitraryText(10), month: arbitraryText(10), year: arbitraryText(10) }) },
);

/** An id of the given schema. */
export function arbitraryId<T>(schema: { parse(value: unknown): T }): fc.Arbitrary<T> {
  const characters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
  return fc
    .array(fc.constantFrom(...characters), { minLength: 22, maxLength: 22 })
    .map((drawn) => schema.parse(drawn.join("")));
}

/** A valid NHS number, its check digit computed. */
export const arbitraryNhsNumber: fc.Arbitrary<NhsNumber> = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
  .map((digits) => {
    const sum = digits.reduce((total, digit, index) => total + digit * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    return `${digits.join("")}${check}`;
  })
  .filter((number) => NhsNumber.safeParse(number).success)
  .map((number) => NhsNumber.parse(number));

const arbitraryBaby = record(
  {
    id: arbitraryId(BabyId),
    birthDate: arbitraryCivilDate,
    name: short,
    gestation: record({ weeks: fc.integer({ min: 22, max: 44 }), days: fc.integer({ min: 0, max: 6 }) }),
    birthWeightGrams: fc.oneof(fc.constantFrom(300, 2499, 2500, 2501, 8000), fc.integer({ min: 300, max: 8000 })),
    nhsNumber: arbitraryNhsNumber,
  },
  ["id", "birthDate"],
);

/** Any stage: expecting with a due date or without, or one to six babies. */
export const arbitraryStage: fc.Arbitrary<Family["stage"]> = fc.oneof(
  record({ stage: fc.constant("expecting" as const), dueDate: fc.option(arbitraryCivilDate) }),
  record({
    stage: fc.constant("born" as const),
    babies: fc.uniqueArray(arbitraryBaby, { minLength: 1, maxLength: 6, selector: (baby) => baby.id }),
  }),
);

const arbitraryContactEntry = record(
  {
    id: arbitraryId(ContactId),
    kind: fc.constantFrom(...ContactKind.options),
    status: fc.constantFrom("draft" as const, "final" as const),
    startedAt: arbitraryMoment,
    date: arbitraryCivilDate,
    handOver: record(
      { textCopiedAt: arbitraryMoment, notesCopiedAt: arbitraryMoment, inRecordAt: arbitraryMoment },
      [],
    ),
    amendments: fc.array(
      record({ id: arbitraryId(AmendmentId), status: fc.constantFrom("draft" as const, "final" as const) }),
      { maxLength: 3 },
    ),
    enteredInError: arbitraryId(ErrorMarkId),
    removedAt: arbitraryMoment,
  },
  ["id", "kind", "status", "startedAt"],
);

/** Any family the schema allows. */
export const arbitraryFamily: fc.Arbitrary<Family> = record(
  {
    id: arbitraryId(FamilyId),
    carers: fc.uniqueArray(
      record({ id: arbitraryId(PersonId), name: short, role: fc.constantFrom(...CarerRole.options) }),
      { minLength: 1, maxLength: 4, selector: (carer) => carer.id },
    ),
    stage: arbitraryStage,
    addedAt: arbitraryMoment,
    contacts: fc.array(arbitraryContactEntry, { maxLength: 5 }),
    language: short,
    interpreter: fc.constantFrom(...InterpreterKind.options),
    phone: short,
    localRecordId: short,
  },
  ["id", "carers", "stage", "addedAt", "contacts"],
);

const arbitraryAuthor = record({ name: short, role: short, registration: short }, ["name", "role"]);

/** Any family as a final contact keeps it. */
export const arbitrarySubject: fc.Arbitrary<Subject> = arbitraryFamily.map(subjectOf);

/**
 * Any answers that a contact with this checklist can hold: every option of every question, every part present and
 * absent, in any combination. People and babies named are those of the subject, as the screens only offer those.
 */
export function arbitraryAnswers(checklist: Checklist, subject: Subject = aFamily()): fc.Arbitrary<ContactAnswers> {
  return fc
    .uniqueArray(record({ id: arbitraryId(PersonId), who: short }), { maxLength: 2, selector: (other) => other.id })
    .chain((others) => {
      const people = [...subject.carers.map((carer) => carer.id), ...others.map((other) => other.id)];
      return record({
        people: arbitraryPeople(subject, others),
        sleep: arbitrarySleep(checklist, subject),
        factors: arbitraryFactors(checklist, subject),
        topics: arbitraryTopics(checklist, people),
        nights: arbitraryNights(checklist),
        agreement: arbitraryAgreement(people),
        concerns: arbitraryConcerns(checklist),
      });
    });
}

/** Any draft with this checklist. */
export function arbitraryDraft(checklist: Checklist, subject: Subject = aFamily()): fc.Arbitrary<DraftContact> {
  return record({
    ...arbitraryCommon(checklist, subject),
    status: fc.constant("draft" as const),
    resumeAt: fc.constantFrom(...ContactStep.options),
  });
}

/** Any final contact with this checklist. */
export function arbitraryFinalContact(checklist: Checklist, subject?: Subject): fc.Arbitrary<FinalContact> {
  return (subject ? fc.constant(subject) : arbitrarySubject).chain((as) =>
    record({
      ...arbitraryCommon(checklist, as),
      status: fc.constant("final" as const),
      event: record({ date: arbitraryCivilDate, time: arbitraryTime }),
      finalisedAt: arbitraryMoment,
      author: arbitraryAuthor,
      subject: fc.constant(as),
    }),
  );
}

const reason = words.filter((text) => text.trim() !== "");

/** Any amendment of a record with this checklist and subject, as a draft or as it stands. */
export function arbitraryAmendment(checklist: Checklist, subject: Subject = aFamily()): fc.Arbitrary<Amendment> {
  return fc.oneof(
    record(
      {
        ...amendmentCommon(checklist, subject),
        status: fc.constant("draft" as const),
        resumeAt: fc.constantFrom(...ContactStep.options),
        reason: words,
        clockSuspect: fc.constant(true as const),
      },
      [...amendmentRequired, "resumeAt"],
    ),
    arbitraryFinalAmendment(checklist, subject),
  );
}

/** Any amendment that stands beside a record with this checklist and subject. */
export function arbitraryFinalAmendment(
  checklist: Checklist,
  subject: Subject = aFamily(),
): fc.Arbitrary<FinalAmendment> {
  return record(
    {
      ...amendmentCommon(checklist, subject),
      status: fc.constant("final" as const),
      event: record({ date: arbitraryCivilDate, time: arbitraryTime }),
      reason,
      author: arbitraryAuthor,
      madeAt: arbitraryMoment,
      clockSuspect: fc.constant(true as const),
    },
    [...amendmentRequired, "event", "reason", "author", "madeAt"],
  );
}

const amendmentRequired = [
  "id",
  "contactId",
  "familyId",
  "kind",
  "checklistVersion",
  "number",
  "startedAt",
  "answers",
  "status",
] as const;

function amendmentCommon(checklist: Checklist, subject: Subject) {
  const { id: contactId, ...common } = arbitraryCommon(checklist, subject);
  return { ...common, id: arbitraryId(AmendmentId), contactId, number: fc.integer({ min: 1, max: 50 }) };
}

/** Any mark that says a record was entered in error. */
export const arbitraryErrorMark: fc.Arbitrary<ErrorMark> = record(
  {
    id: arbitraryId(ErrorMarkId),
    contactId: arbitraryId(ContactId),
    familyId: arbitraryId(FamilyId),
    reason: fc.constantFrom(...ErrorReason.options),
    author: arbitraryAuthor,
    madeAt: arbitraryMoment,
    note: words,
    clockSuspect: fc.constant(true as const),
  },
  ["id", "contactId", "familyId", "reason", "author", "madeAt"],
);

const receiptCommon = { familyId: arbitraryId(FamilyId), removedAt: arbitraryMoment, by: arbitraryAuthor };

/** Any receipt for something that was removed. */
export const arbitraryReceipt: fc.Arbitrary<Receipt> = fc.oneof(
  record(
    {
      ...receiptCommon,
      of: fc.constant("contact" as const),
      id: arbitraryId(ContactId),
      kind: fc.constantFrom(...ContactKind.options),
      date: arbitraryCivilDate,
      handedOverAt: arbitraryMoment,
      enteredInError: fc.constant(true as const),
      fingerprint: short,
    },
    ["familyId", "removedAt", "by", "of", "id", "kind", "date", "handedOverAt"],
  ),
  record({
    ...receiptCommon,
    of: fc.constant("amendment" as const),
    id: arbitraryId(AmendmentId),
    contactId: arbitraryId(ContactId),
  }),
  record({
    ...receiptCommon,
    of: fc.constant("error-mark" as const),
    id: arbitraryId(ErrorMarkId),
    contactId: arbitraryId(ContactId),
  }),
  record({ ...receiptCommon, of: fc.constant("family" as const), id: arbitraryId(FamilyId) }),
);

function arbitraryCommon(checklist: Checklist, subject: Subject) {
  return {
    id: arbitraryId(ContactId),
    familyId: arbitraryId(FamilyId),
    kind: fc.constant(checklist.kind),
    checklistVersion: fc.constant(checklist.version),
    startedAt: arbitraryMoment,
    answers: arbitraryAnswers(checklist, subject),
  };
}

function arbitraryPeople(
  subject: Subject,
  others: ContactAnswers["people"]["others"],
): fc.Arbitrary<ContactAnswers["people"]> {
  return record(
    {
      date: arbitraryEnteredDate,
      time: fc.oneof(arbitraryTime, arbitraryText(10)),
      place: fc.constantFrom(...ContactPlace.options),
      present: fc.subarray(subject.carers.map((carer) => carer.id)),
      others: fc.constant(others),
      interpreter: fc.constantFrom(...InterpreterKind.options),
      placeNote: short,
      spokeAlone: fc.constantFrom(...SpokeAlone.options),
      interpreterNote: short,
    },
    ["date", "time", "place", "present", "others", "interpreter"],
  );
}

function arbitrarySleep(checklist: Checklist, subject: Subject): fc.Arbitrary<ContactAnswers["sleep"]> {
  const evidence = fc.oneof(
    record({ how: fc.constant("seen" as const) }),
    record({ how: fc.constant("shown" as const) }),
    record({ how: fc.constant("told-by-parent" as const) }),
    record({ how: fc.constant("told-by-professional" as const) }),
    record({ how: fc.constant("not-seen" as const), reason: fc.constantFrom(...NotSeenReason.options), note: words }, [
      "how",
    ]),
  );
  const findings = fc.oneof(
    record({ kind: fc.constant("as-advised" as const) }),
    record({ kind: fc.constant("concern" as const), items: fc.subarray([...FoundItem.options]), note: words }, [
      "kind",
      "items",
    ]),
  );
  const space = record(
    {
      id: arbitraryId(EntryId),
      babyIds: fc.subarray(babiesOf(subject).map((baby) => baby.id)),
      times: fc.constantFrom(...SleepTimes.options),
      place: fc.constantFrom(...SleepPlace.options),
      placeOther: short,
      room: fc.constantFrom(...SleepRoom.options),
      roomOther: short,
      evidence,
      findings,
      changedTogether: words,
    },
    ["id", "babyIds", "times"],
  );
  // The keys of a record that lists every member cannot miss one, so the names are the whole union.
  const answers = Object.keys(observationAnswerLabels) as (keyof typeof observationAnswerLabels)[];
  const observation = fc
    .constantFrom(...answers)
    .chain((answer) => record({ answer: fc.constant(answer), note: words }, ["answer"]));
  return record(
    {
      spaces: fc.array(space, { maxLength: 4 }),
      observations: keyed(checklist.observations, observation),
      match: fc.constantFrom(...MatchAnswer.options),
      matchNote: words,
      note,
    },
    ["spaces", "observations"],
  );
}

function arbitraryFactors(checklist: Checklist, subject: Subject): fc.Arbitrary<ContactAnswers["factors"]> {
  const answer = record({ reply: fc.constantFrom(...FactorReply.options), detail: words }, ["reply"]);
  const perBaby = checklist.factors.filter((factor) => factor.perBaby);
  return record(
    {
      answers: keyed(checklist.factors, answer),
      perBaby: keyed(babiesOf(subject), keyed(perBaby, answer)),
      open: fc.constant("none-reported" as const),
      alone: fc.constantFrom("none-reported" as const, "not-alone" as const),
    },
    ["answers", "perBaby"],
  );
}

function arbitraryTopics(checklist: Checklist, people: PersonId[]): fc.Arbitrary<ContactAnswers["topics"]> {
  const result = fc.oneof(
    record({ result: fc.constant("explained-back" as const) }),
    record({ result: fc.constant("after-going-over-again" as const) }),
    record({ result: fc.constant("not-yet" as const), action: fc.constantFrom(...NotYetAction.options) }, ["result"]),
    record({ result: fc.constant("talked-only" as const) }),
    record({ result: fc.constant("not-today" as const), reason: fc.constantFrom(...NotTodayReason.options) }, [
      "result",
    ]),
  );
  const group = record(
    {
      words,
      answeredBy: fc.subarray(people),
      how: fc.constantFrom(...AnsweredHow.options),
      wentOver: words,
    },
    [],
  );
  return record({ results: keyed(checklist.topics, result), groups: keyed(checklist.groups, group) });
}

function arbitraryNights(checklist: Checklist): fc.Arbitrary<ContactAnswers["nights"]> {
  const starters = checklist.nights.flatMap((event) => event.starters.map((starter) => starter.id));
  const plan = record(
    {
      id: arbitraryId(EntryId),
      eventId: fc.constantFrom("OR-own", ...checklist.nights.map((event) => event.id)),
      what: short,
      starterId: fc.constantFrom(...starters, "gone"),
      place: fc.constantFrom(...NightPlace.options),
      placeOther: short,
      inCharge: short,
      whoPacks: short,
      whoKnows: short,
      ifItGoesWrong: words,
      words,
      reviewOn: arbitraryEnteredDate,
      sameAsBefore: fc.boolean(),
    },
    ["id", "eventId"],
  );
  return record(
    {
      plans: fc.array(plan, { maxLength: 4 }),
      fewReason: fc.constantFrom(...FewNightsReason.options),
      fewNote: words,
    },
    ["plans"],
  );
}

function arbitraryAgreement(people: PersonId[]): fc.Arbitrary<ContactAnswers["agreement"]> {
  return record(
    {
      sources: fc.subarray([...GuidanceSource.options]),
      confirmedBy: fc.uniqueArray(
        record({ personId: fc.constantFrom(...people), how: fc.constantFrom(...ConfirmedHow.options) }),
        { maxLength: people.length, selector: (confirmed) => confirmed.personId },
      ),
      guidance: fc.constantFrom(...GuidanceFound.options),
      guidanceNote: short,
      otherCarers: fc.constantFrom(...OtherCarers.options),
      otherCarersNote: words,
      agrees: fc.constantFrom(...Agrees.options),
      agreesNote: words,
    },
    ["sources", "confirmedBy"],
  );
}

function arbitraryConcerns(checklist: Checklist): fc.Arbitrary<ContactAnswers["concerns"]> {
  const accepted = record({
    decision: fc.constant("accepted" as const),
    action: words,
    owner: short,
    due: arbitraryEnteredDate,
  });
  const declined = record(
    {
      decision: fc.constant("declined" as const),
      reason: fc.constantFrom(...DeclineReason.options),
      note: words,
    },
    ["decision"],
  );
  return record(
    {
      steps: fc.subarray([...SafetyStep.options]),
      decisions: keyed(checklist.followUps, fc.oneof(accepted, declined)),
      own: fc.array(record({ id: arbitraryId(EntryId), action: words, owner: short, due: arbitraryEnteredDate }), {
        maxLength: 3,
      }),
      level: fc.constantFrom(...ConcernLevel.options),
      notes: note,
      forTheBaby: words,
      reference: short,
      spokeTo: short,
      familyTold: fc.constantFrom(...FamilyTold.options),
      nextContact: arbitraryEnteredDate,
      nextContactNote: short,
    },
    ["steps", "decisions", "own"],
  );
}

/** An object whose keys, other than the required ones, are sometimes absent. */
function record<T>(shape: { [Key in keyof T]: fc.Arbitrary<T[Key]> }): fc.Arbitrary<T>;
function record<T, Required extends keyof T>(
  shape: { [Key in keyof T]: fc.Arbitrary<T[Key]> },
  required: Required[],
): fc.Arbitrary<Pick<T, Required> & Partial<Omit<T, Required>>>;
function record<T>(shape: { [Key in keyof T]: fc.Arbitrary<T[Key]> }, required?: (keyof T)[]): fc.Arbitrary<unknown> {
  const given = { noNullPrototype: true };
  return fc.record(shape, required ? { ...given, requiredKeys: required } : given);
}

/** Answers under the ids of some of the items. */
function keyed<T>(items: readonly { id: string }[], answer: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc
    .subarray(items.map((item) => item.id))
    .chain((ids) => fc.tuple(...ids.map((id) => record({ id: fc.constant(id), answer }))))
    .map((answers) => Object.fromEntries(answers.map((given) => [given.id, given.answer])));
}

/** `text` up to `max` UTF-16 units, cut between graphemes so that no emoji is halved. */
function cut(text: string, max: number): string {
  let kept = "";
  for (const { segment } of new Intl.Segmenter("en").segment(text)) {
    if (kept.length + segment.length > max) break;
    kept += segment;
  }
  return kept;
}
