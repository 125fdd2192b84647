import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import type { OtherCarers } from "../../../src/domain/agreement.ts";
import type { Checklist } from "../../../src/domain/checklist.ts";
import type { FinalContact } from "../../../src/domain/contact.ts";
import { contactKinds } from "../../../src/domain/contact-kind.ts";
import type { Stage } from "../../../src/domain/family.ts";
import { followUpsAgreed, type ProposedFollowUp, proposeFollowUps } from "../../../src/domain/follow-up-rules.ts";
import { BabyId, EntryId } from "../../../src/domain/ids.ts";
import type { FewNightsReason } from "../../../src/domain/nights.ts";
import type { FoundItem } from "../../../src/domain/sleep-space.ts";
import {
  arbitraryAnswers,
  arbitraryCivilDate,
  arbitraryFamily,
  arbitraryFinalContact,
} from "../../support/arbitraries.ts";
import {
  aBaby,
  aChecklist,
  aFamily,
  aFinalContact,
  allWell,
  aNightPlan,
  anId,
  aSleepSpace,
  born,
  expecting,
  type SomeAnswers,
  subjectOf,
} from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

interface Given {
  answers?: SomeAnswers;
  stage?: Stage;
  previous?: FinalContact[];
  /** A Monday, if not given. */
  contactDate?: string;
  checklist?: Checklist;
}

function proposed(given: Given = {}): ProposedFollowUp[] {
  const checklist = given.checklist ?? aChecklist();
  return proposeFollowUps({
    checklist,
    answers: allWell(checklist, given.answers),
    subject: subjectOf(aFamily(given.stage ? { stage: given.stage } : {})),
    previous: given.previous ?? [],
    contactDate: given.contactDate ?? "2026-11-23",
  });
}

const said = (id: string): SomeAnswers => ({
  factors: { answers: { [id]: { reply: "yes" } }, open: "none-reported", alone: "none-reported" },
});
const seen = (id: string): SomeAnswers => ({ sleep: { observations: { [id]: { answer: "seen-concern" } } } });
const slept = (...spaces: Parameters<typeof aSleepSpace>[0][]): SomeAnswers => ({
  sleep: { spaces: spaces.map((space, index) => aSleepSpace({ id: anId(EntryId, `space-${index}`), ...space })) },
});
const found = (...items: FoundItem[]) => slept({ findings: { kind: "concern", items } });
const topics = (results: SomeAnswers["topics"] extends infer T ? NonNullable<T> : never): SomeAnswers => ({
  topics: { results: { ...allWell(aChecklist()).topics.results, ...results.results } },
});
const smokedInPregnancy = { "RF-smk-preg": { reply: "yes" } } as const;

