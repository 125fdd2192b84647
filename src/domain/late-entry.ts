import { type CivilDate, daysBetween } from "./dates.ts";

/**
 * How many days after the contact a record may be finalised before it counts as written later. NMC Code 10.1: records
 * are completed "at the time or as soon as possible after an event", and say so if they are written some time after it.
 * It gives no time; we take the end of the day.
 */
export const lateAfterDays = 0;

/** Whether a record of a contact on `eventDate` that was finalised on `writtenOn` has to say that it was written later. */
export function isWrittenLater(eventDate: CivilDate, writtenOn: CivilDate): boolean {
  return daysBetween(eventDate, writtenOn) > lateAfterDays;
}
