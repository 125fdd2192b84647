import { defaultSettings } from "../domain/default-settings.ts";
import type { LoadFailure, SaveFailure, SettingsRepository, Stored } from "../domain/repositories.ts";
import type { Settings } from "../domain/settings.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { toLoadFailure, toSaveFailure, withoutIds } from "./failures.ts";
import type { RecordLoader } from "./load-record.ts";
import { encodeContent } from "./row-content.ts";
import type { RowNames } from "./row-names.ts";
import type { RowSaver } from "./save-rows.ts";
import { savedVersion } from "./saved-versions.ts";

/** The settings, in one row. */
export class SealedSettingsRepository implements SettingsRepository {
  readonly #records: RecordLoader;
  readonly #saver: RowSaver;
  readonly #names: RowNames;

  constructor(records: RecordLoader, saver: RowSaver, names: RowNames) {
    this.#records = records;
    this.#saver = saver;
    this.#names = names;
  }

  async load(): Promise<Result<Stored<Settings>, LoadFailure>> {
    try {
      const loaded = await this.#records.load(await this.#names.settings(), "settings", { isUrgent: true });
      if (loaded.ok) return ok({ value: loaded.value.value.settings, version: loaded.value.version });
      return loaded.error.kind === "missing" ? ok({ value: defaultSettings, version: 0 }) : loaded;
    } catch (error) {
      return err(toLoadFailure(error));
    }
  }

  async save({ value: settings, version }: Stored<Settings>): Promise<Result<Stored<Settings>, SaveFailure>> {
    try {
      const id = await this.#names.settings();
      const saved = await this.#saver.save(() => {
        const plaintext = encodeContent({ schema: 1, type: "settings", settings });
        return { event: { kind: "settings-changed" }, writes: [{ id, expectedVersion: version, plaintext }] };
      });
      if (!saved.ok) return err(withoutIds(saved.error));
      return ok({ value: settings, version: savedVersion(saved.value, id) });
    } catch (error) {
      return err(toSaveFailure(error));
    }
  }
}