describe("what was recorded proposes exactly the follow-up that goes with it", () => {
  test.each<[string, string, Given]>([
    ["AC-danger", "2026-11-23", { answers: seen("OB-asleep") }],
    ["AC-impair", "2026-11-23", { answers: seen("OB-impair") }],
    ["AC-nobed", "2026-11-24", { answers: slept({ place: "none" }) }],
    ["AC-nobed", "2026-11-24", { answers: seen("OB-own") }],
    [
      "AC-bed",
      "2026-11-26",
      {
        answers: {
          factors: { ...said("RF-bed").factors, answers: { "RF-bed": { reply: "yes" }, ...smokedInPregnancy } },
        },
      },
    ],
    [
      "AC-bed",
      "2026-11-26",
      { answers: { ...slept({ place: "adult-bed" }), factors: { answers: smokedInPregnancy } } },
    ],
    ["AC-bed", "2026-11-26", { answers: { ...slept({ place: "adult-bed" }), factors: { alone: "not-alone" } } }],
    ["AC-sofa", "2026-11-30", { answers: said("RF-sofa") }],
    ["AC-sofa", "2026-11-30", { answers: slept({ place: "sofa-or-chair" }) }],
    ["AC-sofa", "2026-11-30", { answers: slept({}, { times: "day", place: "sofa-or-chair" }) }],
    ["AC-front", "2026-11-26", { answers: said("RF-prone") }],
    ["AC-item", "2026-12-07", { answers: found("weighted-item") }],
    ["AC-item", "2026-12-07", { answers: found() }],
    ["AC-item", "2026-12-07", { answers: seen("OB-pillow") }],
    ["AC-item", "2026-12-07", { answers: slept({ place: "pod-or-nest" }) }],
    ["AC-teach", "2026-11-30", { answers: topics({ results: { "NB-smoke-free": { result: "not-yet" } } }) }],
    ["AC-teach", "2026-11-30", { answers: topics({ results: { "NB-smoke-free": { result: "talked-only" } } }) }],
    ["AC-teach", "2026-11-25", { answers: topics({ results: { "NB-back": { result: "not-today" } } }) }],
    ["AC-teach", "2026-11-25", { answers: topics({ results: { "NB-sofa": { result: "not-yet" } } }) }],
    ["AC-teach", "2026-11-30", { answers: { agreement: { guidance: "not-yet" } } }],
    ["AC-see", "2026-11-30", { answers: slept({ evidence: { how: "told-by-parent" } }) }],
    ["AC-see", "2026-11-30", { answers: slept({ evidence: { how: "not-seen", reason: "baby-asleep" } }) }],
    ["AC-see", "2026-11-30", { answers: slept({ evidence: { how: "not-seen" } }) }],
    ["AC-see", "2026-11-30", { answers: { sleep: { spaces: [] } } }],
    ["AC-see", "2026-11-30", { answers: { people: { place: "hospital" } } }],
    ["AC-refuse", "2026-11-25", { answers: { sleep: { match: "no" } } }],
    ["AC-plan", "2026-11-30", { answers: { nights: { plans: [] } } }],
    ["AC-plan", "2026-11-30", { answers: { nights: { plans: [], fewReason: "no-time" } } }],
    ["AC-carer", "2026-12-07", { answers: { agreement: { otherCarers: "not-reached" } } }],
    ["AC-carer", "2026-12-07", { answers: { agreement: { otherCarers: "plan-to-reach" } } }],
    ["AC-smoke", "2026-11-27", { answers: said("RF-smk-now") }],
    ["AC-drug", "2026-11-25", { answers: said("RF-drug") }],
    ["AC-drug", "2026-11-25", { answers: said("RF-alc") }],
    ["AC-meds", "2026-11-25", { answers: said("RF-meds") }],
    ["AC-early", "2026-11-30", { stage: born({ gestation: { weeks: 36, days: 6 } }) }],
    ["AC-early", "2026-11-30", { stage: born({ birthWeightGrams: 2500 }) }],
    ["AC-early", "2026-11-30", { answers: said("RF-nnu") }],
    ["AC-loss", "2026-11-30", { answers: said("RF-loss") }],
    ["AC-mood", "2026-11-23", { answers: said("RF-mood") }],
    ["AC-da", "2026-11-23", { answers: said("RF-da") }],
    ["AC-cp", "2026-11-24", { answers: said("RF-agency") }],
    ["AC-refer", "2026-11-23", { answers: { concerns: { level: "safety" } } }],
  ])("%s by %s", (actionId, due, given) => {
    const answers = given.stage ? topicsOnEarlyBabies(given.answers) : given.answers;
    const result = proposed({ ...given, ...(answers ? { answers } : {}) });

    expect(result.map((proposal) => [proposal.actionId, proposal.due])).toEqual([[actionId, due]]);
    expect(result[0]!.because.length).toBeGreaterThan(0);
    expect(result[0]).toMatchObject({ action: `What to do for ${actionId}`, timing: `When to do ${actionId}` });
  });

  function topicsOnEarlyBabies(answers: SomeAnswers | undefined): SomeAnswers {
    return { ...topics({ results: { "NB-early-small": { result: "explained-back" } } }), ...answers };
  }

  test.each(contactKinds)("and an all-well %s contact proposes nothing", (kind) => {
    const stage = kind === "antenatal" ? expecting() : born();

    expect(proposed({ checklist: aChecklist({ kind }), stage })).toEqual([]);
    expect(proposed({ checklist: checklistFor(kind), stage })).toEqual([]);
  });

  test.each<[string, Given]>([
    ["sharing a bed without a danger factor", { answers: said("RF-bed") }],
    ["an adult bed by day", { answers: slept({}, { times: "day", place: "adult-bed" }) }],
    ["a place that was shown on video", { answers: slept({ evidence: { how: "shown" } }) }],
    [
      "an optional topic that was put off",
      { answers: topics({ results: { "NB-products": { result: "not-today" } } }) },
    ],
    ["no other night expected", { answers: { nights: { plans: [], fewReason: "none-expected" } } }],
    ["nobody else who puts baby down", { answers: { agreement: { otherCarers: "no-one-else" } } }],
    ["something to follow up", { answers: { concerns: { level: "follow-up" } } }],
    ["a factor that is not known", { answers: { factors: { answers: { "RF-loss": { reply: "not-known" } } } } }],
  ])("and %s proposes nothing", (_, given) => {
    expect(proposed(given)).toEqual([]);
  });

  test("and a checklist without the action proposes nothing", () => {
    expect(proposed({ checklist: aChecklist({ followUps: [] }), answers: seen("OB-impair") })).toEqual([]);
  });
});

