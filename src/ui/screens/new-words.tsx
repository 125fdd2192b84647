import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { UnlockProblem } from "../../domain/vault-access.ts";
import type { WayInChange } from "../../domain/ways-in.ts";
import { ok, type Result } from "../../shared/result.ts";
import { newSheet, type RecoverySheet } from "../../state/recovery-sheet.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { LinkButton } from "../components/link-button.tsx";
import { describeUnlockProblem } from "../words/failures.ts";
import { PassphraseForm } from "./passphrase-form.tsx";
import { RecoverySheetCard } from "./recovery-sheet-card.tsx";
import { RetypeWords, retypeErrors } from "./retype-words.tsx";
import { Form, type FormState } from "./setup-form.tsx";

export interface NewWordsProps {
  form: FormState;
  change: WayInChange;
  /** The words of the button that asks for the new words. */
  action: string;
  /** What the old words are good for until the new ones are proved. */
  children: ComponentChildren;
  /** The new words are in use. */
  onDone: () => unknown;
}

/** New recovery words: made, written down, and three typed again. Only then do the old ones stop working. */
export function NewWords({ form, change, action, children, onDone }: NewWordsProps) {
  const { vault } = useApp().workspace;
  const [sheet, setSheet] = useState<RecoverySheet>();

  if (sheet !== undefined)
    return <Prove form={form} sheet={sheet} commit={() => vault.commitChange()} onDone={onDone} />;
  return (
    <>
      {children}
      <PassphraseForm
        form={form}
        action={action}
        run={async (passphrase) => {
          const prepared = await vault.prepareChange(passphrase, change);
          if (!prepared.ok) return prepared;
          setSheet(newSheet(prepared.value.recoveryWords ?? []));
          return ok(undefined);
        }}
      />
    </>
  );
}

interface ProveProps {
  form: FormState;
  sheet: RecoverySheet;
  commit: () => Promise<Result<undefined, UnlockProblem>>;
  onDone: () => unknown;
}

function Prove({ form, sheet, commit, onDone }: ProveProps) {
  const [typed, setTyped] = useState<readonly string[]>([]);
  const [isProving, setProving] = useState(false);

  async function finish(): Promise<readonly FieldError[]> {
    const errors = retypeErrors(sheet, typed);
    if (errors.length > 0) return errors;
    const committed = await commit();
    if (!committed.ok) return [{ message: describeUnlockProblem(committed.error, "passphrase") }];
    await onDone();
    return [];
  }

  // What is on the screen could be copied from there, which would prove nothing.
  if (!isProving) return <Sheet sheet={sheet} onSaved={() => setProving(true)} />;
  return (
    <Form form={form} onSubmit={finish}>
      <p>Type these 3 words from the sheet that you printed or wrote down. Your old words work until then.</p>
      <RetypeWords sheet={sheet} typed={typed} onChange={setTyped} form={form} />
      <Button type="submit" busy={form.isBusy}>
        Use the new words
      </Button>
      <p>
        <LinkButton onClick={() => setProving(false)}>Show the new words again</LinkButton>
      </p>
    </Form>
  );
}

function Sheet({ sheet, onSaved }: { sheet: RecoverySheet; onSaved: () => void }) {
  const { device } = useApp();
  return (
    <>
      <p class="app-screen-only">
        Print these 12 words or write them down in this order. The app shows them only now. Your old words still work.
      </p>
      <RecoverySheetCard sheet={sheet} />
      <ButtonGroup>
        <Button onClick={onSaved}>I have saved my new words</Button>
        <Button variant="secondary" onClick={() => device.print()}>
          Print
        </Button>
      </ButtonGroup>
    </>
  );
}
