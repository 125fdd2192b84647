import { type RecoverySheet, wrongPositions } from "../../state/recovery-sheet.ts";
import type { FieldError } from "../components/error-summary.tsx";
import { TextInput } from "../components/text-input.tsx";
import type { FormState } from "./setup-form.tsx";

export interface RetypeWordsProps {
  sheet: RecoverySheet;
  /** In the order of the sheet's positions. */
  typed: readonly string[];
  /** Takes what makes the next words of the present ones: whoever fills all fields at once does so before a redraw. */
  onChange: (change: (typed: readonly string[]) => readonly string[]) => void;
  form: FormState;
}

/** Fields for the words of a sheet that are typed again. */
export function RetypeWords({ sheet, typed, onChange, form }: RetypeWordsProps) {
  return (
    <>
      {sheet.positions.map((position, index) => (
        <TextInput
          key={position}
          id={`word-${position}`}
          label={`Word ${position}`}
          width={20}
          value={typed[index] ?? ""}
          onChange={(word) =>
            onChange((before) => sheet.positions.map((_, place) => (place === index ? word : (before[place] ?? ""))))
          }
          autoCapitalize="none"
          error={form.errorOf(`word-${position}`)}
        />
      ))}
    </>
  );
}

/** What to say of each word that is not as on the sheet. */
export function retypeErrors(sheet: RecoverySheet, typed: readonly string[]): FieldError[] {
  const wrong = wrongPositions(sheet, typed);
  return sheet.positions.flatMap((position, index) => {
    if (!wrong.includes(position)) return [];
    const isEmpty = (typed[index] ?? "").trim() === "";
    const message = isEmpty
      ? `Enter word ${position}`
      : `Word ${position} does not match your recovery sheet. Check it and type it again`;
    return [{ message, fieldId: `word-${position}` }];
  });
}
