import { expect, test } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import { BabyId, EntryId, PersonId } from "../../../src/domain/ids.ts";
import { NhsNumber } from "../../../src/domain/nhs-number.ts";
import { recordDocument } from "../../../src/exports/record-document.ts";
import { recordText } from "../../../src/exports/record-text.ts";
import {
  aFinalContact,
  aNightPlan,
  anId,
  aSleepSpace,
  born,
  fatherId,
  motherId,
  type SomeAnswers,
} from "../../support/builders.ts";

const checklist = checklistFor("new-birth");
const adam = anId(BabyId, "adam");
const yusuf = anId(BabyId, "yusuf");
const student = anId(PersonId, "student");
const day = (on: number, month = 11) => ({ day: String(on), month: String(month), year: "2026" });

/** New birth contact with twins, one of them early and small; one cot seen, one told of; a worry for their safety. */
const answers: SomeAnswers = {
  people: {
    present: [motherId, fatherId],
    others: [{ id: student, who: "Student health visitor" }],
    spokeAlone: "in-part",
    interpreter: "phone-or-video",
    interpreterNote: "Somali, booking 4471",
  },
  sleep: {
    spaces: [
      aSleepSpace({
        id: anId(EntryId, "cot"),
        babyIds: [yusuf],
        place: "cot",
        findings: { kind: "concern", items: ["pillow-or-duvet", "bumper-or-toys"], note: "Pillow from Grandma" },
        changedTogether: "Mum took out the pillow and the toys while I was there",
      }),
      aSleepSpace({
        id: anId(EntryId, "bed"),
        babyIds: [adam],
        times: "night",
        place: "adult-bed",
        evidence: { how: "told-by-parent" },
        findings: undefined as never,
      }),
    ],
    observations: {
      "OB-pillow": { answer: "seen-as-advised" },
      "OB-temp": { answer: "seen-as-advised", note: "19 degrees on the room thermometer" },
      "OB-sofa": { answer: "told-only", note: "Feeds on the sofa at night" },
      "OB-demo": { answer: "not-seen-other", note: "Both asleep" },
      "OB-impair": { answer: "seen-concern", note: "Dad slurred his words, smelled of alcohol at 2pm" },
    },
    match: "no",
    matchNote: "Told both babies sleep in cots; only one cot in the house",
  },
  factors: {
    answers: {
      "RF-smk-now": { reply: "yes", detail: "Dad, 10 a day, outside" },
      "RF-alc": { reply: "yes", detail: "Dad, most evenings" },
      "RF-meds": { reply: "not-known" },
      "RF-drug": { reply: "rather-not-say" },
      "RF-da": { reply: "yes", detail: "Afraid when he drinks" },
    },
    perBaby: {
      [adam]: { "RF-preterm": { reply: "yes", detail: "35 + 4" }, "RF-lbw": { reply: "yes", detail: "2210g" } },
      [yusuf]: { "RF-preterm": { reply: "yes", detail: "35 + 4" }, "RF-lbw": { reply: "no" } },
    },
    open: "none-reported",
  },
  topics: {
    results: {
      "NB-back": { result: "explained-back" },
      "NB-own-space": { result: "after-going-over-again" },
      "NB-same-room": { result: "explained-back" },
      "NB-sofa": { result: "not-yet", action: "visit-again" },
      "NB-bed-danger": { result: "not-yet", action: "interpreter" },
      "NB-bed-safer": { result: "not-today", reason: "does-not-apply" },
      "NB-smoke-free": { result: "talked-only" },
      "NB-sober": { result: "not-today", reason: "not-safe" },
      "NB-temp": { result: "explained-back" },
      "NB-early-small": { result: "after-going-over-again" },
    },
    groups: {
      "where-baby-sleeps": {
        words: 'On their backs, feet at the bottom. "No pillow, even if Grandma says so"',
        answeredBy: [motherId],
        how: "both",
        wentOver: "Why a pillow is not safe",
      },
    },
  },
  nights: {
    plans: [
      aNightPlan({
        starterId: "away-travel-cot",
        place: "travel-cot",
        inCharge: "Amina",
        whoKnows: "Her sister",
        words: "We bring both travel cots to my sister's",
        reviewOn: day(7, 12),
      }),
      aNightPlan({ id: anId(EntryId, "crisis"), eventId: "OR-crisis", place: "carry-basket", inCharge: "Amina" }),
    ],
    fewReason: "no-time",
  },
  agreement: {
    guidance: "shown",
    sources: ["red-book", "translated"],
    otherCarers: "plan-to-reach",
    otherCarersNote: "Grandma, by phone with interpreter",
    confirmedBy: [
      { personId: motherId, how: "said" },
      { personId: fatherId, how: "not-confirmed" },
    ],
    agrees: "in-part",
    agreesNote: "Dad does not think the bed is a risk",
  },
  concerns: {
    level: "safety",
    notes: "Amina said alone that she is afraid when Imran drinks.\nHe had been drinking at 2pm.",
    forTheBaby: "Adam sleeps in a bed with an adult who drinks",
    steps: ["phoned-front-door", "spoke-to-named-nurse"],
    reference: "FD-2291",
    spokeTo: "Duty social worker",
    familyTold: "not-safe",
    decisions: {
      "AC-bed": {
        decision: "accepted",
        action: "Second cot for Adam tonight from the cot scheme",
        owner: "Jo Ward",
        due: day(23),
      },
      "AC-smoke": { decision: "declined", reason: "parent-declined", note: "Dad will think about it" },
      "AC-da": { decision: "accepted", action: "Ring Amina at her sister's", owner: "Jo Ward", due: day(24) },
    },
    own: [{ id: anId(EntryId, "own"), action: "Joint visit with the social worker", owner: "Jo Ward", due: day(25) }],
    nextContact: day(25),
    nextContactNote: "Home, 10am, interpreter booked",
  },
};

