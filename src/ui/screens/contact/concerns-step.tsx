import { patchStep } from "../../../domain/answering.ts";
import { concernLevelLabels } from "../../../domain/concerns.ts";
import { contactKindLabels } from "../../../domain/contact-kind.ts";
import { addDays, formatDate, toEnteredDate } from "../../../domain/dates.ts";
import { outstandingWindows } from "../../../domain/due.ts";
import { textLimits } from "../../../domain/text.ts";
import { textCaps } from "../../../shared/text-caps.ts";
import { useApp } from "../../app-context.ts";
import { Chips } from "../../components/chips.tsx";
import { DateInput } from "../../components/date-input.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { FollowUps } from "./follow-ups.tsx";
import { optionsOf } from "./options.ts";
import { SafetyCard } from "./safety-card.tsx";
import { StepFrame } from "./step-frame.tsx";
import type { StepProps } from "./step-props.ts";

/** Step 7: concerns, what happens next and by whom, and the date of the next contact. */
export function ConcernsStep(props: StepProps) {
  const { model, answers } = props;
  const { concerns } = answers;
  // What was noted as done stays in the record, so it stays in sight when the level changes.
  const hasSafetyNotes =
    concerns.steps.length > 0 || concerns.spokeTo || concerns.reference || concerns.familyTold !== undefined;
  const patch = (next: Partial<typeof concerns>, how: "tap" | "typing" = "tap") =>
    model.change((now) => patchStep(now, "concerns", next), how);

  return (
    <StepFrame {...props} step="concerns" heading="Do you have any concerns?">
      <Chips
        legend="Today"
        legendHidden
        name="level"
        value={concerns.level}
        options={optionsOf(concernLevelLabels)}
        onChange={(level) => patch({ level })}
        onClear={() => patch({ level: undefined })}
      />
      {(concerns.level === "safety" || hasSafetyNotes) && <SafetyCard {...props} />}
      {((concerns.level !== undefined && concerns.level !== "none") || concerns.notes || concerns.forTheBaby) && (
        <>
          <TextArea
            id="concern-notes"
            label="Professional notes"
            hint="Write facts: what was said and what you saw. This is never on the parent copy."
            rows={3}
            maxLength={textLimits.note}
            cap={textCaps.note}
            value={concerns.notes ?? ""}
            onChange={(notes) => patch({ notes }, "typing")}
          />
          <TextInput
            id="for-the-baby"
            label="What does this mean for the baby?"
            value={concerns.forTheBaby ?? ""}
            onChange={(forTheBaby) => patch({ forTheBaby }, "typing")}
          />
        </>
      )}
      <FollowUps {...props} />
      <NextContact {...props} />
    </StepFrame>
  );
}

function NextContact({ model, answers, family, checklist }: StepProps) {
  const { today } = useApp();
  const { nextContact, nextContactNote } = answers.concerns;
  // What follows this contact, as if it were finalised already.
  const after = outstandingWindows({
    stage: family.stage,
    contacts: [...family.contacts, { id: model.id, kind: checklist.kind, status: "final", startedAt: "" }],
  })[0];
  const suggestions = [
    ...(after && after.opens > today.value
      ? [{ date: after.opens, label: `${formatDate(after.opens)}, ${contactKindLabels[after.kind].toLowerCase()}` }]
      : []),
    { date: addDays(today.value, 7), label: `${formatDate(addDays(today.value, 7))}, in 1 week` },
    { date: addDays(today.value, 14), label: `${formatDate(addDays(today.value, 14))}, in 2 weeks` },
  ];
  const chosen = suggestions.find(({ date }) => JSON.stringify(toEnteredDate(date)) === JSON.stringify(nextContact));
  const set = (date: typeof nextContact, how: "tap" | "typing") =>
    model.change((now) => patchStep(now, "concerns", { nextContact: date }), how);

  return (
    <>
      <Chips
        legend="Next contact"
        name="next-contact"
        value={chosen?.date}
        options={suggestions.map(({ date, label }) => ({ value: date, label }))}
        onChange={(date) => set(toEnteredDate(date), "tap")}
        onClear={() => set(undefined, "tap")}
      />
      <DateInput
        id="next-contact-date"
        legend="Or another date"
        legendSize="s"
        value={nextContact ?? { day: "", month: "", year: "" }}
        onChange={(date) => set(date, "typing")}
      />
      <TextInput
        id="next-contact-note"
        label="With whom or where (optional)"
        value={nextContactNote ?? ""}
        onChange={(note) => model.change((now) => patchStep(now, "concerns", { nextContactNote: note }), "typing")}
      />
    </>
  );
}