describe("why a follow-up is proposed is said in plain words", () => {
  test.each<[string, Given, string[]]>([
    ["AC-danger", { answers: seen("OB-asleep") }, ["Seen, concern: What is seen for OB-asleep"]],
    ["AC-nobed", { answers: slept({ place: "none" }) }, ["Where baby sleeps at night: No place yet"]],
    ["AC-item", { answers: found("outgrown", "loose-covers") }, ["Found: Loose covers", "Found: Baby has outgrown it"]],
    ["AC-item", { answers: found() }, ["A concern with where baby sleeps"]],
    [
      "AC-bed",
      { answers: { ...slept({ place: "adult-bed" }), factors: { answers: smokedInPregnancy, open: "none-reported" } } },
      ["Where baby sleeps at night: Adult bed", "Short RF-smk-preg"],
    ],
    [
      "AC-see",
      { answers: slept({ evidence: { how: "not-seen", reason: "declined" } }) },
      ["Night place not seen: Parent declined"],
    ],
    ["AC-see", { answers: slept({ evidence: { how: "told-by-parent" } }) }, ["Night place: told by parent"]],
    ["AC-teach", { answers: { agreement: { guidance: "not-today" } } }, ["Short NB-find-it: not found yet"]],
    ["AC-carer", { answers: { agreement: { otherCarers: "not-reached" } } }, ["Others who put baby down: not reached"]],
    ["AC-smoke", { answers: said("RF-smk-now") }, ["Short RF-smk-now: yes"]],
  ])("%s", (actionId, given, because) => {
    const found = proposed(given).find((proposal) => proposal.actionId === actionId);

    // What else is unknown may stand after it: unknown counts as present.
    expect(found?.because.slice(0, because.length)).toEqual(because);
  });

  test("and an answer about a thing the checklist no longer has is named by its id", () => {
    const bare = aChecklist({ observations: [] });

    expect(proposed({ checklist: bare, answers: seen("OB-impair") })[0]?.because).toEqual(["Seen, concern: OB-impair"]);
  });

  test("with the baby's name when there are twins", () => {
    const ash = anId(BabyId, "ash");
    const bay = anId(BabyId, "bay");
    const stage = born({ id: ash, name: "Ash" }, { id: bay, name: "Bay" });
    const answers = slept({ babyIds: [ash] }, { babyIds: [bay], evidence: { how: "told-by-parent" } });

    expect(proposed({ stage, answers })).toMatchObject([
      { actionId: "AC-see", because: ["Bay: Night place: told by parent"] },
    ]);
  });

  test("and sharing a bed is weighed for the twin who does", () => {
    const ash = anId(BabyId, "ash");
    const bay = anId(BabyId, "bay");
    const stage = born({ id: ash, name: "Ash", birthWeightGrams: 2300 }, { id: bay, name: "Bay" });
    const bedOf = (id: typeof ash, other: typeof ash) =>
      slept({ babyIds: [id], place: "adult-bed" }, { babyIds: [other] });
    const bed = (answers: SomeAnswers) =>
      proposed({ stage, answers }).find((proposal) => proposal.actionId === "AC-bed");

    expect(bed(bedOf(ash, bay))?.because).toContain("Ash: short RF-lbw");
    expect(bed(bedOf(bay, ash))).toBeUndefined();
  });
});