const contact = aFinalContact({
  answers,
  author: { name: "Jo Ward", role: "health visitor", registration: "12A3456E" },
  finalisedAt: "2026-11-24T08:30:00Z",
  subject: {
    ...aFinalContact().subject,
    language: "Somali",
    localRecordId: "R-100",
    stage: born(
      {
        id: adam,
        name: "Adam",
        gestation: { weeks: 35, days: 4 },
        birthWeightGrams: 2210,
        nhsNumber: NhsNumber.parse("9991112227"),
      },
      { id: yusuf, name: "Yusuf", gestation: { weeks: 35, days: 4 }, birthWeightGrams: 2560 },
    ),
  },
});

test("the main text of a hard new birth contact with twins, as it is pasted", () => {
  expect(recordText(contact, checklist, { audience: "professional" }).main).toMatchInlineSnapshot(`
    "SAFER SLEEP: NEW BIRTH CONTACT
    23 November 2026, 2:05pm. Amina Khan and babies Adam and Yusuf
    Written later: contact on 23 November 2026, recorded on 24 November 2026.
    Baby Adam: born 11 November 2026 (12 days old), at 35 weeks + 4, 2210g
    Baby Yusuf: born 11 November 2026 (12 days old), at 35 weeks + 4, 2560g
    Place: Home
    Language: Somali
    Interpreter: By phone or video (Somali, booking 4471)
    Present: Amina Khan (mother), Imran Khan (father), Student health visitor
    Parent seen alone: For part of it

    WHERE BABY SLEEPS: SEEN
    - Yusuf, day and night: Cot, parents' room. Found: Concern: Pillow or duvet; Bumper or toys; Pillow from Grandma. Changed together: Mum took out the pillow and the toys while I was there.
    Seen, as advised: sleep products in the home; room temperature (19 degrees on the room thermometer)
    Other things to look at, not recorded: 7

    WHERE BABY SLEEPS: TOLD, NOT SEEN
    - Adam, at night: Adult bed, parents' room. How known: Told by parent.
    Told only: sofa, armchair and feeding chair (Feeds on the sofa at night)

    WHERE BABY SLEEPS: NOT SEEN
    Not seen, other reason: parent shows how they lay baby down (Both asleep)

    THIS BABY AND HOME, AS TOLD
    Yes: born before 37 weeks, Adam (35 + 4); born before 37 weeks, Yusuf (35 + 4); 2500g or less at birth, Adam (2210g); someone smokes now (Dad, 10 a day, outside); alcohol (Dad, most evenings)
    None reported, asked as a list: twins or more; neonatal care or health problem; sudden death of a baby; smoking in pregnancy; someone vapes; slept in an adult bed; dozed on sofa or chair; put down on front or side; too little sleep; housing; hard to get a cot or bedding; young, alone or needs support; plan or service in place; others at home or new partner; family views on sleep
    No: 2500g or less at birth, Yusuf
    Not known: medicine that makes sleepy

    TOPICS AND TEACH-BACK
    Explained back: on their back; same room, day and night; not too hot
    After going over it again: own clear, flat bed; born early or small
    Not yet: never on a sofa (Visit again); when not to bed share (Interpreter next time)
    Talked only: smoke free home and car
    Not today: if you fall asleep (Does not apply); alcohol, drugs, sleepy medicine
    Not recorded: when baby is ill
    - Where and how baby sleeps. Parent's words: "On their backs, feet at the bottom. 'No pillow, even if Grandma says so'". Answered by: Amina Khan (mother). How: Said and showed. Gone over again: Why a pillow is not safe.

    PLAN FOR DIFFERENT NIGHTS
    - A night away. Plan: We take the travel cot and use only its own thin mattress. One of us stays sober (picked from the list). Parent's words: "We bring both travel cots to my sister's". Bed: Travel cot we bring. Sober and in charge: Amina. Who else knows: Her sister. Look at it again on: 7 December 2026.
    Why fewer than two nights: Ran out of time

    GUIDANCE AND AGREEMENT
    Parent finds the guidance: Found it when shown (Red book, Version in their language)
    Others who put baby down: Plan to reach them (Grandma, by phone with interpreter)
    Understanding confirmed: Amina Khan (mother), said it back; Imran Khan (father), did not confirm
    Parent agrees with record and plan: In part (Dad does not think the bed is a risk)

    NEXT STEPS
    To do: Second cot for Adam tonight from the cot scheme; who: Jo Ward; by 23 November 2026
    Proposed, not taken up: Give brief advice and refer to the stop smoking service unless they say no. Agree a smoke free home and car, and go over bed sharing. Why: Parent declined (Dad will think about it)
    Next contact: 25 November 2026 (Home, 10am, interpreter booked)

    RECORD
    Completeness: Partly done. Missing in: topics, concerns and next steps
    Begun: 23 November 2026, 2:05pm
    Finalised: 24 November 2026, 8:30am (1 day after the contact)
    By: Jo Ward, health visitor (NMC 12A3456E)
    Checklist: 2026-11-23.1, prepared 23 November 2026
    Advice: Draft content, not yet clinically signed off"
  `);
});

