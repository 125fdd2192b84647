import type { Checklist } from "../domain/checklist.ts";
import type { FinalContact } from "../domain/contact.ts";
import { babiesOf, babyLabel, listWords } from "../domain/family.ts";
import type { BabyId } from "../domain/ids.ts";
import { nightSpacesOf } from "../domain/sleep-findings.ts";
import {
  evidenceLabels,
  type Findings,
  foundItemLabels,
  matchLabels,
  notSeenReasonLabels,
  type ObservationAnswer,
  observationAnswerLabels,
  type SleepSpace,
  sleepPlaceLabels,
  sleepRoomLabels,
  sleepTimesLabels,
} from "../domain/sleep-space.ts";
import { joined, lowerFirst, withNote, written } from "./free-text.ts";
import {
  detail,
  matter,
  notRecorded,
  outcomesBlock,
  type RecordBlock,
  type RecordItem,
  type RecordRow,
  type RecordSection,
  rowsBlock,
  section,
} from "./record-section.ts";
import { isSensitiveObservation } from "./sensitive.ts";

/** How a place is known: not seen unless the visitor says otherwise. */
type Known = "seen" | "shown" | "told" | "not-seen";

/** Where baby sleeps: a section for each way of knowing it, then whether they agree. */
export function sleepSections(contact: FinalContact, checklist: Checklist): RecordSection[] {
  const blocks = (known: Known) => [...spaceBlocks(contact, known), ...observationBlocks(contact, checklist, known)];
  const seen = blocks("seen");
  return [
    ...section("sleep-seen", "Where baby sleeps: seen", [
      ...(seen.length > 0 ? seen : rowsBlock(matter("Seen at this contact", undefined))),
      ...blankObservations(contact, checklist),
    ]),
    ...section("sleep-shown", "Where baby sleeps: shown on video", blocks("shown")),
    ...section("sleep-told", "Where baby sleeps: told, not seen", blocks("told")),
    ...section("sleep-not-seen", "Where baby sleeps: not seen", [
      ...rowsBlock(nightsWithoutPlace(contact)),
      ...blocks("not-seen"),
    ]),
    ...comparedSection(contact),
  ];
}

function spaceBlocks(contact: FinalContact, known: Known): RecordBlock[] {
  return contact.answers.sleep.spaces
    .filter((space) => howKnown(space) === known)
    .flatMap((space) => rowsBlock(spaceRows(space, known), spaceHeading(contact, space)));
}

function howKnown(space: SleepSpace): Known {
  switch (space.evidence?.how) {
    case "seen":
      return "seen";
    case "shown":
      return "shown";
    case "told-by-parent":
    case "told-by-professional":
      return "told";
    default:
      return "not-seen";
  }
}

function spaceRows(space: SleepSpace, known: Known): RecordRow[] {
  const { evidence } = space;
  const how = evidence && evidenceLabels[evidence.how];
  const found = space.findings && describeFindings(space.findings);
  const changed = detail("Changed together", written(space.changedTogether));
  switch (known) {
    case "seen":
    case "shown":
      return [...matter("Found", found), ...changed];
    case "told":
      return [...detail("How known", how), ...detail("Described as", found), ...changed];
    case "not-seen": {
      const reason = evidence?.how === "not-seen" ? evidence : undefined;
      return [
        ...matter("How known", how),
        ...(reason ? matter("Why", whyNotSeen(reason)) : []),
        ...detail("Noted without seeing it", found),
        ...changed,
      ];
    }
  }
}

function whyNotSeen(evidence: Extract<SleepSpace["evidence"], { how: "not-seen" }>): string | undefined {
  const note = written(evidence.note);
  return evidence.reason ? withNote(notSeenReasonLabels[evidence.reason], note) : note;
}

function describeFindings(findings: Findings): string {
  if (findings.kind === "as-advised") return "As advised (clear, flat and firm)";
  const items = findings.items.map((item) => foundItemLabels[item]);
  return `Concern: ${joined([...items, written(findings.note)], "; ") || "not said what"}`;
}

