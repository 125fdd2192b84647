import { type ReadonlySignal, signal } from "@preact/signals";
import type { Moment } from "../domain/dates.ts";
import type { SaveFailure, Stored } from "../domain/repositories.ts";
import { err, type Result } from "../shared/result.ts";

/** What the screen may say about the last answer. "saved" is only ever said after the store confirmed. */
export type SaveState =
  | { state: "untouched" }
  | { state: "saving" }
  | { state: "saved"; at: Moment }
  | { state: "failed"; failure: SaveFailure };

/** What a saver needs around it. */
export interface AutoSaverOptions<T> {
  stored: Stored<T>;
  save(value: Stored<T>): Promise<Result<Stored<T>, SaveFailure>>;
  now(): Moment;
  /** Calls back once a tap is answered on the screen, and returns how to call that off. */
  afterPaint(action: () => void): () => void;
  /** Milliseconds to wait for more typing before text is stored. */
  typingPause?: number;
}

/**
 * Stores every change of one draft, one save at a time, always the newest state. A failed save keeps the answer in
 * memory and says so until a later save succeeds.
 */
export class AutoSaver<T> {
  readonly state: ReadonlySignal<SaveState>;
  readonly #state = signal<SaveState>({ state: "untouched" });
  readonly #options: AutoSaverOptions<T>;
  #stored: Stored<T>;
  #wanted: T;
  #running: Promise<void> | undefined;
  #callOff: (() => void) | undefined;

  constructor(options: AutoSaverOptions<T>) {
    this.#options = options;
    this.#stored = options.stored;
    this.#wanted = options.stored.value;
    this.state = this.#state;
  }

  /** The version that the next save will name, and the last value that the store confirmed. */
  get stored(): Stored<T> {
    return this.#stored;
  }

  /** Stores `value`: as soon as a tap is answered on the screen, after a short pause while text is still being typed. */
  change(value: T, how: "tap" | "typing"): void {
    this.#wanted = value;
    this.#state.value = { state: "saving" };
    this.#callOff?.();
    this.#callOff = how === "tap" ? this.#options.afterPaint(() => void this.#run()) : this.#afterPause();
  }

  /** Resolves when everything wanted so far is stored or has failed; true when it is stored. */
  async flush(): Promise<boolean> {
    this.#callOff?.();
    await this.#run();
    return this.#stored.value === this.#wanted;
  }

  #afterPause(): () => void {
    const timer = setTimeout(() => void this.#run(), this.#options.typingPause ?? 400);
    return () => clearTimeout(timer);
  }

  async #run(): Promise<void> {
    this.#running ??= this.#saveAll();
    await this.#running;
  }

  async #saveAll(): Promise<void> {
    // From here on `#running` is set, also when there is nothing to save.
    await undefined;
    while (this.#stored.value !== this.#wanted) {
      const saving = this.#wanted;
      const result = await this.#save({ value: saving, version: this.#stored.version });
      // The repository may hand back a copy; what counts as stored is the very value that was wanted.
      if (result.ok) this.#stored = { value: saving, version: result.value.version };
      else if (saving === this.#wanted) {
        this.#running = undefined;
        this.#state.value = { state: "failed", failure: result.error };
        return;
      }
    }
    // Cleared here, where no change can come between, so that the next one starts a save of its own.
    this.#running = undefined;
    const { state } = this.#state.value;
    if (state === "saving" || state === "failed") this.#state.value = { state: "saved", at: this.#options.now() };
  }

  async #save(value: Stored<T>): Promise<Result<Stored<T>, SaveFailure>> {
    try {
      return await this.#options.save(value);
    } catch (cause) {
      return err({ kind: "unavailable", cause });
    }
  }
}
