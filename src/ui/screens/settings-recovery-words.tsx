import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { Panel } from "../components/panel.tsx";
import { NewWords } from "./new-words.tsx";
import { useForm } from "./setup-form.tsx";

/** New recovery words in place of the old ones. */
export function SettingsRecoveryWords() {
  const app = useApp();
  const form = useForm();
  const [isDone, setDone] = useState(false);
  return (
    <Page
      title="Recovery words"
      back={<BackLink href="/settings/unlock">Ways to unlock</BackLink>}
      error={form.hasErrors}
      width="reading"
    >
      {app.isTraining ? (
        <p>Training has no recovery words. Nothing in it is a real record.</p>
      ) : isDone ? (
        <Panel heading="Your new words are in use">
          Destroy the old recovery sheet. Its words do not open your records any more.
        </Panel>
      ) : (
        <NewWords
          form={form}
          change={{ kind: "recovery-key" }}
          action="Make new recovery words"
          onDone={() => setDone(true)}
        >
          <p>
            Make new words if you have lost your recovery sheet, or somebody else may have seen it. Your passphrase
            stays as it is.
          </p>
        </NewWords>
      )}
    </Page>
  );
}
