import { patchStep, togglePresent } from "../../../domain/answering.ts";
import { formatDate, formatTime, readEnteredDate, TimeOfDay } from "../../../domain/dates.ts";
import { carerRoleLabels, interpreterLabels } from "../../../domain/family.ts";
import { PersonId, toId } from "../../../domain/ids.ts";
import { contactPlaceLabels, spokeAloneLabels } from "../../../domain/people.ts";
import { Chips } from "../../components/chips.tsx";
import { DateInput } from "../../components/date-input.tsx";
import { Details } from "../../components/details.tsx";
import { InsetText } from "../../components/inset-text.tsx";
import { LinkButton } from "../../components/link-button.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { optionsOf } from "./options.ts";
import { StepFrame } from "./step-frame.tsx";
import type { StepProps } from "./step-props.ts";

/** Step 1: who is here, and whether the parent can talk alone. Place, time and interpreter have a start to change. */
export function PeopleStep(props: StepProps) {
  const { model, answers, family } = props;
  const { people } = answers;

  function toggle(ids: readonly string[]) {
    for (const carer of family.carers) {
      if (ids.includes(carer.id) !== people.present.includes(carer.id)) {
        model.change((now) => togglePresent(now, carer.id));
      }
    }
  }

  function addOther() {
    const id = toId(PersonId, model.newEntryId());
    model.change((now) => patchStep(now, "people", { others: [...now.people.others, { id, who: "" }] }));
  }

  function nameOther(id: PersonId, who: string) {
    model.change(
      (now) =>
        patchStep(now, "people", { others: now.people.others.map((other) => (other.id === id ? { id, who } : other)) }),
      "typing",
    );
  }

  function removeOther(id: PersonId) {
    model.change((now) => patchStep(now, "people", { others: now.people.others.filter((other) => other.id !== id) }));
  }

  return (
    <StepFrame {...props} step="people" heading="Who is with you?">
      <Chips
        multiple
        legend="People here"
        name="present"
        values={people.present}
        options={family.carers.map((carer) => ({
          value: carer.id,
          label: carer.name,
          hint: carerRoleLabels[carer.role],
        }))}
        onChange={toggle}
      />
      {people.others.map((other, index) => (
        <div class="app-inline-entry" key={other.id}>
          <TextInput
            id={`other-${index + 1}`}
            label="Who else is here?"
            hint="Name or role, for example grandmother"
            width={20}
            value={other.who}
            onChange={(who) => nameOther(other.id, who)}
          />
          <LinkButton onClick={() => removeOther(other.id)} visuallyHiddenText={other.who || "this person"}>
            Remove
          </LinkButton>
        </div>
      ))}
      <LinkButton onClick={addOther}>Add someone else</LinkButton>
      <Chips
        legend="Could you talk with the parent alone?"
        name="spoke-alone"
        value={people.spokeAlone}
        options={optionsOf(spokeAloneLabels)}
        onChange={(spokeAlone) => model.change((now) => patchStep(now, "people", { spokeAlone }))}
        onClear={() => model.change((now) => patchStep(now, "people", { spokeAlone: undefined }))}
      />
      <Details summary={describeWhereAndWhen(props)}>
        <WhereAndWhen {...props} />
      </Details>
      {people.interpreter === "family-or-friend" && (
        <InsetText>Ask for a professional interpreter. Do not use children, family or friends.</InsetText>
      )}
    </StepFrame>
  );
}

function WhereAndWhen({ model, answers }: StepProps) {
  const { people } = answers;
  return (
    <>
      <Chips
        legend="Where?"
        name="place"
        value={people.place}
        options={optionsOf(contactPlaceLabels)}
        onChange={(place) => model.change((now) => patchStep(now, "people", { place }))}
      />
      {(people.place !== "home" || people.placeNote) && (
        <TextInput
          id="place-note"
          label="Why not at home?"
          value={people.placeNote ?? ""}
          onChange={(placeNote) => model.change((now) => patchStep(now, "people", { placeNote }), "typing")}
        />
      )}
      <Chips
        legend="Interpreter"
        name="interpreter"
        value={people.interpreter}
        options={optionsOf(interpreterLabels)}
        onChange={(interpreter) => model.change((now) => patchStep(now, "people", { interpreter }))}
      />
      {(people.interpreter !== "not-needed" || people.interpreterNote) && (
        <TextInput
          id="interpreter-note"
          label="Language and booking reference"
          value={people.interpreterNote ?? ""}
          onChange={(interpreterNote) => model.change((now) => patchStep(now, "people", { interpreterNote }), "typing")}
        />
      )}
      <DateInput
        id="contact-date"
        legend="Date of the contact"
        value={people.date}
        onChange={(date) => model.change((now) => patchStep(now, "people", { date }), "typing")}
      />
      <TextInput
        id="contact-time"
        label="Start time"
        hint="For example, 14:05"
        width={5}
        value={people.time}
        onChange={(time) => model.change((now) => patchStep(now, "people", { time }), "typing")}
      />
    </>
  );
}

function describeWhereAndWhen({ answers }: StepProps): string {
  const { date, time, place, interpreter } = answers.people;
  const day = readEnteredDate(date);
  const parts = [
    contactPlaceLabels[place],
    day.ok ? formatDate(day.value) : "date not complete",
    TimeOfDay.safeParse(time).success ? formatTime(time) : "time not complete",
    interpreter === "not-needed" ? "no interpreter" : `interpreter: ${interpreterLabels[interpreter].toLowerCase()}`,
  ];
  return parts.join(", ");
}
