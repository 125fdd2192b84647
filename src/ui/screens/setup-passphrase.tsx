import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { InstallState } from "../../domain/device.ts";
import type { SetupModel } from "../../state/setup-model.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { Page } from "../components/page.tsx";
import { Spinner } from "../components/spinner.tsx";
import { passphraseError } from "./passphrase-error.ts";
import { Form, useForm } from "./setup-form.tsx";
import { NewPassphrase } from "./setup-new-passphrase.tsx";

export interface SetupPassphraseProps {
  model: SetupModel;
  install: InstallState;
}

const field = "passphrase";

/** Choosing the passphrase. Nothing is written yet. */
export function SetupPassphrase({ model, install }: SetupPassphraseProps) {
  const { route } = useLocation();
  const form = useForm();
  const [passphrase, setPassphrase] = useState("");

  async function prepare(): Promise<FieldError[]> {
    if (passphrase.trim() === "") return [{ message: "Enter a passphrase", fieldId: field }];
    const prepared = await model.prepare(passphrase);
    if (!prepared.ok) return [passphraseError(prepared.error, { next: field })];
    setPassphrase("");
    route("/setup/recovery");
    return [];
  }

  return (
    <Page
      title="Create a passphrase"
      back={<BackLink href={install.kind === "installed" ? "/setup/welcome" : "/setup/install"} />}
      error={form.hasErrors}
      width="reading"
    >
      <Form form={form} onSubmit={prepare}>
        <p>You type it each time you open the app. It locks the records on this device.</p>
        <NewPassphrase
          id={field}
          label="Passphrase"
          value={passphrase}
          onChange={setPassphrase}
          error={form.errorOf(field)}
        />
        {form.isBusy && <Spinner label="Making the lock for your records" />}
        <Button type="submit" busy={form.isBusy}>
          Continue
        </Button>
      </Form>
    </Page>
  );
}
