import type { ClockDoubt } from "../../domain/clock-check.ts";
import { formatDate, formatTime, type Moment, toLocal } from "../../domain/dates.ts";
import type { LoadFailure, SaveFailure } from "../../domain/repositories.ts";
import type { FamilyStays } from "../../domain/retention.ts";
import { assertNever } from "../../shared/assert-never.ts";
import { describeLoadFailure, describeSaveFailure } from "./failures.ts";

/** What to say when a change to a record that stands was not stored, or what it needs could not be read. */
export function describeStandingFailure(failure: SaveFailure | LoadFailure, what: string): string {
  return failure.kind === "missing" || failure.kind === "unreadable" || failure.kind === "not-as-saved"
    ? describeLoadFailure(failure, what)
    : describeSaveFailure(failure);
}

/** Why the device's clock may be wrong. */
export function describeClockDoubt(doubt: ClockDoubt, zone: string): string {
  switch (doubt.kind) {
    case "went-back":
      return "It went back while you were using the app.";
    case "jumped-ahead":
      return "It jumped ahead while you were using the app.";
    case "earlier-than-before":
      return `It shows an earlier time than before. It has already shown ${describeMoment(doubt.before, zone)}.`;
    case "before-the-app":
      return "It shows a day before this app was made.";
    case "long-after":
      return `You last used the app on ${describeMoment(doubt.before, zone)}.`;
    default:
      return assertNever(doubt);
  }
}

/** "23 November 2026, 2:05pm". */
export function describeMoment(moment: Moment, zone: string): string {
  const { date, time } = toLocal(moment, zone);
  return `${formatDate(date)}, ${formatTime(time)}`;
}

/** Why a family cannot be removed. */
export function describeFamilyStays(stays: FamilyStays): string {
  switch (stays) {
    case "has-records":
      return "The family stays on this device while it has records or drafts here.";
    case "contact-to-come":
      return "The family stays on this device because a contact is still to come.";
    default:
      return assertNever(stays);
  }
}
