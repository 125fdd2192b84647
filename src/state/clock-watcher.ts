import type { Signal } from "@preact/signals";
import { preparedOn } from "../content/prepared-on.ts";
import { type ClockDoubt, type ClockWatch, clockDoubt, look, watchFrom } from "../domain/clock-check.ts";
import type { Moment } from "../domain/dates.ts";
import type { Clock } from "../domain/device.ts";

/** How old the moment that was kept may become before a newer one is kept. */
const keepEveryMilliseconds = 3_600_000;

/** Watches whether the device's clock can be right, and says so in the signal that it is given. */
export class ClockWatcher {
  readonly #doubt: Signal<ClockDoubt | undefined>;
  readonly #clock: Clock;
  #watch: ClockWatch;

  constructor(clock: Clock, doubt: Signal<ClockDoubt | undefined>) {
    this.#clock = clock;
    this.#doubt = doubt;
    this.#watch = watchFrom(this.#reading());
  }

  /** Takes up the latest moment that was seen before, from the settings. */
  remember(seenAt: Moment | undefined): void {
    this.#watch = { ...this.#watch, seenAt };
    this.look(true);
  }

  /** Looks at the clock. `wasAway`: the page was hidden at some time since the last look. */
  look(wasAway: boolean): void {
    this.#watch = look(this.#watch, this.#reading(), wasAway);
    const doubt = clockDoubt(this.#watch, this.#clock.now(), preparedOn);
    // The same doubt again draws nothing again.
    if (doubt?.kind !== this.#doubt.value?.kind) this.#doubt.value = doubt;
  }

  /** The moment to keep now, once an hour while there is no doubt. */
  toKeep(): Moment | undefined {
    const now = this.#clock.now();
    const { seenAt } = this.#watch;
    const isDue = seenAt === undefined || Date.parse(now) - Date.parse(seenAt) > keepEveryMilliseconds;
    if (this.#doubt.value !== undefined || !isDue) return undefined;
    this.#watch = { ...this.#watch, seenAt: now };
    return now;
  }

  /** The visitor has checked the clock: from here on it counts as right. Gives the moment to keep. */
  trust(): Moment {
    const now = this.#clock.now();
    this.#watch = watchFrom(this.#reading(), now);
    this.look(false);
    return now;
  }

  #reading() {
    return { now: this.#clock.now(), steady: this.#clock.steady() };
  }
}
