import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { ChangeProblem } from "../../domain/ways-in.ts";
import type { Result } from "../../shared/result.ts";
import { Button } from "../components/button.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { PasswordInput } from "../components/password-input.tsx";
import { describeChangeProblem } from "../words/change-failures.ts";
import { Form, type FormState } from "./setup-form.tsx";
import { useWait, WaitNotice } from "./unlock-wait.tsx";

export interface PassphraseFormProps {
  form: FormState;
  /** The words of the button. */
  action: string;
  /** What is done with the right passphrase. */
  run: (passphrase: string) => Promise<Result<unknown, ChangeProblem>>;
  /** What is wrong with the form's own fields, before the passphrase is used. */
  check?: () => readonly FieldError[];
  /** The field that a refused public key was typed into. */
  recipientField?: string;
  /** The form's own fields. */
  children?: ComponentChildren;
}

const field = "present-passphrase";

/** A change that needs the passphrase, which proves that it is the owner who asks for it. */
export function PassphraseForm({ form, action, run, check, recipientField, children }: PassphraseFormProps) {
  const wait = useWait();
  const [passphrase, setPassphrase] = useState("");

  async function submit(): Promise<readonly FieldError[]> {
    const errors = [...(check?.() ?? [])];
    if (passphrase === "") errors.push({ message: "Enter your passphrase", fieldId: field });
    if (errors.length > 0) return errors;
    const result = await run(passphrase);
    if (result.ok || result.error.kind === "wrong-secret") setPassphrase("");
    if (result.ok) return [];
    const { error } = result;
    if (error.kind === "wrong-secret" || error.kind === "wait") wait.startAfter(error);
    return [{ message: describeChangeProblem(error), fieldId: fieldOf(error) }];
  }

  function fieldOf({ kind }: ChangeProblem): string | undefined {
    if (kind === "recipient-unreadable") return recipientField;
    return kind === "wrong-secret" || kind === "wait" ? field : undefined;
  }

  return (
    <Form form={form} onSubmit={submit}>
      {children}
      <PasswordInput
        id={field}
        label="Your passphrase"
        value={passphrase}
        onChange={setPassphrase}
        autoComplete="current-password"
        error={form.errorOf(field)}
      />
      <WaitNotice wait={wait} />
      <Button type="submit" busy={form.isBusy || wait.seconds > 0}>
        {action}
      </Button>
    </Form>
  );
}
