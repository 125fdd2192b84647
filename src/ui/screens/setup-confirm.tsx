import { useState } from "preact/hooks";
import type { RecoverySheet } from "../../state/recovery-sheet.ts";
import type { SetupModel } from "../../state/setup-model.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { Page } from "../components/page.tsx";
import { passphraseError } from "./passphrase-error.ts";
import { RetypeWords, retypeErrors } from "./retype-words.tsx";
import { Form, useForm } from "./setup-form.tsx";

export interface SetupConfirmProps {
  model: SetupModel;
  sheet: RecoverySheet;
}

/** Three words of the sheet, typed again: the proof that there is a sheet and that it can be read. */
export function SetupConfirm({ model, sheet }: SetupConfirmProps) {
  const form = useForm();
  const [typed, setTyped] = useState<readonly string[]>(() => sheet.positions.map(() => ""));

  async function finish(): Promise<FieldError[]> {
    const errors = retypeErrors(sheet, typed);
    if (errors.length > 0) return errors;
    const finished = await model.finish(typed);
    if (finished.ok || finished.error.kind === "wrong-words") return [];
    return [passphraseError(finished.error, { next: "" })];
  }

  return (
    <Page
      title="Check your recovery sheet"
      back={<BackLink href="/setup/recovery" />}
      error={form.hasErrors}
      width="reading"
    >
      <Form form={form} onSubmit={finish}>
        <p>Type these 3 words from the sheet that you printed or wrote down.</p>
        <RetypeWords sheet={sheet} typed={typed} onChange={setTyped} form={form} />
        <Button type="submit" busy={form.isBusy}>
          Continue
        </Button>
      </Form>
    </Page>
  );
}
