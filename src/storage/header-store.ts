import type { HeaderStore } from "../domain/sealing.ts";
import { isSameJson } from "../shared/stable-json.ts";
import type { Database } from "./database.ts";
import { HeaderConflictError } from "./errors.ts";

const KEY = "vault";

/** Keeps the header and the wrong tries of this device's one vault. Rejects with what the database rejects with. */
export class DatabaseHeaderStore implements HeaderStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  load(): Promise<unknown> {
    return this.#database.read("vaults", (store) => store.get(KEY));
  }

  /** Rejects with HeaderConflictError when neither `expected` nor already `header` is on disk. */
  async save(header: object, expected: object | undefined): Promise<void> {
    await this.#database.write("vaults", async (store) => {
      const current: unknown = await store.get(KEY);
      // A save that seemed to time out may have taken effect.
      if (isSameJson(current, header)) return;
      if (!isSameJson(current, expected)) throw new HeaderConflictError("Another header is on disk");
      await store.put(header, KEY);
    });
  }

  loadTries(): Promise<unknown> {
    return this.#database.read("tries", (store) => store.get(KEY));
  }

  async saveTries(tries: object): Promise<void> {
    await this.#database.write("tries", (store) => store.put(tries, KEY));
  }

  /** Lets go of the database. */
  close(): void {
    this.#database.close();
  }
}
