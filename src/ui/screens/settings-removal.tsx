import { useEffect, useState } from "preact/hooks";
import { type Family, familyLabel } from "../../domain/family.ts";
import type { LoadFailure } from "../../domain/repositories.ts";
import { keepDaysOf, removableRecords, whyFamilyStays } from "../../domain/retention.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { NotificationBanner } from "../components/notification-banner.tsx";
import { Page } from "../components/page.tsx";
import { RowLink } from "../components/row-link.tsx";
import { RowList } from "../components/row-list.tsx";
import { Select } from "../components/select.tsx";
import { Spinner } from "../components/spinner.tsx";
import { describeLoadFailure, describeSaveFailure } from "../words/failures.ts";
import { Form, useForm } from "./setup-form.tsx";

const choices = [7, 14, 30, 60, 90, 180, 365];

/** How long records stay on the device after their hand-over, and which families have some that may go. */
export function SettingsRemoval() {
  const app = useApp();
  const form = useForm();
  const current = keepDaysOf(app.settings.value.value);
  const [days, setDays] = useState(String(current));
  const options = [...new Set([...choices, current])].sort((a, b) => a - b);

  async function save(): Promise<FieldError[]> {
    const saved = await app.saveSettings((settings) => ({ ...settings, keepDays: Number(days) }));
    return saved.ok ? [] : [{ message: describeSaveFailure(saved.error) }];
  }

  return (
    <Page
      title="Removing records"
      back={<BackLink href="/settings">Settings</BackLink>}
      error={form.hasErrors}
      width="reading"
    >
      {form.isDone && <NotificationBanner variant="success">Your choice is saved.</NotificationBanner>}
      <p>
        This device is not the patient record. Once you marked a record as in the patient record, it can be removed here
        some days later. Nothing is ever removed by itself.
      </p>
      <Form form={form} onSubmit={save}>
        <Select
          id="keep-days"
          label="Offer to remove records after"
          options={options.map((value) => ({ value: String(value), label: `${value} days` }))}
          value={days}
          onChange={setDays}
        />
        <Button type="submit" busy={form.isBusy}>
          Save
        </Button>
      </Form>
      <h2 class="nhsuk-heading-m">Ready to be removed</h2>
      {app.clock.doubt.value === undefined ? (
        <Removable keepDays={current} />
      ) : (
        <p>Nothing can be removed while this device's clock may be wrong.</p>
      )}
    </Page>
  );
}

function Removable({ keepDays }: { keepDays: number }) {
  const app = useApp();
  const [families, setFamilies] = useState<readonly Family[] | undefined>(undefined);
  const [failure, setFailure] = useState<LoadFailure | undefined>(undefined);
  useEffect(() => {
    void (async () => {
      const standing = await app.workspace.standing();
      const loaded = standing.ok ? await standing.value.loadRemovable() : standing;
      if (loaded.ok) setFamilies(loaded.value);
      else setFailure(loaded.error);
    })();
  }, []);

  if (failure) return <p>{describeLoadFailure(failure, "list")}</p>;
  if (families === undefined) return <Spinner label="Looking for records" />;
  const now = app.device.clock.now();
  const rows = families
    .map((family) => ({ family, count: removableRecords(family, now, keepDays).length }))
    .filter(({ family, count }) => count > 0 || whyFamilyStays(family) === undefined);
  if (rows.length === 0) return <p>Nothing yet.</p>;
  return (
    <RowList label="Families with records to remove">
      {rows.map(({ family, count }) => (
        <RowLink
          key={family.id}
          href={`/family/${family.id}/remove`}
          title={familyLabel(family)}
          lines={[count === 0 ? "The family itself" : count === 1 ? "1 record" : `${count} records`]}
        />
      ))}
    </RowList>
  );
}
