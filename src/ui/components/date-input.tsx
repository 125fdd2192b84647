import type { ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";
import { describedBy, FieldNotes } from "./field-notes.tsx";
import { Fieldset } from "./fieldset.tsx";
import { FormGroup } from "./form-group.tsx";
import type { LabelSize } from "./label.tsx";

/** A date as it was typed: any text, valid or not. */
export interface DateFields {
  day: string;
  month: string;
  year: string;
}

export interface DateInputProps {
  /** An `ErrorSummary` may link to it: focus then goes to the day. */
  id: string;
  legend: ComponentChildren;
  value: DateFields;
  onChange: (value: DateFields) => void;
  legendSize?: LabelSize | undefined;
  hint?: ComponentChildren | undefined;
  error?: string | undefined;
  /** The parts at fault; all three when left out. */
  errorFields?: readonly (keyof DateFields)[] | undefined;
}

const PARTS = [
  { part: "day", label: "Day", width: 2 },
  { part: "month", label: "Month", width: 2 },
  { part: "year", label: "Year", width: 4 },
] as const;

/** A date someone knows or reads off a card. https://service-manual.nhs.uk/design-system/components/date-input */
export function DateInput({
  id,
  legend,
  value,
  onChange,
  legendSize,
  hint,
  error,
  errorFields = ["day", "month", "year"],
}: DateInputProps) {
  return (
    <FormGroup error={error}>
      {/* Without the role JAWS leaves out the description of a fieldset made of text fields. */}
      <Fieldset legend={legend} legendSize={legendSize} role="group" describedBy={describedBy({ id, hint, error })}>
        <FieldNotes id={id} hint={hint} error={error} />
        <div class="nhsuk-date-input" id={id}>
          {PARTS.map(({ part, label, width }) => (
            <div class="nhsuk-date-input__item" key={part}>
              <label class="nhsuk-label nhsuk-date-input__label" for={`${id}-${part}`}>
                {label}
              </label>
              <input
                class={classNames(
                  `nhsuk-input nhsuk-date-input__input nhsuk-input--width-${width}`,
                  error !== undefined && errorFields.includes(part) && "nhsuk-input--error",
                )}
                id={`${id}-${part}`}
                name={`${id}-${part}`}
                type="text"
                inputMode="numeric"
                autoComplete="off"
                value={value[part]}
                onInput={(event) => onChange({ ...value, [part]: event.currentTarget.value })}
              />
            </div>
          ))}
        </div>
      </Fieldset>
    </FormGroup>
  );
}
