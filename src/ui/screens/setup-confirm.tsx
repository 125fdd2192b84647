import { useState } from "preact/hooks";
import type { RecoverySheet, SetupModel } from "../../state/setup-model.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { Page } from "../components/page.tsx";
import { TextInput } from "../components/text-input.tsx";
import { passphraseError } from "./passphrase-error.ts";
import { Form, useForm } from "./setup-form.tsx";

export interface SetupConfirmProps {
  model: SetupModel;
  sheet: RecoverySheet;
}

/** Three words of the sheet, typed again: the proof that there is a sheet and that it can be read. */
export function SetupConfirm({ model, sheet }: SetupConfirmProps) {
  const form = useForm();
  const [typed, setTyped] = useState<readonly string[]>(() => sheet.positions.map(() => ""));

  async function finish(): Promise<FieldError[]> {
    const errors = findErrors();
    if (errors.length > 0) return errors;
    const finished = await model.finish(typed);
    if (finished.ok || finished.error.kind === "wrong-words") return [];
    return [passphraseError(finished.error, { next: "" })];
  }

  function findErrors(): FieldError[] {
    const wrong = model.wrongPositions(typed);
    return sheet.positions.flatMap((position, index) => {
      if (!wrong.includes(position)) return [];
      const isEmpty = typed[index]?.trim() === "";
      const message = isEmpty
        ? `Enter word ${position}`
        : `Word ${position} does not match your recovery sheet. Check it and type it again`;
      return [{ message, fieldId: `word-${position}` }];
    });
  }

  return (
    <Page
      title="Check your recovery sheet"
      back={<BackLink href="/setup/recovery" />}
      error={form.hasErrors}
      width="reading"
    >
      <Form form={form} onSubmit={finish}>
        <p>Type these 3 words from the sheet that you printed or wrote down.</p>
        {sheet.positions.map((position, index) => (
          <TextInput
            key={position}
            id={`word-${position}`}
            label={`Word ${position}`}
            width={20}
            value={typed[index] ?? ""}
            onChange={(word) => setTyped(typed.map((other, place) => (place === index ? word : other)))}
            autoCapitalize="none"
            error={form.errorOf(`word-${position}`)}
          />
        ))}
        <Button type="submit" busy={form.isBusy}>
          Continue
        </Button>
      </Form>
    </Page>
  );
}
