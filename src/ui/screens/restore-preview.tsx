import { formatDate, formatTime, toLocal } from "../../domain/dates.ts";
import { choicesFor, type RestoreChoice } from "../../domain/restore-changes.ts";
import type { FamilyPlan } from "../../domain/restore-plan.ts";
import type { RestoreFailure, RestoreModel, RestorePreview } from "../../state/restore-model.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import { Card } from "../components/card.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { Radios } from "../components/radios.tsx";
import { SummaryList } from "../components/summary-list.tsx";
import { countContacts, countFamilies, describeStates } from "../words/backup-words.ts";
import { type ConflictWords, describeContactConflict, describeFamilyConflict } from "../words/conflict-words.ts";
import { describeLoadFailure, describeSaveFailure } from "../words/failures.ts";
import { Form, type FormState } from "./setup-form.tsx";

export interface RestorePreviewFormProps {
  model: RestoreModel;
  form: FormState;
  preview: RestorePreview;
  onRestore: () => Promise<FieldError[]>;
}

const choiceLabels: Record<RestoreChoice, string> = {
  here: "Keep what is on this device",
  file: "Use what is in the file",
  both: "Keep both, as two contacts",
};

/** What a file holds against what is here, and a choice for each record that differs. Nothing is chosen beforehand. */
export function RestorePreviewForm({ model, form, preview, onRestore }: RestorePreviewFormProps) {
  const { device } = useApp();
  const { backup, plan, isOwn } = preview;
  const { date, time } = toLocal(backup.madeAt, device.clock.timeZone());
  const conflicts = plan.families.flatMap((family) => conflictsIn(family, device.clock.timeZone()));
  const isTwo = conflicts.length > 1;

  async function restore(): Promise<FieldError[]> {
    const undecided = model.undecided();
    if (undecided.length > 0) {
      return undecided.map((id) => ({
        message: `Choose what to keep for ${conflicts.find((conflict) => conflict.id === id)?.words.title}`,
        fieldId: fieldOf(id),
      }));
    }
    return onRestore();
  }

  return (
    <Form form={form} onSubmit={restore}>
      <h2>What is in the file</h2>
      <SummaryList
        rows={[
          { key: "Made", value: `${formatDate(date)}, ${formatTime(time)}` },
          { key: "By", value: backup.settings.you.name || "no name given" },
          {
            key: "From",
            value: isOwn ? "the records of this device" : "another device, or this one before it was set up",
          },
          { key: "Families", value: describeStates(plan.counts.families) },
          { key: "Contacts", value: describeStates(plan.counts.contacts) },
        ]}
      />
      {plan.withoutFamily > 0 && (
        <p>
          {countContacts(plan.withoutFamily)} cannot be restored, because the family is neither in the file nor here.
          Keep the file.
        </p>
      )}
      {plan.counts.contacts.removed > 0 && (
        <p>
          {countContacts(plan.counts.contacts.removed)} will not come back, because you removed them from this device
          after they were in the patient record.
        </p>
      )}
      {plan.counts.contacts["family-removed"] > 0 && (
        <p>
          {countContacts(plan.counts.contacts["family-removed"])} cannot be restored, because you removed the family
          from this device. Keep the file.
        </p>
      )}
      {plan.saidOtherwise > 0 && (
        <p>
          What the file says later about {countContacts(plan.saidOtherwise)} is not the same here. What is on this
          device stays. Keep the file if you need the other.
        </p>
      )}
      {conflicts.length > 0 && <h2>Choose what to keep</h2>}
      {conflicts.map(({ id, words, choices }) => (
        <Card key={id} heading={words.title}>
          <SummaryList
            rows={[
              { key: "On this device", value: words.here },
              { key: "In the file", value: words.file },
              { key: "Different", value: words.different.join(", ") },
            ]}
          />
          <Radios
            id={fieldOf(id)}
            legend="Which do you want to keep?"
            options={choices.map((value) => ({ value, label: choiceLabels[value] }))}
            value={preview.choices.get(id)}
            onChange={(choice) => model.decide(id, choice)}
            error={form.errorOf(fieldOf(id))}
          />
        </Card>
      ))}
      {isTwo && (
        <Button variant="secondary" onClick={() => model.keepTheRest()}>
          Keep what is on this device for the rest
        </Button>
      )}
      <p>Nothing that is finalised here is changed or removed.</p>
      <ButtonGroup>
        <Button type="submit" busy={form.isBusy}>
          Restore
        </Button>
        <Button variant="secondary" onClick={() => model.startAgain()}>
          Cancel
        </Button>
      </ButtonGroup>
    </Form>
  );
}

/** What to say when a restore stopped on its way. */
export function describeRestoreFailure({ failure, done, all }: RestoreFailure): string {
  const reason = isOfLoading(failure) ? describeLoadFailure(failure, "record") : describeSaveFailure(failure);
  return `${reason} ${done} of ${countFamilies(all)} restored. Restore the same file again to go on.`;
}

function isOfLoading(failure: RestoreFailure["failure"]): failure is Parameters<typeof describeLoadFailure>[0] {
  return failure.kind === "missing" || failure.kind === "unreadable";
}

interface Conflict {
  id: FamilyPlan["id"] | FamilyPlan["contacts"][number]["file"]["id"];
  words: ConflictWords;
  choices: readonly RestoreChoice[];
}

function conflictsIn({ id, state, here, file, contacts }: FamilyPlan, timeZone: string): Conflict[] {
  const family = here?.value ?? file;
  const details: Conflict[] =
    state === "conflict" && here && file
      ? [{ id, words: describeFamilyConflict(here.value, file), choices: ["here", "file"] }]
      : [];
  const inContacts = contacts.flatMap((plan): Conflict[] =>
    plan.state === "conflict" && plan.here && family
      ? [
          {
            id: plan.file.id,
            words: describeContactConflict(plan.here.value, plan.file, { family, timeZone }),
            choices: choicesFor(plan),
          },
        ]
      : [],
  );
  return [...details, ...inContacts];
}

function fieldOf(id: string): string {
  return `keep-${id}`;
}
