import { addDays, type CivilDate } from "./dates.ts";

/**
 * The bank holidays of England in a year, by the standing rules of the Banking and Financial Dealings Act 1971 and
 * the proclamations since. One-off days and moved days, such as those for a coronation, are announced a year or two
 * ahead and are not known here.
 */
export function bankHolidays(year: number): readonly CivilDate[] {
  const known = bankHolidaysOf.get(year) ?? workOut(year);
  bankHolidaysOf.set(year, known);
  return known;
}

// Each tap in a contact asks for those of a year or two some fifty times.
const bankHolidaysOf = new Map<number, readonly CivilDate[]>();

function workOut(year: number): CivilDate[] {
  const easter = easterSunday(year);
  return [
    nextWeekday(day(year, 1, 1)),
    addDays(easter, -2),
    addDays(easter, 1),
    mondayOnOrAfter(day(year, 5, 1)),
    mondayOnOrAfter(day(year, 5, 25)),
    mondayOnOrAfter(day(year, 8, 25)),
    ...christmas(year),
  ];
}

/** Whether offices are open in England: not a weekend and not a bank holiday. */
export function isWorkingDay(date: CivilDate): boolean {
  return !isWeekend(date) && !bankHolidays(Number(date.slice(0, 4))).includes(date);
}

/**
 * The day that is `count` working days after `date`. The day itself does not count, whether it is a working day or
 * not; 0 gives the day itself. clinical.md section 7: working days leave out weekends and English bank holidays.
 */
export function addWorkingDays(date: CivilDate, count: number): CivilDate {
  let reached = date;
  let left = count;
  while (left > 0) {
    reached = addDays(reached, 1);
    if (isWorkingDay(reached)) left -= 1;
  }
  return reached;
}

/** The Friday of the week that `date` is in; on a weekend the Friday after it, for the working week it leads to. */
export function lastWeekdayOfWeek(date: CivilDate): CivilDate {
  return addDays(date, (12 - dayOfWeek(date)) % 7);
}

/** 25 and 26 December, each moved to the next weekday that is free when it falls on a weekend. */
function christmas(year: number): CivilDate[] {
  switch (dayOfWeek(day(year, 12, 25))) {
    case 5: // Friday: Boxing Day moves to Monday.
      return [day(year, 12, 25), day(year, 12, 28)];
    case 6: // Saturday: both move, to Monday and Tuesday.
      return [day(year, 12, 27), day(year, 12, 28)];
    case 7: // Sunday: Boxing Day stays on Monday, so Christmas Day moves past it.
      return [day(year, 12, 26), day(year, 12, 27)];
    default:
      return [day(year, 12, 25), day(year, 12, 26)];
  }
}

/** Easter Sunday by the Gregorian computus (the form given by Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): CivilDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonShift + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const fromMarch = epact + weekday - 7 * correction + 114;
  return day(year, Math.floor(fromMarch / 31), (fromMarch % 31) + 1);
}

function nextWeekday(date: CivilDate): CivilDate {
  return isWeekend(date) ? mondayOnOrAfter(date) : date;
}

function mondayOnOrAfter(date: CivilDate): CivilDate {
  return addDays(date, (8 - dayOfWeek(date)) % 7);
}

function isWeekend(date: CivilDate): boolean {
  return dayOfWeek(date) >= 6;
}

/** 1 is Monday and 7 is Sunday. */
function dayOfWeek(date: CivilDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

function day(year: number, month: number, dayOfMonth: number): CivilDate {
  return Temporal.PlainDate.from({ year, month, day: dayOfMonth }).toString();
}
