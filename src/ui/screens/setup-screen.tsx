import { useEffect } from "preact/hooks";
import { setupOf } from "../../state/setup-model.ts";
import { useApp } from "../app-context.ts";
import { SetupConfirm } from "./setup-confirm.tsx";
import { SetupInstall, useInstallState } from "./setup-install.tsx";
import { SetupNoStorage } from "./setup-no-storage.tsx";
import { SetupPassphrase } from "./setup-passphrase.tsx";
import { SetupReady } from "./setup-ready.tsx";
import { SetupRecovery } from "./setup-recovery.tsx";
import { Redirect } from "./setup-redirect.tsx";
import { SetupStart } from "./setup-start.tsx";
import { SetupWelcome } from "./setup-welcome.tsx";
import { SetupYou } from "./setup-you.tsx";

export interface SetupScreenProps {
  /** From the address. Anything unknown is the welcome page. */
  step?: string | undefined;
}

/** Setting up the device: one short page after another, until the vault is written; then two that need it. */
export function SetupScreen({ step }: SetupScreenProps) {
  const app = useApp();
  return app.status.value === "unlocked" ? <AfterVault step={step} /> : <BeforeVault step={step} />;
}

function BeforeVault({ step }: SetupScreenProps) {
  const app = useApp();
  const model = setupOf(app);
  const install = useInstallState();
  useEffect(() => void model.proveStorage(), [model]);

  const storage = model.storage.value;
  if (storage.status === "failed") return <SetupNoStorage fault={storage.fault} />;
  const sheet = model.sheet.value;
  switch (step) {
    case "install":
      return install.kind === "installed" ? <Redirect to="/setup/passphrase" /> : <SetupInstall install={install} />;
    case "passphrase":
    case "recovery":
    case "confirm":
      // The iPad deletes the records of a tab after 7 days, so nothing is set up there.
      if (install.kind === "home-screen") return <Redirect to="/setup/install" />;
      if (step === "passphrase") return <SetupPassphrase model={model} install={install} />;
      if (sheet === undefined) return <Redirect to="/setup/welcome" />;
      return step === "recovery" ? <SetupRecovery sheet={sheet} /> : <SetupConfirm model={model} sheet={sheet} />;
    case undefined:
      return <SetupStart />;
    default:
      return <SetupWelcome model={model} />;
  }
}

function AfterVault({ step }: SetupScreenProps) {
  const app = useApp();
  switch (step) {
    case "you":
      return <SetupYou />;
    case "ready":
      return <SetupReady />;
    default:
      return <Redirect to={app.isTraining || app.settings.value.value.you.name !== "" ? "/caseload" : "/setup/you"} />;
  }
}
