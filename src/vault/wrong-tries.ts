import * as z from "zod/mini";
import type { HeaderStore } from "../domain/sealing.ts";

const DELAYS = [0, 0, 0, 2, 5, 15, 30, 60]; // seconds after the first, second, … wrong try; the last one repeats

const Tries = z.strictObject({
  count: z.int().check(z.gte(0)),
  /** When the last wrong try ended, in milliseconds since 1970 by the device's clock. */
  lastAt: z.number().check(z.gte(0)),
});
type Tries = z.infer<typeof Tries>;

/** Seconds to wait after so many wrong tries in a row. */
export function delayAfter(wrongTries: number): number {
  return DELAYS[Math.min(wrongTries, DELAYS.length) - 1] ?? 0;
}

/**
 * Counts wrong tries in the HeaderStore and says how long to wait. It slows a person at this device; it cannot slow
 * whoever has copied the storage, against whom only the strength of the passphrase counts.
 */
export class WrongTries {
  readonly #store: Pick<HeaderStore, "loadTries" | "saveTries">;
  readonly #now: () => number;

  constructor(store: Pick<HeaderStore, "loadTries" | "saveTries">, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Whole seconds until another try is allowed; 0 when it is allowed now. */
  async secondsLeft(): Promise<number> {
    const tries = await this.#load();
    const now = this.#now();
    if (tries.lastAt > now) {
      // The clock went back. Count the delay from now, so that it still ends after its own length at most.
      tries.lastAt = now;
      await this.#store.saveTries(tries);
    }
    const left = tries.lastAt + delayAfter(tries.count) * 1000 - now;
    return Math.max(0, Math.ceil(left / 1000));
  }

  /** Counts a wrong try and gives the seconds to wait before the next. */
  async addWrong(): Promise<number> {
    const count = (await this.#load()).count + 1;
    await this.#store.saveTries({ count, lastAt: this.#now() });
    return delayAfter(count);
  }

  /** Forgets the wrong tries after a right one. Rejects if the store does. */
  async clear(): Promise<void> {
    if ((await this.#load()).count > 0) await this.#store.saveTries({ count: 0, lastAt: this.#now() });
  }

  async #load(): Promise<Tries> {
    const tries = Tries.safeParse(await this.#store.loadTries());
    return tries.success ? tries.data : { count: 0, lastAt: 0 };
  }
}
