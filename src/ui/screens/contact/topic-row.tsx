import { useMemo } from "preact/hooks";
import { setTopic } from "../../../domain/answering.ts";
import type { Topic } from "../../../domain/checklist.ts";
import { formatDay } from "../../../domain/dates.ts";
import {
  type NotTodayReason,
  notTodayReasonLabels,
  notYetActionLabels,
  type TopicResult,
  type TopicResultName,
  topicResultLabels,
} from "../../../domain/topics.ts";
import { previousResult } from "../../../domain/what-to-follow-up.ts";
import { Chips } from "../../components/chips.tsx";
import { BedSharingAdvice } from "./bed-sharing-advice.tsx";
import { optionsOf } from "./options.ts";
import type { StepProps } from "./step-props.ts";

/** One topic with its five results to tap, and what came of it last time. */
export function TopicRow(props: StepProps & { topic: Topic }) {
  const { model, answers, open, topic } = props;
  const result = answers.topics.results[topic.id];
  const previous = previousResult(topic.id, open.previous);
  const set = (next: TopicResult | undefined) => model.change((now) => setTopic(now, topic.id, next));

  return (
    <div class="app-topic-row">
      <div class="app-topic-row__head">
        <h3 class="app-topic-row__title" id={`title-${topic.id}`}>
          {topic.heading}
        </h3>
        {previous && (
          <p class="app-topic-row__previous">
            {formatDay(previous.date)}: {topicResultLabels[previous.result.result].toLowerCase()}
          </p>
        )}
      </div>
      <Chips<TopicResultName>
        compact
        legend={topic.heading}
        legendHidden
        name={topic.id}
        value={result?.result}
        options={optionsOf(topicResultLabels)}
        onChange={(name) => set({ result: name })}
        onClear={() => set(undefined)}
      />
      {result?.result === "not-today" && (
        <div class="app-topic-row__more">
          <Chips<NotTodayReason>
            compact
            legend="Why not today?"
            name={`${topic.id}-why`}
            value={result.reason}
            // A must-not-skip topic always applies; what may not apply to a family folds away instead.
            options={optionsOf(notTodayReasonLabels, topic.mustNotSkip ? ["does-not-apply"] : [])}
            onChange={(reason) => set({ ...result, reason })}
          />
        </div>
      )}
      {result?.result === "not-yet" && (
        <div class="app-topic-row__more">
          <Chips
            compact
            legend="What happens next?"
            name={`${topic.id}-next`}
            value={result.action}
            options={optionsOf(notYetActionLabels)}
            onChange={(action) => set({ ...result, action })}
          />
        </div>
      )}
      {topic.id.endsWith("-bed-safer") && <BedSharingAdvice {...props} short />}
    </div>
  );
}

/** The advice, why it matters, how to check, and what a full answer contains. */
export function TopicAdvice({ topic }: { topic: Topic }) {
  // It never changes, so it is drawn once and not with each answer.
  return useMemo(
    () => (
      <>
        <p>{topic.advice}</p>
        {topic.adviceList && (
          <ul class="nhsuk-list nhsuk-list--bullet">
            {topic.adviceList.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        <p class="app-say">“{topic.teachBackPrompt}”</p>
        <p>
          <strong>A full answer has:</strong>
        </p>
        <ul class="nhsuk-list nhsuk-list--bullet">
          {topic.fullAnswer.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <p class="app-quiet">Why, to use with care: {topic.why}</p>
      </>
    ),
    [topic],
  );
}
