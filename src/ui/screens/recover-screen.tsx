import "../later-styles.ts";
import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { describedBy, FieldNotes } from "../components/field-notes.tsx";
import { FormGroup } from "../components/form-group.tsx";
import { Label } from "../components/label.tsx";
import { Page } from "../components/page.tsx";
import { EscrowFile } from "./escrow-file.tsx";
import { passphraseError } from "./passphrase-error.ts";
import { Form, useForm } from "./setup-form.tsx";
import { NewPassphrase } from "./setup-new-passphrase.tsx";
import { useWait, WaitNotice } from "./unlock-wait.tsx";
import { useWaysIn, wayOfType } from "./ways-in.ts";

export interface RecoverScreenProps {
  onBack: () => void;
}

const wordsField = "recovery-words";
const nextField = "new-passphrase";

/** Opening the records with the recovery sheet. It always sets a new passphrase, since the old one is lost. */
export function RecoverScreen({ onBack }: RecoverScreenProps) {
  const app = useApp();
  const form = useForm();
  const wait = useWait();
  const escrow = wayOfType(useWaysIn().ways, "escrow");
  const [words, setWords] = useState("");
  const [next, setNext] = useState("");

  async function recover(): Promise<FieldError[]> {
    const { vault } = app.workspace;
    const errors: FieldError[] = [];
    const count = words.split(/\s+/).filter(Boolean).length;
    if (count !== 12) errors.push({ message: describeCount(count), fieldId: wordsField });
    const check = await vault.checkPassphrase(next);
    if (!check.ok) errors.push(passphraseError(check.error, { next: nextField }));
    if (errors.length > 0) return errors;

    const changed = await vault.changePassphrase({ kind: "recovery-words", words }, next);
    if (!changed.ok) {
      wait.startAfter(changed.error);
      return [passphraseError(changed.error, { next: nextField, present: wordsField, what: "recovery key" })];
    }
    setWords("");
    setNext("");
    await app.enter();
    return [];
  }

  return (
    <Page title="Use your recovery key" back={<BackLink onClick={onBack} />} error={form.hasErrors} width="reading">
      <Form form={form} onSubmit={recover}>
        <p>Your recovery key is the 12 words of your recovery sheet. The sheet stays valid after this.</p>
        <RecoveryWords value={words} onChange={setWords} error={form.errorOf(wordsField)} />
        <NewPassphrase
          id={nextField}
          label="New passphrase"
          value={next}
          onChange={setNext}
          error={form.errorOf(nextField)}
        />
        <WaitNotice wait={wait} />
        <Button type="submit" busy={form.isBusy || wait.seconds > 0}>
          Set the passphrase and unlock
        </Button>
      </Form>
      {escrow !== undefined && <EscrowFile file={escrow.file} />}
    </Page>
  );
}

interface RecoveryWordsProps {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

// Not a TextArea: some browsers send what they check for spelling to a server, and these words open everything.
function RecoveryWords({ value, onChange, error }: RecoveryWordsProps) {
  const notes = { id: wordsField, hint: "In the order of the sheet, with spaces between them.", error };
  return (
    <FormGroup error={error}>
      <Label htmlFor={wordsField}>12 recovery words</Label>
      <FieldNotes {...notes} />
      <textarea
        class={error === undefined ? "nhsuk-textarea" : "nhsuk-textarea nhsuk-textarea--error"}
        id={wordsField}
        name={wordsField}
        rows={3}
        value={value}
        autoComplete="off"
        autoCapitalize="none"
        autocorrect="off"
        spellcheck={false}
        translate={false}
        aria-describedby={describedBy(notes)}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </FormGroup>
  );
}

function describeCount(count: number): string {
  if (count === 0) return "Enter the 12 words of your recovery sheet";
  return `Enter all 12 words of your recovery sheet. You entered ${count}`;
}
