import { useLocation } from "preact-iso";
import type { SetupModel } from "../../state/setup-model.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import { InsetText } from "../components/inset-text.tsx";
import { LinkButton } from "../components/link-button.tsx";
import { Page } from "../components/page.tsx";

export interface SetupWelcomeProps {
  model: SetupModel;
}

/** The first page on a new device. */
export function SetupWelcome({ model }: SetupWelcomeProps) {
  const app = useApp();
  const { route } = useLocation();

  async function begin(): Promise<void> {
    if (await model.proveStorage()) route("/setup/install");
  }

  return (
    <Page title="Welcome" heading="Record safer sleep conversations, even without signal" width="reading">
      <ul class="nhsuk-list nhsuk-list--bullet">
        <li>Records stay on this device, locked with your passphrase.</li>
        <li>We cannot see them or reset your passphrase.</li>
        <li>It does not replace your organisation's record system.</li>
      </ul>
      <p>Do you have a backup of records? Set up this device first. The last page of set-up then restores it.</p>
      <InsetText>Check that your organisation lets you use this app before you add real families.</InsetText>
      <ButtonGroup>
        <Button onClick={begin}>Set up this device</Button>
        <TrainingButton />
      </ButtonGroup>
      {app.people.isNew && (
        <p>
          <LinkButton onClick={() => app.askWho()}>Back to who uses this device</LinkButton>
        </p>
      )}
    </Page>
  );
}

/** Opens the made-up families. The set-up screen goes to the caseload by itself once they are open. */
export function TrainingButton() {
  const app = useApp();
  return (
    <Button variant="secondary" onClick={() => app.startTraining()}>
      Try with a made-up family
    </Button>
  );
}
