import { expect, test } from "vitest";
import { trainingFamilies } from "../../../src/content/training-family.ts";
import { addDays, daysBetween } from "../../../src/domain/dates.ts";
import { Carer, Stage } from "../../../src/domain/family.ts";

const today = "2026-11-23";
const id = "A".repeat(22);

test("the families are due for one contact each, on any day", () => {
  for (const day of [today, "2028-02-29", "2027-01-01"]) {
    const [expecting, newborn, twins] = trainingFamilies(day);
    expect(expecting?.stage).toEqual({ stage: "expecting", dueDate: addDays(day, 280 - 30 * 7) });
    expect(agesOf(newborn, day)).toEqual([11]);
    expect(agesOf(twins, day)).toEqual([45, 45]);
  }
});

test("nobody can mistake the names for those of real families", () => {
  const names = trainingFamilies(today).flatMap((family) => [
    ...family.carers.map((carer) => carer.name),
    ...(family.stage.stage === "born" ? family.stage.babies.map((baby) => baby.name) : []),
  ]);
  expect(names.length).toBeGreaterThan(8);
  for (const name of names) expect(name).toMatch(/ (Example|Sample|Madeup)$/);
});

test("a family fits the caseload once it has ids", () => {
  for (const family of trainingFamilies(today)) {
    for (const carer of family.carers) expect(Carer.safeParse({ ...carer, id }).success).toBe(true);
    const stage =
      family.stage.stage === "born"
        ? { ...family.stage, babies: family.stage.babies.map((baby) => ({ ...baby, id })) }
        : family.stage;
    expect(Stage.safeParse(stage).success).toBe(true);
  }
});

function agesOf(family: ReturnType<typeof trainingFamilies>[number] | undefined, day: string): number[] {
  return family?.stage.stage === "born" ? family.stage.babies.map((baby) => daysBetween(baby.birthDate, day)) : [];
}