describe("before birth", () => {
  const antenatal = aChecklist({ kind: "antenatal" });
  const antenatally = (given: Given) => proposed({ checklist: antenatal, ...given });
  const told = slept({ evidence: { how: "told-by-parent" } });

  test.each([
    ["by 36 weeks", "2027-01-20", "2026-11-23", "2026-12-23"],
    ["on the day of 36 weeks", "2027-01-20", "2026-12-23", "2026-12-23"],
    ["within 14 days after 36 weeks", "2027-01-20", "2026-12-24", "2027-01-07"],
    ["within 14 days without a due date", null, "2026-11-23", "2026-12-07"],
  ])("a place that was not seen is checked %s", (_, dueDate, contactDate, due) => {
    const result = antenatally({ answers: told, stage: expecting(dueDate), contactDate });

    expect(result).toMatchObject([{ actionId: "AC-see", due }]);
  });

  test("a place that is not there yet is checked by 36 weeks, and from then on needed now", () => {
    const none = slept({ place: "none" });
    const ids = (contactDate: string, dueDate: string | null = "2027-01-20") =>
      antenatally({ answers: none, stage: expecting(dueDate), contactDate }).map((proposal) => proposal.actionId);

    expect(ids("2026-12-22")).toEqual(["AC-see"]);
    expect(ids("2026-12-23")).toContain("AC-nobed");
    expect(ids("2027-02-01")).toContain("AC-nobed");
    expect(ids("2026-12-23", null)).toEqual(["AC-see"]);
  });

  test("no topic is urgent within 2 working days", () => {
    const results = { ...allWell(antenatal).topics.results, "AN-back": { result: "not-yet" as const } };

    expect(antenatally({ answers: { topics: { results } }, stage: expecting() })).toMatchObject([
      { actionId: "AC-teach", due: "2026-11-30", topicIds: ["AN-back"] },
    ]);
  });

  test("a planned adult bed is always talked over, because nobody knows yet how baby will be born", () => {
    expect(antenatally({ answers: slept({ place: "adult-bed" }), stage: expecting() })).toMatchObject([
      { actionId: "AC-bed" },
    ]);
  });

  test("a chance of early birth is not an early baby", () => {
    expect(antenatally({ answers: said("RF-preterm"), stage: expecting() })).toEqual([]);
  });

  test.each([
    ["2026-11-26", "2026-11-26"],
    ["2027-01-20", "2026-11-30"],
    ["2026-11-20", "2026-11-30"],
    [null, "2026-11-30"],
  ])("with a due date of %s an earlier loss is followed up by %s", (dueDate, due) => {
    expect(antenatally({ answers: said("RF-loss"), stage: expecting(dueDate) })).toMatchObject([
      { actionId: "AC-loss", due },
    ]);
  });
});

describe("contacts side by side", () => {
  const declined = slept({ evidence: { how: "not-seen", reason: "declined" } });
  const idsOf = (given: Given) => proposed(given).map((proposal) => proposal.actionId);

  test("a view that is refused twice is talked over, and once is not", () => {
    const before = aFinalContact({ answers: declined });
    const alsoBefore = aFinalContact({
      answers: { sleep: { observations: { "OB-night": { answer: "not-seen-declined" } } } },
    });

    expect(idsOf({ answers: declined })).toEqual(["AC-see"]);
    expect(idsOf({ previous: [before] })).toEqual([]);
    expect(idsOf({ answers: declined, previous: [before] })).toEqual(["AC-refuse", "AC-see"]);
    expect(idsOf({ answers: declined, previous: [alsoBefore, aFinalContact()] })).toEqual(["AC-refuse", "AC-see"]);
  });

  const explained = (id: string): SomeAnswers => ({ topics: { results: { [id]: { result: "explained-back" } } } });

  test.each<[string, SomeAnswers, string]>([
    ["OB-clear", seen("OB-clear"), "AN-own-space"],
    ["OB-asleep", seen("OB-asleep"), "NB-back"],
    ["OB-demo", seen("OB-demo"), "NB-back"],
    ["OB-room", seen("OB-room"), "AN-same-room"],
    ["OB-hat", seen("OB-hat"), "NB-temp"],
    ["OB-seat", seen("OB-seat"), "NB-sling-car"],
    ["OB-sofa", seen("OB-sofa"), "AN-sofa"],
    ["OB-smoke", seen("OB-smoke"), "AN-smoke-free"],
    ["OB-impair", seen("OB-impair"), "AN-night-plan"],
    ["loose covers", found("loose-covers"), "NB-own-space"],
    ["heat", found("near-heater-or-sun"), "NB-temp"],
    ["dozing on a sofa", said("RF-sofa"), "68-sofa-tired"],
    [
      "a dangerous adult bed",
      { ...slept({ place: "adult-bed" }), factors: { answers: smokedInPregnancy } },
      "NB-bed-danger",
    ],
  ])("%s again after it was explained back is a pattern to look at", (_, answers, topicId) => {
    const checklist = checklistFor("six-to-eight-week");
    const again = aFinalContact({ answers: { ...answers, ...explained(topicId) } });
    const unexplained = aFinalContact({
      answers: { ...answers, topics: { results: { [topicId]: { result: "talked-only" } } } },
    });
    const elsewhere = aFinalContact({ answers: { ...answers, ...explained("NB-feeding") } });
    const wellBefore = aFinalContact({ answers: explained(topicId) });

    expect(idsOf({ checklist, answers, previous: [again] })).toContain("AC-pattern");
    expect(idsOf({ checklist, answers, previous: [wellBefore, unexplained, elsewhere] })).not.toContain("AC-pattern");
    expect(idsOf({ checklist, previous: [again] })).not.toContain("AC-pattern");
  });

  test("a pattern is said as what was recorded, with no conclusion", () => {
    const again = aFinalContact({ answers: { ...seen("OB-clear"), ...explained("NB-own-space") } });

    expect(proposed({ answers: seen("OB-clear"), previous: [again] })).toMatchObject([
      {
        actionId: "AC-pattern",
        due: "2026-11-25",
        because: ["Again, after it was explained back: What is seen for OB-clear"],
      },
    ]);
  });
});

