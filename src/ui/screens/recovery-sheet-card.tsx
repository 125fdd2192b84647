import { formatDate } from "../../domain/dates.ts";
import type { RecoverySheet } from "../../state/recovery-sheet.ts";
import { useApp } from "../app-context.ts";
import { Card } from "../components/card.tsx";

/** The words to print or write down. On paper they name neither device nor user. */
export function RecoverySheetCard({ sheet }: { sheet: RecoverySheet }) {
  const { today } = useApp();
  return (
    <section aria-label="Recovery sheet">
      <Card heading="Recovery sheet">
        <p>Safer Sleep Contacts, {formatDate(today.value)}</p>
        <ol class="nhsuk-list nhsuk-list--number" translate={false}>
          {sheet.words.map((word) => (
            <li key={word}>{word}</li>
          ))}
        </ol>
        <p>Keep this sheet in a safe place, away from the device. Do not take a photo of it.</p>
      </Card>
    </section>
  );
}
