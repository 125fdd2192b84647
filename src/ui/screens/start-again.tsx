import { useState } from "preact/hooks";
import { formatDate } from "../../domain/dates.ts";
import type { SecondCopy, Witness } from "../../domain/second-copy.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { Details } from "../components/details.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { TextInput } from "../components/text-input.tsx";
import { countRecords } from "../words/second-copy-words.ts";
import { Form, useForm } from "./setup-form.tsx";

export interface StartAgainProps {
  copy: SecondCopy;
  witness: Witness | undefined;
}

const field = "start-again";
const words = "start again";

/** The store is empty and there is nothing to put back: what to do, and the way to go on without. */
export function StartAgain({ copy, witness }: StartAgainProps) {
  const app = useApp();
  const form = useForm();
  const [typed, setTyped] = useState("");

  async function startAgain(): Promise<FieldError[]> {
    if (typed.trim().toLowerCase() !== words) return [{ message: `Type “${words}” to go on`, fieldId: field }];
    await copy.startAgain();
    await app.start();
    return [];
  }

  return (
    <>
      <p>
        The second copy on this device is gone as well.
        {witness !== undefined &&
          ` The device was set up on ${formatDate(witness.madeOn)} and had ${countRecords(witness.records)} when the app last looked.`}
      </p>
      <h2>What to do now</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        <li>Tell your IT team today. Do not clear this browser's data: they may still find something.</li>
        <li>If your organisation has a back-up of this device or of its records, ask for it.</li>
        <li>What you copied into the patient record is still there.</li>
      </ul>
      <Details summary="Start again without these records">
        <p>Set up this device anew. The records that were here can then not be put back.</p>
        <Form form={form} onSubmit={startAgain}>
          <TextInput
            id={field}
            label={`Type “${words}” to go on`}
            value={typed}
            onChange={setTyped}
            error={form.errorOf(field)}
          />
          <Button type="submit" variant="warning" busy={form.isBusy}>
            Start again
          </Button>
        </Form>
      </Details>
    </>
  );
}
