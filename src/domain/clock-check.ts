import type { Moment } from "./dates.ts";

/** Why the device's clock may be wrong. */
export type ClockDoubt =
  /** It went back while the app was open. */
  | { kind: "went-back" }
  /** It jumped ahead while the app was open and the device was awake. */
  | { kind: "jumped-ahead" }
  /** It shows an earlier moment than it did before. */
  | { kind: "earlier-than-before"; before: Moment }
  /** It shows a moment before the app was made. */
  | { kind: "before-the-app" }
  /** It shows a moment long after the app was last used, so it may have been set ahead meanwhile. */
  | { kind: "long-after"; before: Moment };

/** Clocks are set right by seconds all the time; more than this is noticed. vault.md (b), clinical log. */
export const clockToleranceMilliseconds = 5 * 60_000;

/** After so many days without use it is as likely that the clock is wrong as that nobody was there. */
const longAfterMilliseconds = 60 * 86_400_000;

/** One look at both clocks. */
export interface ClockReading {
  now: Moment;
  /** Milliseconds that only the passing of time moves. They may stand still while the device sleeps. */
  steady: number;
}

/** What is known of the clock so far. */
export interface ClockWatch {
  /** The wall clock less the steady one, when the wall clock was last trusted. */
  offset: number;
  /** How far the wall clock has moved against the steady one since. */
  drift: number;
  /** The latest moment that the clock was seen to show, kept from one use to the next. */
  seenAt?: Moment | undefined;
}

/** Begins to watch, and trusts the clock as it is. */
export function watchFrom(reading: ClockReading, seenAt?: Moment): ClockWatch {
  return { offset: offsetOf(reading), drift: 0, seenAt };
}

/** The watch after another look. What the wall clock gained while the page was away is sleep, and no drift. */
export function look(watch: ClockWatch, reading: ClockReading, wasAway: boolean): ClockWatch {
  const drift = offsetOf(reading) - watch.offset;
  const gained = drift - watch.drift;
  if (wasAway && gained > 0) return { ...watch, offset: watch.offset + gained };
  return { ...watch, drift };
}

/** Why the clock may be wrong at this reading, or undefined while there is no reason to doubt it. */
export function clockDoubt({ drift, seenAt }: ClockWatch, now: Moment, preparedOn: string): ClockDoubt | undefined {
  const at = Date.parse(now);
  if (at < Date.parse(preparedOn)) return { kind: "before-the-app" };
  if (drift < -clockToleranceMilliseconds) return { kind: "went-back" };
  if (drift > clockToleranceMilliseconds) return { kind: "jumped-ahead" };
  if (seenAt === undefined) return undefined;
  const since = at - Date.parse(seenAt);
  if (since < -clockToleranceMilliseconds) return { kind: "earlier-than-before", before: seenAt };
  return since > longAfterMilliseconds ? { kind: "long-after", before: seenAt } : undefined;
}

function offsetOf({ now, steady }: ClockReading): number {
  return Date.parse(now) - steady;
}
