import { signal } from "@preact/signals";
import { defaultSettings } from "../domain/default-settings.ts";
import type { LoadFailure, SaveFailure, SettingsRepository, Stored } from "../domain/repositories.ts";
import type { Settings } from "../domain/settings.ts";
import { err, type Result } from "../shared/result.ts";

/** Where the settings of an unlocked store are kept. */
interface OpenSettings {
  repository: SettingsRepository;
  /** False once everybody was sent out. */
  isStillOpen(): boolean;
}

/** The settings of the store in use, or the defaults while it is locked. */
export class SettingsModel {
  readonly stored = signal<Stored<Settings>>({ value: defaultSettings, version: 0 });
  /** Why they could not be read, while the defaults stand in for them. */
  readonly failure = signal<LoadFailure | undefined>(undefined);
  readonly #open: () => OpenSettings | undefined;
  #saving: Promise<unknown> = Promise.resolve();

  /** `open` gives nothing while the store is locked. */
  constructor(open: () => OpenSettings | undefined) {
    this.#open = open;
  }

  /** Takes up what was read after unlocking. */
  take(loaded: Result<Stored<Settings>, LoadFailure>): void {
    if (loaded.ok) this.stored.value = loaded.value;
    this.failure.value = loaded.ok ? undefined : loaded.error;
  }

  /** Drops them from memory. */
  clear(): void {
    this.stored.value = { value: defaultSettings, version: 0 };
  }

  /** Stores changed settings. */
  save(change: (settings: Settings) => Settings): Promise<Result<Stored<Settings>, SaveFailure>> {
    // One at a time: each names the version that the one before it made.
    const saved = this.#saving.then(() => this.#save(change));
    // Without what was saved, which must not outlive a lock.
    this.#saving = saved.then(() => undefined);
    return saved;
  }

  async #save(change: (settings: Settings) => Settings): Promise<Result<Stored<Settings>, SaveFailure>> {
    const open = this.#open();
    if (open === undefined) return err({ kind: "locked" });
    const { value, version } = this.stored.value;
    const result = await open.repository.save({ value: change(value), version });
    // After a lock the settings must not come back into memory.
    if (result.ok && open.isStillOpen()) this.stored.value = result.value;
    return result;
  }
}
