import { currentOf } from "../domain/amend.ts";
import { amended, type FinalAmendment } from "../domain/amendment.ts";
import { describeAuthor } from "../domain/author.ts";
import type { Checklist } from "../domain/checklist.ts";
import type { FinalContact } from "../domain/contact.ts";
import type { ErrorMark } from "../domain/error-mark.ts";
import { errorReasonLabels } from "../domain/error-reason-labels.ts";
import { lowerFirst, plain, withNote } from "./free-text.ts";
import { type RecordDocument, type RecordOptions, recordDocument } from "./record-document.ts";
import { clockNotice, describeMoment } from "./record-making.ts";
import { detail, type RecordSection, rowsBlock, section } from "./record-section.ts";
import { describeChange, whatChanged } from "./what-changed.ts";

/** A record with all that was said of it after it was finalised. */
export interface RecordHistory {
  /** As it was first written. */
  record: FinalContact;
  /** In the order in which they were made. */
  amendments: readonly FinalAmendment[];
  mark: ErrorMark | undefined;
  /** Something that was said of it could not be opened. */
  hasGap?: boolean;
}

/**
 * The record as it stands: with its last amendment, who amended it, when, why and what changed, and above all else
 * whether it was entered in error.
 */
export function historyDocument(history: RecordHistory, checklist: Checklist, options: RecordOptions): RecordDocument {
  const { record, amendments, mark } = history;
  const current = recordDocument(currentOf(record, amendments), checklist, options);
  const isClockSuspect = mark?.clockSuspect || amendments.some(({ clockSuspect }) => clockSuspect);
  const notices = [
    ...(history.hasGap ? [gapNotice] : []),
    ...(mark ? [describeMark(mark)] : []),
    ...amendments.map(describeAmendment),
    ...current.notices,
    ...(isClockSuspect ? [clockNotice] : []),
  ];
  return {
    ...current,
    title: mark ? `Entered in error. ${current.title}` : current.title,
    notices: [...new Set(notices)],
    sections: [
      ...current.sections.filter((part) => part.id !== "record"),
      ...amendmentsSection(history, checklist),
      ...current.sections.filter((part) => part.id === "record"),
    ],
  };
}

/** The record as it was first written, saying that it is not how the record stands now. */
export function originalDocument(history: RecordHistory, checklist: Checklist, options: RecordOptions): RecordDocument {
  const document = recordDocument(history.record, checklist, options);
  const said = [...(history.mark ? ["entered in error"] : []), ...(history.amendments.length > 0 ? ["amended"] : [])];
  const notice = `This is the record as it was first written. Since then it was marked as ${said.join(" and ")}.`;
  return { ...document, title: `As first written. ${document.title}`, notices: [notice, ...document.notices] };
}

const gapNotice =
  "An amendment of this record could not be opened, so this may not be how it stands. Look in the patient record.";

function describeMark({ madeAt, author, reason, note }: ErrorMark): string {
  const why = withNote(lowerFirst(errorReasonLabels[reason]), note);
  return plain(
    `ENTERED IN ERROR, marked on ${describeMoment(madeAt)} by ${describeAuthor(author)}: ${why}. Do not act on it.`,
  );
}

function describeAmendment({ madeAt, author, reason }: FinalAmendment): string {
  return plain(`Amended on ${describeMoment(madeAt)} by ${describeAuthor(author)}: ${reason}`);
}

function amendmentsSection({ record, amendments }: RecordHistory, checklist: Checklist): RecordSection[] {
  const blocks = amendments.flatMap((amendment, index) => {
    const former = amendments[index - 1];
    const before = recordDocument(former ? amended(record, former) : record, checklist, { audience: "professional" });
    const after = recordDocument(amended(record, amendment), checklist, { audience: "professional" });
    return rowsBlock([
      ...detail(`Amendment ${amendment.number}`, describeAmendment(amendment)),
      ...whatChanged(before, after).flatMap((change) =>
        detail(`Changed in ${change.what}`, describeChange(change), { restricted: change.restricted }),
      ),
    ]);
  });
  return section("amendments", "Amendments", blocks);
}
