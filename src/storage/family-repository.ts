import type { EventNote } from "../domain/event-log.ts";
import type { Family } from "../domain/family.ts";
import type { FamilyId } from "../domain/ids.ts";
import type { FamilyRepository, LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import { ok, type Result } from "../shared/result.ts";
import type { RecordLoader } from "./load-record.ts";
import { encodeContent } from "./row-content.ts";
import type { RowWrite } from "./save-rows.ts";
import { asSaved } from "./saved-versions.ts";
import type { Caseload, SummaryIndex } from "./summary-index.ts";

/** Families, each in a row of its own, saved in one transaction with the chunk that holds its summary. */
export class SealedFamilyRepository implements FamilyRepository {
  readonly #records: RecordLoader;
  readonly #index: SummaryIndex;

  constructor(records: RecordLoader, index: SummaryIndex) {
    this.#records = records;
    this.#index = index;
  }

  loadSummaries(): Promise<Result<Caseload, LoadFailure>> {
    return this.#index.load();
  }

  async load(id: FamilyId): Promise<Result<Stored<Family>, LoadFailure>> {
    const loaded = await this.#records.load(id, "family");
    return loaded.ok ? ok({ value: loaded.value.value.family, version: loaded.value.version }) : loaded;
  }

  async add(family: Family): Promise<Result<Stored<Family>, SaveFailure>> {
    return this.save({ value: family, version: 0 }, { kind: "family-added", family: family.id });
  }

  async save(family: Stored<Family>, event?: EventNote): Promise<Result<Stored<Family>, SaveFailure>> {
    const saved = await this.#index.saveWith(family.value, () => ({
      event: event ?? { kind: "family-changed", family: family.value.id },
      writes: [familyWrite(family)],
    }));
    return saved.ok ? ok(asSaved(family.value, saved.value)) : saved;
  }
}

/** The write that stores a family. */
export function familyWrite({ value: family, version }: Stored<Family>): RowWrite {
  return {
    id: family.id,
    expectedVersion: version,
    plaintext: encodeContent({ schema: 1, type: "family", family }),
  };
}
