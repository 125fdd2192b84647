import {
  agreesLabels,
  confirmedHowLabels,
  guidanceFoundLabels,
  guidanceSourceLabels,
  otherCarersLabels,
} from "../../../domain/agreement.ts";
import { patchStep, setConfirmed } from "../../../domain/answering.ts";
import { attendees } from "../../../domain/contact.ts";
import { useApp } from "../../app-context.ts";
import { Chips } from "../../components/chips.tsx";
import { Details } from "../../components/details.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { optionsOf } from "./options.ts";
import { StepFrame } from "./step-frame.tsx";
import type { StepProps } from "./step-props.ts";
import { TopicAdvice } from "./topic-row.tsx";

/** Step 6: the parent finds the guidance, who else puts baby down, who confirmed what, and whether they agree. */
export function AgreementStep(props: StepProps) {
  const { model, answers, checklist, family } = props;
  const { agreement } = answers;
  const { redBookPlace } = useApp().settings.value.value;
  const patch = (next: Partial<typeof agreement>, how: "tap" | "typing" = "tap") =>
    model.change((now) => patchStep(now, "agreement", next), how);
  const topicFor = (recordedIn: string) => checklist.topics.find((topic) => topic.recordedIn === recordedIn);
  const findIt = topicFor("agreement-guidance");
  const others = topicFor("agreement-carers");

  return (
    <StepFrame {...props} step="agreement" heading="Find it again, and agreement">
      {findIt && <p class="app-say">“{findIt.teachBackPrompt}”</p>}
      <Chips
        legend="Did the parent find the guidance?"
        name="guidance"
        hint={redBookPlace ? `In our red book it is at: ${redBookPlace}` : undefined}
        value={agreement.guidance}
        options={optionsOf(guidanceFoundLabels)}
        onChange={(guidance) => patch({ guidance })}
        onClear={() => patch({ guidance: undefined })}
      />
      <Details summary="Where they found it">
        <Chips
          multiple
          compact
          legend="Where?"
          name="sources"
          values={agreement.sources}
          options={optionsOf(guidanceSourceLabels)}
          onChange={(sources) => patch({ sources })}
        />
        <TextInput
          id="guidance-note"
          label="Page, section or language (optional)"
          value={agreement.guidanceNote ?? ""}
          onChange={(guidanceNote) => patch({ guidanceNote }, "typing")}
        />
        {findIt && <TopicAdvice topic={findIt} />}
      </Details>
      {others && <p class="app-say">“{others.teachBackPrompt}”</p>}
      <Chips
        legend="The others who put baby down to sleep"
        name="other-carers"
        value={agreement.otherCarers}
        options={optionsOf(otherCarersLabels)}
        onChange={(otherCarers) => patch({ otherCarers })}
        onClear={() => patch({ otherCarers: undefined })}
      />
      {((agreement.otherCarers !== undefined && agreement.otherCarers !== "no-one-else") ||
        agreement.otherCarersNote) && (
        <TextInput
          id="other-carers-note"
          label="Who, and how were they or will they be reached? (optional)"
          value={agreement.otherCarersNote ?? ""}
          onChange={(otherCarersNote) => patch({ otherCarersNote }, "typing")}
        />
      )}
      {attendees(answers, family.carers).map((person) => (
        <Chips
          key={person.id}
          legend={`How did ${person.name} confirm what they understood?`}
          name={`confirmed-${person.id}`}
          value={agreement.confirmedBy.find((entry) => entry.personId === person.id)?.how}
          options={optionsOf(confirmedHowLabels)}
          onChange={(how) => model.change((now) => setConfirmed(now, person.id, how))}
          onClear={() => model.change((now) => setConfirmed(now, person.id, undefined))}
        />
      ))}
      {attendees(answers, family.carers).length === 0 && (
        <p>
          Nobody is ticked as here yet. <a href={`${model.base}/people`}>Say who is with you</a>
        </p>
      )}
      <Chips
        legend="Does the parent agree with this record and plan?"
        name="agrees"
        hint="This records a conversation. It is not consent."
        value={agreement.agrees}
        options={optionsOf(agreesLabels)}
        onChange={(agrees) => patch({ agrees })}
        onClear={() => patch({ agrees: undefined })}
      />
      {(agreement.agrees === "in-part" || agreement.agrees === "no" || agreement.agreesNote) && (
        <TextInput
          id="agrees-note"
          label="What do they see differently?"
          value={agreement.agreesNote ?? ""}
          onChange={(agreesNote) => patch({ agreesNote }, "typing")}
        />
      )}
    </StepFrame>
  );
}
