import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import type { Checklist } from "../../../src/domain/checklist.ts";
import {
  type Completeness,
  completeness,
  describeMissing,
  type MissingItem,
} from "../../../src/domain/completeness.ts";
import type { FollowUpDecision } from "../../../src/domain/concerns.ts";
import { type ContactAnswers, contactSteps } from "../../../src/domain/contact.ts";
import { contactKinds } from "../../../src/domain/contact-kind.ts";
import type { Stage } from "../../../src/domain/family.ts";
import { proposeFollowUps } from "../../../src/domain/follow-up-rules.ts";
import { BabyId, EntryId } from "../../../src/domain/ids.ts";
import { bedDangerFactors, bedSharingAdvice, topicsThatMustNotBeSkipped } from "../../../src/domain/relevance.ts";
import { arbitraryAnswers, arbitraryFamily } from "../../support/arbitraries.ts";
import {
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
  withAnswers,
} from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

const checklist = aChecklist();
const unmeasured: Stage = { stage: "born", babies: [{ id: anId(BabyId, "baby"), birthDate: "2026-11-11" }] };

function check(answers: ContactAnswers, of: Checklist = checklist, stage: Stage = born()): Completeness {
  return completeness({
    checklist: of,
    answers,
    subject: subjectOf(aFamily({ stage })),
    previous: [],
    contactDate: "2026-11-23",
  });
}

function missing(given: SomeAnswers, stage?: Stage): MissingItem[] {
  const result = check(allWell(checklist, given), checklist, stage);
  return result.complete ? [] : result.missing;
}

const entered = (day: string) => ({ day, month: "12", year: "2026" });
const accepted: FollowUpDecision = { decision: "accepted", action: "Do it", owner: "Jo Ward", due: entered("1") };

describe.each(contactKinds)("a real %s contact in which nothing was left out", (kind) => {
  const real = checklistFor(kind);
  const stage: Stage = kind === "antenatal" ? expecting() : unmeasured;
  const topicIds = real.topics.filter((topic) => topic.recordedIn === "topics").map((topic) => topic.id);
  const dangers = real.factors.filter((item) => item.bedDanger);
  // Each danger factor answered by itself, so that each can be taken away by itself.
  const answers = allWell(real, {
    factors: {
      open: undefined!,
      alone: undefined!,
      answers: Object.fromEntries(dangers.map((item) => [item.id, { reply: "no" }])),
    },
  });

  test("is complete", () => {
    expect(check(answers, real, stage)).toEqual({ complete: true });
    expect(check(allWell(real), real, stage)).toEqual({ complete: true });
  });

  test("is incomplete by exactly the topic whose result is taken away, if it must not be skipped", () => {
    const required = topicsThatMustNotBeSkipped(real, answers, { stage }).map((topic) => topic.id);
    expect(required.length).toBeGreaterThan(7);

    for (const id of topicIds) {
      const { [id]: _, ...results } = answers.topics.results;

      const result = check(withAnswers(answers, { topics: { results } }), real, stage);

      if (required.includes(id)) {
        expect(result).toMatchObject({
          complete: false,
          missing: [{ step: "topics", kind: "topic-result", topicId: id }],
        });
      } else expect(result).toEqual({ complete: true });
    }
  });

  test("is incomplete by exactly the danger factor that was not asked, and the advice is then never", () => {
    for (const { id } of dangers) {
      const { [id]: _, ...others } = answers.factors.answers;
      const unasked = withAnswers(answers, { factors: { answers: others } });
      const putOff = withAnswers(answers, { factors: { answers: { ...others, [id]: { reply: "not-asked" } } } });

      for (const without of [unasked, putOff]) {
        const named = { step: "baby-and-home", kind: "factor", factorId: id };
        const result = check(without, real, stage);
        // Unasked, a baby may be early: the topic for early babies then asks for a result too, and has it here.
        expect(result).toMatchObject({ complete: false, missing: [named] });
        expect(bedSharingAdvice(bedDangerFactors(real, without, { stage })).kind).toBe("never");
      }
    }
  });
});

