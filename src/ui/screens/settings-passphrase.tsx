import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { NotificationBanner } from "../components/notification-banner.tsx";
import { Page } from "../components/page.tsx";
import { PasswordInput } from "../components/password-input.tsx";
import { passphraseError } from "./passphrase-error.ts";
import { Form, useForm } from "./setup-form.tsx";
import { NewPassphrase } from "./setup-new-passphrase.tsx";
import { useWait, WaitNotice } from "./unlock-wait.tsx";

const presentField = "present-passphrase";
const nextField = "new-passphrase";

/** A new passphrase for the same records. */
export function SettingsPassphrase() {
  const app = useApp();
  const form = useForm();
  return (
    <Page
      title="Change passphrase"
      back={<BackLink href="/settings">Settings</BackLink>}
      error={form.hasErrors}
      width="reading"
    >
      {/* Training opens without a passphrase; with one it could not be opened again. */}
      {app.isTraining ? <p>Training has no passphrase. Nothing in it is a real record.</p> : <ChangeForm form={form} />}
    </Page>
  );
}

function ChangeForm({ form }: { form: ReturnType<typeof useForm> }) {
  const { vault } = useApp().workspace;
  const wait = useWait();
  const [present, setPresent] = useState("");
  const [next, setNext] = useState("");

  async function change(): Promise<FieldError[]> {
    const errors: FieldError[] = [];
    if (present === "") errors.push({ message: "Enter your present passphrase", fieldId: presentField });
    const check = await vault.checkPassphrase(next);
    if (!check.ok) errors.push(passphraseError(check.error, { next: nextField }));
    if (errors.length > 0) return errors;

    const changed = await vault.changePassphrase({ kind: "passphrase", passphrase: present }, next);
    if (changed.ok || changed.error.kind === "wrong-secret") setPresent("");
    if (!changed.ok) {
      wait.startAfter(changed.error);
      return [passphraseError(changed.error, { next: nextField, present: presentField })];
    }
    setNext("");
    return [];
  }

  return (
    <>
      {form.isDone && (
        <NotificationBanner variant="success">
          Your passphrase is changed. Your recovery sheet stays valid.
        </NotificationBanner>
      )}
      <Form form={form} onSubmit={change}>
        <PasswordInput
          id={presentField}
          label="Present passphrase"
          noun="present passphrase"
          value={present}
          onChange={setPresent}
          autoComplete="current-password"
          error={form.errorOf(presentField)}
        />
        <NewPassphrase
          id={nextField}
          label="New passphrase"
          value={next}
          onChange={setNext}
          error={form.errorOf(nextField)}
        />
        <WaitNotice wait={wait} />
        <Button type="submit" busy={form.isBusy || wait.seconds > 0}>
          Change passphrase
        </Button>
      </Form>
    </>
  );
}
