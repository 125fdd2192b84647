import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  decide,
  patchGroup,
  patchStep,
  putPlan,
  putSpace,
  removePlan,
  removeSpace,
  setConfirmed,
  setFactor,
  setFactorDetail,
  setObservation,
  setTopic,
  togglePresent,
} from "../../../src/domain/answering.ts";
import { ContactAnswers } from "../../../src/domain/contact.ts";
import { EntryId } from "../../../src/domain/ids.ts";
import { arbitraryAnswers } from "../../support/arbitraries.ts";
import {
  aChecklist,
  aNightPlan,
  anId,
  aSleepSpace,
  babyId,
  fatherId,
  motherId,
  someAnswers,
} from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

const smokes = { id: "RF-smk-now" };

test("a second tap on a person who is here takes them out again", () => {
  const here = togglePresent(togglePresent(someAnswers(), motherId), fatherId);

  expect(here.people.present).toEqual([motherId, fatherId]);
  expect(togglePresent(here, motherId).people.present).toEqual([fatherId]);
});

test("a sleep space or a plan with a known id is replaced where it stands, and removed by its id", () => {
  const other = aSleepSpace({ id: anId(EntryId, "other") });
  const spaces = putSpace(putSpace(someAnswers(), aSleepSpace()), other);
  const plans = putPlan(someAnswers(), aNightPlan());

  const changed = putSpace(spaces, aSleepSpace({ place: "travel-cot" }));
  expect(changed.sleep.spaces).toEqual([aSleepSpace({ place: "travel-cot" }), other]);
  expect(removeSpace(changed, other.id).sleep.spaces).toHaveLength(1);
  expect(putPlan(plans, aNightPlan({ inCharge: "Nan" })).nights.plans).toEqual([aNightPlan({ inCharge: "Nan" })]);
  expect(removePlan(plans, aNightPlan().id).nights.plans).toEqual([]);
});

test("a reply keeps the words beside it when it changes, and takes them with it when it is cleared", () => {
  const said = setFactorDetail(setFactor(someAnswers(), smokes, "yes"), smokes, "Dad, outside");

  expect(setFactor(said, smokes, "no").factors.answers).toEqual({
    "RF-smk-now": { reply: "no", detail: "Dad, outside" },
  });
  expect(setFactor(said, smokes, undefined).factors.answers).toEqual({});
  expect(setFactorDetail(someAnswers(), smokes, "Dad").factors.answers).toEqual({});
});

test("a reply about one baby stands under that baby alone", () => {
  const item = { id: "RF-lbw" };
  const said = setFactorDetail(setFactor(someAnswers(), item, "yes", babyId), item, "2,300 grams", babyId);

  expect(said.factors).toEqual({
    answers: {},
    perBaby: { [babyId]: { "RF-lbw": { reply: "yes", detail: "2,300 grams" } } },
  });
  expect(setFactor(said, item, undefined, babyId).factors.perBaby).toEqual({ [babyId]: {} });
  expect(setFactorDetail(someAnswers(), item, "2,300", babyId)).toEqual(someAnswers());
});

test("results, observations, decisions and confirmations are set, changed and cleared under their own name", () => {
  const yes = { decision: "accepted", action: "Call", owner: "Jo", due: { day: "", month: "", year: "" } } as const;
  const all = decide(
    setConfirmed(
      setObservation(setTopic(someAnswers(), "NB-back", { result: "not-yet" }), "OB-own", { answer: "told-only" }),
      motherId,
      "said",
    ),
    "AC-see",
    yes,
  );

  expect(all.topics.results).toEqual({ "NB-back": { result: "not-yet" } });
  expect(all.sleep.observations).toEqual({ "OB-own": { answer: "told-only" } });
  expect(all.concerns.decisions).toEqual({ "AC-see": yes });
  expect(setConfirmed(all, motherId, "showed").agreement.confirmedBy).toEqual([{ personId: motherId, how: "showed" }]);
  expect(setTopic(all, "NB-back", undefined).topics.results).toEqual({});
  expect(setObservation(all, "OB-own", undefined).sleep.observations).toEqual({});
  expect(setConfirmed(all, motherId, undefined).agreement.confirmedBy).toEqual([]);
  expect(decide(all, "AC-see", undefined).concerns.decisions).toEqual({});
});

test("notes of a group change field by field", () => {
  const noted = patchGroup(patchGroup(someAnswers(), "beds", { words: "On his back" }), "beds", { how: "showed" });

  expect(noted.topics.groups).toEqual({ beds: { words: "On his back", how: "showed" } });
});

test("a change leaves the answers before it as they were, and valid", { timeout: 30_000 }, () => {
  const checklist = aChecklist();
  holds(
    fc.property(arbitraryAnswers(checklist), (answers) => {
      const before = structuredClone(answers);

      const after = [
        patchStep(answers, "nights", { fewReason: "no-time" }),
        putSpace(answers, aSleepSpace()),
        setFactor(answers, smokes, "yes"),
        setFactor(answers, smokes, undefined, babyId),
        setTopic(answers, "NB-back", undefined),
        setConfirmed(answers, motherId, "said"),
      ];

      expect(answers).toStrictEqual(before);
      expect(after.every((changed) => ContactAnswers.safeParse(changed).success)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("the same change twice is that change once, and clearing leaves no trace", { timeout: 30_000 }, () => {
  const checklist = aChecklist();
  const changes: ((answers: ContactAnswers) => ContactAnswers)[] = [
    (answers) => patchStep(answers, "agreement", { guidance: "shown" }),
    (answers) => putSpace(answers, aSleepSpace()),
    (answers) => removeSpace(answers, aSleepSpace().id),
    (answers) => setObservation(answers, "OB-own", { answer: "seen-concern" }),
    (answers) => setFactor(answers, smokes, "yes"),
    (answers) => setFactorDetail(answers, smokes, "Dad", babyId),
    (answers) => setTopic(answers, "NB-back", { result: "talked-only" }),
    (answers) => patchGroup(answers, "all", { words: "On his back" }),
    (answers) => putPlan(answers, aNightPlan()),
    (answers) => removePlan(answers, aNightPlan().id),
    (answers) => setConfirmed(answers, motherId, "said"),
    (answers) => decide(answers, "AC-see", { decision: "declined" }),
  ];
  holds(
    fc.property(arbitraryAnswers(checklist), fc.constantFrom(...changes), (answers, change) => {
      const once = change(answers);
      expect(change(once)).toStrictEqual(once);

      const without = setTopic(setObservation(answers, "OB-own", undefined), "NB-back", undefined);
      const setAgain = setTopic(setObservation(without, "OB-own", { answer: "told-only" }), "NB-back", {
        result: "not-yet",
      });
      expect(setTopic(setObservation(setAgain, "OB-own", undefined), "NB-back", undefined)).toStrictEqual(without);
      const twice = togglePresent(togglePresent(answers, motherId), motherId).people.present;
      expect(new Set(twice)).toEqual(new Set(answers.people.present));
    }),
    { numRuns: 40 },
  );
});
