import type { LoadFailure, Stored } from "../domain/repositories.ts";
import type { RowId } from "../domain/sealing.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { toLoadFailure } from "./failures.ts";
import type { Manifest } from "./manifest.ts";
import type { ReadRow, RowReader } from "./read-rows.ts";
import type { RowContent, RowContentOf, RowType } from "./row-content.ts";

/** Loads single records, each held against the manifest, so that an older copy never passes for the newest. */
export class RecordLoader {
  readonly #rows: RowReader;
  readonly #manifest: Manifest;

  constructor(rows: RowReader, manifest: Manifest) {
    this.#rows = rows;
    this.#manifest = manifest;
  }

  /**
   * The content of one row, which must be of the given type. What is wanted at unlocking, before the manifest was read,
   * is urgent: the look over the store that follows holds it against the manifest.
   */
  async load<T extends RowType>(
    id: RowId,
    type: T,
    options?: { isUrgent: boolean },
  ): Promise<Result<Stored<RowContentOf<T>>, LoadFailure>> {
    try {
      const { found, verdict } = await this.#manifest.find(id, options);
      if (verdict === "put-back" || verdict === "gone") return err({ kind: "not-as-saved" });
      const [row] = await this.#rows.open([found]);
      if (row === undefined || row.state === "missing" || isRemoved(row, type)) return err({ kind: "missing" });
      if (row.state === "unreadable" || !isOfType(row.content, type)) return err({ kind: "unreadable" });
      return ok({ value: row.content, version: row.version });
    } catch (error) {
      return err(toLoadFailure(error));
    }
  }
}

// A receipt says that what was here is here no more.
function isRemoved(row: ReadRow, type: RowType): boolean {
  return row.state === "readable" && row.content.type === "receipt" && type !== "receipt";
}

function isOfType<T extends RowType>(content: RowContent, type: T): content is RowContentOf<T> {
  return content.type === type;
}
