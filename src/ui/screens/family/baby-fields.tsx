import { describeBirthProblem } from "../../../domain/birth-problems.ts";
import type { BirthProblem, EnteredBaby } from "../../../domain/births.ts";
import { DateInput } from "../../components/date-input.tsx";
import { Details } from "../../components/details.tsx";
import { LinkButton } from "../../components/link-button.tsx";
import { TextInput } from "../../components/text-input.tsx";

export interface BabyFieldsProps {
  prefix: string;
  /** "Baby", or "Baby 2" of twins. */
  label: string;
  baby: EnteredBaby;
  problems: readonly BirthProblem[];
  onChange: (baby: EnteredBaby) => void;
  onRemove?: (() => void) | undefined;
}

/** The fields of one baby. Only the date of birth is needed. */
export function BabyFields({ prefix, label, baby, problems, onChange, onRemove }: BabyFieldsProps) {
  const errorOf = (field: BirthProblem["field"]) => {
    const problem = problems.find((item) => item.field === field && "babyId" in item && item.babyId === baby.id);
    return problem && describeBirthProblem(problem);
  };
  return (
    <fieldset class="nhsuk-fieldset app-baby">
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">{label}</legend>
      <DateInput
        id={`${prefix}-birth-date`}
        legend="Date of birth"
        hint="For example, 12 11 2026"
        value={baby.birthDate}
        error={errorOf("birth-date")}
        onChange={(birthDate) => onChange({ ...baby, birthDate })}
      />
      <TextInput
        id={`${prefix}-name`}
        label="First name (optional)"
        width={20}
        value={baby.name}
        error={errorOf("name")}
        onChange={(name) => onChange({ ...baby, name })}
      />
      <Details
        summary="Weeks at birth, weight, NHS number (optional)"
        open={Boolean(
          baby.gestation ||
            baby.weight ||
            baby.nhsNumber ||
            errorOf("gestation") ||
            errorOf("weight") ||
            errorOf("nhs-number"),
        )}
      >
        <TextInput
          id={`${prefix}-gestation`}
          label="Weeks and days of pregnancy at birth"
          hint="For example, 38+4"
          width={5}
          value={baby.gestation}
          error={errorOf("gestation")}
          onChange={(gestation) => onChange({ ...baby, gestation })}
        />
        <TextInput
          id={`${prefix}-weight`}
          label="Birth weight"
          hint="In grams or kilograms, for example 3400 or 3.4kg"
          width={10}
          value={baby.weight}
          error={errorOf("weight")}
          onChange={(weight) => onChange({ ...baby, weight })}
        />
        <TextInput
          id={`${prefix}-nhs-number`}
          label="NHS number"
          hint="10 numbers, for example 999 123 4567"
          width={20}
          inputMode="numeric"
          value={baby.nhsNumber}
          error={errorOf("nhs-number")}
          onChange={(nhsNumber) => onChange({ ...baby, nhsNumber })}
        />
      </Details>
      {onRemove && (
        <LinkButton onClick={onRemove} visuallyHiddenText={label}>
          Remove
        </LinkButton>
      )}
    </fieldset>
  );
}