function spaceHeading(contact: FinalContact, space: SleepSpace): string {
  const who = babyNames(contact, space.babyIds);
  const times = sleepTimesLabels[space.times];
  const place = space.place && withNote(sleepPlaceLabels[space.place], space.placeOther);
  const room = space.room && withNote(sleepRoomLabels[space.room], space.roomOther);
  const where = [
    place ?? `Place ${lowerFirst(notRecorded)}`,
    lowerFirst(room ?? `room ${lowerFirst(notRecorded)}`),
  ].join(", ");
  const strays = joined([
    space.place ? undefined : written(space.placeOther),
    space.room ? undefined : written(space.roomOther),
  ]);
  return `${who === undefined ? times : `${who}, ${lowerFirst(times)}`}: ${withNote(where, strays)}`;
}

/** Which babies a place is for; undefined when the family has one, or the place is for all of them. */
function babyNames(contact: FinalContact, ids: readonly BabyId[]): string | undefined {
  const babies = babiesOf(contact.subject);
  if (babies.length < 2 || ids.length === 0) return undefined;
  return listWords(ids.map((id) => written(babyLabel(contact.subject, id)) ?? "Baby"));
}

/** A row for each baby without a place for the night: it must not read as if one had been found. */
function nightsWithoutPlace(contact: FinalContact): RecordRow[] {
  const { sleep } = contact.answers;
  const babies = babiesOf(contact.subject);
  if (babies.length < 2)
    return nightSpacesOf(sleep).length === 0 ? matter("Where baby sleeps at night", undefined) : [];
  return babies
    .filter((baby) => nightSpacesOf(sleep, baby.id).length === 0)
    .flatMap((baby) =>
      matter(`Where ${written(babyLabel(contact.subject, baby.id)) ?? "baby"} sleeps at night`, undefined),
    );
}

function observationBlocks(contact: FinalContact, checklist: Checklist, known: Known): RecordBlock[] {
  const { observations } = contact.answers.sleep;
  const answered = Object.entries(observations)
    .filter(([, answer]) => howObserved(answer) === known)
    .map(([id, answer]) => ({ order: orderOf(checklist, id), item: observed(checklist, id, answer) }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
  return outcomesBlock(answered, Object.values(observationAnswerLabels));
}

/** The things to look at that have a row of their own and that nobody answered. */
function blankObservations(contact: FinalContact, checklist: Checklist): RecordBlock[] {
  const { observations } = contact.answers.sleep;
  const blank = checklist.observations.filter(
    (item) => item.coveredBy === undefined && observations[item.id] === undefined,
  );
  const items = blank.map(({ label }) => ({
    name: label,
    outcome: notRecorded,
    detail: undefined,
    missing: true,
    restricted: false,
  }));
  return outcomesBlock(items, [notRecorded], "Other things to look at, not recorded");
}

function howObserved(answer: ObservationAnswer): Known {
  switch (answer.answer) {
    case "seen-as-advised":
    case "seen-concern":
      return "seen";
    case "told-only":
      return "told";
    default:
      return "not-seen";
  }
}

function observed(checklist: Checklist, id: string, answer: ObservationAnswer): RecordItem {
  const note = written(answer.note);
  return {
    name: checklist.observations.find((item) => item.id === id)?.label ?? id,
    outcome: observationAnswerLabels[answer.answer],
    detail: note,
    missing: false,
    restricted: isSensitiveObservation(id, answer.answer, note ?? ""),
  };
}

function orderOf(checklist: Checklist, id: string): number {
  const index = checklist.observations.findIndex((item) => item.id === id);
  return index === -1 ? checklist.observations.length : index;
}

// A mismatch, and what the visitor makes of it, is an opinion: it stands in the professional notes.
function comparedSection(contact: FinalContact): RecordSection[] {
  const { match, matchNote, note } = contact.answers.sleep;
  const remark = written(matchNote);
  return section("sleep-compared", "Where baby sleeps: compared", [
    ...rowsBlock([
      ...matter("Seen matches told", match && matchLabels[match], { restricted: match === "no" }),
      ...detail("About the match", remark, { restricted: true }),
      ...detail("Note on where baby sleeps", written(note)),
    ]),
  ]);
}
