import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { NotificationBanner } from "../components/notification-banner.tsx";
import { Page } from "../components/page.tsx";
import { Select, type SelectOption } from "../components/select.tsx";
import { describeSaveFailure } from "../words/failures.ts";
import { Form, useForm } from "./setup-form.tsx";

const options: readonly SelectOption<string>[] = Array.from({ length: 15 }, (_, index) => ({
  value: String(index + 1),
  label: index === 0 ? "1 minute" : `${index + 1} minutes`,
}));

/** How soon the app locks itself. */
export function SettingsLock() {
  const app = useApp();
  const form = useForm();
  const { lock } = app.settings.value.value;
  const [idle, setIdle] = useState(String(lock.idleMinutes));
  const [contact, setContact] = useState(String(lock.contactMinutes));

  async function save(): Promise<FieldError[]> {
    if (Number(contact) < Number(idle)) {
      return [{ message: "The time in a contact cannot be shorter than the usual time", fieldId: "contact-minutes" }];
    }
    const saved = await app.saveSettings((settings) => ({
      ...settings,
      lock: { idleMinutes: Number(idle), contactMinutes: Number(contact) },
    }));
    return saved.ok ? [] : [{ message: describeSaveFailure(saved.error) }];
  }

  return (
    <Page title="Lock" back={<BackLink href="/settings">Settings</BackLink>} error={form.hasErrors} width="reading">
      {form.isDone && <NotificationBanner variant="success">Your lock times are saved.</NotificationBanner>}
      <Form form={form} onSubmit={save}>
        <p>
          The app locks by itself when nobody touches it for this long. It warns you first. Your answers are always
          saved first.
        </p>
        <Select id="idle-minutes" label="Lock after" options={options} value={idle} onChange={setIdle} />
        <Select
          id="contact-minutes"
          label="Lock after, while a contact is open"
          options={options}
          value={contact}
          onChange={setContact}
          error={form.errorOf("contact-minutes")}
        />
        <Button type="submit" busy={form.isBusy}>
          Save
        </Button>
      </Form>
    </Page>
  );
}
