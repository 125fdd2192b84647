import { checklistVersion } from "../../../content/checklists.ts";
import type { FinalContact } from "../../../domain/contact.ts";
import { contactKindLabels } from "../../../domain/contact-kind.ts";
import { formatDate, formatTime, toLocal } from "../../../domain/dates.ts";
import type { ContactEntry } from "../../../domain/family.ts";
import { topicsThatMustNotBeSkipped } from "../../../domain/relevance.ts";
import { evidenceLabels, isNightSpace } from "../../../domain/sleep-space.ts";
import { wasExplained } from "../../../domain/topics.ts";
import type { TimelineEntry } from "../../../state/family-model.ts";
import { useApp } from "../../app-context.ts";
import { Tag } from "../../components/tag.tsx";
import { Timeline, type TimelineItem } from "../../components/timeline.tsx";
import { describeLoadFailure } from "../../words/failures.ts";
import { StandingPart } from "../standing-part.tsx";

export interface FamilyTimelineProps {
  timeline: readonly TimelineEntry[];
}

/** The contacts so far, newest first; one that cannot be opened is named and leaves the others as they are. */
export function FamilyTimeline({ timeline }: FamilyTimelineProps) {
  const zone = useApp().device.clock.timeZone();
  if (timeline.length === 0) return <p>No contacts recorded yet.</p>;
  return <Timeline items={timeline.map((entry) => toItem(entry, zone))} />;
}

function toItem(item: TimelineEntry, zone: string): TimelineItem {
  const { entry } = item;
  const date = entry.date ?? toLocal(entry.startedAt, zone).date;
  const base = { id: entry.id, title: contactKindLabels[entry.kind], date: formatDate(date), dateTime: date };
  if ("failure" in item) return { ...base, children: <p>{describeLoadFailure(item.failure, "contact")}</p> };
  if ("removedAt" in item) return { ...base, children: <StandingPart part="RemovedRecord" entry={entry} /> };
  if (item.contact.status === "draft") {
    return {
      ...base,
      children: (
        <p>
          <Tag colour="white">Draft</Tag> Not finalised yet.{" "}
          <a href={`/contact/${entry.id}/${item.contact.resumeAt}`}>Carry on</a>
        </p>
      ),
    };
  }
  return {
    ...base,
    date: `${base.date}, ${formatTime(item.contact.event.time)}`,
    by: item.contact.author.name,
    children: (
      <>
        <p>{describeRecord(item.contact)}</p>
        <p>
          {entry.enteredInError && <Tag colour="red">Entered in error</Tag>}{" "}
          {entry.amendments && <Tag colour="grey">{describeAmendments(entry)}</Tag>}{" "}
          {!entry.handOver?.inRecordAt && <Tag colour="blue">Not copied yet</Tag>}{" "}
          <a class="app-touch" href={`/contact/${entry.id}/record`}>
            Record
            <span class="nhsuk-u-visually-hidden"> of {base.date}</span>
          </a>{" "}
          {!entry.enteredInError && (
            <a class="app-touch" href={`/contact/${entry.id}/parent-copy`}>
              Parent copy
              <span class="nhsuk-u-visually-hidden"> of {base.date}</span>
            </a>
          )}
        </p>
      </>
    ),
  };
}

function describeAmendments({ amendments = [] }: ContactEntry): string {
  return amendments.at(-1)?.status === "draft" ? "Amendment begun" : "Amended";
}

/** What was explained, what was seen, what was planned: counts of what stands in the record, never a judgement. */
function describeRecord(record: FinalContact): string {
  const { topics, sleep, nights } = record.answers;
  const results = Object.values(topics.results);
  const checklist = checklistVersion(record.kind, record.checklistVersion);
  const total =
    checklist &&
    topicsThatMustNotBeSkipped(checklist, record.answers, record.subject).filter(
      ({ recordedIn }) => recordedIn === "topics",
    ).length;
  const explained = results.filter(wasExplained).length;
  const night = sleep.spaces.find(isNightSpace)?.evidence;
  return [
    `${explained} explained back${total === undefined ? "" : ` (${total} key topics)`}`,
    night ? `night place: ${evidenceLabels[night.how].toLowerCase()}` : "night place: not recorded",
    nights.plans.length === 0 ? "no plan for different nights" : `${nights.plans.length} different nights planned for`,
  ].join(", ");
}
