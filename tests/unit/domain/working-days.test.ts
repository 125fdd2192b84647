import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween } from "../../../src/domain/dates.ts";
import { addWorkingDays, bankHolidays, isWorkingDay, lastWeekdayOfWeek } from "../../../src/domain/working-days.ts";
import { arbitraryCivilDate } from "../../support/arbitraries.ts";
import { holds } from "../../support/holds.ts";

describe("the bank holidays of England, as published", () => {
  test.each([
    [2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"],
    [2023, "01-02 04-07 04-10 05-01 05-29 08-28 12-25 12-26"],
    [2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"],
    [2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"],
    [2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"],
    [2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"],
    [2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"],
    // Christmas Day on a Sunday: Boxing Day keeps its Monday.
    [2033, "01-03 04-15 04-18 05-02 05-30 08-29 12-26 12-27"],
  ])("%i", (year, days) => {
    expect(bankHolidays(year)).toEqual(days.split(" ").map((day) => `${year}-${day}`));
  });

  test("in every year are eight different weekdays, in order", () => {
    holds(
      fc.property(fc.integer({ min: 1900, max: 2199 }), (year) => {
        const holidays = bankHolidays(year);

        expect(new Set(holidays).size).toBe(8);
        expect(holidays).toEqual([...holidays].sort());
        expect(holidays.every((day) => Temporal.PlainDate.from(day).dayOfWeek <= 5)).toBe(true);
      }),
    );
  });
});

describe("working days", () => {
  test.each([
    ["2026-11-23", 0, "2026-11-23"],
    ["2026-11-23", 1, "2026-11-24"],
    ["2026-11-20", 1, "2026-11-23"],
    ["2026-11-21", 1, "2026-11-23"],
    ["2026-11-27", 2, "2026-12-01"],
    ["2026-12-24", 1, "2026-12-29"],
    ["2026-12-24", 5, "2027-01-05"],
    ["2027-03-25", 1, "2027-03-30"],
    ["2028-02-28", 1, "2028-02-29"],
  ])("%s and %i working days is %s", (date, count, expected) => {
    expect(addWorkingDays(date, count)).toBe(expected);
  });

  test("end on a working day, with exactly as many of them passed", () => {
    holds(
      fc.property(arbitraryCivilDate, fc.integer({ min: 1, max: 30 }), (date, count) => {
        const reached = addWorkingDays(date, count);

        const passed = Array.from({ length: daysBetween(date, reached) }, (_, day) => addDays(date, day + 1));
        expect(isWorkingDay(reached)).toBe(true);
        expect(passed.filter(isWorkingDay)).toHaveLength(count);
      }),
      { numRuns: 50 },
    );
  });

  test("a weekend and a bank holiday are not working days", () => {
    expect(["2026-11-21", "2026-11-22", "2026-12-25", "2026-12-28"].filter(isWorkingDay)).toEqual([]);
  });
});

test("the last weekday of the week is its Friday, and of a weekend the Friday to come", () => {
  const week = Array.from({ length: 7 }, (_, day) => lastWeekdayOfWeek(addDays("2026-11-23", day)));

  expect(week).toEqual([...Array(5).fill("2026-11-27"), "2026-12-04", "2026-12-04"]);
});
