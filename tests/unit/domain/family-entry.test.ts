import { describe, expect, test } from "vitest";
import { toEnteredDate } from "../../../src/domain/dates.ts";
import { Family } from "../../../src/domain/family.ts";
import {
  blankBaby,
  blankFamilyEntry,
  describeFamilyProblem,
  type FamilyEntry,
  type FamilyProblem,
  readFamilyEntry,
  toFamilyEntry,
} from "../../../src/domain/family-entry.ts";
import { BabyId } from "../../../src/domain/ids.ts";
import { NhsNumber } from "../../../src/domain/nhs-number.ts";
import { aFamily, anId, babyId, born, expecting, motherId } from "../../support/builders.ts";

const today = "2026-11-23";
const { id, addedAt, contacts } = aFamily();
const rest = { id, addedAt, contacts };

function typed(given: Partial<FamilyEntry>): FamilyEntry {
  return { ...blankFamilyEntry(motherId), carers: [{ id: motherId, name: "AK", role: "mother" }], ...given };
}

function problemsOf(given: Partial<FamilyEntry>): FamilyProblem[] {
  const read = readFamilyEntry(typed(given), rest, today);
  return read.ok ? [] : read.error;
}

describe("adding a family", () => {
  test("needs initials and a due date, or that it is not known", () => {
    const known = readFamilyEntry(typed({ stage: "expecting", dueDate: toEnteredDate("2027-01-20") }), rest, today);
    const unknown = readFamilyEntry(typed({ stage: "expecting", dueDateUnknown: true }), rest, today);

    const carers = [{ id: motherId, name: "AK", role: "mother" }];
    expect(known).toEqual({ ok: true, value: { ...rest, carers, stage: expecting("2027-01-20") } });
    expect(unknown).toEqual({ ok: true, value: { ...rest, carers, stage: expecting(null) } });
  });

  test("names everything that is wrong at once", () => {
    const long = "x".repeat(101);
    const carers = [
      { id: motherId, name: " ", role: "mother" as const },
      { id: motherId, name: long, role: "father" as const },
    ];

    expect(problemsOf({ carers, language: long, phone: long, localRecordId: long })).toEqual([
      { field: "carer-name", carerId: motherId, kind: "empty" },
      { field: "carer-name", carerId: motherId, kind: "too-long" },
      { field: "stage" },
      { field: "language", kind: "too-long" },
      { field: "phone", kind: "too-long" },
      { field: "local-record-id", kind: "too-long" },
    ]);
    expect(problemsOf({ stage: "expecting" })).toEqual([{ field: "due-date", problem: { kind: "empty" } }]);
    expect(problemsOf({ stage: "born" })).toEqual([{ field: "babies", kind: "none" }]);
    expect(problemsOf({ stage: "born", babies: [blankBaby(babyId)] })).toEqual([
      { field: "birth-date", babyId, problem: { kind: "empty" } },
    ]);
  });

  test("says of each problem what to do", () => {
    const problems: FamilyProblem[] = [
      { field: "carer-name", carerId: motherId, kind: "empty" },
      { field: "carer-name", carerId: motherId, kind: "too-long" },
      { field: "stage" },
      { field: "due-date", problem: { kind: "empty" } },
      { field: "language", kind: "too-long" },
      { field: "phone", kind: "too-long" },
      { field: "local-record-id", kind: "too-long" },
      { field: "babies", kind: "none" },
    ];

    const said = problems.map(describeFamilyProblem);

    expect(new Set(said).size).toBe(problems.length);
    expect(said).toContain("Enter the due date");
  });
});

describe("changing a family", () => {
  test.each([
    [
      "expecting",
      aFamily({ stage: expecting("2027-01-20"), language: "Somali", interpreter: "in-person", phone: "07" }),
    ],
    ["without a due date", aFamily({ stage: expecting(null), localRecordId: "F-1" })],
    ["with a baby", aFamily({ stage: born({ nhsNumber: NhsNumber.parse("9991112227") }) })],
    [
      "with twins of whom little is known",
      aFamily({
        stage: {
          stage: "born",
          babies: [
            { id: babyId, birthDate: "2026-11-11" },
            { id: anId(BabyId, "second"), birthDate: "2026-11-12" },
          ],
        },
      }),
    ],
  ])("that is %s, without a change, leaves it as it is", (_, family) => {
    const read = readFamilyEntry(toFamilyEntry(family), family, today);

    expect(read.ok && Family.parse(read.value)).toStrictEqual(family);
  });
});

describe("changing a family whose baby has grown", () => {
  const old = aFamily({ stage: born({ birthDate: "2025-06-01" }) });

  test("keeps a date of birth of long ago that is recorded already", () => {
    const known = old.stage.stage === "born" ? old.stage.babies : [];

    const read = readFamilyEntry(toFamilyEntry(old), rest, today, known);

    expect(read.ok && read.value.stage).toEqual(old.stage);
  });

  test("does not take another date of birth of long ago", () => {
    const known = old.stage.stage === "born" ? old.stage.babies : [];
    const entry = toFamilyEntry(old);
    const changed = {
      ...entry,
      babies: entry.babies.map((baby) => ({ ...baby, birthDate: toEnteredDate("2025-06-02") })),
    };

    const read = readFamilyEntry(changed, rest, today, known);

    expect(read.ok ? [] : read.error).toMatchObject([{ field: "birth-date", problem: { kind: "too-long-ago" } }]);
  });
});
