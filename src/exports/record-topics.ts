import type { Checklist, Topic } from "../domain/checklist.ts";
import type { FinalContact } from "../domain/contact.ts";
import { topicsThatMustNotBeSkipped } from "../domain/relevance.ts";
import {
  answeredHowLabels,
  type GroupNote,
  notTodayReasonLabels,
  notYetActionLabels,
  type TopicResult,
  topicResultLabels,
} from "../domain/topics.ts";
import { assertNever } from "../shared/assert-never.ts";
import { joined, quoted, written } from "./free-text.ts";
import { personName } from "./record-people.ts";
import {
  detail,
  notRecorded,
  outcomesBlock,
  type RecordBlock,
  type RecordItem,
  type RecordSection,
  rowsBlock,
  section,
} from "./record-section.ts";

/** What the parent could explain, topic by topic in checklist order, then their words group by group. */
export function topicsSection(contact: FinalContact, checklist: Checklist): RecordSection[] {
  const { results, groups } = contact.answers.topics;
  const expected = topicsThatMustNotBeSkipped(checklist, contact.answers, contact.subject);
  const known = checklist.topics.flatMap((topic) => topicItems(topic, results[topic.id], expected.includes(topic)));
  const stray = Object.entries(results)
    .filter(([id]) => !checklist.topics.some((topic) => topic.id === id))
    .map(([id, result]) => topicItem(id, result));
  return section("topics", "Topics and teach-back", [
    ...outcomesBlock([...known, ...stray], [...Object.values(topicResultLabels), notRecorded]),
    ...checklist.groups.flatMap((group) => groupBlocks(contact, group.heading, groups[group.id])),
    ...Object.entries(groups)
      .filter(([id]) => !checklist.groups.some((group) => group.id === id))
      .flatMap(([id, note]) => groupBlocks(contact, id, note)),
    ...rowsBlock(detail("Not safe to discuss today", unsafeTopics(contact, checklist), { restricted: true })),
  ]);
}

// A topic that another step records says nothing here unless it was answered here; one that applies only sometimes
// says nothing until it was answered.
function topicItems(topic: Topic, result: TopicResult | undefined, isExpected: boolean): RecordItem[] {
  if (result) return [topicItem(topic.short, result)];
  if (!isExpected || topic.recordedIn !== "topics") return [];
  return [{ name: topic.short, outcome: notRecorded, detail: undefined, missing: true, restricted: false }];
}

function topicItem(name: string, result: TopicResult): RecordItem {
  return {
    name,
    outcome: topicResultLabels[result.result],
    detail: describeMore(result),
    missing: false,
    restricted: false,
  };
}

function describeMore(result: TopicResult): string | undefined {
  switch (result.result) {
    case "not-yet":
      return result.action && notYetActionLabels[result.action];
    case "not-today":
      // That it was not safe to talk is for the professional notes: somebody at home may read this.
      return result.reason && result.reason !== "not-safe" ? notTodayReasonLabels[result.reason] : undefined;
    case "explained-back":
    case "after-going-over-again":
    case "talked-only":
      return undefined;
    default:
      return assertNever(result);
  }
}

function unsafeTopics(contact: FinalContact, checklist: Checklist): string {
  return joined(
    Object.entries(contact.answers.topics.results)
      .filter(([, result]) => result.result === "not-today" && result.reason === "not-safe")
      .map(([id]) => checklist.topics.find((topic) => topic.id === id)?.short ?? id),
  );
}

function groupBlocks(contact: FinalContact, heading: string, note: GroupNote | undefined): RecordBlock[] {
  if (!note) return [];
  const by = (note.answeredBy ?? []).map((id) => personName(contact, id));
  return rowsBlock(
    [
      ...detail("Parent's words", quoted(note.words)),
      ...detail("Answered by", joined(by, ", ")),
      ...detail("How", note.how && answeredHowLabels[note.how]),
      ...detail("Gone over again", written(note.wentOver)),
    ],
    heading,
  );
}