test("the professional notes of the same contact, as they are pasted", () => {
  expect(recordText(contact, checklist, { audience: "professional" }).notes).toMatchInlineSnapshot(`
    "SAFER SLEEP: NEW BIRTH CONTACT, PROFESSIONAL NOTES
    23 November 2026, 2:05pm. Amina Khan and babies Adam and Yusuf
    Written later: contact on 23 November 2026, recorded on 24 November 2026.
    By Jo Ward, health visitor (NMC 12A3456E)
    Follow your local rules for marking sensitive entries.

    WHERE BABY SLEEPS: SEEN
    Seen, concern: grown-ups are alert and able to care for baby (Dad slurred his words, smelled of alcohol at 2pm)

    WHERE BABY SLEEPS: COMPARED
    Seen matches told: No, it does not match
    About the match: Told both babies sleep in cots; only one cot in the house

    THIS BABY AND HOME, AS TOLD
    Yes: afraid of someone at home (Afraid when he drinks)
    Rather not say: drugs or treatment
    Not recorded: low mood, worry or illness

    TOPICS AND TEACH-BACK
    Not safe to discuss today: Alcohol, drugs, sleepy medicine

    PLAN FOR DIFFERENT NIGHTS
    - Leaving home quickly. Bed: Moses basket or carrycot we bring. Sober and in charge: Amina.

    NEXT STEPS
    To do: Ring Amina at her sister's; who: Jo Ward; by 24 November 2026
    To do: Joint visit with the social worker; who: Jo Ward; by 25 November 2026

    CONCERNS
    Concerns: I am worried about a child's safety
    What was said and seen: Amina said alone that she is afraid when Imran drinks. / He had been drinking at 2pm.
    What it means for the baby: Adam sleeps in a bed with an adult who drinks
    What was done: Phoned children's social care; Spoke to the safeguarding nurse
    Spoke to: Duty social worker
    Reference: FD-2291
    Family told: No, it was not safe to"
  `);
});

