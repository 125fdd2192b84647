import { setObservation } from "../../../domain/answering.ts";
import { type ObservationAnswer, observationAnswerLabels } from "../../../domain/sleep-space.ts";
import { Chips } from "../../components/chips.tsx";
import { Details } from "../../components/details.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { optionsOf } from "./options.ts";
import type { StepProps } from "./step-props.ts";

/** The other things to look at, folded away, with how many have an answer. */
export function Observations({ model, answers, checklist }: StepProps) {
  const items = checklist.observations.filter((item) => item.coveredBy === undefined);
  const { observations } = answers.sleep;
  const answered = items.filter((item) => observations[item.id] !== undefined).length;

  function answer(id: string, next: ObservationAnswer | undefined, how: "tap" | "typing" = "tap") {
    model.change((now) => setObservation(now, id, next), how);
  }

  return (
    <Details summary={`More to look at (${answered} of ${items.length} answered)`}>
      {items.map((item) => {
        const given = observations[item.id];
        return (
          <div class="app-topic-row" key={item.id}>
            <Chips
              compact
              legend={item.label}
              hint={item.hint}
              name={item.id}
              value={given?.answer}
              options={optionsOf(observationAnswerLabels)}
              onChange={(value) =>
                answer(item.id, given?.note ? { answer: value, note: given.note } : { answer: value })
              }
              onClear={() => answer(item.id, undefined)}
            />
            {given && (given.answer !== "seen-as-advised" || item.noteLabel !== undefined || given.note) && (
              <TextInput
                id={`${item.id}-note`}
                label={item.noteLabel ?? "Describe it (optional)"}
                value={given.note ?? ""}
                onChange={(note) => answer(item.id, { ...given, note }, "typing")}
              />
            )}
          </div>
        );
      })}
    </Details>
  );
}
