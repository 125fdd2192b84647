import type { ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";
import { describedBy, FieldNotes } from "./field-notes.tsx";
import { FormGroup } from "./form-group.tsx";
import { Label, type LabelSize } from "./label.tsx";

export interface SelectOption<V extends string> {
  value: V;
  label: string;
}

export interface SelectProps<V extends string> {
  id: string;
  label: ComponentChildren;
  options: readonly SelectOption<V>[];
  /** Undefined shows `prompt`. */
  value: V | undefined;
  onChange: (value: V) => void;
  /** The first, empty choice; defaults to "Choose one" and is there only while nothing is chosen. */
  prompt?: string | undefined;
  /** Defaults to the id. */
  name?: string | undefined;
  labelSize?: LabelSize | undefined;
  labelHidden?: boolean | undefined;
  hint?: ComponentChildren | undefined;
  error?: string | undefined;
}

/** One of a long list; use radios for a short one. https://service-manual.nhs.uk/design-system/components/select */
export function Select<V extends string>({
  id,
  label,
  options,
  value,
  onChange,
  prompt = "Choose one",
  name = id,
  labelSize,
  labelHidden,
  hint,
  error,
}: SelectProps<V>) {
  function choose(chosen: string): void {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option !== undefined) onChange(option.value);
  }

  return (
    <FormGroup error={error}>
      <Label htmlFor={id} size={labelSize} hidden={labelHidden}>
        {label}
      </Label>
      <FieldNotes id={id} hint={hint} error={error} />
      <select
        class={classNames("nhsuk-select", error !== undefined && "nhsuk-select--error")}
        id={id}
        name={name}
        value={value ?? ""}
        aria-describedby={describedBy({ id, hint, error })}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {value === undefined && <option value="">{prompt}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}
