import type { StandingRecords } from "../domain/standing-records.ts";
import { AmendmentRows } from "./amendment-rows.ts";
import { ErrorMarkRows } from "./error-mark-rows.ts";
import type { RecordLoader } from "./load-record.ts";
import type { LogStore } from "./log-store.ts";
import { RemovalRows } from "./removal-rows.ts";
import type { SummaryIndex } from "./summary-index.ts";

/** Amendments, error marks and removals. In a file of its own because most contacts need none of it. */
export function openStandingRows(store: LogStore, records: RecordLoader, index: SummaryIndex): StandingRecords {
  const amendments = new AmendmentRows(store, records, index);
  const errorMarks = new ErrorMarkRows(store, records, index);
  const removals = new RemovalRows(store, records, index);
  return {
    loadAmended: (id, last) => amendments.loadAmended(id, last),
    loadAmendment: (id) => amendments.loadAmendment(id),
    startAmendment: (draft, family) => amendments.startAmendment(draft, family),
    saveAmendment: (draft) => amendments.saveAmendment(draft),
    finaliseAmendment: (amendment, family) => amendments.finaliseAmendment(amendment, family),
    discardAmendment: (draft, family) => amendments.discardAmendment(draft, family),
    loadErrorMark: (id) => errorMarks.loadErrorMark(id),
    markInError: (mark, family) => errorMarks.markInError(mark, family),
    loadReceipt: (id) => removals.loadReceipt(id),
    removeRecords: (entries, family, removal) => removals.removeRecords(entries, family, removal),
    removeFamily: (family, removal) => removals.removeFamily(family, removal),
    loadRemovable: () => removals.loadRemovable(),
  };
}
