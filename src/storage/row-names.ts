import type { RowId, Sealer } from "../domain/sealing.ts";
import { LOG_GENERATIONS, SHARDS } from "./log-content.ts";

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

  /** The log; after the first, only where the one before could not be read. */
  logs(): Promise<RowId[]> {
    return this.#idsOf("log", LOG_GENERATIONS);
  }

  /** The parts of the manifest. */
  shards(): Promise<RowId[]> {
    return this.#idsOf("manifest", SHARDS);
  }

  shard(n: number): Promise<RowId> {
    return this.#idOf(`manifest/${n}`);
  }

  /** Where events that were put away are. */
  events(segment: number): Promise<RowId> {
    return this.#idOf(`events/${segment}`);
  }

  /** One row of a generation of summaries. */
  chunk(generation: number, n: number): Promise<RowId> {
    return this.#idOf(`summaries/${generation}/${n}`);
  }

  /** The first `count` rows of a generation of summaries. */
  chunks(generation: number, count: number): Promise<RowId[]> {
    return this.#idsOf(`summaries/${generation}`, count);
  }

  #idsOf(name: string, count: number): Promise<RowId[]> {
    return Promise.all(Array.from({ length: count }, (_, n) => this.#idOf(`${name}/${n}`)));
  }

  async #idOf(name: string): Promise<RowId> {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = await this.#sealer.namedRowId(name);
    this.#ids.set(name, id);
    return id;
  }
}
