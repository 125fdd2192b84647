import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Settings } from "../../domain/settings.ts";
import { textLimits } from "../../domain/text.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { Page } from "../components/page.tsx";
import { TextInput } from "../components/text-input.tsx";
import { describeSaveFailure } from "../words/failures.ts";
import { Form, type FormState, useForm } from "./setup-form.tsx";

/** Who uses this device. */
export function SetupYou() {
  const { route } = useLocation();
  const form = useForm();
  return (
    <Page title="About you" error={form.hasErrors} width="reading">
      <YouForm form={form} submitLabel="Continue" onSaved={() => route("/setup/ready")} />
    </Page>
  );
}

export interface YouFormProps {
  form: FormState;
  submitLabel: string;
  onSaved?: (() => void) | undefined;
}

/** The visitor as author of records, as set-up and Settings ask for it. */
export function YouForm({ form, submitLabel, onSaved }: YouFormProps) {
  const app = useApp();
  const { you } = app.settings.value.value;
  const [name, setName] = useState(you.name);
  const [role, setRole] = useState(you.role);
  const [registration, setRegistration] = useState(you.registration ?? "");
  const [organisation, setOrganisation] = useState(you.organisation ?? "");
  const [teamPhone, setTeamPhone] = useState(you.teamPhone ?? "");

  async function save(): Promise<FieldError[]> {
    const errors = [
      ...(name.trim() === "" ? [{ message: "Enter your name", fieldId: "name" }] : []),
      ...(role.trim() === "" ? [{ message: "Enter your role", fieldId: "role" }] : []),
      ...tooLong("Your name", "name", name),
      ...tooLong("Your role", "role", role),
      ...tooLong("NMC PIN", "registration", registration),
      ...tooLong("Organisation", "organisation", organisation),
      ...tooLong("Team phone number", "team-phone", teamPhone),
    ];
    if (errors.length > 0) return errors;
    const saved = await app.saveSettings((settings) => ({
      ...settings,
      you: {
        name: name.trim(),
        role: role.trim(),
        ...unlessEmpty("registration", registration),
        ...unlessEmpty("organisation", organisation),
        ...unlessEmpty("teamPhone", teamPhone),
      },
    }));
    if (!saved.ok) return [{ message: describeSaveFailure(saved.error) }];
    onSaved?.();
    return [];
  }

  return (
    <Form form={form} onSubmit={save}>
      <TextInput
        id="name"
        label="Your name"
        hint="It stands on every record you make."
        value={name}
        onChange={setName}
        error={form.errorOf("name")}
      />
      <TextInput id="role" label="Your role" value={role} onChange={setRole} error={form.errorOf("role")} />
      <TextInput
        id="registration"
        label="NMC PIN (optional)"
        hint="It appears on summaries."
        width={10}
        value={registration}
        onChange={setRegistration}
        error={form.errorOf("registration")}
      />
      <TextInput
        id="organisation"
        label="Organisation (optional)"
        value={organisation}
        onChange={setOrganisation}
        error={form.errorOf("organisation")}
      />
      <TextInput
        id="team-phone"
        label="Team phone number (optional)"
        hint="It goes on the parent copy, so that parents can call your team."
        type="tel"
        width={20}
        value={teamPhone}
        onChange={setTeamPhone}
        error={form.errorOf("team-phone")}
      />
      <Button type="submit" busy={form.isBusy}>
        {submitLabel}
      </Button>
    </Form>
  );
}

/** The error of a one-line text that is longer than the store takes. */
export function tooLong(what: string, fieldId: string, text: string): FieldError[] {
  return text.trim().length > textLimits.short
    ? [{ message: `${what} must be ${textLimits.short} characters or less`, fieldId }]
    : [];
}

function unlessEmpty<Key extends keyof Settings["you"]>(key: Key, text: string): { [K in Key]?: string } {
  const trimmed = text.trim();
  // `as` because TypeScript widens a computed key to string; `Key` is the only key there is.
  return (trimmed === "" ? {} : { [key]: trimmed }) as { [K in Key]?: string };
}
