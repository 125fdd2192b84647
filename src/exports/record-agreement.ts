import {
  agreesLabels,
  confirmedHowLabels,
  guidanceFoundLabels,
  guidanceSourceLabels,
  otherCarersLabels,
} from "../domain/agreement.ts";
import type { FinalContact } from "../domain/contact.ts";
import { joined, withNote, written } from "./free-text.ts";
import { personName } from "./record-people.ts";
import { detail, matter, type RecordSection, rowsBlock, section } from "./record-section.ts";

/** Where the guidance is found again, who else was reached, who confirmed what, and whether the parent agrees. */
export function agreementSection(contact: FinalContact): RecordSection[] {
  const { agreement } = contact.answers;
  const sources = joined(
    agreement.sources.map((source) => guidanceSourceLabels[source]),
    ", ",
  );
  const confirmed = agreement.confirmedBy.map(
    ({ personId, how }) => `${personName(contact, personId)}: ${confirmedHowLabels[how]}`,
  );
  return section("agreement", "Finding the guidance, and agreement", [
    ...rowsBlock([
      ...matter("Parent finds the guidance", agreement.guidance && guidanceFoundLabels[agreement.guidance]),
      ...detail("Where", withNoteIfAny(sources, agreement.guidanceNote)),
      ...matter(
        "Others who put baby down",
        withNoteIfAny(agreement.otherCarers && otherCarersLabels[agreement.otherCarers], agreement.otherCarersNote),
      ),
      ...matter("Understanding confirmed", joined(confirmed)),
      ...matter(
        "Parent agrees with record and plan",
        withNoteIfAny(agreement.agrees && agreesLabels[agreement.agrees], agreement.agreesNote),
      ),
    ]),
  ]);
}

function withNoteIfAny(value: string | undefined, note: string | undefined): string | undefined {
  return value ? withNote(value, note) : written(note);
}
