import {
  agreesLabels,
  confirmedHowLabels,
  guidanceFoundLabels,
  guidanceSourceLabels,
  otherCarersLabels,
} from "../domain/agreement.ts";
import type { FinalContact } from "../domain/contact.ts";
import { joined, lowerFirst, withNote, written } from "./free-text.ts";
import { personName } from "./record-people.ts";
import { matter, type RecordSection, rowsBlock, section } from "./record-section.ts";

/** Where the guidance is found again, who else was reached, who confirmed what, and whether the parent agrees. */
export function agreementSection(contact: FinalContact): RecordSection[] {
  const { agreement } = contact.answers;
  const sources = agreement.sources.map((source) => guidanceSourceLabels[source]);
  const where = joined([...sources, written(agreement.guidanceNote)], ", ");
  const confirmed = agreement.confirmedBy.map(
    ({ personId, how }) => `${personName(contact, personId)}, ${lowerFirst(confirmedHowLabels[how])}`,
  );
  return section("agreement", "Guidance and agreement", [
    ...rowsBlock([
      ...matter(
        "Parent finds the guidance",
        withNoteIfAny(agreement.guidance && guidanceFoundLabels[agreement.guidance], where),
      ),
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
