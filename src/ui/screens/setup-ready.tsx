import { useEffect, useState } from "preact/hooks";
import { checkReadiness, type Readiness } from "../../state/setup-model.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import { ButtonLink } from "../components/button-link.tsx";
import { InsetText } from "../components/inset-text.tsx";
import { Page } from "../components/page.tsx";
import { Panel } from "../components/panel.tsx";
import { Spinner } from "../components/spinner.tsx";
import { WarningCallout } from "../components/warning-callout.tsx";
import { describeKept, describeMissing, isReady, notKeptWarning, notShutOffWarning } from "./setup-readiness.tsx";

/** The end of set-up: what this device can do, as found by trying it. */
export function SetupReady() {
  const { device } = useApp();
  const [readiness, setReadiness] = useState<Readiness>();
  const check = async () => setReadiness(await checkReadiness(device));
  useEffect(() => void check(), []);

  return (
    <Page title="Check this device" back={<BackLink href="/setup/you" />} width="reading">
      {readiness === undefined ? (
        <Spinner label="Checking that this device is ready" />
      ) : (
        <Findings readiness={readiness} checkAgain={check} />
      )}
      <ButtonGroup>
        <ButtonLink href="/caseload">Go to your caseload</ButtonLink>
        <ButtonLink href="/settings/restore" variant="secondary">
          Restore a backup
        </ButtonLink>
      </ButtonGroup>
    </Page>
  );
}

interface FindingsProps {
  readiness: Readiness;
  checkAgain: () => Promise<void>;
}

function Findings({ readiness, checkAgain }: FindingsProps) {
  const { device } = useApp();
  return (
    <>
      <div aria-live="polite">
        {isReady(readiness) ? (
          <Panel heading="Ready to work offline">You can use the app without signal from now on.</Panel>
        ) : (
          <InsetText>
            {describeMissing(readiness).map((text) => (
              <p key={text}>{text}</p>
            ))}
          </InsetText>
        )}
      </div>
      {!isReady(readiness) &&
        (readiness.offline.kind === "not-controlled" ? (
          <Button variant="secondary" onClick={() => device.reload()}>
            Reload
          </Button>
        ) : (
          <Button variant="secondary" onClick={checkAgain}>
            Try again
          </Button>
        ))}
      <p>
        <strong>Kept safely: {describeKept(readiness.persistence)}</strong>
      </p>
      {readiness.persistence !== "promised" && <p>{notKeptWarning}</p>}
      {!device.isShutOff() && <WarningCallout heading="Not protected">{notShutOffWarning}</WarningCallout>}
    </>
  );
}
