import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AmendProblem,
  beginAmendment,
  currentOf,
  describeAmendProblem,
  finaliseAmendment,
  isUnchanged,
} from "../../../src/domain/amend.ts";
import { Amendment, type DraftAmendment } from "../../../src/domain/amendment.ts";
import { patchStep, setTopic } from "../../../src/domain/answering.ts";
import { AmendmentId } from "../../../src/domain/ids.ts";
import { arbitraryFinalAmendment, arbitraryFinalContact } from "../../support/arbitraries.ts";
import { aChecklist, aFinalContact, anId, withAnswers } from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

const checklist = aChecklist();
const record = aFinalContact({ answers: { topics: { results: { "NB-back": { result: "talked-only" } } } } });
const begun = { id: anId(AmendmentId, "amendment"), number: 1, now: "2026-11-24T09:00:00Z", clockSuspect: false };
const made = {
  author: { name: "Sam Lee", role: "health visitor" },
  now: "2026-11-24T09:05:00Z",
  today: "2026-11-24",
  clockSuspect: false,
};

function aDraft(given: Partial<DraftAmendment> = {}): DraftAmendment {
  const draft = beginAmendment(record, begun);
  const answers = setTopic(draft.answers, "NB-back", { result: "not-yet" });
  return { ...draft, answers, reason: "Wrong topic tapped", ...given };
}

function problemsOf(draft: DraftAmendment): AmendProblem["kind"][] {
  const result = finaliseAmendment(draft, record, made);
  return result.ok ? [] : result.error.map(({ kind }) => kind);
}

describe("how a record reads", () => {
  const scenario = fc.tuple(
    arbitraryFinalContact(checklist),
    fc.uniqueArray(arbitraryFinalAmendment(checklist), { maxLength: 4, selector: ({ number }) => number }),
  );

  test("is as its last amendment says, and as it was written where there is none", () => {
    holds(
      fc.property(scenario, ([original, amendments]) => {
        const last = amendments.toSorted((a, b) => a.number - b.number).at(-1);
        const { answers, event } = currentOf(original, amendments);

        expect({ answers, event }).toEqual({
          answers: (last ?? original).answers,
          event: (last ?? original).event,
        });
      }),
      { numRuns: 30 },
    );
  });

  test("keeps all else of the original, and never changes the original itself", () => {
    holds(
      fc.property(scenario, ([original, amendments]) => {
        const before = JSON.stringify(original);
        const { answers: _answers, event: _event, ...kept } = currentOf(original, amendments);

        expect(original).toMatchObject(kept);
        expect(JSON.stringify(original)).toBe(before);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a draft amendment", () => {
  test("begins with the answers of the record, and nothing in it differs yet", () => {
    const draft = beginAmendment(record, begun);

    expect(Amendment.safeParse(draft).success).toBe(true);
    expect(draft).toMatchObject({ contactId: record.id, checklistVersion: record.checklistVersion, status: "draft" });
    expect(isUnchanged(draft, record)).toBe(true);
    expect(isUnchanged(aDraft(), record)).toBe(false);
  });

  test("in which an answer was given and taken back differs in nothing", () => {
    const typed = patchStep(record.answers, "sleep", { note: "x" });
    const cleared = patchStep(typed, "sleep", { note: "" });
    const babies = patchStep(cleared, "factors", { perBaby: { [anId(AmendmentId, "baby")]: {} } });

    expect(isUnchanged({ answers: typed }, record)).toBe(false);
    expect(isUnchanged({ answers: babies }, record)).toBe(true);
  });

  test("becomes an amendment that says who, when and why, with the event as corrected", () => {
    const draft = aDraft();
    const earlier = patchStep(draft.answers, "people", {
      date: { day: "22", month: "11", year: "2026" },
      time: "9.30",
    });

    const result = finaliseAmendment({ ...draft, answers: earlier }, record, made);

    if (!result.ok) throw new Error("It is complete");
    expect(Amendment.parse(result.value)).toEqual(result.value);
    expect(result.value).toMatchObject({
      status: "final",
      reason: "Wrong topic tapped",
      author: made.author,
      madeAt: made.now,
      event: { date: "2026-11-22", time: "09:30" },
    });
    expect(result.value).not.toHaveProperty("clockSuspect");
  });

  test("made while the clock is in doubt says so", () => {
    const result = finaliseAmendment(aDraft(), record, { ...made, clockSuspect: true });

    expect(result).toMatchObject({ ok: true, value: { clockSuspect: true } });
  });

  test.each<[string, DraftAmendment, AmendProblem["kind"][]]>([
    ["a reason", aDraft({ reason: " \n" }), ["no-reason"]],
    ["a change", aDraft({ answers: record.answers }), ["nothing-changed"]],
    [
      "somebody present",
      aDraft({ answers: withAnswers(record.answers, { people: { present: [] } }) }),
      ["nobody-present"],
    ],
    ["a topic", aDraft({ answers: withAnswers(record.answers, { topics: { results: {} } }) }), ["no-topic"]],
    [
      "a day up to today",
      aDraft({
        answers: withAnswers(record.answers, { people: { date: { day: "25", month: "11", year: "2026" } } }),
      }),
      ["date-in-future"],
    ],
  ])("without %s is not finalised, and says what to do", (_what, draft, kinds) => {
    expect(problemsOf(draft)).toEqual(kinds);
    const result = finaliseAmendment(draft, record, made);
    expect(result.ok ? [] : result.error.map(describeAmendProblem).every((words) => words.length > 10)).toBe(true);
  });

  test("keeps to the family as it was on the day: a carer who came later was not there", () => {
    const stranger = withAnswers(record.answers, { people: { present: [anId(AmendmentId, "new-carer") as never] } });

    expect(problemsOf(aDraft({ answers: stranger }))).toEqual(["nobody-present"]);
  });
});
