import { useEffect, useState } from "preact/hooks";
import type { OfflineCheck, StorageHealth } from "../../domain/device.ts";
import type { LoadFailure } from "../../domain/repositories.ts";
import type { RecordCheck } from "../../domain/workspace.ts";
import type { Result } from "../../shared/result.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import { Page } from "../components/page.tsx";
import { Spinner } from "../components/spinner.tsx";
import { SummaryList } from "../components/summary-list.tsx";
import { WarningCallout } from "../components/warning-callout.tsx";
import { describeLoadFailure } from "../words/failures.ts";
import { SettingsSecondCopy } from "./settings-second-copy.tsx";
import { useInstallState } from "./setup-install.tsx";
import { describeKept, describeOffline, notKeptWarning, notShutOffWarning } from "./setup-readiness.tsx";

/** What becomes of the records on this device, and whether they still open. */
export function SettingsStorage() {
  const { isTraining } = useApp();
  return (
    <Page title="Storage" back={<BackLink href="/settings">Settings</BackLink>} width="reading">
      <Keeping />
      <OfflineUse />
      <Records />
      {!isTraining && <SettingsSecondCopy />}
    </Page>
  );
}

function Keeping() {
  const { device } = useApp();
  const install = useInstallState();
  const [health, setHealth] = useState<StorageHealth>();
  const look = async () => setHealth(await device.storageHealth());
  useEffect(() => void look(), []);

  async function askToKeep(): Promise<void> {
    await device.askToKeep();
    await look();
  }

  if (health === undefined) return <Spinner label="Looking at the storage" />;
  const isPromised = health.persistence === "promised";
  const isOffered = install.kind === "offered";
  return (
    <>
      <SummaryList
        rows={[
          { key: "Kept safely", value: describeKept(health.persistence) },
          { key: "Space used", value: describeSpace(health) },
        ]}
      />
      {!device.isShutOff() && <WarningCallout heading="Not protected">{notShutOffWarning}</WarningCallout>}
      {!isPromised && <p>{notKeptWarning}</p>}
      {(!isPromised || isOffered) && (
        <ButtonGroup>
          {!isPromised && (
            <Button variant="secondary" onClick={askToKeep}>
              Ask the browser to keep records
            </Button>
          )}
          {isOffered && (
            <Button variant="secondary" onClick={() => device.install()}>
              Install on this device
            </Button>
          )}
        </ButtonGroup>
      )}
    </>
  );
}

function OfflineUse() {
  const { device } = useApp();
  const [check, setCheck] = useState<OfflineCheck>();
  return (
    <>
      <h2>Use without signal</h2>
      <div role="status">{check !== undefined && <p>{describeOffline(check)}</p>}</div>
      {check?.kind === "not-controlled" ? (
        <Button variant="secondary" onClick={() => device.reload()}>
          Reload
        </Button>
      ) : (
        <Button variant="secondary" onClick={async () => setCheck(await device.checkOffline())}>
          Check offline
        </Button>
      )}
    </>
  );
}

function Records() {
  const app = useApp();
  const { workspace } = app;
  const [check, setCheck] = useState<Result<RecordCheck, LoadFailure>>();
  const isPutBack = check?.ok && check.value.isLogPutBack;

  return (
    <>
      <h2>Records</h2>
      <p>
        This opens every record on this device, to find any that is damaged, gone, or not as the app last saved it. It
        changes nothing.
      </p>
      <div role="status">
        {check !== undefined && (
          <p>{check.ok ? describeRecords(check.value) : describeLoadFailure(check.error, "record")}</p>
        )}
        {isPutBack && (
          <p>
            The records on this device have gone back to an earlier day. What was saved since may be missing, or older
            than it was. Look at your last contacts, and compare them with your backup and the patient record. Tell your
            IT team today.
          </p>
        )}
      </div>
      <ButtonGroup>
        <Button variant="secondary" onClick={async () => setCheck(await workspace.checkRecords())}>
          Check all records
        </Button>
        {isPutBack && (
          <Button
            variant="secondary"
            onClick={async () => {
              await workspace.log.trust();
              await app.lookOver(); // the caseload need not say it any more
              setCheck(await workspace.checkRecords());
            }}
          >
            I have compared them
          </Button>
        )}
      </ButtonGroup>
    </>
  );
}

function describeRecords({ opened, unreadable, notAsSaved }: RecordCheck): string {
  const all = opened + unreadable + notAsSaved;
  if (all === 0) return "There are no records on this device yet.";
  if (all === opened) return all === 1 ? "1 record was opened. It is whole." : `All ${all} records were opened.`;
  const found = [
    `${opened} of ${all} records were opened.`,
    ...(unreadable > 0 ? [`${unreadable} could not be opened.`] : []),
    ...(notAsSaved > 0
      ? [`${notAsSaved} ${notAsSaved === 1 ? "was" : "were"} changed by something other than this app.`]
      : []),
  ];
  return `${found.join(" ")} Nothing has been deleted. Tell your IT team.`;
}

function describeSpace({ usedBytes, quotaBytes }: StorageHealth): string {
  if (usedBytes === undefined) return "not known";
  return quotaBytes === undefined ? inMegabytes(usedBytes) : `${inMegabytes(usedBytes)} of ${inMegabytes(quotaBytes)}`;
}

function inMegabytes(bytes: number): string {
  if (bytes < 100_000) return "less than 0.1MB";
  if (bytes >= 1_000_000_000) return `${(bytes / 1_000_000_000).toFixed(0)}GB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)}MB`;
}
