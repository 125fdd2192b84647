import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { classNames } from "./class-names.ts";
import { describedBy, FieldNotes } from "./field-notes.tsx";
import { FormGroup } from "./form-group.tsx";
import { Label, type LabelSize } from "./label.tsx";

export interface PasswordInputProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
  /** Defaults to the id. */
  name?: string | undefined;
  labelSize?: LabelSize | undefined;
  hint?: ComponentChildren | undefined;
  error?: string | undefined;
  /** What Show and Hide and the announcement name; defaults to "passphrase". */
  noun?: string | undefined;
}

// Two constants, because the element's type holds a different set of attributes for each.
const TEXT = { type: "text" } as const;
const PASSWORD = { type: "password" } as const;

/**
 * A secret that can be looked at while typing, pasted, and filled by a password manager.
 * https://service-manual.nhs.uk/design-system/components/password-input
 */
export function PasswordInput({
  id,
  label,
  value,
  onChange,
  autoComplete,
  name = id,
  labelSize,
  hint,
  error,
  noun = "passphrase",
}: PasswordInputProps) {
  const [isShown, setIsShown] = useState(false);
  const [announcement, setAnnouncement] = useState("");
  const input = useRef<HTMLInputElement>(null);

  // Browsers store the value of a text field for autofill, so the secret goes back under cover before a submit.
  useEffect(() => {
    const form = input.current?.form;
    const hide = () => setIsShown(false);
    form?.addEventListener("submit", hide);
    return () => form?.removeEventListener("submit", hide);
  }, []);

  function toggle(): void {
    setIsShown(!isShown);
    setAnnouncement(`Your ${noun} is ${isShown ? "hidden" : "visible"}`);
  }

  return (
    <FormGroup error={error} className="nhsuk-password-input">
      <Label htmlFor={id} size={labelSize}>
        {label}
      </Label>
      <FieldNotes id={id} hint={hint} error={error} />
      <div class="nhsuk-input-wrapper">
        <input
          ref={input}
          class={classNames("nhsuk-input nhsuk-password-input__input", error !== undefined && "nhsuk-input--error")}
          id={id}
          name={name}
          {...(isShown ? TEXT : PASSWORD)}
          value={value}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellcheck={false}
          aria-describedby={describedBy({ id, hint, error })}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
        <div class="nhsuk-u-visually-hidden" aria-live="polite">
          {announcement}
        </div>
        <button
          type="button"
          class="nhsuk-button nhsuk-button--secondary nhsuk-button--small nhsuk-password-input__toggle"
          aria-controls={id}
          aria-label={`${isShown ? "Hide" : "Show"} ${noun}`}
          onClick={toggle}
        >
          {isShown ? "Hide" : "Show"}
        </button>
      </div>
    </FormGroup>
  );
}
