import { patchStep } from "../../../domain/answering.ts";
import { familyToldLabels, safetyStepLabels } from "../../../domain/concerns.ts";
import { formatDate, readEnteredDate } from "../../../domain/dates.ts";
import { useApp } from "../../app-context.ts";
import { Chips } from "../../components/chips.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { WarningCallout } from "../../components/warning-callout.tsx";
import { optionsOf } from "./options.ts";
import type { StepProps } from "./step-props.ts";

/** Whom to call about a child's safety, and what was done. The numbers are the team's own; only 999 is built in. */
export function SafetyCard({ model, answers }: StepProps) {
  const { localNumbers } = useApp().settings.value.value;
  const { concerns } = answers;
  const patch = (next: Partial<typeof concerns>, how: "tap" | "typing" = "tap") =>
    model.change((now) => patchStep(now, "concerns", next), how);

  return (
    <WarningCallout heading="Act on a safeguarding concern">
      <p>If someone is in immediate danger, call 999. Follow your local procedure. This app does not send referrals.</p>
      {localNumbers.length === 0 ? (
        <p>
          No local numbers added. <a href="/settings/numbers">Add numbers</a>
        </p>
      ) : (
        <ul class="nhsuk-list">
          {localNumbers.map((number) => (
            <li key={`${number.label} ${number.phone}`}>
              {number.label}: <a href={`tel:${number.phone.replace(/[^\d+]/g, "")}`}>{number.phone}</a>
              {describeChecked(number.checkedOn)}
            </li>
          ))}
        </ul>
      )}
      <Chips
        multiple
        compact
        legend="What did you do?"
        name="safety-steps"
        values={concerns.steps}
        options={optionsOf(safetyStepLabels)}
        onChange={(steps) => patch({ steps })}
      />
      <TextInput
        id="spoke-to"
        label="Who did you speak to, and when?"
        value={concerns.spokeTo ?? ""}
        onChange={(spokeTo) => patch({ spokeTo }, "typing")}
      />
      <TextInput
        id="reference"
        label="Reference number"
        width={20}
        value={concerns.reference ?? ""}
        onChange={(reference) => patch({ reference }, "typing")}
      />
      <Chips
        compact
        legend="Did you tell the family?"
        name="family-told"
        value={concerns.familyTold}
        options={optionsOf(familyToldLabels)}
        onChange={(familyTold) => patch({ familyTold })}
        onClear={() => patch({ familyTold: undefined })}
      />
    </WarningCallout>
  );
}

function describeChecked(entered: { day: string; month: string; year: string } | undefined): string {
  const date = entered && readEnteredDate(entered);
  return date?.ok ? `, checked ${formatDate(date.value)}` : ", not checked yet";
}
