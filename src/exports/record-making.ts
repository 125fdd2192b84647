import { draftNotice } from "../content/draft-notice.ts";
import { describeAuthor } from "../domain/author.ts";
import type { Checklist } from "../domain/checklist.ts";
import type { FinalContact } from "../domain/contact.ts";
import { daysBetween, formatDate, formatTime, type Moment, toLocal } from "../domain/dates.ts";
import { detail, matter, type RecordSection, rowsBlock, section } from "./record-section.ts";

/** The time zone of all times in a record: the health visitors it is for work in the United Kingdom. */
export const recordTimeZone = "Europe/London";

/** How the record itself came about: NMC Code 10 asks that entries are attributable, dated and timed. */
export function makingSection(contact: FinalContact, checklist: Checklist): RecordSection[] {
  const daysLate = daysBetween(contact.event.date, toLocal(contact.finalisedAt, recordTimeZone).date);
  const late = daysLate > 0 ? ` (${daysLate} ${daysLate === 1 ? "day" : "days"} after the contact)` : "";
  return section("record", "Record", [
    ...rowsBlock([
      ...detail("Record begun", describeMoment(contact.startedAt)),
      ...detail("Finalised", `${describeMoment(contact.finalisedAt)}${late}`),
      ...matter("By", describeAuthor(contact.author)),
      ...detail("Checklist", `Version ${contact.checklistVersion}, prepared ${formatDate(checklist.preparedOn)}`),
      ...(checklist.signedOff ? [] : detail("Advice", draftNotice)),
    ]),
  ]);
}

function describeMoment(moment: Moment): string {
  const { date, time } = toLocal(moment, recordTimeZone);
  return `${formatDate(date)}, ${formatTime(time)}`;
}
