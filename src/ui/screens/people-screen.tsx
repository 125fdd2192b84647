import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { DeviceUser } from "../../domain/device-users.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { LinkButton } from "../components/link-button.tsx";
import { Page } from "../components/page.tsx";
import { LockNameField, lockNameErrors } from "./lock-name-field.tsx";
import { labelOf } from "./people-labels.ts";
import { Form, useForm } from "./setup-form.tsx";

/** Whose records are to be unlocked. It is the same whoever was in last. */
export function PeopleScreen() {
  const [isNew, setNew] = useState(false);
  return isNew ? <SomeoneNew onBack={() => setNew(false)} /> : <People onNew={() => setNew(true)} />;
}

function People({ onNew }: { onNew: () => void }) {
  const app = useApp();
  const { route } = useLocation();
  const [users, setUsers] = useState<readonly DeviceUser[]>(() => app.people.list());
  useEffect(() => {
    app.people.find().then(setUsers, () => undefined); // the list itself is all there is then
  }, [app]);

  // The address may be that of somebody else's record.
  function choose(user: DeviceUser): Promise<void> {
    route("/caseload", true);
    return app.choose(user);
  }

  return (
    <Page title="Who is unlocking?" width="reading">
      <p>Each person has records of their own. Nobody else's passphrase opens them.</p>
      <ul class="nhsuk-list">
        {users.map((user) => (
          <li key={user.databaseName}>
            <Button variant="secondary" onClick={() => choose(user)}>
              {capitalised(labelOf(user, users))}
            </Button>
          </li>
        ))}
      </ul>
      <p>
        <LinkButton onClick={onNew}>Set up for someone new</LinkButton>
      </p>
    </Page>
  );
}

function SomeoneNew({ onBack }: { onBack: () => void }) {
  const app = useApp();
  const { route } = useLocation();
  const form = useForm();
  const [label, setLabel] = useState("");

  async function begin(): Promise<FieldError[]> {
    const errors = lockNameErrors(
      label,
      app.people.list().map((user) => user.label),
    );
    if (errors.length > 0) return errors;
    route("/setup", true);
    await app.choose(app.people.newcomer(label.trim()));
    return [];
  }

  return (
    <Page title="Set up for someone new" back={<BackLink onClick={onBack} />} error={form.hasErrors} width="reading">
      <p>
        You get records, a passphrase and recovery words of your own. The lock screen needs something to tell you apart
        from others.
      </p>
      <Form form={form} onSubmit={begin}>
        <LockNameField value={label} onChange={setLabel} form={form} />
        <Button type="submit" busy={form.isBusy}>
          Continue
        </Button>
      </Form>
    </Page>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
