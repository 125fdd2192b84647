import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { textCaps } from "../../shared/text-caps.ts";
import { classNames } from "./class-names.ts";
import { describedBy, FieldNotes } from "./field-notes.tsx";
import { FormGroup } from "./form-group.tsx";
import { Label, type LabelSize } from "./label.tsx";

export interface TextAreaProps {
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
  rows?: number | undefined;
  /** Counts down to this many characters. It does not cut text off: words must not vanish while someone types. */
  maxLength?: number | undefined;
  /** The most characters it takes at all, far above what is sensible. */
  cap?: number | undefined;
}

/** Several lines of text. https://service-manual.nhs.uk/design-system/components/character-count */
export function TextArea({
  id,
  label,
  value,
  onChange,
  name = id,
  labelSize,
  labelHidden,
  hint,
  error,
  rows = 3,
  maxLength,
  cap = textCaps.words,
}: TextAreaProps) {
  const countId = maxLength === undefined ? undefined : `${id}-info`;
  return (
    <FormGroup error={error} className={countId && "nhsuk-character-count"}>
      <Label htmlFor={id} size={labelSize} hidden={labelHidden}>
        {label}
      </Label>
      <FieldNotes id={id} hint={hint} error={error} />
      <textarea
        class={classNames("nhsuk-textarea", error !== undefined && "nhsuk-textarea--error")}
        id={id}
        name={name}
        rows={rows}
        value={value}
        maxLength={cap}
        autoComplete="off"
        // Some browsers send what is typed to a server to check its spelling.
        spellcheck={false}
        aria-describedby={describedBy({ id, hint, error }, countId)}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {maxLength !== undefined && <CharacterCount id={`${id}-info`} length={value.length} maxLength={maxLength} />}
    </FormGroup>
  );
}

interface CharacterCountProps {
  id: string;
  length: number;
  maxLength: number;
}

function CharacterCount({ id, length, maxLength }: CharacterCountProps) {
  const remaining = maxLength - length;
  const [announced, setAnnounced] = useState("");
  const text = describeRemaining(remaining);

  // Spoken once typing pauses, and only near the limit: a count after every letter drowns out the letters.
  useEffect(() => {
    if (remaining > maxLength * 0.1) {
      setAnnounced("");
      return;
    }
    const timer = setTimeout(() => setAnnounced(text), 1000);
    return () => clearTimeout(timer);
  }, [text, remaining, maxLength]);

  return (
    <>
      <div class="nhsuk-u-visually-hidden" id={id}>
        You can enter up to {maxLength} characters
      </div>
      <div
        class={classNames("nhsuk-character-count__message", remaining < 0 ? "nhsuk-error-message" : "nhsuk-hint")}
        aria-hidden="true"
      >
        {text}
      </div>
      <div class="nhsuk-u-visually-hidden" aria-live="polite">
        {announced}
      </div>
    </>
  );
}

function describeRemaining(remaining: number): string {
  const count = Math.abs(remaining);
  const characters = count === 1 ? "character" : "characters";
  return remaining < 0 ? `You have ${count} ${characters} too many` : `You have ${count} ${characters} remaining`;
}
