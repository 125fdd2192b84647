import type { Checklist } from "../domain/checklist.ts";
import type { FinalContact } from "../domain/contact.ts";
import { lowerFirst } from "./free-text.ts";
import { hasNotes, type RecordDocument, type RecordOptions, recordDocument } from "./record-document.ts";
import type { OutcomesBlock, RecordItem, RecordRow, RecordSection, RowsBlock } from "./record-section.ts";

/** A record as plain text to paste. Lines end in "\n"; there are no tabs, and no line can be forged by what was typed. */
export interface RecordText {
  main: string;
  /** What a parent who reads the record should not find there; undefined when there is none. */
  notes: string | undefined;
}

/**
 * The text of a record in two blocks: `notes` holds every row that is restricted, and `main` none of them. Written for
 * professionals, from the same document as the screen and the print.
 */
export function recordText(contact: FinalContact, checklist: Checklist, options: RecordOptions): RecordText {
  return textOf(recordDocument(contact, checklist, options));
}

/** The text of a record that is written as a document already. */
export function textOf(record: RecordDocument): RecordText {
  return {
    main: block(record, record.title, [], false),
    notes: hasNotes(record.sections)
      ? block(record, `${record.title}, professional notes`, [`By ${record.by}`, markingLine], true)
      : undefined,
  };
}

const markingLine = "Follow your local rules for marking sensitive entries.";

function block(record: RecordDocument, title: string, after: readonly string[], restricted: boolean): string {
  const sections = record.sections.flatMap((section) => sectionLines(section, restricted));
  return [title.toUpperCase(), `${record.when}. ${record.family}`, ...record.notices, ...after, ...sections].join("\n");
}

function sectionLines(section: RecordSection, restricted: boolean): string[] {
  const lines = section.blocks.flatMap((part) =>
    part.kind === "rows" ? rowLines(part, restricted) : outcomeLines(part, restricted),
  );
  if (lines.length === 0) return [];
  // The head of the text is the contact and who was there already.
  return section.id === "contact" || section.id === "people" ? lines : ["", section.heading.toUpperCase(), ...lines];
}

/** One line a row; rows under a heading of their own share one line with it. */
function rowLines(part: RowsBlock, restricted: boolean): string[] {
  const rows = part.rows.filter((row) => row.restricted === restricted && !row.aside);
  if (rows.length === 0) return [];
  if (part.heading === undefined) return rows.map(describeRow);
  return [`- ${part.heading}. ${rows.map((row) => ended(describeRow(row))).join(" ")}`];
}

function describeRow(row: RecordRow): string {
  return `${row.label}: ${row.value}`;
}

/** One line an outcome, with the items that had it: "Explained back: on their back; never on a sofa". */
function outcomeLines(part: OutcomesBlock, restricted: boolean): string[] {
  const items = part.items.filter((item) => item.restricted === restricted);
  const missing = items.filter((item) => item.missing);
  const counted = part.countMissingAs !== undefined && missing.length > 0;
  const named = counted ? items.filter((item) => !item.missing) : items;
  const outcomes = [...new Set([...part.order, ...named.map((item) => item.outcome)])];
  const lines = outcomes.flatMap((outcome) => {
    const same = named.filter((item) => item.outcome === outcome);
    return same.length === 0 ? [] : [`${outcome}: ${same.map(describeItem).join("; ")}`];
  });
  return counted ? [...lines, `${part.countMissingAs}: ${missing.length}`] : lines;
}

function describeItem(item: RecordItem): string {
  return item.detail === undefined ? lowerFirst(item.name) : `${lowerFirst(item.name)} (${item.detail})`;
}

function ended(text: string): string {
  return /[.!?]"?$/.test(text) ? text : `${text}.`;
}