describe("taking one answer away from a complete contact names exactly that", () => {
  const { guidance: _guidance, ...withoutGuidance } = allWell(checklist).agreement;
  const { otherCarers: _otherCarers, ...withoutCarers } = allWell(checklist).agreement;
  const { nextContact: _nextContact, ...withoutNext } = allWell(checklist).concerns;
  const without = (step: SomeAnswers): ContactAnswers => ({ ...allWell(checklist), ...step }) as ContactAnswers;
  const spaceWithout = (key: "place" | "evidence" | "findings"): SomeAnswers => {
    const { [key]: _, ...space } = aSleepSpace();
    // The night place is described, but nobody has decided yet whether it was seen: no follow-up hangs on that.
    return { sleep: { spaces: [space] } };
  };

  test("who was here", () => {
    expect(missing({ people: { present: [] } })).toEqual([{ step: "people", kind: "nobody-present" }]);
  });

  test("the place for the night", () => {
    expect(missing(spaceWithout("place"))).toEqual([{ step: "sleep-space", kind: "night-place" }]);
  });

  test("what was seen of it", () => {
    expect(missing(spaceWithout("findings"))).toEqual([{ step: "sleep-space", kind: "night-findings" }]);
  });

  test("whether it was seen, which is then followed up too", () => {
    expect(missing(spaceWithout("evidence"))).toMatchObject([
      { step: "sleep-space", kind: "night-evidence" },
      { step: "concerns", kind: "decision", actionId: "AC-see" },
    ]);
    expect(missing({ sleep: { spaces: [] } })[0]).toEqual({ step: "sleep-space", kind: "night-place" });
    expect(missing({ sleep: { spaces: [aSleepSpace({ times: "day" })] } })[0]).toMatchObject({ kind: "night-place" });
  });

  test("why it was not seen", () => {
    const given = (reason?: "declined"): SomeAnswers => ({
      sleep: { spaces: [aSleepSpace({ evidence: { how: "not-seen", ...(reason ? { reason } : {}) } })] },
      concerns: { decisions: { "AC-see": accepted } },
    });

    expect(missing(given())).toEqual([{ step: "sleep-space", kind: "not-seen-reason" }]);
    expect(missing(given("declined"))).toEqual([]);
  });

  test("findings of a place that nobody saw are not asked for", () => {
    const { findings: _, ...space } = aSleepSpace({ evidence: { how: "told-by-parent" } });

    expect(missing({ sleep: { spaces: [space] }, concerns: { decisions: { "AC-see": accepted } } })).toEqual([]);
  });

  test("the guidance, the other carers and the next contact", () => {
    expect(check(without({ agreement: withoutGuidance }))).toEqual({
      complete: false,
      missing: [{ step: "agreement", kind: "guidance" }],
    });
    expect(check(without({ agreement: withoutCarers }))).toEqual({
      complete: false,
      missing: [{ step: "agreement", kind: "other-carers" }],
    });
    expect(check(without({ concerns: withoutNext }))).toEqual({
      complete: false,
      missing: [{ step: "concerns", kind: "next-contact" }],
    });
  });

  test("a next contact that is no date, or not after this one, is missing", () => {
    const next = (day: string, month: string): SomeAnswers => ({
      concerns: { nextContact: { day, month, year: "2026" } },
    });

    expect(missing(next("31", "11"))).toEqual([{ step: "concerns", kind: "next-contact" }]);
    expect(missing(next("23", "11"))).toEqual([{ step: "concerns", kind: "next-contact" }]);
    expect(missing(next("24", "11"))).toEqual([]);
  });

  test.each([
    [[], 0],
    [[aNightPlan()], 1],
    [[aNightPlan(), aNightPlan({ id: anId(EntryId, "again") })], 1],
  ])("plans for fewer than two nights", (plans, planned) => {
    const concerns = { decisions: { "AC-plan": accepted } };

    expect(missing({ nights: { plans }, concerns })).toEqual([{ step: "different-nights", kind: "plans", planned }]);
    expect(missing({ nights: { plans, fewReason: "none-expected" } })).toEqual([]);
    expect(missing({ nights: { plans, fewReason: "did-not-want" }, concerns })).toEqual([]);
  });

  test("two nights of the family's own are two nights", () => {
    const plans = ["one", "two"].map((id) => aNightPlan({ id: anId(EntryId, id), eventId: "OR-own" }));

    expect(missing({ nights: { plans } })).toEqual([]);
  });

  test("a plan that does not say where or with whom is no plan", () => {
    const [first, second] = allWell(checklist).nights.plans;
    const concerns = { decisions: { "AC-plan": accepted } };
    const planned = (change: Partial<typeof first>) =>
      missing({ nights: { plans: [first!, { ...second!, ...change }] }, concerns });

    expect(planned({ place: "not-decided" })).toMatchObject([{ kind: "plans", planned: 1 }]);
    expect(planned({ inCharge: "  " })).toMatchObject([{ kind: "plans", planned: 1 }]);
    expect(planned({ place: "other" })).toMatchObject([{ kind: "plans", planned: 1 }]);
    expect(planned({ place: "other", placeOther: "Her cousin's cot" })).toEqual([]);
  });
});

