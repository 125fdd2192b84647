import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { NotificationBanner } from "../components/notification-banner.tsx";
import { Page } from "../components/page.tsx";
import { describeSaveFailure } from "../words/failures.ts";
import { LockNameField, lockNameErrors } from "./lock-name-field.tsx";
import { Form, useForm } from "./setup-form.tsx";

/** What the visitor is called where several people unlock one device. */
export function SettingsLockName() {
  const app = useApp();
  const form = useForm();
  const [label, setLabel] = useState(app.people.current.label);

  async function save(): Promise<FieldError[]> {
    const others = app.people.list().filter(({ databaseName }) => databaseName !== app.people.current.databaseName);
    const errors = lockNameErrors(
      label,
      others.map((other) => other.label),
    );
    if (errors.length > 0) return errors;
    return app.people.rename(label.trim()) ? [] : [{ message: describeSaveFailure({ kind: "full" }) }];
  }

  return (
    <Page
      title="Name on the lock screen"
      back={<BackLink href="/settings">Settings</BackLink>}
      error={form.hasErrors}
      width="reading"
    >
      {form.isDone && <NotificationBanner variant="success">Your name on the lock screen is saved.</NotificationBanner>}
      {app.isTraining ? (
        <p>Training is the same for everybody on this device.</p>
      ) : (
        <Form form={form} onSubmit={save}>
          <p>The lock screen shows it only when more than one person has records on this device.</p>
          <LockNameField value={label} onChange={setLabel} form={form} />
          <Button type="submit" busy={form.isBusy}>
            Save
          </Button>
        </Form>
      )}
    </Page>
  );
}