describe("when a follow-up is due", () => {
  test("an urgent topic is not put off over a weekend further than 2 working days", () => {
    const answers = topics({ results: { "NB-own-space": { result: "not-yet" } } });

    expect(proposed({ answers, contactDate: "2026-12-24" })).toMatchObject([
      { actionId: "AC-teach", due: "2026-12-30" },
    ]);
  });

  test.each(["68-back", "68-own-space", "68-sofa-tired", "68-bed-danger"])("%s is urgent at 6 to 8 weeks", (id) => {
    const checklist = aChecklist({ kind: "six-to-eight-week" });
    const results = { ...allWell(checklist).topics.results, [id]: { result: "not-yet" as const } };

    expect(proposed({ checklist, answers: { topics: { results } } })).toMatchObject([
      { actionId: "AC-teach", due: "2026-11-25", topicIds: [id] },
    ]);
  });

  test("a plan that fails is made again before the night it is for, if that is sooner than a week", () => {
    const plans = (day: string) => [
      ...allWell(aChecklist()).nights.plans,
      aNightPlan({
        id: anId(EntryId, "guests"),
        eventId: "OR-sitter",
        place: "not-decided",
        reviewOn: { day, month: "11", year: "2026" },
      }),
    ];

    expect(proposed({ answers: { nights: { plans: plans("26") } } })).toMatchObject([
      {
        actionId: "AC-plan",
        due: "2026-11-26",
        because: ["Short OR-sitter: the plan does not name a bed and who is in charge"],
      },
    ]);
    expect(proposed({ answers: { nights: { plans: plans("22") } } })[0]?.due).toBe("2026-11-30");
    expect(proposed({ answers: { nights: { plans: plans("") } } })[0]?.due).toBe("2026-11-30");
  });

  test("a plan of the family's own is named as they named it", () => {
    const own = (what?: string) => [
      ...allWell(aChecklist()).nights.plans,
      { id: anId(EntryId, "own"), eventId: "OR-own", ...(what === undefined ? {} : { what }) },
    ];

    expect(proposed({ answers: { nights: { plans: own("Eid at my sister's") } } })[0]?.because[0]).toMatch(/^Eid at/);
    expect(proposed({ answers: { nights: { plans: own() } } })[0]?.because[0]).toMatch(/^A night of their own/);
  });

  test("a child protection plan with a worry for safety is told within 24 hours, over a weekend too", () => {
    const safety = { ...said("RF-agency"), concerns: { level: "safety" as const } };
    const dueOf = (answers: SomeAnswers) =>
      proposed({ answers, contactDate: "2026-11-27" }).find((proposal) => proposal.actionId === "AC-cp")?.due;

    expect(dueOf(said("RF-agency"))).toBe("2026-11-30");
    expect(dueOf(safety)).toBe("2026-11-28");
  });

  test("the soonest comes first, and of the same day the first in the table", () => {
    const answers: SomeAnswers = {
      ...seen("OB-impair"),
      factors: {
        answers: { "RF-prone": { reply: "yes" }, "RF-da": { reply: "yes" } },
        open: "none-reported",
        alone: "none-reported",
      },
      agreement: { otherCarers: "not-reached" },
      concerns: { level: "safety" },
    };

    expect(proposed({ answers }).map((proposal) => proposal.actionId)).toEqual([
      "AC-impair",
      "AC-da",
      "AC-refer",
      "AC-front",
      "AC-carer",
    ]);
  });
});

