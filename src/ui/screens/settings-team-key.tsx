import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { Details } from "../components/details.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { TextInput } from "../components/text-input.tsx";
import { describeFileProblem } from "../words/backup-words.ts";
import { describeSaveFailure } from "../words/failures.ts";
import { Form, useForm } from "./setup-form.tsx";

const field = "team-key";

/** The team's public key, to which backups go instead of to words. Whoever holds its secret half can read them all. */
export function TeamKey() {
  const app = useApp();
  const form = useForm();
  const now = app.settings.value.value.backup?.teamKey;
  const [key, setKey] = useState(now ?? "");

  async function save(): Promise<FieldError[]> {
    const teamKey = key.trim();
    if (teamKey !== "") {
      const checked = await (await app.device.fileCipher()).checkTeamKey(teamKey);
      if (!checked.ok) return [{ message: describeFileProblem(checked.error), fieldId: field }];
    }
    const saved = await app.saveSettings(({ backup: { teamKey: _, ...backup } = {}, ...settings }) => ({
      ...settings,
      backup: { ...backup, ...(teamKey === "" ? {} : { teamKey }) },
    }));
    return saved.ok ? [] : [{ message: describeSaveFailure(saved.error) }];
  }

  return (
    <>
      <h2>Team key</h2>
      <p translate={false}>{now === undefined ? "No team key. Each backup gets 6 words of its own." : now}</p>
      <Details summary="Change the team key">
        <Form form={form} onSubmit={save}>
          <TextInput
            id={field}
            label="Public age key"
            hint="From your information governance lead. It begins with age1. Leave it empty to use words."
            value={key}
            onChange={setKey}
            autoCapitalize="none"
            error={form.errorOf(field)}
          />
          <p role="status">{form.isDone ? "The team key is saved." : ""}</p>
          <Button type="submit" variant="secondary" busy={form.isBusy}>
            Save
          </Button>
        </Form>
      </Details>
    </>
  );
}
