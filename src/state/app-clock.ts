import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { ClockDoubt } from "../domain/clock-check.ts";
import type { CivilDate, Moment } from "../domain/dates.ts";
import type { Clock } from "../domain/device.ts";
import { localDay } from "../domain/local-day.ts";
import type { ClockWatcher } from "./clock-watcher.ts";

/**
 * What day it is, and whether the device's clock can be right about it. The code that tells is loaded beside unlocking,
 * and nobody waits for it: until it is there nothing is said against the clock.
 */
export class AppClock {
  readonly today: ReadonlySignal<CivilDate>;
  /** Why the clock may be wrong. It goes by itself once the clock is put right. */
  readonly doubt: ReadonlySignal<ClockDoubt | undefined>;
  readonly #doubt = signal<ClockDoubt | undefined>(undefined);
  readonly #clock: Clock;
  readonly #keep: (seenAt: Moment) => void;
  readonly #now = signal<Moment>("");
  #watcher: ClockWatcher | undefined;

  /** `keep` stores the latest moment that was seen, for the next unlock to start from. */
  constructor(clock: Clock, keep: (seenAt: Moment) => void) {
    this.#clock = clock;
    this.#keep = keep;
    this.doubt = this.#doubt;
    this.#now.value = clock.now();
    this.today = computed(() => localDay(this.#now.value, clock.timeZone()));
  }

  /** Takes up the latest moment that was seen before. Rejects when the code does not load; the next call tries again. */
  async remember(seenAt: Moment | undefined): Promise<void> {
    const { ClockWatcher } = await import("./clock-watcher.ts");
    this.#watcher ??= new ClockWatcher(this.#clock, this.#doubt);
    this.#watcher.remember(seenAt);
  }

  /** Looks at the clock and moves the day on. `wasAway`: the page was hidden at some time since the last look. */
  look(wasAway: boolean): void {
    const now = this.#clock.now();
    if (now.slice(0, 16) !== this.#now.value.slice(0, 16)) this.#now.value = now;
    this.#watcher?.look(wasAway);
  }

  /** Keeps the moment of now, once an hour while there is no doubt. */
  keepSeen(): void {
    const seenAt = this.#watcher?.toKeep();
    if (seenAt !== undefined) this.#keep(seenAt);
  }

  /** The visitor has checked the clock: from here on it counts as right. */
  trust(): void {
    this.#keep(this.#watcher?.trust() ?? this.#clock.now());
  }
}
