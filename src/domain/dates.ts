import * as z from "zod/mini";
import { err, ok, type Result } from "../shared/result.ts";
import { localDay } from "./local-day.ts";

const MILLISECONDS_PER_DAY = 86_400_000;

const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** A calendar day with no time and no zone, "2026-11-23". Years 1900 to 2199. */
export const CivilDate = z
  .string()
  .check(z.refine((text) => /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) && isRealDate(text), "Not a date"));
export type CivilDate = z.infer<typeof CivilDate>;

/** A time on the wall clock, "14:05". */
export const TimeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
export type TimeOfDay = z.infer<typeof TimeOfDay>;

/** A moment, in ISO 8601 with offset Z, as the device's clock gave it. */
export const Moment = z.iso.datetime();
export type Moment = z.infer<typeof Moment>;

/**
 * A date as somebody typed it: day, month and year as text, perhaps unfinished or impossible. It is stored as it
 * stands, because saving never depends on validity; `readEnteredDate` says what it means.
 */
export const EnteredDate = z.strictObject({
  day: z.string().check(z.maxLength(10)),
  month: z.string().check(z.maxLength(10)),
  year: z.string().check(z.maxLength(10)),
});
export type EnteredDate = z.infer<typeof EnteredDate>;

/** Why an entered date cannot be used. */
export type DateProblem =
  | { kind: "empty" }
  | { kind: "incomplete"; missing: ("day" | "month" | "year")[] }
  | { kind: "impossible" };

/** The calendar day somebody typed, or what is wrong with it. A two-digit year is impossible, never guessed. */
export function readEnteredDate(entered: EnteredDate): Result<CivilDate, DateProblem> {
  const parts = { day: entered.day.trim(), month: entered.month.trim(), year: entered.year.trim() };
  const missing = (["day", "month", "year"] as const).filter((part) => parts[part] === "");
  if (missing.length === 3) return err({ kind: "empty" });
  if (missing.length > 0) return err({ kind: "incomplete", missing });
  if (!/^\d{1,2}$/.test(parts.day) || !/^\d{1,2}$/.test(parts.month) || !/^\d{4}$/.test(parts.year)) {
    return err({ kind: "impossible" });
  }
  const text = `${parts.year}-${parts.month.padStart(2, "0")}-${parts.day.padStart(2, "0")}`;
  return CivilDate.safeParse(text).success ? ok(text) : err({ kind: "impossible" });
}

/** A calendar day as the three fields show it. */
export function toEnteredDate(date: CivilDate): EnteredDate {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return { day: String(day), month: String(month), year: String(year) };
}

/** `date` moved by whole days; negative goes back. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  // A date without a time is read as midnight UTC, where every day is as long; the caseload asks for thousands.
  return (Date.parse(to) - Date.parse(from)) / MILLISECONDS_PER_DAY;
}

/** "23 November 2026". */
export function formatDate(date: CivilDate): string {
  return `${formatDay(date)} ${date.slice(0, 4)}`;
}

/** "23 November", for a date near enough that the year goes without saying. */
export function formatDay(date: CivilDate): string {
  // Not by the browser's formatter: it takes longer than all the rest of a caseload row.
  return `${Number(date.slice(8))} ${monthNames[Number(date.slice(5, 7)) - 1]}`;
}

/** "2:14pm", "midday", "midnight", as the NHS service manual writes times. */
export function formatTime(time: TimeOfDay): string {
  if (time === "12:00") return "midday";
  if (time === "00:00") return "midnight";
  const hour = Number(time.slice(0, 2));
  const minutes = time.slice(3);
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes === "00" ? "" : `:${minutes}`}${hour < 12 ? "am" : "pm"}`;
}

/** The wall-clock day and time of a moment in the given time zone. */
export function toLocal(moment: Moment, timeZone: string): { date: CivilDate; time: TimeOfDay } {
  const local = Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone);
  return { date: localDay(moment, timeZone), time: local.toPlainTime().toString({ smallestUnit: "minute" }) };
}

function isRealDate(text: string): boolean {
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}
