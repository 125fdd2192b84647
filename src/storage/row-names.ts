import type { RowId, Sealer } from "../domain/sealing.ts";

/** The ids of the well-known rows, each asked of the sealer once. */
export class RowNames {
  readonly #sealer: Sealer;
  readonly #ids = new Map<string, RowId>();

  constructor(sealer: Sealer) {
    this.#sealer = sealer;
  }

  settings(): Promise<RowId> {
    return this.#idOf("settings");
  }

  directory(): Promise<RowId> {
    return this.#idOf("directory");
  }

  /** The first `count` rows of a generation of summaries. */
  chunks(generation: number, count: number): Promise<RowId[]> {
    return Promise.all(Array.from({ length: count }, (_, n) => this.#idOf(`summaries/${generation}/${n}`)));
  }

  async #idOf(name: string): Promise<RowId> {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = await this.#sealer.namedRowId(name);
    this.#ids.set(name, id);
    return id;
  }
}
