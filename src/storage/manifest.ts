import type { RowId } from "../domain/sealing.ts";
import type { KnownLog } from "./known-log.ts";
import { type ManifestEntry, shardOf } from "./log-content.ts";
import type { LogStore } from "./log-store.ts";
import { allShards, readManifest } from "./read-manifest.ts";
import { type FoundRow, storedVersion } from "./stored-row.ts";

/** A part of the manifest as read. Undefined rows: it cannot be read, or an older copy was put in its place. */
export interface Shard {
  version: number;
  rows: ReadonlyMap<RowId, ManifestEntry> | undefined;
}

const NOT_READ: Shard = { version: 0, rows: undefined };

/** What the manifest says of a row against what is on the disk. */
export type Verdict =
  | "as-saved"
  /** The manifest does not know, because it cannot be read or does not reach so far back. */
  | "unknown"
  /** The row is older than the manifest says, or stands where one was deleted. */
  | "put-back"
  /** There should be a row, and there is none. */
  | "gone"
  /** The row is newer than the manifest, or not in it: it is the log that was put back. */
  | "ahead";

/**
 * Which version each row of the vault has: the log's events, and before them the parts of the manifest, as far as they
 * were read. A window reads them in idle time, so that opening a record finds it done.
 */
export class Manifest {
  /** The parts that were read, by number. */
  readonly shards = new Map<number, Shard>();
  /** The parts' own rows, whose versions the log holds. */
  readonly own = new Map<RowId, number>();
  readonly #store: Pick<LogStore, "rows" | "log" | "names">;

  constructor(store: Pick<LogStore, "rows" | "log" | "names">) {
    this.#store = store;
  }

  /** A part of the manifest as far as it was read. */
  shard(n: number): Shard {
    return this.shards.get(n) ?? NOT_READ;
  }

  /** What memory knows of a row; undefined when it has to be looked up. */
  entry(id: RowId): ManifestEntry | "none" | undefined {
    const log = this.#store.log.known;
    const newest = log?.entries.get(id);
    if (newest || !log) return newest;
    if (id === log.id) return { version: log.version, seq: 0 };
    const own = this.own.get(id);
    if (own !== undefined) return { version: log.content.shards[own] ?? 0, seq: 0 };
    const n = shardOf(id);
    const version = log.content.shards[n] ?? 0;
    const shard = this.shard(n);
    const entry = shard.version === version ? shard.rows?.get(id) : undefined;
    if (entry) return entry;
    const isComplete = log.content.isWhole && (version === 0 || (shard.version === version && shard.rows));
    return isComplete ? "none" : undefined;
  }

  /**
   * A row as it lies on the disk, with the verdict on it; both of one moment. If it is urgent, "unknown" will do where
   * the manifest was not read yet.
   */
  async find(id: RowId, { isUrgent = false } = {}): Promise<{ found: FoundRow; verdict: Verdict }> {
    let found: FoundRow | undefined;
    if (isUrgent || this.entry(id) !== undefined) [found] = await this.#store.rows.find([id]);
    // What is in memory may be older than the disk, so nothing is said against a row by it alone.
    const verdict = found && this.judge(id, storedVersion(found.value));
    if (!found || !(verdict === "as-saved" || (isUrgent && verdict === "unknown"))) {
      ({ found } = await readManifest(this, this.#store, { shards: [shardOf(id)], row: id }));
    }
    return { found, verdict: this.judge(id, storedVersion(found.value)) };
  }

  /** What memory says of a row that was found with this version; 0: not found. */
  judge(id: RowId, version: number): Verdict {
    const entry = this.entry(id);
    if (entry === undefined || version < 0) return "unknown";
    if (entry === "none") return version === 0 ? "as-saved" : "ahead";
    if (version === entry.version) return "as-saved";
    if (version > entry.version && entry.version > 0) return "ahead";
    return version === 0 ? "gone" : "put-back";
  }

  /** Reads the log and all parts of the manifest, as of one moment. */
  async load(): Promise<KnownLog> {
    return (await readManifest(this, this.#store, { shards: allShards })).log;
  }
}
