import { type ComponentChildren, Fragment } from "preact";
import { describedBy, FieldNotes } from "./field-notes.tsx";
import { Fieldset } from "./fieldset.tsx";
import { FormGroup } from "./form-group.tsx";
import type { LabelSize } from "./label.tsx";
import { toggleValue } from "./toggle-value.ts";

export interface CheckboxOption<V extends string> {
  value: V;
  label: ComponentChildren;
  hint?: string | undefined;
  /** Shown under the option while it is ticked. */
  conditional?: ComponentChildren | undefined;
  /** "None of these": ticking it clears the rest, and ticking another clears it. */
  exclusive?: boolean | undefined;
}

export interface CheckboxesProps<V extends string> {
  /** Also the id of the first checkbox, which is where an `ErrorSummary` link lands. */
  id: string;
  legend: ComponentChildren;
  options: readonly CheckboxOption<V>[];
  values: readonly V[];
  /** Receives every ticked value, in the order of the options. */
  onChange: (values: V[]) => void;
  /** Defaults to the id. */
  name?: string | undefined;
  legendSize?: LabelSize | undefined;
  legendHidden?: boolean | undefined;
  hint?: ComponentChildren | undefined;
  error?: string | undefined;
}

/** Any number of answers, or none of these. https://service-manual.nhs.uk/design-system/components/checkboxes */
export function Checkboxes<V extends string>({
  id,
  legend,
  options,
  values,
  onChange,
  name = id,
  legendSize,
  legendHidden,
  hint,
  error,
}: CheckboxesProps<V>) {
  return (
    <FormGroup error={error}>
      <Fieldset
        legend={legend}
        legendSize={legendSize}
        legendHidden={legendHidden}
        describedBy={describedBy({ id, hint, error })}
      >
        <FieldNotes id={id} hint={hint} error={error} />
        <div class="nhsuk-checkboxes">
          {options.map((option, index) => {
            const optionId = index === 0 ? id : `${id}-${index + 1}`;
            return (
              <Fragment key={option.value}>
                {option.exclusive && options.length > 1 && <div class="nhsuk-checkboxes__divider">or</div>}
                <div class="nhsuk-checkboxes__item">
                  <input
                    class="nhsuk-checkboxes__input"
                    type="checkbox"
                    id={optionId}
                    name={name}
                    value={option.value}
                    checked={values.includes(option.value)}
                    aria-describedby={option.hint !== undefined ? `${optionId}-item-hint` : undefined}
                    onChange={() => onChange(toggleValue(values, option.value, options))}
                  />
                  <label class="nhsuk-label nhsuk-checkboxes__label" for={optionId}>
                    {option.label}
                  </label>
                  {option.hint !== undefined && (
                    <div class="nhsuk-hint nhsuk-checkboxes__hint" id={`${optionId}-item-hint`}>
                      {option.hint}
                    </div>
                  )}
                </div>
                {option.conditional !== undefined && values.includes(option.value) && (
                  <div class="nhsuk-checkboxes__conditional">{option.conditional}</div>
                )}
              </Fragment>
            );
          })}
        </div>
      </Fieldset>
    </FormGroup>
  );
}
