import type { FieldError } from "../components/error-summary.tsx";
import { TextInput } from "../components/text-input.tsx";
import { mostLabel } from "./people-labels.ts";
import type { FormState } from "./setup-form.tsx";

export interface LockNameFieldProps {
  value: string;
  onChange: (value: string) => void;
  form: FormState;
}

const field = "lock-name";

/** What somebody is to be called on the lock screen, with the warning that everybody can read it. */
export function LockNameField({ value, onChange, form }: LockNameFieldProps) {
  return (
    <TextInput
      id={field}
      label="Initials or a nickname"
      hint="This is not encrypted. Anyone with this device can read it."
      width={20}
      value={value}
      onChange={onChange}
      error={form.errorOf(field)}
    />
  );
}

/** What is wrong with it. `others` are the labels of the other people. */
export function lockNameErrors(value: string, others: readonly string[]): FieldError[] {
  const label = value.trim();
  if (label === "") return [{ message: "Enter initials or a nickname", fieldId: field }];
  if (label.length > mostLabel) return [{ message: `Use ${mostLabel} characters or fewer`, fieldId: field }];
  const isTaken = others.some((other) => other.toLowerCase() === label.toLowerCase());
  return isTaken ? [{ message: "Somebody else on this device uses this. Choose another", fieldId: field }] : [];
}