describe.each(contactKinds)("whatever is recorded at a real %s contact", (kind) => {
  const checklist = checklistFor(kind);
  const anyFacts = arbitraryFamily.chain((family) =>
    fc.record({
      checklist: fc.constant(checklist),
      answers: arbitraryAnswers(checklist, family),
      subject: fc.constant(subjectOf(family)),
      previous: fc.array(arbitraryFinalContact(checklist), { maxLength: 2 }),
      contactDate: arbitraryCivilDate,
    }),
  );

  test("each follow-up is proposed once, with a cause, never before the contact and soonest first", () => {
    holds(
      fc.property(anyFacts, (facts) => {
        const result = proposeFollowUps(facts);

        expect(new Set(result.map((proposal) => proposal.actionId)).size).toBe(result.length);
        expect(result.every((proposal) => proposal.due >= facts.contactDate)).toBe(true);
        expect(result.every(({ because }) => because.length > 0 && because.every((cause) => cause.trim()))).toBe(true);
        expect(result.map((proposal) => proposal.due)).toEqual(result.map((proposal) => proposal.due).sort());
      }),
      { numRuns: 40 },
    );
  });

  test("the order in which it was recorded changes nothing", () => {
    holds(
      fc.property(anyFacts, (facts) => {
        const otherWay = { ...facts, answers: reversed(facts.answers), previous: [...facts.previous].reverse() };

        expect(proposeFollowUps(otherWay)).toEqual(proposeFollowUps(facts));
      }),
      { numRuns: 40 },
    );
  });
});

/** The same answers with every list and every set of keys the other way round. */
function reversed<T>(value: T): T;
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, part]) => [key, reversed(part)])
      .reverse(),
  );
}

describe("what was agreed", () => {
  const entered = (day: string) => ({ day, month: "12", year: "2026" });

  test("is what was taken up and the visitor's own, the soonest first and without a date last", () => {
    const contact = aFinalContact({
      answers: {
        concerns: {
          decisions: {
            "AC-see": { decision: "accepted", action: "See the cot", owner: "Jo", due: entered("3") },
            "AC-danger": { decision: "accepted", action: "Tell a senior", owner: "Jo", due: entered("3") },
            "AC-carer": { decision: "declined", reason: "done-today" },
            "AC-plan": { decision: "accepted", action: "Call", owner: "Jo", due: entered("") },
          },
          own: [{ id: anId(EntryId, "own"), action: "Bring a thermometer", owner: "Sam", due: entered("1") }],
        },
      },
    });

    expect(followUpsAgreed(contact)).toEqual([
      { action: "Bring a thermometer", owner: "Sam", due: "2026-12-01" },
      { action: "Tell a senior", owner: "Jo", due: "2026-12-03", actionId: "AC-danger" },
      { action: "See the cot", owner: "Jo", due: "2026-12-03", actionId: "AC-see" },
      { action: "Call", owner: "Jo", actionId: "AC-plan" },
    ]);
  });

  test("is nothing where nothing was", () => {
    expect(followUpsAgreed(aFinalContact())).toEqual([]);
  });
});

test("talk of other carers or reasons that has no bearing proposes nothing more", () => {
  const carers: OtherCarers[] = ["spoken-to", "reached-another-way", "no-one-else"];
  const reasons: FewNightsReason[] = ["none-expected"];

  for (const otherCarers of carers) expect(proposed({ answers: { agreement: { otherCarers } } })).toEqual([]);
  for (const fewReason of reasons) expect(proposed({ answers: { nights: { plans: [], fewReason } } })).toEqual([]);
  expect(proposed({ stage: { stage: "born", babies: [aBaby()] } })).toEqual([]);
});
