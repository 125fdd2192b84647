import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  CivilDate,
  daysBetween,
  formatDate,
  formatDay,
  formatTime,
  readEnteredDate,
  TimeOfDay,
  toEnteredDate,
  toLocal,
} from "../../../src/domain/dates.ts";
import { arbitraryCivilDate, arbitraryEnteredDate, arbitraryMoment, arbitraryTime } from "../../support/arbitraries.ts";
import { holds } from "../../support/holds.ts";

const entered = (day: string, month: string, year: string) => ({ day, month, year });

describe("a date typed into three fields", () => {
  test("reads back as the day it was written from", () => {
    holds(
      fc.property(arbitraryCivilDate, (date) => {
        expect(readEnteredDate(toEnteredDate(date))).toEqual({ ok: true, value: date });
      }),
    );
  });

  test.each([
    [entered("5", "3", "2026"), "2026-03-05"],
    [entered(" 05 ", "03", " 2026"), "2026-03-05"],
    [entered("29", "2", "2028"), "2028-02-29"],
  ])("%o is %s", (fields, date) => {
    expect(readEnteredDate(fields)).toEqual({ ok: true, value: date });
  });

  test.each([
    [entered("", " ", ""), { kind: "empty" }],
    [entered("5", "", "2026"), { kind: "incomplete", missing: ["month"] }],
    [entered("", "", "2026"), { kind: "incomplete", missing: ["day", "month"] }],
    [entered("29", "2", "2026"), { kind: "impossible" }],
    [entered("31", "4", "2026"), { kind: "impossible" }],
    [entered("0", "4", "2026"), { kind: "impossible" }],
    [entered("5", "13", "2026"), { kind: "impossible" }],
    [entered("5", "Mar", "2026"), { kind: "impossible" }],
    [entered("5", "3", "26"), { kind: "impossible" }],
    [entered("5", "3", "1899"), { kind: "impossible" }],
    [entered("5", "3", "2200"), { kind: "impossible" }],
    [entered("-5", "3", "2026"), { kind: "impossible" }],
  ])("%o is %o", (fields, problem) => {
    expect(readEnteredDate(fields)).toEqual({ ok: false, error: problem });
  });

  test("whatever is typed gives a real day or a problem", () => {
    holds(
      fc.property(arbitraryEnteredDate, (fields) => {
        const read = readEnteredDate(fields);

        expect(read.ok ? CivilDate.safeParse(read.value).success : read.error.kind).toBeTruthy();
      }),
    );
  });
});

describe("days between dates", () => {
  test("undo adding days, over leap days and ends of years", () => {
    holds(
      fc.property(arbitraryCivilDate, fc.integer({ min: -800, max: 800 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  test("count the leap day and are the same over a clock change", () => {
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
    expect(daysBetween("2027-02-28", "2027-03-01")).toBe(1);
    expect(daysBetween("2026-10-24", "2026-10-26")).toBe(2);
  });
});

describe("a moment on the wall clock", () => {
  test.each([
    ["2026-11-23T23:59:59Z", "Europe/London", "2026-11-23", "23:59"],
    ["2026-06-23T23:30:00Z", "Europe/London", "2026-06-24", "00:30"],
    // The hour that comes twice when summer time ends, on 25 October 2026.
    ["2026-10-25T00:30:00Z", "Europe/London", "2026-10-25", "01:30"],
    ["2026-10-25T01:30:00Z", "Europe/London", "2026-10-25", "01:30"],
    // The hour that is left out when it begins, on 28 March 2027.
    ["2027-03-28T00:59:00Z", "Europe/London", "2027-03-28", "00:59"],
    ["2027-03-28T01:00:00Z", "Europe/London", "2027-03-28", "02:00"],
    ["2026-12-31T20:00:00.123Z", "Asia/Tokyo", "2027-01-01", "05:00"],
    ["2027-01-01T03:00:00Z", "America/New_York", "2026-12-31", "22:00"],
  ])("%s in %s is %s at %s", (moment, zone, date, time) => {
    expect(toLocal(moment, zone)).toEqual({ date, time });
  });

  test("is a day and a time that the schemas take, in any zone", () => {
    const zones = fc.constantFrom("Europe/London", "Asia/Kathmandu", "Pacific/Auckland", "America/St_Johns");
    holds(
      fc.property(arbitraryMoment, zones, (moment, zone) => {
        const { date, time } = toLocal(moment, zone);

        expect(CivilDate.safeParse(date).success).toBe(true);
        expect(TimeOfDay.safeParse(time).success).toBe(true);
      }),
    );
  });
});

describe("dates and times in words", () => {
  test("follow the NHS service manual", () => {
    expect(formatDate("2026-11-03")).toBe("3 November 2026");
    expect(formatDay("2026-11-03")).toBe("3 November");
  });

  test("name every month as British English does", () => {
    for (let month = 1; month <= 12; month++) {
      const date = `2027-${String(month).padStart(2, "0")}-09`;
      const parts = { day: "numeric", month: "long", year: "numeric" } as const;

      expect(formatDate(date)).toBe(Temporal.PlainDate.from(date).toLocaleString("en-GB", parts));
    }
  });

  test.each([
    ["00:00", "midnight"],
    ["00:05", "12:05am"],
    ["09:00", "9am"],
    ["11:59", "11:59am"],
    ["12:00", "midday"],
    ["12:30", "12:30pm"],
    ["14:05", "2:05pm"],
    ["23:00", "11pm"],
  ])("%s is %s", (time, words) => {
    expect(formatTime(time)).toBe(words);
  });

  test("no two times read the same", () => {
    holds(
      fc.property(arbitraryTime, arbitraryTime, (one, other) => {
        expect(formatTime(one) === formatTime(other)).toBe(one === other);
      }),
    );
  });
});

test.each(["2026-1-01", "2026-02-30", "2026-11-23T00:00", "23/11/2026", ""])("%o is not a date to store", (text) => {
  expect(CivilDate.safeParse(text).success).toBe(false);
});
