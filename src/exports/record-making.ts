import { draftNotice } from "../content/draft-notice.ts";
import { describeAuthor } from "../domain/author.ts";
import type { Checklist } from "../domain/checklist.ts";
import { type Completeness, completeness, describeMissing, type MissingItem } from "../domain/completeness.ts";
import { contactStepLabels, contactSteps, type FinalContact } from "../domain/contact.ts";
import { type CivilDate, daysBetween, formatDate, formatTime, type Moment, toLocal } from "../domain/dates.ts";
import { describeFingerprint, type Fingerprint } from "../domain/event-log.ts";
import { isWrittenLater } from "../domain/late-entry.ts";
import { lowerFirst } from "./free-text.ts";
import { detail, matter, type RecordRow, type RecordSection, rowsBlock, section } from "./record-section.ts";
import { isSensitiveFollowUp } from "./sensitive.ts";

/** How the record itself came about: NMC Code 10 asks that entries are attributable, dated and timed. */
export function makingSection(
  contact: FinalContact,
  checklist: Checklist,
  { previous = [], fingerprint }: { previous?: readonly FinalContact[]; fingerprint?: Fingerprint | undefined },
): RecordSection[] {
  const { answers, event, subject } = contact;
  const state = completeness({ checklist, answers, subject, previous, contactDate: event.date });
  const daysLate = daysBetween(contact.event.date, writtenOn(contact));
  const late = daysLate > 0 ? ` (${daysLate} ${daysLate === 1 ? "day" : "days"} after the contact)` : "";
  return section("record", "Record", [
    ...rowsBlock([
      ...detail("Completeness", describeState(state)),
      ...(state.complete ? [] : state.missing.flatMap((item) => missingRow(item, checklist))),
      ...detail("Begun", describeMoment(contact.startedAt)),
      ...detail("Finalised", `${describeMoment(contact.finalisedAt)}${late}`),
      ...matter("By", describeAuthor(contact.author)),
      ...detail("Checklist", `${contact.checklistVersion}, prepared ${formatDate(checklist.preparedOn)}`),
      ...(fingerprint ? detail("Record fingerprint", describeFingerprint(fingerprint)) : []),
      ...(checklist.signedOff ? [] : detail("Advice", draftNotice)),
    ]),
  ]);
}

/** What a reader has to know of how the record was made: that it was written later, or by a clock in doubt. */
export function makingNotices(contact: FinalContact): string[] {
  const { event, clockSuspect } = contact;
  const written = writtenOn(contact);
  return [
    ...(isWrittenLater(event.date, written)
      ? [`Written later: contact on ${formatDate(event.date)}, recorded on ${formatDate(written)}.`]
      : []),
    ...(clockSuspect ? [clockNotice] : []),
  ];
}

/** What stands where the device's clock was in doubt. */
export const clockNotice = "The clock of the device may have been wrong when this was recorded.";

function writtenOn({ finalisedAt }: FinalContact): CivilDate {
  return toLocal(finalisedAt, recordTimeZone).date;
}

// The time zone of all times in a record: the health visitors it is for work in the United Kingdom.
const recordTimeZone = "Europe/London";

// Names steps only, never how much is missing in them: this stands in the main text, where nobody should be able to
// count follow-ups that are for professionals.
function describeState(state: Completeness): string {
  if (state.complete) return "Complete";
  const steps = contactSteps.filter((step) => state.missing.some((item) => item.step === step));
  return `Partly done. Missing in: ${steps.map((step) => lowerFirst(contactStepLabels[step])).join(", ")}`;
}

// Aside, because the text to paste says "Not recorded" in its place already.
function missingRow(item: MissingItem, checklist: Checklist): RecordRow[] {
  const marks = { aside: true, restricted: isSensitive(item, checklist) };
  return detail("Missing", describeMissing(item), marks).map((row) => ({ ...row, missing: true }));
}

function isSensitive(item: MissingItem, checklist: Checklist): boolean {
  if (item.kind === "factor") {
    return checklist.factors.some((factor) => factor.id === item.factorId && factor.list === "alone");
  }
  if (item.kind === "decision" || item.kind === "decline-reason" || item.kind === "owner" || item.kind === "due-date") {
    return isSensitiveFollowUp(checklist.followUps.find((action) => action.id === item.actionId));
  }
  return false;
}

/** "24 November 2026, 9:05am", on the clocks of the United Kingdom. */
export function describeMoment(moment: Moment): string {
  const { date, time } = toLocal(moment, recordTimeZone);
  return `${formatDate(date)}, ${formatTime(time)}`;
}
