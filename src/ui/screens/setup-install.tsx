import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { InstallState } from "../../domain/device.ts";
import { assertNever } from "../../shared/assert-never.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import { ButtonLink } from "../components/button-link.tsx";
import { Page } from "../components/page.tsx";
import { WarningCallout } from "../components/warning-callout.tsx";
import { TrainingButton } from "./setup-welcome.tsx";

export interface SetupInstallProps {
  install: InstallState;
}

/** Installing the app: a must on iPad and iPhone, an offer elsewhere. */
export function SetupInstall({ install }: SetupInstallProps) {
  return (
    <Page title="Install the app" back={<BackLink href="/setup/welcome" />} width="reading">
      <InstallWays install={install} />
    </Page>
  );
}

/** How the app can be installed here, kept up to date. */
export function useInstallState(): InstallState {
  const { device } = useApp();
  const [install, setInstall] = useState(() => device.installState());
  useEffect(() => device.onInstallChange(() => setInstall(device.installState())), [device]);
  return install;
}

function InstallWays({ install }: SetupInstallProps) {
  const { device } = useApp();
  const { route } = useLocation();

  async function installHere(): Promise<void> {
    if (await device.install()) route("/setup/passphrase");
  }

  const skip = (
    <ButtonLink href="/setup/passphrase" variant="secondary">
      Skip for now
    </ButtonLink>
  );
  switch (install.kind) {
    case "home-screen":
      return (
        <>
          <WarningCallout heading="Add this app to your Home Screen first">
            If you do not, the iPad can delete your records after 7 days. An iPhone does the same.
          </WarningCallout>
          <ol class="nhsuk-list nhsuk-list--number">
            <li>Tap the Share button of the browser.</li>
            <li>Choose Add to Home Screen, then Add.</li>
            <li>Open the app from its new icon while you are online, and set it up there.</li>
          </ol>
          <TrainingButton />
        </>
      );
    case "offered":
      return (
        <>
          <p>Installed, the app opens from its own icon and your records are less likely to be deleted.</p>
          <ButtonGroup>
            <Button onClick={installHere}>Install on this device</Button>
            {skip}
          </ButtonGroup>
        </>
      );
    case "installed":
    case "not-offered":
      return (
        <>
          <p>Look in the menu of your browser for Install or Add to Home Screen.</p>
          <p>Installed, the app opens from its own icon and your records are less likely to be deleted.</p>
          {skip}
        </>
      );
    default:
      return assertNever(install);
  }
}
