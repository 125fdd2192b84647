import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Contact, type DraftContact } from "../../../src/domain/contact.ts";
import { addDays, readEnteredDate, TimeOfDay, toEnteredDate } from "../../../src/domain/dates.ts";
import {
  describeFinaliseProblem,
  type FinaliseProblem,
  finaliseContact,
  readTime,
} from "../../../src/domain/finalise.ts";
import { PersonId } from "../../../src/domain/ids.ts";
import { arbitraryDraft, arbitraryText } from "../../support/arbitraries.ts";
import {
  aChecklist,
  aDraft,
  aFamily,
  anId,
  expecting,
  motherId,
  type SomeAnswers,
  subjectOf,
} from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

const made = {
  family: aFamily({ language: "Somali", localRecordId: "F-12" }),
  author: { name: "Jo Ward", role: "health visitor", registration: "12A3456E" },
  now: "2026-11-24T09:30:00Z",
  today: "2026-11-24",
};
const least: SomeAnswers = {
  people: { present: [motherId] },
  topics: { results: { "NB-back": { result: "talked-only" } } },
};

function finalised(given: SomeAnswers) {
  const draft = aDraft({ answers: { ...least, ...given, people: { ...least.people, ...given.people } } });
  return finaliseContact(draft, made);
}

function problemsOf(given: SomeAnswers): FinaliseProblem[] {
  const result = finalised(given);
  return result.ok ? [] : result.error;
}

test("a draft with a date, a time, somebody present and one topic becomes a record", () => {
  const draft = aDraft({ answers: least });

  const result = finaliseContact(draft, made);

  const { resumeAt: _, ...kept } = draft;
  expect(result).toEqual({
    ok: true,
    value: {
      ...kept,
      status: "final",
      event: { date: "2026-11-23", time: "14:05" },
      finalisedAt: made.now,
      author: made.author,
      subject: subjectOf(made.family),
    },
  });
  expect(result.ok && Contact.safeParse(result.value).success).toBe(true);
});

test("the record keeps the family as it is now, and nothing else of it", () => {
  const result = finaliseContact(aDraft({ answers: least }), {
    ...made,
    family: aFamily({ stage: expecting(), phone: "07700" }),
  });

  expect(result.ok && result.value.subject).toEqual({ carers: aFamily().carers, stage: expecting() });
});

