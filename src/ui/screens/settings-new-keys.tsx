import { useEffect, useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ErrorSummary } from "../components/error-summary.tsx";
import { Page } from "../components/page.tsx";
import { Panel } from "../components/panel.tsx";
import { Spinner } from "../components/spinner.tsx";
import { WarningCallout } from "../components/warning-callout.tsx";
import { describeNewKeysProblem } from "../words/change-failures.ts";
import { NewWords } from "./new-words.tsx";
import { useForm } from "./setup-form.tsx";

/** Where the making of new keys stands. */
type Stage = "looking" | "start" | "unfinished" | "moving" | "done";

/** Other keys for all records, for when somebody may know a secret or have copied the device. */
export function SettingsNewKeys() {
  const app = useApp();
  const { workspace } = app;
  const form = useForm();
  const [stage, setStage] = useState<Stage>("looking");
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    void workspace.vault.hasFormerKeys().then((has) => setStage(has ? "unfinished" : "start"));
  }, [workspace]);

  async function move(): Promise<void> {
    setStage("moving");
    const finished = await workspace.finishNewKeys();
    // Every row has a new version now, the settings among them. After a lock there is nothing to load.
    if (app.status.value === "unlocked") await app.enter();
    setProblem(finished.ok ? undefined : describeNewKeysProblem(finished.error));
    setStage(finished.ok ? "done" : "unfinished");
  }

  return (
    <Page
      title="Make new keys"
      back={<BackLink href="/settings/unlock">Ways to unlock</BackLink>}
      error={form.hasErrors || problem !== undefined}
      width="reading"
    >
      {problem !== undefined && <ErrorSummary errors={[{ message: problem }]} attempt={1} />}
      {app.isTraining ? (
        <p>Training needs no keys of its own. Nothing in it is a real record.</p>
      ) : stage === "start" ? (
        <NewWords form={form} change={{ kind: "new-keys" }} action="Make new keys" onDone={move}>
          <Explanation />
        </NewWords>
      ) : (
        <Progress stage={stage} move={move} />
      )}
    </Page>
  );
}

function Explanation() {
  return (
    <>
      <p>
        Do this if somebody may have seen your passphrase or your recovery words, or may have copied this device. Change
        your passphrase first. All your records are then encrypted anew, with keys that nobody else can have.
      </p>
      <WarningCallout heading="What changes">
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>You get new recovery words. The old ones stop working.</li>
          <li>The screen lock is removed as a way to unlock. You can add it again.</li>
          <li>If your organisation can open your records, it needs a new file from you.</li>
        </ul>
      </WarningCallout>
    </>
  );
}

function Progress({ stage, move }: { stage: Stage; move: () => Promise<void> }) {
  switch (stage) {
    case "moving":
      return <Spinner label="Moving your records to the new keys. You can lock or leave; nothing is lost" />;
    case "done":
      return (
        <Panel heading="Your records have new keys">
          Destroy the old recovery sheet. A copy of this device made before today still opens with the old secrets.
        </Panel>
      );
    case "unfinished":
      return (
        <>
          <p>Some records are not moved to the new keys yet. All of them can be read and changed as before.</p>
          <Button onClick={move}>Move the rest</Button>
        </>
      );
    default:
      return <Spinner label="Looking at the keys" />;
  }
}
