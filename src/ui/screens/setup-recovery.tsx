import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { RecoverySheet } from "../../state/recovery-sheet.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { Checkboxes } from "../components/checkboxes.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { Page } from "../components/page.tsx";
import { WarningCallout } from "../components/warning-callout.tsx";
import { RecoverySheetCard } from "./recovery-sheet-card.tsx";
import { Form, useForm } from "./setup-form.tsx";

export interface SetupRecoveryProps {
  sheet: RecoverySheet;
}

const field = "saved-sheet";

/** The recovery sheet, shown once, to print or write down. On paper it names neither device nor user. */
export function SetupRecovery({ sheet }: SetupRecoveryProps) {
  const { device } = useApp();
  const { route } = useLocation();
  const form = useForm();
  const [saved, setSaved] = useState<"saved"[]>([]);

  async function goOn(): Promise<FieldError[]> {
    if (saved.length === 0) return [{ message: "Tick to say that you have saved your recovery sheet", fieldId: field }];
    route("/setup/confirm");
    return [];
  }

  return (
    <Page
      title="Save your recovery sheet"
      back={<BackLink href="/setup/passphrase" />}
      error={form.hasErrors}
      width="reading"
    >
      <p class="app-screen-only">
        These 12 words are your recovery key. They open your records if you forget your passphrase. Print them or write
        them down in this order. The app shows them only now.
      </p>
      <RecoverySheetCard sheet={sheet} />
      <div class="app-screen-only">
        <Button variant="secondary" onClick={() => device.print()}>
          Print
        </Button>
        <WarningCallout heading="Keep both safe">
          If you lose both the passphrase and this sheet, the records on this device cannot be opened.
        </WarningCallout>
        <Form form={form} onSubmit={goOn}>
          <Checkboxes
            id={field}
            legend="Your recovery sheet"
            legendHidden
            options={[{ value: "saved", label: "I have saved my recovery sheet" }]}
            values={saved}
            onChange={setSaved}
            error={form.errorOf(field)}
          />
          <Button type="submit">Continue</Button>
        </Form>
      </div>
    </Page>
  );
}
