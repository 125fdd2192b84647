import { useEffect, useState } from "preact/hooks";
import { formatDate } from "../../domain/dates.ts";
import type { CopyCheck, SecondCopy, Witness } from "../../domain/second-copy.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";
import { Spinner } from "../components/spinner.tsx";
import { copyUnavailable, countRecords, describeLeft } from "../words/second-copy-words.ts";
import { StartAgain } from "./start-again.tsx";

type Finding =
  | { status: "looking" }
  | { status: "unavailable" }
  | { status: "found"; copy: SecondCopy; check: CopyCheck; witness: Witness | undefined };

/** Stands in place of set-up on a device that had a vault, where the browser has dropped or emptied its database. */
export function MissingRecordsScreen() {
  const app = useApp();
  const [finding, setFinding] = useState<Finding>({ status: "looking" });
  useEffect(() => {
    void look().then(setFinding, () => setFinding({ status: "unavailable" }));
  }, []);

  async function look(): Promise<Finding> {
    const copy = await app.workspace.secondCopy();
    const check = await copy?.check();
    if (copy === undefined || !check?.ok) return { status: "unavailable" };
    return { status: "found", copy, check: check.value, witness: await copy.witness() };
  }

  return (
    <Page title="Some records are missing from this browser's store" width="reading">
      <p>This device is set up, but the browser's store is empty. Browsers do that when a store is damaged.</p>
      <Found finding={finding} />
    </Page>
  );
}

function Found({ finding }: { finding: Finding }) {
  const { device } = useApp();
  switch (finding.status) {
    case "looking":
      return <Spinner label="Looking for the second copy" />;
    case "unavailable":
      return (
        <>
          <p>{copyUnavailable}</p>
          <Button onClick={() => device.reload()}>Reload</Button>
        </>
      );
    case "found":
      return finding.check.hasHeader ? <PutBack finding={finding} /> : <StartAgain {...finding} />;
  }
}

function PutBack({ finding: { copy, check, witness } }: { finding: Extract<Finding, { status: "found" }> }) {
  const app = useApp();
  const [said, setSaid] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  async function putBack(): Promise<void> {
    setBusy(true);
    const result = await copy.putBack((done, all) => setSaid(`${done} of ${countRecords(all)} put back`));
    setBusy(false);
    if (!result.ok) return setSaid(copyUnavailable);
    if (result.value.left > 0) return setSaid(describeLeft(result.value.left));
    await app.start();
  }

  return (
    <>
      <p>
        {`A second copy on this device has ${countRecords(check.toPutBack)}. `}
        {witness !== undefined &&
          `The device was set up on ${formatDate(witness.madeOn)} and had ${countRecords(witness.records)} when the app last looked. `}
        Your passphrase still opens them.
      </p>
      <p role="status">{said}</p>
      <Button busy={isBusy} onClick={putBack}>
        Put everything back
      </Button>
      <p>Until then, do not clear this browser's data.</p>
    </>
  );
}
