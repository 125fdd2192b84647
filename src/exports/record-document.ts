import { describeAuthor } from "../domain/author.ts";
import type { Checklist } from "../domain/checklist.ts";
import type { FinalContact } from "../domain/contact.ts";
import { describeContactKind } from "../domain/contact-kind.ts";
import { formatDate, formatTime } from "../domain/dates.ts";
import type { Fingerprint } from "../domain/event-log.ts";
import { familyLabel } from "../domain/family.ts";
import { plain } from "./free-text.ts";
import { agreementSection } from "./record-agreement.ts";
import { babyAndHomeSection } from "./record-baby-and-home.ts";
import { makingNotices, makingSection } from "./record-making.ts";
import { concernsSection, nextStepsSection } from "./record-next-steps.ts";
import { nightsSection } from "./record-nights.ts";
import { contactSection, peopleSection } from "./record-people.ts";
import type { RecordSection } from "./record-section.ts";
import { sleepSections } from "./record-sleep.ts";
import { topicsSection } from "./record-topics.ts";

/** A finalised contact as a professional reads it: the one source of the screen, the print and the text to paste. */
export interface RecordDocument {
  audience: "professional";
  /** "Safer sleep: new birth contact". */
  title: string;
  /** "Amina Khan and baby Yusuf". */
  family: string;
  /** "23 November 2026, 2:05pm". */
  when: string;
  /** "Jo Ward, health visitor (NMC 12A3456E)". */
  by: string;
  /** What a reader has to know before all else: that it was written later, amended, or entered in error. */
  notices: string[];
  sections: RecordSection[];
}

/** Who a record is for, and what is known around it. */
export interface RecordOptions {
  audience: "professional";
  /** The family's final contacts before this one: what is still missing may depend on them. */
  previous?: readonly FinalContact[];
  /** Where the log stood when the record was finalised. */
  fingerprint?: Fingerprint | undefined;
}

/**
 * The whole record of `contact`, with everything that was answered and "Not recorded" for what matters and was not.
 * `checklist` is the one that the contact was made with. Rows for the professional notes only are marked as
 * restricted; all text is plain, each value on one line.
 */
export function recordDocument(contact: FinalContact, checklist: Checklist, options: RecordOptions): RecordDocument {
  const before = [
    ...contactSection(contact),
    ...peopleSection(contact),
    ...sleepSections(contact, checklist),
    ...babyAndHomeSection(contact, checklist),
    ...topicsSection(contact, checklist),
    ...nightsSection(contact, checklist),
    ...agreementSection(contact),
    ...nextStepsSection(contact, checklist),
  ];
  return {
    audience: options.audience,
    title: `Safer sleep: ${describeContactKind(contact.kind)}`,
    family: plain(familyLabel(contact.subject)),
    when: `${formatDate(contact.event.date)}, ${formatTime(contact.event.time)}`,
    by: plain(describeAuthor(contact.author)),
    notices: makingNotices(contact),
    sections: [...before, ...concernsSection(contact, hasNotes(before)), ...makingSection(contact, checklist, options)],
  };
}

/** Whether anything in the sections was answered that is for the professional notes. */
export function hasNotes(sections: readonly RecordSection[]): boolean {
  return sections
    .flatMap((section) => section.blocks)
    .flatMap((block): readonly { restricted: boolean; missing: boolean }[] =>
      block.kind === "rows" ? block.rows : block.items,
    )
    .some((entry) => entry.restricted && !entry.missing);
}
