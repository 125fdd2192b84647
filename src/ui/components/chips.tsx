import type { ComponentChildren, TargetedEvent } from "preact";
import { useMemo } from "preact/hooks";
import { classNames } from "./class-names.ts";
import { describedBy, FieldNotes } from "./field-notes.tsx";
import { Legend } from "./legend.tsx";
import { toggleValue } from "./toggle-value.ts";

export interface ChipOption<V extends string> {
  value: V;
  label: string;
  hint?: string | undefined;
  /** Multiple only: ticking it clears the rest, and ticking another clears it. */
  exclusive?: boolean | undefined;
}

interface CommonChipsProps<V extends string> {
  legend: ComponentChildren;
  legendHidden?: boolean | undefined;
  /** Unique on the page: it groups the radios, and the first chip has it as its id. */
  name: string;
  options: readonly ChipOption<V>[];
  /** Offers "Clear answer" while something is chosen, since a radio cannot be unchosen. */
  onClear?: (() => void) | undefined;
  /** 44 px high instead of 48, for a page with many rows. */
  compact?: boolean | undefined;
  hint?: ComponentChildren | undefined;
  error?: string | undefined;
}

export type ChipsProps<V extends string> = CommonChipsProps<V> &
  (
    | { multiple?: false | undefined; value: V | undefined; onChange: (value: V) => void }
    | { multiple: true; values: readonly V[]; onChange: (values: V[]) => void }
  );

/**
 * A question answered with one tap: native radios (or checkboxes) drawn as a wrapping row of pills, with nothing
 * pre-selected. A chosen pill shows a tick and a heavier border besides its colour.
 * https://service-manual.nhs.uk/design-system/components/radios
 */
export function Chips<V extends string>(props: ChipsProps<V>) {
  const { legend, legendHidden, name, options, onClear, compact, hint, error } = props;
  const chosen = props.multiple ? props.values : props.value === undefined ? [] : [props.value];

  // One listener for all, so that a chip is drawn anew only when it looks different.
  function choose({ target }: TargetedEvent<HTMLElement>): void {
    const value = options.find((option) => target instanceof HTMLInputElement && option.value === target.value)?.value;
    if (value === undefined) return;
    if (props.multiple) props.onChange(toggleValue(props.values, value, options));
    else props.onChange(value);
  }

  // The button vanishes with the answer; focus goes back to the chips rather than to the top of the page.
  function clear(): void {
    document.getElementById(name)?.focus();
    onClear?.();
  }

  return (
    <fieldset
      class={classNames(
        "nhsuk-fieldset app-chips",
        props.multiple && "app-chips--multiple",
        compact && "app-chips--compact",
        legendHidden && "app-chips--bare",
      )}
      aria-describedby={describedBy({ id: name, hint, error })}
    >
      <Legend hidden={legendHidden} className="app-chips__legend">
        {legend}
      </Legend>
      <FieldNotes id={name} hint={hint} error={error} />
      <div class="app-chips__list" onChange={choose}>
        {options.map((option, index) => (
          <Chip
            key={option.value}
            id={index === 0 ? name : `${name}-${index + 1}`}
            name={name}
            type={props.multiple ? "checkbox" : "radio"}
            value={option.value}
            label={option.label}
            hint={option.hint}
            isChosen={chosen.includes(option.value)}
          />
        ))}
        {onClear !== undefined && chosen.length > 0 && (
          <button type="button" class="app-link-button app-chips__clear" onClick={clear}>
            Clear <span class="nhsuk-u-visually-hidden">answer: {legend}</span>
          </button>
        )}
      </div>
    </fieldset>
  );
}

interface ChipProps {
  id: string;
  name: string;
  type: "radio" | "checkbox";
  value: string;
  label: string;
  hint: string | undefined;
  isChosen: boolean;
}

// The same drawing for as long as nothing about it changes: a page of topics has a hundred of these, and a tap changes two.
function Chip({ id, name, type, value, label, hint, isChosen }: ChipProps) {
  return useMemo(() => {
    const hintId = hint === undefined ? undefined : `${id}-item-hint`;
    return (
      <div class="app-chip">
        <input
          class="app-chip__input"
          type={type}
          id={id}
          name={name}
          value={value}
          checked={isChosen}
          aria-labelledby={`${id}-label`}
          aria-describedby={hintId}
        />
        <label class="app-chip__label" for={id}>
          <span class="app-chip__mark">
            <svg class="app-chip__tick" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
              <path d="m3 8.5 3.5 3.5L13 4.5" />
            </svg>
          </span>
          <span>
            <span id={`${id}-label`}>{label}</span>
            {hint !== undefined && (
              <span class="app-chip__hint" id={hintId}>
                {hint}
              </span>
            )}
          </span>
        </label>
      </div>
    );
  }, [id, name, type, value, label, hint, isChosen]);
}
