import { useEffect, useState } from "preact/hooks";
import type { FileKey } from "../../domain/file-cipher.ts";
import { RestoreModel } from "../../state/restore-model.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import { ButtonLink } from "../components/button-link.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { describedBy, FieldNotes } from "../components/field-notes.tsx";
import { FormGroup } from "../components/form-group.tsx";
import { Label } from "../components/label.tsx";
import { NotificationBanner } from "../components/notification-banner.tsx";
import { Page } from "../components/page.tsx";
import { PasswordInput } from "../components/password-input.tsx";
import { Spinner } from "../components/spinner.tsx";
import { countFamilies, describeBackupFailure, describeFileProblem } from "../words/backup-words.ts";
import { describeRestoreFailure, RestorePreviewForm } from "./restore-preview.tsx";
import { Form, type FormState, useForm } from "./setup-form.tsx";

const fileField = "backup-file";
const keyField = "backup-key";

/** Puts the records of a backup file back. Nothing is written before the person has seen what would be. */
export function SettingsRestore() {
  const app = useApp();
  const form = useForm();
  const [model] = useState(() => new RestoreModel(app));
  useEffect(() => () => model.leave(), [model]);
  return (
    <Page
      title="Restore a backup"
      back={<BackLink href="/settings/backup">Backup</BackLink>}
      error={form.hasErrors}
      width="reading"
    >
      {app.isTraining ? <p>Nothing is restored into training.</p> : <Restore model={model} form={form} />}
    </Page>
  );
}

interface RestoreProps {
  model: RestoreModel;
  form: FormState;
}

function Restore({ model, form }: RestoreProps) {
  const stage = model.stage.value;
  switch (stage.stage) {
    case "choose-file":
      return <ChooseForm model={model} form={form} />;
    case "unlock-file":
      return <KeyForm model={model} form={form} kind={stage.key} />;
    case "preview":
      return (
        <RestorePreviewForm
          model={model}
          form={form}
          preview={stage.preview}
          onRestore={async () => {
            const restored = await model.restore();
            return restored.ok ? [] : [{ message: describeRestoreFailure(restored.error) }];
          }}
        />
      );
    case "restoring":
      return (
        <>
          <Spinner label={`Restoring ${stage.done} of ${countFamilies(stage.all)}`} />
          <p>Keep this page open. If it stops, restore the same file again: what is here already is left alone.</p>
        </>
      );
    case "restored":
      return (
        <>
          <NotificationBanner variant="success">
            {stage.families === 0
              ? "Everything in the file is here already. Nothing was changed."
              : `Restored. ${countFamilies(stage.families)} written and checked in.`}
          </NotificationBanner>
          <ButtonLink href="/caseload?show=all">Go to your caseload</ButtonLink>
        </>
      );
  }
}

function ChooseForm({ model, form }: RestoreProps) {
  const [chosen, setChosen] = useState<File>();
  const notes = {
    id: fileField,
    hint: "Its name ends in .age. Nothing is written until you have seen what is in it.",
    error: form.errorOf(fileField),
  };

  async function choose(): Promise<FieldError[]> {
    if (chosen === undefined) return [{ message: "Choose a backup file", fieldId: fileField }];
    const taken = await model.choose(chosen);
    return taken.ok ? [] : [{ message: describeFileProblem(taken.error), fieldId: fileField }];
  }

  return (
    <Form form={form} onSubmit={choose}>
      <FormGroup error={notes.error}>
        <Label htmlFor={fileField}>Backup file</Label>
        <FieldNotes {...notes} />
        <input
          class="nhsuk-input"
          type="file"
          id={fileField}
          name={fileField}
          aria-describedby={describedBy(notes)}
          onChange={(event) => setChosen(event.currentTarget.files?.[0])}
        />
      </FormGroup>
      <Button type="submit" busy={form.isBusy}>
        Continue
      </Button>
    </Form>
  );
}

const keyLabels: Record<FileKey["kind"], { label: string; hint: string; noun: string; empty: string }> = {
  phrase: {
    label: "The 6 words of this backup",
    hint: "You wrote them down when you made it. Put spaces between them.",
    noun: "words",
    empty: "Enter the 6 words of this backup",
  },
  identity: {
    label: "Secret key of the team",
    hint: "It begins with AGE-SECRET-KEY-1. Your information governance lead has it.",
    noun: "key",
    empty: "Enter the secret key of the team",
  },
};

function KeyForm({ model, form, kind }: RestoreProps & { kind: FileKey["kind"] }) {
  const [secret, setSecret] = useState("");
  const { label, hint, noun, empty } = keyLabels[kind];

  async function open(): Promise<FieldError[]> {
    if (secret.trim() === "") return [{ message: empty, fieldId: keyField }];
    const opened = await model.open(
      kind === "phrase" ? { kind, phrase: secret } : { kind, identity: secret.trim().toUpperCase() },
    );
    if (!opened.ok) return [{ message: describeBackupFailure(opened.error), fieldId: keyField }];
    setSecret("");
    return [];
  }

  return (
    <Form form={form} onSubmit={open}>
      <PasswordInput
        id={keyField}
        label={label}
        hint={hint}
        noun={noun}
        value={secret}
        onChange={setSecret}
        autoComplete="current-password"
        error={form.errorOf(keyField)}
      />
      {form.isBusy && <Spinner label="Opening the file" />}
      <ButtonGroup>
        <Button type="submit" busy={form.isBusy}>
          Open the file
        </Button>
        <Button variant="secondary" onClick={() => model.startAgain()}>
          Choose another file
        </Button>
      </ButtonGroup>
    </Form>
  );
}
