import { type ComponentChildren, Fragment } from "preact";
import { classNames } from "./class-names.ts";
import { describedBy, FieldNotes } from "./field-notes.tsx";
import { Fieldset } from "./fieldset.tsx";
import { FormGroup } from "./form-group.tsx";
import type { LabelSize } from "./label.tsx";

export interface RadioOption<V extends string> {
  value: V;
  label: ComponentChildren;
  hint?: string | undefined;
  /** Shown under the option while it is chosen. */
  conditional?: ComponentChildren | undefined;
  /** Set apart from the option before it by this word, such as "or". */
  divider?: string | undefined;
}

export interface RadiosProps<V extends string> {
  /** Also the id of the first radio, which is where an `ErrorSummary` link lands. */
  id: string;
  legend: ComponentChildren;
  options: readonly RadioOption<V>[];
  /** Undefined until someone chooses: nothing is pre-selected. */
  value: V | undefined;
  onChange: (value: V) => void;
  /** Defaults to the id. */
  name?: string | undefined;
  legendSize?: LabelSize | undefined;
  legendHidden?: boolean | undefined;
  hint?: ComponentChildren | undefined;
  error?: string | undefined;
  /** Side by side from tablet width; for two short options. */
  inline?: boolean | undefined;
}

/** One answer out of several. https://service-manual.nhs.uk/design-system/components/radios */
export function Radios<V extends string>({
  id,
  legend,
  options,
  value,
  onChange,
  name = id,
  legendSize,
  legendHidden,
  hint,
  error,
  inline,
}: RadiosProps<V>) {
  return (
    <FormGroup error={error}>
      <Fieldset
        legend={legend}
        legendSize={legendSize}
        legendHidden={legendHidden}
        describedBy={describedBy({ id, hint, error })}
      >
        <FieldNotes id={id} hint={hint} error={error} />
        <div class={classNames("nhsuk-radios", inline && "nhsuk-radios--inline")}>
          {options.map((option, index) => {
            const optionId = index === 0 ? id : `${id}-${index + 1}`;
            return (
              <Fragment key={option.value}>
                {option.divider !== undefined && <div class="nhsuk-radios__divider">{option.divider}</div>}
                <div class="nhsuk-radios__item">
                  <input
                    class="nhsuk-radios__input"
                    type="radio"
                    id={optionId}
                    name={name}
                    value={option.value}
                    checked={value === option.value}
                    aria-describedby={option.hint !== undefined ? `${optionId}-item-hint` : undefined}
                    onChange={() => onChange(option.value)}
                  />
                  <label class="nhsuk-label nhsuk-radios__label" for={optionId}>
                    {option.label}
                  </label>
                  {option.hint !== undefined && (
                    <div class="nhsuk-hint nhsuk-radios__hint" id={`${optionId}-item-hint`}>
                      {option.hint}
                    </div>
                  )}
                </div>
                {option.conditional !== undefined && value === option.value && (
                  <div class="nhsuk-radios__conditional">{option.conditional}</div>
                )}
              </Fragment>
            );
          })}
        </div>
      </Fieldset>
    </FormGroup>
  );
}
