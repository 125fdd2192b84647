import type { ComponentChildren } from "preact";
import { textCaps } from "../../shared/text-caps.ts";
import { classNames } from "./class-names.ts";
import { describedBy, FieldNotes } from "./field-notes.tsx";
import { FormGroup } from "./form-group.tsx";
import { Label, type LabelSize } from "./label.tsx";

export interface TextInputProps {
  id: string;
  label: ComponentChildren;
  value: string;
  onChange: (value: string) => void;
  /** Defaults to the id. */
  name?: string | undefined;
  labelSize?: LabelSize | undefined;
  labelHidden?: boolean | undefined;
  hint?: ComponentChildren | undefined;
  error?: string | undefined;
  type?: keyof typeof TYPES | undefined;
  /** How many characters the field looks made for. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined;
  inputMode?: "text" | "numeric" | "tel" | "email" | "search" | undefined;
  /** Defaults to "off": what is typed here is about someone else than the person whose browser it is. */
  autoComplete?: string | undefined;
  autoCapitalize?: "none" | "words" | "sentences" | undefined;
  disabled?: boolean | undefined;
}

// One constant each, because the element's type holds a different set of attributes for each.
const TYPES = {
  text: { type: "text" },
  search: { type: "search" },
  tel: { type: "tel" },
  email: { type: "email" },
  time: { type: "time" },
} as const;

/** One line of text. Never validates while typing. https://service-manual.nhs.uk/design-system/components/text-input */
export function TextInput({
  id,
  label,
  value,
  onChange,
  name = id,
  labelSize,
  labelHidden,
  hint,
  error,
  type = "text",
  width,
  inputMode,
  autoComplete = "off",
  autoCapitalize,
  disabled,
}: TextInputProps) {
  return (
    <FormGroup error={error}>
      <Label htmlFor={id} size={labelSize} hidden={labelHidden}>
        {label}
      </Label>
      <FieldNotes id={id} hint={hint} error={error} />
      <input
        class={classNames(
          "nhsuk-input",
          width !== undefined && `nhsuk-input--width-${width}`,
          error !== undefined && "nhsuk-input--error",
        )}
        id={id}
        name={name}
        {...TYPES[type]}
        value={value}
        maxLength={textCaps.line}
        inputMode={inputMode}
        autoComplete={autoComplete}
        // Some browsers send what is typed to a server to check its spelling.
        spellcheck={false}
        autoCapitalize={autoCapitalize}
        disabled={disabled}
        aria-describedby={describedBy({ id, hint, error })}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </FormGroup>
  );
}
