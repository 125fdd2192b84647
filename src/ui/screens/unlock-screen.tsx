import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { LinkButton } from "../components/link-button.tsx";
import { Page } from "../components/page.tsx";
import { PasswordInput } from "../components/password-input.tsx";
import { passphraseError } from "./passphrase-error.ts";
import type { RecoverScreenProps } from "./recover-screen.tsx";
import { Form, useForm } from "./setup-form.tsx";
import type { UnlockMoreProps } from "./unlock-more.tsx";
import { useWait, WaitNotice } from "./unlock-wait.tsx";

/**
 * The lock screen. It stands at whatever address was open, so that unlocking goes back there, and says nothing of what
 * is behind it.
 */
export function UnlockScreen() {
  const [Recover, setRecover] = useState<ComponentType<RecoverScreenProps>>();

  // Few ever need it, and everyone waits for what the first screen brings.
  async function recover(): Promise<void> {
    const { RecoverScreen } = await import("./recover-screen.tsx");
    setRecover(() => RecoverScreen);
  }

  return Recover ? <Recover onBack={() => setRecover(undefined)} /> : <Unlock onRecover={recover} />;
}

interface UnlockProps {
  onRecover: () => void;
}

const field = "passphrase";

function Unlock({ onRecover }: UnlockProps) {
  const app = useApp();
  const { route } = useLocation();
  const form = useForm();
  const wait = useWait();
  const [passphrase, setPassphrase] = useState("");
  const [More, setMore] = useState<ComponentType<UnlockMoreProps>>();
  // Not before there is something on the screen. Without it the passphrase opens everything all the same.
  useEffect(() => void import("./unlock-more.tsx").then(({ UnlockMore }) => setMore(() => UnlockMore)), []);

  async function unlock(): Promise<FieldError[]> {
    if (passphrase === "") return [{ message: "Enter your passphrase", fieldId: field }];
    const unlocked = await app.unlock({ kind: "passphrase", passphrase });
    if (unlocked.ok || unlocked.error.kind === "wrong-secret") setPassphrase("");
    if (unlocked.ok) return [];
    wait.startAfter(unlocked.error);
    return [passphraseError(unlocked.error, { next: field, present: field })];
  }

  // The address may be that of a real record, which training does not have.
  function startTraining(): Promise<void> {
    route("/caseload", true);
    return app.startTraining();
  }

  return (
    <Page title="Unlock" error={form.hasErrors} width="reading">
      <Form form={form} onSubmit={unlock}>
        <PasswordInput
          id={field}
          label="Passphrase"
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="current-password"
          error={form.errorOf(field)}
        />
        <WaitNotice wait={wait} />
        <Button type="submit" busy={form.isBusy || wait.seconds > 0}>
          Unlock
        </Button>
      </Form>
      {More && <More form={form} />}
      <p>
        <LinkButton onClick={onRecover}>Use your recovery key</LinkButton>
      </p>
      <ButtonGroup>
        <Button variant="secondary" onClick={startTraining}>
          Try with a made-up family
        </Button>
      </ButtonGroup>
    </Page>
  );
}