describe("what blocks finalising", () => {
  test.each<[string, SomeAnswers, FinaliseProblem[]]>([
    [
      "no date",
      { people: { date: { day: "", month: "", year: "" } } },
      [{ step: "people", kind: "date", problem: { kind: "empty" } }],
    ],
    [
      "half a date",
      { people: { date: { day: "3", month: "", year: "" } } },
      [{ step: "people", kind: "date", problem: { kind: "incomplete", missing: ["month", "year"] } }],
    ],
    [
      "an impossible date",
      { people: { date: { day: "31", month: "11", year: "2026" } } },
      [{ step: "people", kind: "date", problem: { kind: "impossible" } }],
    ],
    ["a date to come", { people: { date: toEnteredDate("2026-11-25") } }, [{ step: "people", kind: "date-in-future" }]],
    ["no time", { people: { time: " " } }, [{ step: "people", kind: "time-missing" }]],
    ["an impossible time", { people: { time: "24:00" } }, [{ step: "people", kind: "time-impossible" }]],
    ["nobody present", { people: { present: [] } }, [{ step: "people", kind: "nobody-present" }]],
    [
      "only somebody who has left the family",
      { people: { present: [anId(PersonId, "gone")] } },
      [{ step: "people", kind: "nobody-present" }],
    ],
    ["no topic", { topics: { results: {} } }, [{ step: "topics", kind: "no-topic" }]],
  ])("is %s", (_, given, problems) => {
    expect(problemsOf(given)).toEqual(problems);
  });

  test("is all named at once, in the order of the screen", () => {
    const problems = problemsOf({
      people: { date: { day: "", month: "", year: "" }, time: "", present: [] },
      topics: { results: {} },
    });

    expect(problems.map((problem) => problem.kind)).toEqual(["date", "time-missing", "nobody-present", "no-topic"]);
  });

  test("is not a contact of today or of long ago, nor somebody else being there", () => {
    expect(problemsOf({ people: { date: toEnteredDate("2026-11-24") } })).toEqual([]);
    expect(problemsOf({ people: { date: toEnteredDate("2026-01-02") } })).toEqual([]);
    expect(problemsOf({ people: { present: [], others: [{ id: anId(PersonId, "nan"), who: "" }] } })).toEqual([]);
  });

  test("is only ever one of those four things", () => {
    holds(
      fc.property(arbitraryDraft(aChecklist()), (drawn) => {
        const { people, topics } = drawn.answers;
        const date = readEnteredDate(people.date);
        const blocks =
          !date.ok ||
          date.value > made.today ||
          !readTime(people.time).ok ||
          people.present.length + people.others.length === 0 ||
          Object.keys(topics.results).length === 0;

        const result = finaliseContact(drawn, { ...made, family: aFamily() });

        expect(result.ok).toBe(!blocks);
        if (result.ok) {
          expect(Contact.safeParse(result.value).success).toBe(true);
          expect(result.value.answers).toEqual(drawn.answers);
        }
      }),
    );
  });

  test("mended one by one leads to a record", () => {
    const fixes: ((draft: DraftContact) => DraftContact)[] = [
      (draft) => withPeople(draft, { date: toEnteredDate(addDays(made.today, -1)) }),
      (draft) => withPeople(draft, { time: "9:05" }),
      (draft) => withPeople(draft, { present: [motherId] }),
      (draft) => ({
        ...draft,
        answers: { ...draft.answers, topics: { results: { "NB-back": { result: "not-yet" } }, groups: {} } },
      }),
    ];
    let draft = aDraft({ answers: { people: { date: { day: "", month: "", year: "" }, time: "" } } });

    for (const [index, fix] of fixes.entries()) {
      const result = finaliseContact(draft, made);
      expect(!result.ok && result.error).toHaveLength(fixes.length - index);
      draft = fix(draft);
    }
    expect(finaliseContact(draft, made)).toMatchObject({ ok: true, value: { event: { time: "09:05" } } });
  });

  function withPeople(draft: DraftContact, people: Partial<DraftContact["answers"]["people"]>): DraftContact {
    return { ...draft, answers: { ...draft.answers, people: { ...draft.answers.people, ...people } } };
  }

  test("is said with what to do", () => {
    const said = (problem: FinaliseProblem) => describeFinaliseProblem(problem);

    expect(said({ step: "people", kind: "date", problem: { kind: "empty" } })).toBe("Enter the date of the contact");
    expect(said({ step: "people", kind: "date", problem: { kind: "incomplete", missing: ["day", "year"] } })).toBe(
      "Date of the contact must include a day and a year",
    );
    expect(said({ step: "people", kind: "date", problem: { kind: "impossible" } })).toBe(
      "Date of the contact must be a real date",
    );
    expect(said({ step: "people", kind: "date-in-future" })).toBe("Date of the contact must be today or in the past");
    expect(said({ step: "people", kind: "time-missing" })).toMatch(/^Enter the time/);
    expect(said({ step: "people", kind: "time-impossible" })).toMatch(/real time/);
    expect(said({ step: "people", kind: "nobody-present" })).toBe("Select who is here");
    expect(said({ step: "topics", kind: "no-topic" })).toBe("Record the result of at least one topic");
  });
});

describe("a time as typed", () => {
  test.each([
    ["14:05", "14:05"],
    [" 9:05 ", "09:05"],
    ["9.05", "09:05"],
    ["00:00", "00:00"],
    ["23:59", "23:59"],
  ])("%o is %s", (typed, time) => {
    expect(readTime(typed)).toEqual({ ok: true, value: time });
  });

  test.each(["24:00", "12:60", "1405", "2pm", "2:15pm", "9:5", "-1:00", "12:00:00"])("%o is no time", (typed) => {
    expect(readTime(typed)).toEqual({ ok: false, error: "impossible" });
  });

  test("is a time that can be stored, or a problem", () => {
    holds(
      fc.property(fc.oneof(arbitraryText(10), fc.stringMatching(/^\d{0,3}[:.]?\d{0,3}$/)), (typed) => {
        const read = readTime(typed);

        expect(!read.ok || TimeOfDay.safeParse(read.value).success).toBe(true);
      }),
    );
  });
});