describe("bed-danger factors count as asked", () => {
  const asked = (reply: "not-known" | "rather-not-say" | "not-asked") =>
    missing({ factors: { answers: { "RF-smk-preg": { reply } } } });

  test("if the parent did not know or would rather not say, and not if it was put off", () => {
    expect(asked("not-known")).toEqual([]);
    expect(asked("rather-not-say")).toEqual([]);
    expect(asked("not-asked")).toMatchObject([{ kind: "factor", factorId: "RF-smk-preg" }]);
    expect(missing({ factors: { alone: "not-alone" } })).toMatchObject([{ kind: "factor", factorId: "RF-drug" }]);
  });

  test("if the record of birth answers them for that twin", () => {
    const twins = born({ id: anId(BabyId, "ash"), name: "Ash" }, { id: anId(BabyId, "bay"), name: "Bay" });
    const [ash, bay] = twins.babies;
    const { birthWeightGrams: _, ...unweighed } = bay!;
    const answers = Object.fromEntries(
      checklist.factors
        .filter((item) => item.bedDanger && item.id !== "RF-lbw" && item.id !== "RF-preterm")
        .map((item) => [item.id, { reply: "no" as const }]),
    );
    const given = allWell(checklist, {
      factors: { answers },
      topics: { results: { ...allWell(checklist).topics.results } },
    });
    const { open: _open, ...factors } = given.factors;

    const result = check({ ...given, factors }, checklist, { stage: "born", babies: [ash!, unweighed] });

    expect(result).toEqual({
      complete: false,
      missing: [{ step: "baby-and-home", kind: "factor", factorId: "RF-lbw", short: "Short RF-lbw", baby: "Bay" }],
    });
  });
});

