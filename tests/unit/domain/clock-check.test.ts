import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ClockWatch,
  clockDoubt,
  clockToleranceMilliseconds,
  look,
  watchFrom,
} from "../../../src/domain/clock-check.ts";
import { addDays, daysBetween, toLocal } from "../../../src/domain/dates.ts";
import { dueStatus, outstandingWindows } from "../../../src/domain/due.ts";
import { isWrittenLater } from "../../../src/domain/late-entry.ts";
import { describeAge } from "../../../src/ui/words/due-words.ts";
import { arbitraryCivilDate, arbitraryMoment } from "../../support/arbitraries.ts";
import { aFamily, born } from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

const start = Date.parse("2026-11-23T14:05:00Z");
const preparedOn = "2026-11-23";
const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;
const at = (milliseconds: number) => new Date(start + milliseconds).toISOString();
const reading = (wall: number, steady: number) => ({ now: at(wall), steady });

/** What a watch begun now doubts after one more look, when the clock moved by `wall` and time by `steady`. */
function doubtAfter(
  wall: number,
  steady: number,
  { wasAway = false, seenAt }: { wasAway?: boolean; seenAt?: string } = {},
) {
  const watch = look(watchFrom(reading(0, 0), seenAt), reading(wall, steady), wasAway);
  return clockDoubt(watch, at(wall), preparedOn)?.kind;
}

describe("while the app is open", () => {
  test("a clock that goes as time does is never doubted, nor one that is set right by less than 5 minutes", () => {
    holds(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 * minute }), { maxLength: 20 }),
        fc.integer({ min: -clockToleranceMilliseconds, max: clockToleranceMilliseconds }),
        (steps, correction) => {
          let steady = 0;
          let watch: ClockWatch = watchFrom(reading(0, 0));
          for (const step of steps) {
            steady += step;
            watch = look(watch, reading(steady + correction, steady), false);
            expect(clockDoubt(watch, at(Math.max(steady + correction, 0)), preparedOn)).toBeUndefined();
          }
        },
      ),
    );
  });

  test("more than 5 minutes back or ahead is noticed, whatever time passed", () => {
    holds(
      fc.property(
        fc.integer({ min: 0, max: day }),
        fc.integer({ min: clockToleranceMilliseconds + 1, max: 400 * day }),
        (passed, jump) => {
          expect(doubtAfter(passed + jump, passed)).toBe("jumped-ahead");
          expect(
            clockDoubt(look(watchFrom(reading(0, 0)), reading(passed - jump, passed), false), at(0), preparedOn)?.kind,
          ).toBe("went-back");
        },
      ),
    );
  });

  test("what a sleeping device gains is no jump, and what it loses is one all the same", () => {
    expect(doubtAfter(8 * 60 * minute, second, { wasAway: true })).toBeUndefined();
    expect(doubtAfter(0, 10 * minute, { wasAway: true })).toBe("went-back");
  });

  test("a clock that is put right is doubted no more, also after a sleep in between", () => {
    let watch = look(watchFrom(reading(0, 0)), reading(2 * day, second), false);
    expect(clockDoubt(watch, at(2 * day), preparedOn)?.kind).toBe("jumped-ahead");
    watch = look(watch, reading(2 * day + 60 * minute, 2 * second), true);
    expect(clockDoubt(watch, at(2 * day), preparedOn)?.kind).toBe("jumped-ahead");

    watch = look(watch, reading(60 * minute + second, 3 * second), false);

    expect(clockDoubt(watch, at(60 * minute), preparedOn)).toBeUndefined();
  });
});

describe("from one use to the next", () => {
  test("a clock set back by a day is noticed", () => {
    expect(doubtAfter(0, 0, { seenAt: at(day) })).toBe("earlier-than-before");
  });

  test("a clock set ahead by a year is noticed, and a month without use is not", () => {
    expect(doubtAfter(0, 0, { seenAt: at(-365 * day) })).toBe("long-after");
    expect(doubtAfter(0, 0, { seenAt: at(-31 * day) })).toBeUndefined();
  });

  test("a day before the app was made cannot be true", () => {
    const watch = watchFrom({ now: "2026-11-22T23:59:59Z", steady: 0 });

    expect(clockDoubt(watch, "2026-11-22T23:59:59Z", preparedOn)?.kind).toBe("before-the-app");
    expect(clockDoubt(watch, "2026-11-23T00:00:00Z", preparedOn)).toBeUndefined();
  });
});

describe("whatever a clock shows: DST, zones, leap days, back a day, ahead a year", () => {
  const zones = fc.constantFrom("Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns");
  const errors = fc.constantFrom(0, -1, 1, -366, 365);

  test("no age is ever less than nothing, and no contact is ever late by less than a day", () => {
    holds(
      fc.property(arbitraryCivilDate, arbitraryMoment, zones, errors, (birthDate, moment, zone, wrong) => {
        const today = addDays(toLocal(moment, zone).date, wrong);
        const due = dueStatus(
          { born: true, windows: outstandingWindows(aFamily({ stage: born({ birthDate }) })) },
          today,
        );

        expect(describeAge({ born: true, keyDate: birthDate }, today)).not.toMatch(/-\d/);
        if (due.status === "overdue") expect(daysBetween(due.closes, today)).toBeGreaterThan(0);
      }),
    );
  });

  test("a record of the same day is never late and one of any later day always is, over clock changes too", () => {
    holds(
      fc.property(arbitraryCivilDate, fc.integer({ min: -400, max: 400 }), (date, days) => {
        const written = addDays(date, days);

        expect(daysBetween(date, written)).toBe(days);
        expect(isWrittenLater(date, written)).toBe(days > 0);
      }),
    );
  });
});
