import type { ContactStep } from "../../domain/contact.ts";
import { contactStepLabels } from "../../domain/contact.ts";
import type { RecordDocument } from "../../exports/record-document.ts";
import type {
  RecordBlock,
  RecordItem,
  RecordRow,
  RecordSection,
  RecordSectionId,
} from "../../exports/record-section.ts";
import { SummaryList, type SummaryRow } from "../components/summary-list.tsx";

/** The step in which each part of a record is answered. */
const stepOf: Record<RecordSectionId, ContactStep> = {
  contact: "people",
  people: "people",
  "sleep-seen": "sleep-space",
  "sleep-shown": "sleep-space",
  "sleep-told": "sleep-space",
  "sleep-not-seen": "sleep-space",
  "sleep-compared": "sleep-space",
  "baby-and-home": "baby-and-home",
  topics: "topics",
  nights: "different-nights",
  agreement: "agreement",
  "next-steps": "concerns",
  concerns: "concerns",
  amendments: "check",
  record: "check",
};

export interface RecordSectionsProps {
  document: Pick<RecordDocument, "sections">;
  /** Where a part can be changed, while it still can. */
  changeHref?: (step: ContactStep) => string;
}

/** A record on the screen and on paper, in the order and words of the one document behind every output. */
export function RecordSections({ document, changeHref }: RecordSectionsProps) {
  return (
    <div class="app-record">
      {document.sections.map((section) => (
        <section class="app-record__section" key={section.id} aria-labelledby={`section-${section.id}`}>
          <div class="app-record__head">
            <h2 class="nhsuk-heading-m" id={`section-${section.id}`}>
              {section.heading}
            </h2>
            {changeHref && section.id !== "record" && <ChangeLink section={section} changeHref={changeHref} />}
          </div>
          {section.blocks.map((block, index) => (
            // The blocks of a record never move.
            <Block key={`${section.id}-${index}`} block={block} isListed={section.id === "topics"} />
          ))}
        </section>
      ))}
    </div>
  );
}

function ChangeLink({ section, changeHref }: { section: RecordSection; changeHref: (step: ContactStep) => string }) {
  const step = stepOf[section.id];
  return (
    <a class="app-screen-only app-touch" href={changeHref(step)}>
      Change
      <span class="nhsuk-u-visually-hidden">
        {" "}
        {contactStepLabels[step]}: {section.heading}
      </span>
    </a>
  );
}

function Block({ block, isListed }: { block: RecordBlock; isListed: boolean }) {
  if (block.kind === "rows") {
    return (
      <>
        {block.heading && <h3 class="nhsuk-heading-s">{block.heading}</h3>}
        <SummaryList rows={mergeByLabel(block.rows)} />
      </>
    );
  }
  return <SummaryList rows={isListed ? block.items.map(toRow) : groupByOutcome(block.items)} />;
}

/** Rows that answer the same question share one, each answer on a line of its own. */
function mergeByLabel(rows: readonly RecordRow[]): SummaryRow[] {
  const labels = [...new Set(rows.map((row) => row.label))];
  return labels.map((label) => {
    const same = rows.filter((row) => row.label === label);
    const values = same.map(({ value, missing }) => <Value key={value} text={value} missing={missing} />);
    return { key: label, value: same.length === 1 ? values : <div class="app-lines">{values}</div> };
  });
}

function toRow({ name, outcome, detail, missing }: RecordItem): SummaryRow {
  return { key: name, value: <Value text={detail ? `${outcome}. ${detail}` : outcome} missing={missing} /> };
}

/** Items that say no more than their outcome share a row with the others of that outcome. */
function groupByOutcome(items: readonly RecordItem[]): SummaryRow[] {
  const brief = items.filter((item) => item.detail === undefined);
  const outcomes = [...new Set(brief.map((item) => item.outcome))];
  return [
    ...items.filter((item) => item.detail !== undefined).map(toRow),
    ...outcomes.map((outcome) => {
      const same = brief.filter((item) => item.outcome === outcome);
      const names = same.map((item) => item.name).join("; ");
      return { key: outcome, value: <Value text={names} missing={same.some((item) => item.missing)} /> };
    }),
  ];
}

function Value({ text, missing }: { text: string; missing: boolean }) {
  return missing ? <span class="app-missing">{text}</span> : <span>{text}</span>;
}