test("the sections of the same record, as screen and paper show them", () => {
  const { title, family, when, sections } = recordDocument(contact, checklist, { audience: "professional" });

  const outline = sections.map(({ heading, blocks }) => [
    heading,
    ...blocks.map((block) =>
      block.kind === "rows"
        ? `${block.heading ?? "rows"}: ${block.rows.map(({ label }) => label).join(", ")}`
        : `${block.items.length} items`,
    ),
  ]);

  expect([title, family, when]).toEqual([
    "Safer sleep: new birth contact",
    "Amina Khan and babies Adam and Yusuf",
    "23 November 2026, 2:05pm",
  ]);
  expect(outline).toMatchInlineSnapshot(`
    [
      [
        "Contact",
        "rows: Contact, Date and time, Baby Adam, NHS number of Adam, Baby Yusuf, Place, Language, Interpreter, Local record number",
      ],
      [
        "People present",
        "rows: Present, Parent seen alone",
      ],
      [
        "Where baby sleeps: seen",
        "Yusuf, day and night: Cot, parents' room: Found, Changed together",
        "3 items",
        "7 items",
      ],
      [
        "Where baby sleeps: told, not seen",
        "Adam, at night: Adult bed, parents' room: How known",
        "1 items",
      ],
      [
        "Where baby sleeps: not seen",
        "1 items",
      ],
      [
        "Where baby sleeps: compared",
        "rows: Seen matches told, About the match",
      ],
      [
        "This baby and home, as told",
        "25 items",
      ],
      [
        "Topics and teach-back",
        "11 items",
        "Where and how baby sleeps: Parent's words, Answered by, How, Gone over again",
        "rows: Not safe to discuss today",
      ],
      [
        "Plan for different nights",
        "A night away: Plan, Parent's words, Bed, Sober and in charge, Who else knows, Look at it again on",
        "Leaving home quickly: Bed, Sober and in charge",
        "rows: Why fewer than two nights",
      ],
      [
        "Guidance and agreement",
        "rows: Parent finds the guidance, Others who put baby down, Understanding confirmed, Parent agrees with record and plan",
      ],
      [
        "Next steps",
        "rows: To do, Proposed, not taken up, To do, To do, Next contact",
      ],
      [
        "Concerns",
        "rows: Concerns, What was said and seen, What it means for the baby, What was done, Spoke to, Reference, Family told",
      ],
      [
        "Record",
        "rows: Completeness, Missing, Missing, Missing, Missing, Missing, Missing, Missing, Missing, Missing, Missing, Begun, Finalised, By, Checklist, Advice",
      ],
    ]
  `);
});
