import type { CivilDate, Moment } from "./dates.ts";

/** The calendar day of a moment in the given time zone. Apart from dates.ts, because the first screen asks for it. */
export function localDay(moment: Moment, timeZone: string): CivilDate {
  return Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
