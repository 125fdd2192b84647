import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  describeBirthDateProblem,
  describeBirthProblem,
  describeDueDateProblem,
  describeNhsNumberProblem,
} from "../../../src/domain/birth-problems.ts";
import {
  type BirthProblem,
  checkBirthDate,
  checkDueDate,
  type EnteredBaby,
  readBabies,
  readBirthWeight,
  readGestation,
  recordBirth,
} from "../../../src/domain/births.ts";
import { addDays, toEnteredDate } from "../../../src/domain/dates.ts";
import { Family } from "../../../src/domain/family.ts";
import { BabyId, ContactId } from "../../../src/domain/ids.ts";
import { formatNhsNumber, NhsNumber } from "../../../src/domain/nhs-number.ts";
import { arbitraryEnteredDate, arbitraryNhsNumber, arbitraryText } from "../../support/arbitraries.ts";
import { aFamily, anId, babyId, expecting } from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

const today = "2026-11-23";

function typed(given: Partial<EnteredBaby> = {}): EnteredBaby {
  return {
    id: babyId,
    name: "",
    birthDate: { day: "11", month: "11", year: "2026" },
    gestation: "",
    weight: "",
    nhsNumber: "",
    ...given,
  };
}

function problemsOf(...babies: EnteredBaby[]): BirthProblem[] {
  const read = readBabies(babies, today);
  return read.ok ? [] : read.error;
}

