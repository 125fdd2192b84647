import { type ReadonlySignal, signal } from "@preact/signals";

/**
 * How long before locking the user is warned: ux.md 1.2, WCAG 2.2.1. Never for more than half of the time allowed, or
 * 1 minute would begin with the warning.
 */
const warningMilliseconds = 60_000;

/** A gap between two looks at the clock that can only mean the device slept. */
const sleepGapMilliseconds = 60_000;

interface AutoLockOptions {
  monotonic(): number;
  /** Idle minutes allowed at this moment; an open contact allows more. */
  idleMinutes(): number;
  lock(): void;
}

/**
 * Locks when nobody touched the app for the set time, with a warning a minute before, and at once when the device
 * slept. Call `check` every second or so.
 */
export class AutoLock {
  /** Whole seconds until it locks, while the warning is due. */
  readonly warning: ReadonlySignal<number | undefined>;
  readonly #warning = signal<number | undefined>(undefined);
  readonly #options: AutoLockOptions;
  #touchedAt: number;
  #checkedAt: number;

  constructor(options: AutoLockOptions) {
    this.#options = options;
    this.warning = this.#warning;
    this.#touchedAt = options.monotonic();
    this.#checkedAt = this.#touchedAt;
  }

  /** Somebody used the app. While the warning shows, only `stay` counts. */
  touch(): void {
    if (this.#warning.value === undefined) this.#touchedAt = this.#options.monotonic();
  }

  /** Milliseconds since somebody used the app. */
  get untouchedFor(): number {
    return this.#options.monotonic() - this.#touchedAt;
  }

  /** The user chose to stay unlocked, or has just unlocked. */
  stay(): void {
    this.#touchedAt = this.#options.monotonic();
    this.#checkedAt = this.#touchedAt;
    this.#warning.value = undefined;
  }

  /** Looks at the clock, and warns or locks when it is time. */
  check(): void {
    const now = this.#options.monotonic();
    const slept = now - this.#checkedAt > sleepGapMilliseconds;
    this.#checkedAt = now;
    const allowed = this.#options.idleMinutes() * 60_000;
    const left = allowed - (now - this.#touchedAt);
    if (slept || left <= 0) {
      this.#warning.value = undefined;
      this.#options.lock();
    } else {
      this.#warning.value = left <= Math.min(warningMilliseconds, allowed / 2) ? Math.ceil(left / 1000) : undefined;
    }
  }
}
