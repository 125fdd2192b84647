import { currentOf } from "../domain/amend.ts";
import type { FinalAmendment } from "../domain/amendment.ts";
import type { FinalContact } from "../domain/contact.ts";
import type { ErrorMark } from "../domain/error-mark.ts";
import type { ContactEntry } from "../domain/family.ts";
import type { LoadFailure } from "../domain/repositories.ts";
import type { SaidLater } from "../domain/said-later.ts";
import type { Workspace } from "../domain/workspace.ts";
import type { RecordDocument } from "../exports/record-document.ts";
import { historyDocument, originalDocument, type RecordHistory } from "../exports/record-history.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { OpenRecord } from "./record-model.ts";

/** A record as it reads now, and as it was first written if more was said of it since. */
export interface StandingRecord {
  record: FinalContact;
  /** As it was first written, and what was said of it since, as far as it can be opened: undefined if nothing was. */
  written?: FinalContact;
  later?: readonly SaidLater[];
  document: RecordDocument;
  original?: RecordDocument;
}

/** Reads what was said of a record after it was finalised. What cannot be opened is named in the document. */
export async function loadStandingRecord(
  workspace: Workspace,
  record: FinalContact,
  entry: ContactEntry,
  { checklist, previous, fingerprint }: Pick<OpenRecord, "checklist" | "previous" | "fingerprint">,
): Promise<Result<StandingRecord, LoadFailure>> {
  const loaded = await loadHistory(workspace, record, entry);
  if (!loaded.ok) return loaded;
  const history = loaded.value;
  const options = { audience: "professional", previous, fingerprint } as const;
  const document = historyDocument(history, checklist, options);
  const current = currentOf(record, history.amendments);
  const isAsWritten = history.amendments.length === 0 && history.mark === undefined;
  return ok({
    record: current,
    document,
    ...(isAsWritten
      ? {}
      : {
          original: originalDocument(history, checklist, options),
          written: record,
          later: [...history.amendments, ...(history.mark ? [history.mark] : [])],
        }),
  });
}

/** A record with its amendments and its mark, as far as they can be opened. */
export async function loadHistory(
  workspace: Workspace,
  record: FinalContact,
  { amendments = [], enteredInError }: ContactEntry,
): Promise<Result<RecordHistory, LoadFailure>> {
  const standing = await workspace.standing();
  if (!standing.ok) return standing;
  let hasGap = false;
  const read: FinalAmendment[] = [];
  for (const { id } of amendments.filter(({ status }) => status === "final")) {
    const loaded = await standing.value.loadAmendment(id);
    if (loaded.ok && loaded.value.value.status === "final") read.push(loaded.value.value);
    else if (loaded.ok || isGap(loaded.error)) hasGap = true;
    else return loaded;
  }
  let mark: ErrorMark | undefined;
  if (enteredInError !== undefined) {
    const loaded = await standing.value.loadErrorMark(enteredInError);
    if (!loaded.ok && !isGap(loaded.error)) return err(loaded.error);
    if (loaded.ok) mark = loaded.value;
    else hasGap = true;
  }
  return ok({ record, amendments: read, mark, hasGap });
}

function isGap({ kind }: LoadFailure): boolean {
  return kind === "missing" || kind === "unreadable" || kind === "not-as-saved";
}