describe("recording a birth", () => {
  const family = aFamily({
    stage: expecting("2026-11-20"),
    language: "Somali",
    contacts: [{ id: anId(ContactId, "c"), kind: "antenatal", status: "final", startedAt: "2026-09-01T09:00:00Z" }],
  });

  test("turns the pregnancy into a baby of the same family and changes nothing else", () => {
    const entered = typed({ name: " Yusuf ", gestation: "38+5", weight: "3.4kg", nhsNumber: "999 111 2227" });

    const result = recordBirth(family, [entered], today);

    expect(result).toEqual({
      ok: true,
      value: {
        ...family,
        stage: {
          stage: "born",
          babies: [
            {
              id: babyId,
              name: "Yusuf",
              birthDate: "2026-11-11",
              gestation: { weeks: 38, days: 5 },
              birthWeightGrams: 3400,
              nhsNumber: NhsNumber.parse("9991112227"),
            },
          ],
        },
      },
    });
    expect(result.ok && Family.safeParse(result.value).success).toBe(true);
  });

  test("needs nothing but the date of birth, and what is not known stays absent", () => {
    const result = recordBirth(family, [typed()], today);

    expect(result.ok && result.value.stage).toStrictEqual({
      stage: "born",
      babies: [{ id: babyId, birthDate: "2026-11-11" }],
    });
  });

  test("takes twins born either side of midnight", () => {
    const second = typed({ id: anId(BabyId, "second"), birthDate: { day: "12", month: "11", year: "2026" } });

    const result = recordBirth(family, [typed(), second], today);

    expect(result.ok && result.value.stage).toMatchObject({
      babies: [{ birthDate: "2026-11-11" }, { birthDate: "2026-11-12" }],
    });
  });

  test("is refused for a family whose baby is born, without a baby, and with seven", () => {
    const kindOf = (of: Family, babies: EnteredBaby[]) => {
      const result = recordBirth(of, babies, today);
      return result.ok ? [] : result.error;
    };
    const seven = Array.from({ length: 7 }, (_, index) => typed({ id: anId(BabyId, `b${index}`) }));

    expect(kindOf(aFamily(), [typed()])).toEqual([{ field: "babies", kind: "already-born" }]);
    expect(kindOf(family, [])).toEqual([{ field: "babies", kind: "none" }]);
    expect(kindOf(family, seven)).toEqual([{ field: "babies", kind: "too-many" }]);
    expect(kindOf(family, seven.slice(1))).toEqual([]);
  });

  test("checks the date of birth against the due date", () => {
    const result = recordBirth({ ...family, stage: expecting("2027-04-20") }, [typed()], today);

    expect(result).toEqual({
      ok: false,
      error: [{ field: "birth-date", babyId, problem: { kind: "far-from-due-date" } }],
    });
  });

  test("gives a family the schema takes, or problems that say what to do, whatever is typed", () => {
    const any = fc.record({
      id: fc.constant(babyId),
      name: arbitraryText(150),
      birthDate: arbitraryEnteredDate,
      gestation: fc.oneof(arbitraryText(20), fc.stringMatching(/^\d{0,3} ?[+w]? ?\d{0,2}$/)),
      weight: fc.oneof(arbitraryText(20), fc.stringMatching(/^\d{0,5}[.,]?\d{0,4} ?(kg|g)?$/)),
      nhsNumber: fc.oneof(arbitraryText(20), arbitraryNhsNumber.map(formatNhsNumber)),
    });
    holds(
      fc.property(any, (entered) => {
        const result = recordBirth(family, [entered], "2030-01-01");

        if (result.ok) expect(Family.safeParse(result.value).success).toBe(true);
        else {
          expect(result.error.length).toBeGreaterThan(0);
          expect(result.error.map(describeBirthProblem).every((words) => /^[A-Z]/.test(words))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("a baby's fields", () => {
  test("are all named when all are wrong, in their order", () => {
    const wrong = typed({
      name: "x".repeat(101),
      birthDate: { day: "", month: "", year: "" },
      gestation: "term",
      weight: "7lb",
      nhsNumber: "12",
    });

    expect(problemsOf(wrong)).toEqual([
      { field: "name", babyId, kind: "too-long" },
      { field: "birth-date", babyId, problem: { kind: "empty" } },
      { field: "gestation", babyId, kind: "not-weeks-and-days" },
      { field: "weight", babyId, kind: "not-a-weight" },
      { field: "nhs-number", babyId, kind: "wrong-length" },
    ]);
  });

  test("of twins cannot share a name or an NHS number, however they are typed", () => {
    const secondId = anId(BabyId, "second");
    const first = typed({ name: "Adam", nhsNumber: "9991112227" });

    expect(problemsOf(first, typed({ id: secondId, name: " adam ", nhsNumber: "999-111-2227" }))).toEqual([
      { field: "name", babyId: secondId, kind: "same-as-another-baby" },
      { field: "nhs-number", babyId: secondId, kind: "same-as-another-baby" },
    ]);
    expect(problemsOf(first, typed({ id: secondId, name: "Yusuf" }))).toEqual([]);
    expect(problemsOf(typed(), typed({ id: secondId }))).toEqual([]);
    expect(problemsOf(typed({ nhsNumber: "12" }), typed({ id: secondId, nhsNumber: "9991112227" }))).toHaveLength(1);
  });
});

describe("a date of birth", () => {
  const kindOf = (date: string, dueDate: string | null = null) => {
    const checked = checkBirthDate(toEnteredDate(date), today, dueDate);
    return checked.ok ? "ok" : checked.error.kind;
  };

  test.each([
    [today, "ok"],
    [addDays(today, 1), "in-future"],
    [addDays(today, -366), "ok"],
    [addDays(today, -367), "too-long-ago"],
  ])("of %s is %s", (date, kind) => {
    expect(kindOf(date)).toBe(kind);
  });

  test.each([
    [-127, "far-from-due-date"],
    [-126, "ok"],
    [34, "ok"],
    [35, "far-from-due-date"],
  ])("%i days from the due date is %s", (days, kind) => {
    expect(kindOf("2026-11-11", addDays("2026-11-11", -days))).toBe(kind);
  });

  test("that cannot be read is the problem of the date", () => {
    expect(checkBirthDate({ day: "30", month: "2", year: "2026" }, today)).toEqual({
      ok: false,
      error: { kind: "impossible" },
    });
  });
});

describe("a due date", () => {
  test.each([
    [-29, "too-early"],
    [-28, "ok"],
    [0, "ok"],
    [280, "ok"],
    [281, "too-late"],
  ])("%i days from today is %s", (days, kind) => {
    const checked = checkDueDate(toEnteredDate(addDays(today, days)), today);

    expect(checked.ok ? "ok" : checked.error.kind).toBe(kind);
  });

  test("that is empty is empty", () => {
    expect(checkDueDate({ day: "", month: "", year: "" }, today)).toEqual({ ok: false, error: { kind: "empty" } });
  });
});

describe("weeks at birth", () => {
  test.each([
    ["36+2", 36, 2],
    [" 36 + 2 ", 36, 2],
    ["36 2", 36, 2],
    ["36", 36, 0],
    ["36 weeks", 36, 0],
    ["36 weeks 2 days", 36, 2],
    ["36 weeks and 1 day", 36, 1],
    ["36w2d", 36, 2],
    ["36W 2D", 36, 2],
    ["22+0", 22, 0],
    ["44+6", 44, 6],
  ])("typed as %o are %i + %i", (text, weeks, days) => {
    expect(readGestation(text)).toEqual({ ok: true, value: { weeks, days } });
  });

  test.each([
    ["362", "not-weeks-and-days"],
    ["36+10", "not-weeks-and-days"],
    ["36.5", "not-weeks-and-days"],
    ["36+2+1", "not-weeks-and-days"],
    ["term", "not-weeks-and-days"],
    ["", "not-weeks-and-days"],
    ["21+6", "out-of-range"],
    ["45", "out-of-range"],
    ["36+7", "out-of-range"],
  ])("typed as %o are %s", (text, problem) => {
    expect(readGestation(text)).toEqual({ ok: false, error: problem });
  });
});

describe("a birth weight", () => {
  test.each([
    ["3400", 3400],
    ["3,400 g", 3400],
    ["3400grams", 3400],
    ["3.4kg", 3400],
    ["3.405 KG", 3405],
    ["3.4", 3400],
    ["2.5", 2500],
    ["4 kilos", 4000],
    ["300", 300],
    ["8000", 8000],
    ["2.501kg", 2501],
  ])("typed as %o is %i grams", (text, grams) => {
    expect(readBirthWeight(text)).toEqual({ ok: true, value: grams });
  });

  test.each([
    ["7lb 3oz", "not-a-weight"],
    ["3.4005kg", "not-a-weight"],
    ["3,4", "not-a-weight"],
    ["", "not-a-weight"],
    ["-3400", "not-a-weight"],
    ["299", "out-of-range"],
    ["8001", "out-of-range"],
    ["34", "out-of-range"],
    ["3400kg", "out-of-range"],
    ["3.4g", "out-of-range"],
  ])("typed as %o is %s", (text, problem) => {
    expect(readBirthWeight(text)).toEqual({ ok: false, error: problem });
  });

  test("in grams and in kilograms is the same weight", () => {
    holds(
      fc.property(fc.integer({ min: 300, max: 8000 }), (grams) => {
        expect(readBirthWeight(`${grams}`)).toEqual({ ok: true, value: grams });
        expect(readBirthWeight(`${(grams / 1000).toFixed(3)} kg`)).toEqual({ ok: true, value: grams });
      }),
    );
  });
});

test("every problem is said with what to do, and no two in the same words", () => {
  const said = [
    describeBirthProblem({ field: "babies", kind: "none" }),
    describeBirthProblem({ field: "babies", kind: "too-many" }),
    describeBirthProblem({ field: "babies", kind: "already-born" }),
    describeBirthProblem({ field: "name", babyId, kind: "too-long" }),
    describeBirthProblem({ field: "name", babyId, kind: "same-as-another-baby" }),
    describeBirthProblem({ field: "gestation", babyId, kind: "not-weeks-and-days" }),
    describeBirthProblem({ field: "gestation", babyId, kind: "out-of-range" }),
    describeBirthProblem({ field: "weight", babyId, kind: "not-a-weight" }),
    describeBirthProblem({ field: "weight", babyId, kind: "out-of-range" }),
    describeBirthProblem({ field: "nhs-number", babyId, kind: "same-as-another-baby" }),
    describeNhsNumberProblem("not-digits"),
    describeNhsNumberProblem("wrong-length"),
    describeNhsNumberProblem("repeated"),
    describeNhsNumberProblem("check-digit"),
    describeBirthProblem({ field: "birth-date", babyId, problem: { kind: "empty" } }),
    describeBirthDateProblem({ kind: "incomplete", missing: ["day", "month"] }),
    describeBirthDateProblem({ kind: "impossible" }),
    describeBirthDateProblem({ kind: "in-future" }),
    describeBirthDateProblem({ kind: "too-long-ago" }),
    describeBirthDateProblem({ kind: "far-from-due-date" }),
    describeDueDateProblem({ kind: "empty" }),
    describeDueDateProblem({ kind: "incomplete", missing: ["year"] }),
    describeDueDateProblem({ kind: "impossible" }),
    describeDueDateProblem({ kind: "too-early" }),
    describeDueDateProblem({ kind: "too-late" }),
  ];

  expect(new Set(said).size).toBe(said.length);
  expect(said).toContain("Date of birth must include a day and a month");
  expect(said).toContain("Enter the due date");
});
