import { entryOf, isStanding, withEntry } from "../domain/contact-entry.ts";
import type { ErrorMark } from "../domain/error-mark.ts";
import { errorReasonLabels } from "../domain/error-reason-labels.ts";
import type { EventNote } from "../domain/event-log.ts";
import type { Family } from "../domain/family.ts";
import type { ErrorMarkId } from "../domain/ids.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import { saidKey } from "../domain/said-later.ts";
import type { StandingRecords } from "../domain/standing-records.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { isSameJson } from "../shared/stable-json.ts";
import { confirmFamily } from "./confirm-family.ts";
import { toFailureBeforeSave } from "./failures.ts";
import { familyWrite } from "./family-repository.ts";
import type { RecordLoader } from "./load-record.ts";
import type { LogStore } from "./log-store.ts";
import { encodeContent } from "./row-content.ts";
import { asSaved } from "./saved-versions.ts";
import type { SummaryIndex } from "./summary-index.ts";
import { verifyRows } from "./verify-rows.ts";

type ErrorMarks = Pick<StandingRecords, "loadErrorMark" | "markInError">;

/** Marks that say a record was entered in error, each in a row of its own. The record itself is left as it is. */
export class ErrorMarkRows implements ErrorMarks {
  readonly #store: LogStore;
  readonly #records: RecordLoader;
  readonly #index: SummaryIndex;

  constructor(store: LogStore, records: RecordLoader, index: SummaryIndex) {
    this.#store = store;
    this.#records = records;
    this.#index = index;
  }

  async loadErrorMark(id: ErrorMarkId): Promise<Result<ErrorMark, LoadFailure>> {
    const loaded = await this.#records.load(id, "error-mark");
    return loaded.ok ? ok(loaded.value.value.mark) : loaded;
  }

  async markInError(mark: ErrorMark, family: Stored<Family>): Promise<Result<Stored<Family>, SaveFailure>> {
    const next = withEntry(family, mark.contactId, ({ handOver: _, ...kept }) => ({
      ...kept,
      enteredInError: mark.id,
    }));
    const before = await this.loadErrorMark(mark.id);
    // An earlier save that seemed to fail may have taken effect.
    if (before.ok) {
      return isSameJson(before.value, mark)
        ? confirmFamily(this.#records, next.value)
        : err({ kind: "changed-elsewhere" });
    }
    if (before.error.kind !== "missing") return err(toFailureBeforeSave(before.error));
    const entry = entryOf(family.value, mark.contactId);
    if (!isStanding(entry)) return err({ kind: "changed-elsewhere" });
    const { contentDigest } = await import("./chain.ts");
    const event: EventNote = {
      kind: "entered-in-error",
      contact: mark.contactId,
      family: next.value.id,
      author: mark.author,
      reason: errorReasonLabels[mark.reason],
      records: { [saidKey(mark)]: await contentDigest(mark) },
    };
    const saved = await this.#index.saveWith(next.value, () => ({
      event,
      writes: [
        familyWrite(next),
        { id: mark.id, expectedVersion: 0, plaintext: encodeContent({ schema: 1, type: "error-mark", mark }) },
      ],
    }));
    if (!saved.ok) return saved;
    const stored = asSaved(next.value, saved.value);
    const verified = await verifyRows(this.#store.rows, [
      { version: 1, content: { schema: 1, type: "error-mark", mark } },
      { version: stored.version, content: { schema: 1, type: "family", family: stored.value } },
    ]);
    return verified.ok ? ok(stored) : verified;
  }
}
