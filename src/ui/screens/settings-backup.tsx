import { useEffect, useState } from "preact/hooks";
import { formatDate, formatTime, toLocal } from "../../domain/dates.ts";
import { BackupModel, type MadeBackup } from "../../state/backup-model.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import { ButtonLink } from "../components/button-link.tsx";
import { Card } from "../components/card.tsx";
import { Checkboxes } from "../components/checkboxes.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { InsetText } from "../components/inset-text.tsx";
import { NotificationBanner } from "../components/notification-banner.tsx";
import { Page } from "../components/page.tsx";
import { PasswordInput } from "../components/password-input.tsx";
import { Spinner } from "../components/spinner.tsx";
import {
  countContacts,
  countFamilies,
  describeBackupFailure,
  describeOnlyHere,
  describeSavingFailure,
} from "../words/backup-words.ts";
import { TeamKey } from "./settings-team-key.tsx";
import { Form, type FormState, useForm } from "./setup-form.tsx";
import { useWait, WaitNotice } from "./unlock-wait.tsx";

const passphraseField = "present-passphrase";
const wordsField = "words-written";

/** One encrypted file of everything, to keep away from this device. */
export function SettingsBackup() {
  const app = useApp();
  const form = useForm();
  const [model] = useState(() => new BackupModel(app));
  useEffect(() => {
    if (!app.isTraining) void model.load();
    return () => model.leave();
  }, [model]);

  return (
    <Page title="Backup" back={<BackLink href="/settings">Settings</BackLink>} error={form.hasErrors} width="reading">
      {app.isTraining ? (
        <p>Training is not backed up, and nothing is restored into it. Nothing in it is a real record.</p>
      ) : (
        <Backup model={model} form={form} />
      )}
    </Page>
  );
}

interface BackupProps {
  model: BackupModel;
  form: FormState;
}

function Backup({ model, form }: BackupProps) {
  const stage = model.stage.value;
  switch (stage.stage) {
    case "to-make":
      return (
        <>
          <Standing model={model} />
          <MakeForm model={model} form={form} />
          <h2>Restore</h2>
          <ButtonLink href="/settings/restore" variant="secondary">
            Restore a backup
          </ButtonLink>
          <TeamKey />
        </>
      );
    case "made":
      return <SaveForm model={model} form={form} backup={stage.backup} />;
    case "handed-over":
      return <ConfirmForm model={model} form={form} backup={stage.backup} />;
    case "backed-up":
      return (
        <>
          <NotificationBanner variant="success">Backed up. The file was read back and is whole.</NotificationBanner>
          <Made backup={stage.backup} />
          <p>Keep the file where your organisation allows, away from this device. {opening(model)}</p>
          <ButtonLink href="/caseload">Go to your caseload</ButtonLink>
        </>
      );
  }
}

// What the last backup left out, and when it was.
function Standing({ model }: { model: BackupModel }) {
  const { settings, device } = useApp();
  const last = settings.value.value.backup?.last;
  const onlyHere = model.onlyHere.value;
  return (
    <>
      <p>A backup is one encrypted file with every family and contact. If this device is lost, it brings them back.</p>
      <InsetText>
        <p>Last backup: {last === undefined ? "none yet" : sayWhen(last.at, device.clock.timeZone())}</p>
        {onlyHere !== undefined && <p>{describeOnlyHere(onlyHere)}</p>}
      </InsetText>
    </>
  );
}

function MakeForm({ model, form }: BackupProps) {
  const wait = useWait();
  const [passphrase, setPassphrase] = useState("");
  const [written, setWritten] = useState<"written"[]>([]);
  const needsWords = model.teamKey === undefined;

  async function make(): Promise<FieldError[]> {
    const errors: FieldError[] = [];
    if (needsWords && written.length === 0) {
      errors.push({ message: "Tick to say that you have written down the 6 words", fieldId: wordsField });
    }
    if (passphrase === "") errors.push({ message: "Enter your passphrase", fieldId: passphraseField });
    if (errors.length > 0) return errors;
    const made = await model.make(passphrase);
    setPassphrase("");
    if (made.ok) return [];
    const { error } = made;
    const isPassphrase = error.kind === "wrong-secret" || error.kind === "wait";
    if (isPassphrase) wait.startAfter(error);
    return [{ message: describeBackupFailure(error), ...(isPassphrase ? { fieldId: passphraseField } : {}) }];
  }

  return (
    <Form form={form} onSubmit={make}>
      {needsWords ? (
        <Card heading="6 words for this backup">
          <p>Write these words down and keep them away from the file. Without them nobody can open it.</p>
          <p class="nhsuk-heading-m" translate={false}>
            {model.phrase.value || "…"}
          </p>
        </Card>
      ) : (
        <p>This backup is for your team's key. Only who holds the secret half can open it.</p>
      )}
      {needsWords && (
        <Checkboxes
          id={wordsField}
          legend="The 6 words"
          legendHidden
          options={[{ value: "written", label: "I have written down the 6 words" }]}
          values={written}
          onChange={setWritten}
          error={form.errorOf(wordsField)}
        />
      )}
      <PasswordInput
        id={passphraseField}
        label="Your passphrase"
        hint="Asked again, because the file holds every record."
        value={passphrase}
        onChange={setPassphrase}
        autoComplete="current-password"
        error={form.errorOf(passphraseField)}
      />
      <WaitNotice wait={wait} />
      {form.isBusy && <Spinner label="Making the backup and reading it back" />}
      <Button type="submit" busy={form.isBusy || wait.seconds > 0}>
        Back up now
      </Button>
    </Form>
  );
}

function SaveForm({ model, form, backup }: BackupProps & { backup: MadeBackup }) {
  return (
    <Form form={form} onSubmit={() => saving(model.save())}>
      <h2>The backup is ready</h2>
      <Made backup={backup} />
      <p>It was opened again and compared. Now save it, away from this device if you can.</p>
      <Button type="submit" busy={form.isBusy}>
        Save the file
      </Button>
    </Form>
  );
}

function ConfirmForm({ model, form, backup }: BackupProps & { backup: MadeBackup }) {
  return (
    <Form form={form} onSubmit={() => saving(model.confirm())}>
      <h2>Is the file there?</h2>
      <p>
        Your browser was given <strong>{backup.name}</strong>. Look for it in your downloads. The app cannot see whether
        it arrived.
      </p>
      <ButtonGroup>
        <Button type="submit" busy={form.isBusy}>
          The file is there
        </Button>
        <Button variant="secondary" onClick={() => form.submit(() => saving(model.save()))}>
          Save it again
        </Button>
      </ButtonGroup>
    </Form>
  );
}

function Made({ backup: { name, families, contacts, unreadable } }: { backup: MadeBackup }) {
  return (
    <>
      <p>
        {name}: {countFamilies(families)}, {countContacts(contacts)}.
      </p>
      {unreadable > 0 && (
        <p>
          <strong>
            {unreadable === 1 ? "1 record" : `${unreadable} records`} on this device could not be opened and so are not
            in the file. Tell your IT team.
          </strong>
        </p>
      )}
    </>
  );
}

async function saving(outcome: ReturnType<BackupModel["save"]>): Promise<FieldError[]> {
  const saved = await outcome;
  return saved.ok ? [] : [{ message: describeSavingFailure(saved.error) }];
}

function opening(model: BackupModel): string {
  return model.teamKey === undefined ? "The 6 words that you wrote down open it." : "Your team's key opens it.";
}

function sayWhen(moment: string, timeZone: string): string {
  const { date, time } = toLocal(moment, timeZone);
  return `${formatDate(date)}, ${formatTime(time)}`;
}
