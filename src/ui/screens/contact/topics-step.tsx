import { patchGroup } from "../../../domain/answering.ts";
import type { Topic, TopicGroup } from "../../../domain/checklist.ts";
import { attendees } from "../../../domain/contact.ts";
import { topicsToShow } from "../../../domain/relevance.ts";
import { textLimits } from "../../../domain/text.ts";
import { answeredHowLabels } from "../../../domain/topics.ts";
import { Chips } from "../../components/chips.tsx";
import { Details } from "../../components/details.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { optionsOf } from "./options.ts";
import { StepFrame } from "./step-frame.tsx";
import type { StepProps } from "./step-props.ts";
import { TopicAdvice, TopicRow } from "./topic-row.tsx";

/** Step 4: what the parent could explain or show back, topic by topic. Nothing is chosen before it is tapped. */
export function TopicsStep(props: StepProps) {
  const { checklist, answers, subject } = props;
  const shown = topicsToShow(checklist, answers, subject);
  const isFolded = (id: string) => shown.find(({ topic }) => topic.id === id)?.shown === "folded";
  const topicById = new Map(checklist.topics.map((topic) => [topic.id, topic]));
  const groups = checklist.groups.map((group) => ({
    group,
    topics: group.topicIds.flatMap((id) => topicById.get(id) ?? []),
  }));
  const main = groups
    .map(({ group, topics }) => ({ group, topics: topics.filter((topic) => !isFolded(topic.id)) }))
    .filter(({ topics }) => topics.length > 0);
  const folded = groups.flatMap(({ topics }) => topics.filter((topic) => isFolded(topic.id)));
  const keyTopics = main.flatMap(({ topics }) => topics);
  const answered = keyTopics.filter((topic) => answers.topics.results[topic.id] !== undefined).length;

  return (
    <StepFrame {...props} step="topics" heading="What did you talk about?">
      <p class="app-quiet">This checks our explaining, not the parent. Say first:</p>
      <p class="app-say">“{checklist.openingLine}”</p>
      {main.map(({ group, topics }) => (
        <TopicGroupSection key={group.id} {...props} group={group} topics={topics} />
      ))}
      <p class="app-count">
        {answered} of {keyTopics.length} answered
        {answered < keyTopics.length && `. ${keyTopics.length - answered} not recorded yet.`}
      </p>
      {folded.length > 0 && (
        <Details summary={`If there is time, or if it applies (${folded.length})`}>
          {folded.map((topic) => (
            <TopicRow key={topic.id} {...props} topic={topic} />
          ))}
          <TopicGuide topics={folded} label="if there is time" />
        </Details>
      )}
    </StepFrame>
  );
}

function TopicGroupSection(props: StepProps & { group: TopicGroup; topics: readonly Topic[] }) {
  const { group, topics } = props;
  return (
    <section class="app-topic-group" aria-labelledby={`group-${group.id}`}>
      <h2 class="nhsuk-heading-s app-topic-group__heading" id={`group-${group.id}`}>
        {group.heading}
      </h2>
      <p class="app-say">“{group.prompt}”</p>
      {topics.map((topic) => (
        <TopicRow key={topic.id} {...props} topic={topic} />
      ))}
      <div class="app-folds">
        <TopicGuide topics={topics} label={group.heading} />
        <GroupNotes {...props} />
      </div>
    </section>
  );
}

/** What to say on each topic of a group, and what a full answer contains: one tap away. */
function TopicGuide({ topics, label }: { topics: readonly Topic[]; label: string }) {
  return (
    <Details
      summary={
        <>
          What to say, and full answers<span class="nhsuk-u-visually-hidden">: {label}</span>
        </>
      }
    >
      {topics.map((topic) => (
        <section key={topic.id} aria-label={topic.heading}>
          <h3 class="nhsuk-heading-s">{topic.heading}</h3>
          <TopicAdvice topic={topic} />
        </section>
      ))}
    </Details>
  );
}

function GroupNotes({ model, answers, family, group }: StepProps & { group: TopicGroup }) {
  const note = answers.topics.groups[group.id] ?? {};
  const people = attendees(answers, family.carers);
  return (
    <Details
      summary={
        <>
          In the parent's words<span class="nhsuk-u-visually-hidden">: {group.heading}</span>
        </>
      }
      open={Boolean(note.words)}
    >
      <TextArea
        id={`words-${group.id}`}
        label="What they said or showed, in their words"
        labelHidden
        rows={2}
        maxLength={textLimits.words}
        value={note.words ?? ""}
        onChange={(words) => model.change((now) => patchGroup(now, group.id, { words }), "typing")}
      />
      {people.length > 1 && (
        <Chips
          multiple
          compact
          legend="Who answered?"
          name={`by-${group.id}`}
          values={note.answeredBy ?? []}
          options={people.map((person) => ({ value: person.id, label: person.name }))}
          onChange={(answeredBy) => model.change((now) => patchGroup(now, group.id, { answeredBy }))}
        />
      )}
      <Chips
        compact
        legend="How?"
        name={`how-${group.id}`}
        value={note.how}
        options={optionsOf(answeredHowLabels)}
        onChange={(how) => model.change((now) => patchGroup(now, group.id, { how }))}
        onClear={() => model.change((now) => patchGroup(now, group.id, { how: undefined }))}
      />
      <TextInput
        id={`went-over-${group.id}`}
        label="What did you go over again? (optional)"
        value={note.wentOver ?? ""}
        onChange={(wentOver) => model.change((now) => patchGroup(now, group.id, { wentOver }), "typing")}
      />
    </Details>
  );
}
