import { plain } from "./free-text.ts";

/** What stands where something that matters was not answered. It never reads as if it had been talked about. */
export const notRecorded = "Not recorded";

/** The parts of a record, in order. What was seen and what was told never share one. */
export type RecordSectionId =
  | "contact"
  | "people"
  | "sleep-seen"
  | "sleep-shown"
  | "sleep-told"
  | "sleep-not-seen"
  | "sleep-compared"
  | "baby-and-home"
  | "topics"
  | "nights"
  | "agreement"
  | "next-steps"
  | "concerns"
  | "amendments"
  | "record";

/** One line of a record: what was asked and what came of it. All text in it is plain and stays on one line. */
export interface RecordRow {
  label: string;
  value: string;
  /** Something that matters was not answered; the value says so. */
  missing: boolean;
  /** For the professional notes only: never in the main text. */
  restricted: boolean;
  /** On the screen and on paper, but left out of the text to paste: the record that takes it has it already. */
  aside: boolean;
}

/** One of many things that were asked in the same way: a topic, a question, a thing to look at. */
export interface RecordItem {
  name: string;
  outcome: string;
  detail: string | undefined;
  missing: boolean;
  restricted: boolean;
}

/** Rows that belong together, under a heading of their own if there are several such blocks. */
export interface RowsBlock {
  kind: "rows";
  heading: string | undefined;
  rows: RecordRow[];
}

/** Items with their outcomes: a screen lists them in order, the text groups them by outcome. */
export interface OutcomesBlock {
  kind: "outcomes";
  items: RecordItem[];
  /** The outcomes in the order in which the text names them. */
  order: readonly string[];
  /** What the text counts instead of naming each missing item; undefined to name them. */
  countMissingAs: string | undefined;
}

export type RecordBlock = RowsBlock | OutcomesBlock;

/** A part of a record under its heading. */
export interface RecordSection {
  id: RecordSectionId;
  heading: string;
  blocks: RecordBlock[];
}

/** How a row differs from the ordinary. */
interface RowMarks {
  restricted?: boolean;
  aside?: boolean;
}

/** A row that is there only when it was answered: unanswered fine detail is left out. */
export function detail(label: string, value: string | undefined, marks: RowMarks = {}): RecordRow[] {
  return value === undefined || value === "" ? [] : [answered(label, value, marks)];
}

/** A row for something that matters: it says "Not recorded" when there is no answer. */
export function matter(label: string, value: string | undefined, marks: RowMarks = {}): RecordRow[] {
  if (value !== undefined && value !== "") return [answered(label, value, marks)];
  return [{ ...answered(label, notRecorded, marks), missing: true }];
}

/** The rows as blocks: none when there are no rows. */
export function rowsBlock(rows: RecordRow[], heading?: string): RecordBlock[] {
  return rows.length === 0 ? [] : [{ kind: "rows", heading: heading === undefined ? undefined : plain(heading), rows }];
}

/** The items as blocks: none when there are no items. */
export function outcomesBlock(items: RecordItem[], order: readonly string[], countMissingAs?: string): RecordBlock[] {
  return items.length === 0 ? [] : [{ kind: "outcomes", items, order, countMissingAs }];
}

/** The section, unless it has nothing in it. */
export function section(id: RecordSectionId, heading: string, blocks: RecordBlock[]): RecordSection[] {
  return blocks.length === 0 ? [] : [{ id, heading, blocks }];
}

function answered(label: string, value: string, marks: RowMarks): RecordRow {
  return {
    label: plain(label),
    value: plain(value),
    missing: false,
    restricted: marks.restricted ?? false,
    aside: marks.aside ?? false,
  };
}
