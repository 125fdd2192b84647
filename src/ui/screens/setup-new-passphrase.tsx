import { useEffect, useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import { Card } from "../components/card.tsx";
import { PasswordInput } from "../components/password-input.tsx";

export interface NewPassphraseProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

/** A field for a passphrase to be, and five random words to use for it. The words go when the page goes. */
export function NewPassphrase({ id, label, value, onChange, error }: NewPassphraseProps) {
  const { vault } = useApp().workspace;
  const [suggestion, setSuggestion] = useState("");

  useEffect(() => {
    let isGone = false;
    void vault.suggestPassphrase().then((words) => {
      if (!isGone) setSuggestion(words);
    });
    return () => {
      isGone = true;
    };
  }, [vault]);

  const isUsed = suggestion !== "" && value === suggestion;
  return (
    <>
      <PasswordInput
        id={id}
        label={label}
        value={value}
        onChange={onChange}
        autoComplete="new-password"
        hint="At least 12 characters. 5 random words work well."
        error={error}
      />
      {suggestion !== "" && (
        <Card>
          <p>Or use these 5 random words:</p>
          <p class="nhsuk-heading-m" translate={false}>
            {suggestion}
          </p>
          <ButtonGroup>
            <Button variant="secondary" onClick={() => onChange(suggestion)}>
              Use these 5 words
            </Button>
            <Button variant="secondary" onClick={async () => setSuggestion(await vault.suggestPassphrase())}>
              Other words
            </Button>
          </ButtonGroup>
          <p role="status">{isUsed ? "These 5 words are in the field. Keep them where only you can see them." : ""}</p>
        </Card>
      )}
    </>
  );
}
