import type { RowId } from "../../domain/sealing.ts";
import { type FoundRecord, type PlacedRow, type Segment, sealedPart } from "./read-records.ts";
import { crc32 } from "./record.ts";

/** Where the journal's best copy of a row lies. */
export interface RowPlace {
  vaultId: string;
  id: RowId;
  version: number;
  segment: number;
  /** Where in the segment. */
  row: PlacedRow;
  /** CRC-32 of its IV and ciphertext. */
  crc: number;
  /** The version that was saved after a higher one had been: the database had lost that and was used on. */
  forkedTo: number | undefined;
}

// What one record says of one row, in the order of the journal.
type Mention = { commit: string | undefined } & ({ place: RowPlace } | { isDeleted: true });

/** What the segments read so far hold, row by row. */
export class JournalIndex {
  /** The last header of each vault, the vault written to last at the end. Another vault was here before a new start. */
  readonly headers = new Map<string, object>();
  /** Headers before those, which open with what opened them then. */
  formerHeaders = 0;
  damaged = 0;
  bytes = 0;
  readonly #mentions = new Map<string, Mention[]>();
  readonly #aborted = new Set<string>();

  /** Takes in the next segment, as it was read and in bytes. */
  add(segment: number, { records, damaged }: Segment, bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes += bytes.length;
    this.damaged += damaged;
    for (const record of records) this.#addRecord(segment, record, bytes);
  }

  /**
   * The rows to restore: of each, the highest version, and of equal versions the last; none of a failed transaction,
   * and none that was deleted later.
   */
  live(): Map<string, RowPlace> {
    const places: RowPlace[] = [];
    for (const mentions of this.#mentions.values()) {
      const place = mentions
        .filter(({ commit }) => !this.#isAborted(commit))
        .reduce<RowPlace | undefined>(best, undefined);
      if (place) places.push(place);
    }
    // In the order in which they lie, so that reading one after another goes through each segment once.
    places.sort((a, b) => a.segment - b.segment || a.row.at - b.row.at);
    return new Map(places.map((place) => [rowKey(place.vaultId, place.id), place]));
  }

  #isAborted(commit: string | undefined): boolean {
    return commit !== undefined && this.#aborted.has(commit);
  }

  #addRecord(segment: number, record: FoundRecord, bytes: Uint8Array<ArrayBuffer>): void {
    const { entry, rows } = record;
    if ("abort" in entry) this.#aborted.add(entry.abort);
    else if ("header" in entry) {
      const { header } = entry;
      if (this.headers.delete(header.vaultId)) this.formerHeaders++;
      this.headers.set(header.vaultId, header);
    } else {
      const { commit, vaultId, deleted = [] } = entry;
      for (const row of rows) {
        const { id, version } = row.named;
        const crc = crc32(sealedPart(bytes, row));
        const place = { vaultId, id, version, segment, row, crc, forkedTo: undefined };
        this.#mention(rowKey(vaultId, id), { commit, place });
      }
      for (const id of deleted) this.#mention(rowKey(vaultId, id), { commit, isDeleted: true });
    }
  }

  #mention(key: string, mention: Mention): void {
    const mentions = this.#mentions.get(key);
    if (mentions) mentions.push(mention);
    else this.#mentions.set(key, [mention]);
  }
}

/** The key of a row among those of all vaults. */
export function rowKey(vaultId: string, id: RowId): string {
  return `${vaultId}/${id}`;
}

function best(now: RowPlace | undefined, mention: Mention): RowPlace | undefined {
  if ("isDeleted" in mention) return;
  const { place, commit } = mention;
  if (now === undefined || place.version >= now.version) return place;
  // Compaction copies rows in no order; a save never makes a version lower.
  return commit === undefined ? now : { ...now, forkedTo: place.version };
}