describe("a topic that must not be skipped", () => {
  const results = (result: ContactAnswers["topics"]["results"][string], decision?: FollowUpDecision): SomeAnswers => ({
    topics: { results: { ...allWell(checklist).topics.results, "NB-back": result } },
    concerns: decision ? { decisions: { "AC-teach": decision } } : {},
  });

  test.each([
    [{ result: "not-yet" }],
    [{ result: "talked-only" }],
    [{ result: "not-today", reason: "no-time" }],
  ] as const)("with %o is complete only with an agreed day to go over it", (result) => {
    expect(missing(results(result))).toMatchObject([{ kind: "decision", actionId: "AC-teach" }]);
    expect(missing(results(result, accepted))).toEqual([]);
    expect(missing(results(result, { decision: "declined", reason: "already-in-place" }))).toEqual([]);
    expect(missing(results(result, { decision: "declined" }))).toMatchObject([{ kind: "decline-reason" }]);
    expect(missing(results(result, { decision: "declined", reason: "does-not-apply" }))).toEqual([
      { step: "concerns", kind: "go-over-again", topics: ["Short NB-back"] },
    ]);
  });

  test("put off without a reason is incomplete even with a day to go over it", () => {
    expect(missing(results({ result: "not-today" }, accepted))).toEqual([
      { step: "topics", kind: "topic-reason", topicId: "NB-back", short: "Short NB-back" },
    ]);
  });

  test("is never all there is: a contact in which nothing was explained back is not complete", () => {
    const talkedOnly = Object.fromEntries(
      Object.keys(allWell(checklist).topics.results).map((id) => [id, { result: "talked-only" as const }]),
    );

    expect(missing({ topics: { results: talkedOnly }, concerns: { decisions: { "AC-teach": accepted } } })).toEqual([
      { step: "topics", kind: "nothing-explained" },
    ]);
  });

  test("on early and small babies is asked for while that is not known", () => {
    const { "NB-early-small": _, ...others } = allWell(checklist).topics.results;
    const given = { topics: { results: others } };

    expect(missing(given)).toEqual([]);
    expect(missing(given, born({ birthWeightGrams: 2400 }))).toMatchObject([
      { kind: "topic-result", topicId: "NB-early-small" },
      { kind: "decision", actionId: "AC-early" },
    ]);
  });
});

describe("every follow-up that was proposed is decided", () => {
  const smokes = (decision?: FollowUpDecision): SomeAnswers => ({
    factors: { answers: { "RF-smk-now": { reply: "yes" } } },
    concerns: decision ? { decisions: { "AC-smoke": decision } } : {},
  });
  const about = { step: "concerns", actionId: "AC-smoke" };

  test.each<[string, FollowUpDecision | undefined, object[]]>([
    ["not decided", undefined, [{ ...about, kind: "decision" }]],
    ["agreed with owner and date", accepted, []],
    ["agreed without an owner", { ...accepted, owner: " " }, [{ ...about, kind: "owner" }]],
    ["agreed without a date", { ...accepted, due: entered("") }, [{ ...about, kind: "due-date" }]],
    [
      "agreed for 31 November",
      { ...accepted, due: { day: "31", month: "11", year: "2026" } },
      [{ ...about, kind: "due-date" }],
    ],
    ["declined without a reason", { decision: "declined" }, [{ ...about, kind: "decline-reason" }]],
    ["declined with a reason", { decision: "declined", reason: "parent-declined" }, []],
  ])("%s", (_, decision, expected) => {
    const result = missing(smokes(decision));

    expect(result).toHaveLength(expected.length);
    expect(result).toMatchObject(expected);
  });

  test("and so is the visitor's own, while a decision on something no longer proposed asks for nothing", () => {
    const own = { id: anId(EntryId, "own"), action: "Bring a thermometer", owner: "", due: entered("") };

    expect(missing({ concerns: { own: [own] } })).toEqual([
      { step: "concerns", kind: "owner", action: "Bring a thermometer" },
      { step: "concerns", kind: "due-date", action: "Bring a thermometer" },
    ]);
    expect(missing({ concerns: { decisions: { "AC-bed": { decision: "declined" } } } })).toEqual([]);
  });

  test("with what earlier contacts bring about", () => {
    const declined = [aSleepSpace({ evidence: { how: "not-seen" as const, reason: "declined" as const } })];
    const given = { sleep: { spaces: declined }, concerns: { decisions: { "AC-see": accepted } } };
    const facts = {
      checklist,
      answers: allWell(checklist, given),
      subject: subjectOf(aFamily()),
      previous: [aFinalContact({ answers: { sleep: { spaces: declined } } })],
      contactDate: "2026-11-23",
    };

    expect(completeness(facts)).toMatchObject({ complete: false, missing: [{ actionId: "AC-refuse" }] });
    expect(completeness({ ...facts, previous: [] })).toEqual({ complete: true });
  });
});

