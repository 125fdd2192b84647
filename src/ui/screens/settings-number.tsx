import { useState } from "preact/hooks";
import { type CivilDate, type EnteredDate, readEnteredDate } from "../../domain/dates.ts";
import type { LocalNumber } from "../../domain/settings.ts";
import { assertNever } from "../../shared/assert-never.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { DateInput } from "../components/date-input.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { Page } from "../components/page.tsx";
import { TextInput } from "../components/text-input.tsx";
import { Form, useForm } from "./setup-form.tsx";
import { tooLong } from "./setup-you.tsx";

export interface SettingsNumberProps {
  /** Left out for a new number. */
  number: LocalNumber | undefined;
  onBack: () => void;
  /** Stores the number, or says what is wrong. */
  onSave: (number: LocalNumber) => Promise<readonly FieldError[]>;
}

/** One local number. */
export function SettingsNumber({ number, onBack, onSave }: SettingsNumberProps) {
  const { today } = useApp();
  const form = useForm();
  const [label, setLabel] = useState(number?.label ?? "");
  const [phone, setPhone] = useState(number?.phone ?? "");
  const [checkedOn, setCheckedOn] = useState<EnteredDate>(number?.checkedOn ?? { day: "", month: "", year: "" });

  async function save(): Promise<readonly FieldError[]> {
    const checked = readEnteredDate(checkedOn);
    const errors = [
      ...(label.trim() === "" ? [{ message: "Enter what the number is for", fieldId: "label" }] : []),
      ...tooLong("What the number is for", "label", label),
      ...(isPhone(phone) ? [] : [{ message: "Enter a phone number, like 0118 496 0000", fieldId: "phone" }]),
      ...tooLong("Phone number", "phone", phone),
      ...dateErrors(checked, today.value),
    ];
    if (errors.length > 0) return errors;
    return onSave({ label: label.trim(), phone: phone.trim(), ...(checked.ok ? { checkedOn } : {}) });
  }

  return (
    <Page
      title={number === undefined ? "Add a number" : "Change a number"}
      back={<BackLink onClick={onBack} />}
      error={form.hasErrors}
      width="reading"
    >
      <Form form={form} onSubmit={save}>
        <TextInput
          id="label"
          label="What the number is for"
          hint="For example, safeguarding team, out of hours."
          value={label}
          onChange={setLabel}
          error={form.errorOf("label")}
        />
        <TextInput
          id="phone"
          label="Phone number"
          type="tel"
          width={20}
          value={phone}
          onChange={setPhone}
          error={form.errorOf("phone")}
        />
        <DateInput
          id="checked-on"
          legend="When the number was last checked (optional)"
          value={checkedOn}
          onChange={setCheckedOn}
          error={form.errorOf("checked-on")}
        />
        <Button type="submit" busy={form.isBusy}>
          Save
        </Button>
      </Form>
    </Page>
  );
}

// Short numbers such as 999, 111 and 101 count, and so does "ext 12".
function isPhone(text: string): boolean {
  return /^[\d\s()+-]+(\s*(ext|extension|x)\.?\s*\d+)?$/i.test(text.trim()) && text.replace(/\D/g, "").length >= 3;
}

function dateErrors(checked: ReturnType<typeof readEnteredDate>, today: CivilDate): FieldError[] {
  const fieldId = "checked-on";
  if (checked.ok) {
    return checked.value > today ? [{ message: "The date of the check must be today or in the past", fieldId }] : [];
  }
  switch (checked.error.kind) {
    case "empty":
      return [];
    case "incomplete":
      return [{ message: `The date of the check must include a ${checked.error.missing.join(" and ")}`, fieldId }];
    case "impossible":
      return [{ message: "The date of the check must be a real date", fieldId }];
    default:
      return assertNever(checked.error);
  }
}
