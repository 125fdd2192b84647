import type { RecordDocument } from "./record-document.ts";
import type { RecordSection } from "./record-section.ts";

/** One thing that reads differently in two documents of the same contact. All text is plain. */
export interface Change {
  /** The headings and the label under which it stands: "Sleep space, seen: Night place". */
  what: string;
  /** Undefined where there was nothing, or is nothing any more. */
  before: string | undefined;
  after: string | undefined;
  /** For the professional notes only. */
  restricted: boolean;
}

/**
 * What reads differently, in the order of the record. It compares the documents and not the answers, so it says every
 * change in the words of the record, and no answer can change unseen that the record shows. How the record was made is
 * no part of it.
 */
export function whatChanged(before: RecordDocument, after: RecordDocument): Change[] {
  const [former, present] = [linesOf(before), linesOf(after)];
  const keys = [...new Set([...present.keys(), ...former.keys()])];
  return keys.flatMap((what) => {
    const [was, is] = [former.get(what), present.get(what)];
    const [beforeText, afterText] = [was?.values.join("; "), is?.values.join("; ")];
    if (beforeText === afterText) return [];
    const restricted = (was?.restricted ?? false) || (is?.restricted ?? false);
    return [{ what, before: beforeText, after: afterText, restricted }];
  });
}

const absent = "not in the record";

/** "Before: Cot. Now: Moses basket." */
export function describeChange({ before, after }: Change): string {
  return `Before: ${ended(before ?? absent)} Now: ${ended(after ?? absent)}`;
}

interface Line {
  values: string[];
  restricted: boolean;
}

// What stands under the same headings and label is one line.
function linesOf(document: RecordDocument): Map<string, Line> {
  const lines = new Map<string, Line>();
  const add = (what: string, value: string, restricted: boolean) => {
    const line = lines.get(what) ?? { values: [], restricted: false };
    lines.set(what, { values: [...line.values, value], restricted: line.restricted || restricted });
  };
  for (const section of document.sections.filter(isAnswered)) {
    for (const block of section.blocks) {
      if (block.kind === "rows") {
        const heading = block.heading === undefined ? section.heading : `${section.heading}, ${block.heading}`;
        for (const row of block.rows) add(`${heading}: ${row.label}`, row.value, row.restricted);
      } else {
        for (const item of block.items) {
          const value = item.detail === undefined ? item.outcome : `${item.outcome} (${item.detail})`;
          add(`${section.heading}: ${item.name}`, value, item.restricted);
        }
      }
    }
  }
  return lines;
}

function isAnswered({ id }: RecordSection): boolean {
  return id !== "record" && id !== "amendments";
}

function ended(text: string): string {
  return /[.!?]"?$/.test(text) ? text : `${text}.`;
}