test("twins are named, so that it is plain whose place is missing", () => {
  const twins = born({ id: anId(BabyId, "ash"), name: "Ash" }, { id: anId(BabyId, "bay"), name: "Bay" });
  const given = { sleep: { spaces: [aSleepSpace({ babyIds: [anId(BabyId, "ash")] })] } };

  const items = missing(given, twins);

  expect(items[0]).toEqual({ step: "sleep-space", kind: "night-place", baby: "Bay" });
  expect(describeMissing(items[0]!)).toBe("Record where Bay sleeps at night");
  expect(missing({}, twins)).toEqual([]);
});

describe("whatever is recorded", () => {
  const any = arbitraryFamily.chain((family) =>
    arbitraryAnswers(checklist, family).map((answers) => ({
      checklist,
      answers,
      subject: subjectOf(family),
      previous: [],
      contactDate: "2026-11-23",
    })),
  );

  test("what is missing stands in the order of the steps, and is said in words of its own", () => {
    holds(
      fc.property(any, (facts) => {
        const result = completeness(facts);
        const items = result.complete ? [] : result.missing;

        const steps = items.map((item) => contactSteps.indexOf(item.step));
        expect(steps).toEqual([...steps].sort((a, b) => a - b));
        expect(items.every((item) => /^[A-Z]/.test(describeMissing(item)))).toBe(true);
      }),
    );
  });

  test("agreeing to every follow-up leaves none open, and taking one back opens that one again", () => {
    holds(
      fc.property(any, fc.nat(), (facts, pick) => {
        const proposals = proposeFollowUps(facts);
        const openWith = (decisions: ContactAnswers["concerns"]["decisions"]) => {
          const answers = withAnswers(facts.answers, { concerns: { decisions, own: [], nextContact: entered("1") } });
          const result = completeness({ ...facts, answers });
          return result.complete ? [] : result.missing.filter((item) => item.step === "concerns");
        };
        const all = Object.fromEntries(proposals.map(({ actionId }) => [actionId, accepted]));

        expect(openWith(all)).toEqual([]);

        const taken = proposals[pick % proposals.length];
        if (taken) {
          const { [taken.actionId]: _, ...others } = all;
          expect(openWith(others)).toEqual([
            { step: "concerns", kind: "decision", actionId: taken.actionId, action: taken.action },
          ]);
        }
      }),
    );
  });

  test("every kind of missing thing has words of its own", () => {
    const all: MissingItem[] = [
      { step: "people", kind: "nobody-present" },
      { step: "sleep-space", kind: "night-place" },
      { step: "sleep-space", kind: "night-evidence" },
      { step: "sleep-space", kind: "night-findings" },
      { step: "sleep-space", kind: "not-seen-reason" },
      { step: "baby-and-home", kind: "factor", factorId: "RF-lbw", short: "Small", baby: "Ash" },
      { step: "baby-and-home", kind: "factor", factorId: "RF-alc", short: "Alcohol" },
      { step: "topics", kind: "topic-result", topicId: "NB-back", short: "On their back" },
      { step: "topics", kind: "topic-reason", topicId: "NB-back", short: "On their back" },
      { step: "topics", kind: "nothing-explained" },
      { step: "different-nights", kind: "plans", planned: 1 },
      { step: "agreement", kind: "other-carers" },
      { step: "agreement", kind: "guidance" },
      { step: "concerns", kind: "decision", actionId: "AC-see", action: "See the cot" },
      { step: "concerns", kind: "decline-reason", actionId: "AC-see", action: "See the cot" },
      { step: "concerns", kind: "owner", action: "" },
      { step: "concerns", kind: "due-date", action: "See the cot" },
      { step: "concerns", kind: "due-date", action: "" },
      { step: "concerns", kind: "owner", action: "See the cot" },
      { step: "concerns", kind: "go-over-again", topics: ["On their back", "Sofas"] },
      { step: "concerns", kind: "next-contact" },
    ];

    const described = all.map(describeMissing);

    expect(new Set(described).size).toBe(all.length);
    expect(described).toContain("Ask about: Ash, Small");
    expect(described).toContain("Agree when to go over this again: On their back and Sofas");
    expect(described).toContain("Enter the day by when to do this: a follow-up");
  });
});
