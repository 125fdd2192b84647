import { useState } from "preact/hooks";
import type { FinalContact } from "../../domain/contact.ts";
import type { SaidLater } from "../../domain/said-later.ts";
import { recordFile } from "../../exports/record-file.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { WarningCallout } from "../components/warning-callout.tsx";
import { describeLoadFailure } from "../words/failures.ts";

export interface RecordFilePanelProps {
  /** As it was first written. */
  record: FinalContact;
  /** What was said of it since. */
  later: readonly SaidLater[];
}

const outcomes = {
  saved: "The file is saved. Keep it in a safe place.",
  "handed-over": "The browser has been given the file. Look for it in your downloads, and move it to a safe place.",
  failed: "The file was not saved. Try again, or choose another place.",
};

/** Saves the record as a file by which it can be checked later, after saying what that means. */
export function RecordFilePanel({ record, later }: RecordFilePanelProps) {
  const app = useApp();
  const [outcome, setOutcome] = useState("");

  async function save() {
    const excerpt = await app.workspace.log.excerpt(record, later);
    if (!excerpt.ok) return setOutcome(describeLoadFailure(excerpt.error, "record"));
    if (excerpt.value === undefined) {
      return setOutcome(
        "This record is older than the app's log, so there is nothing to check it by. Nothing was saved.",
      );
    }
    const file = recordFile({ record, later }, excerpt.value, { audience: "professional", isTraining: app.isTraining });
    const saved = await app.device.saveFile(file.name, new TextEncoder().encode(file.content));
    if (saved === "cancelled") return;
    setOutcome(outcomes[saved]);
    if (saved !== "failed") await app.workspace.log.note({ kind: "exported", contact: record.id, what: "record file" });
  }

  return (
    <WarningCallout heading="Anyone who has the file can read this record">
      <p>
        The file is not locked. It holds the whole record, and proof of whether it was changed later. Save it only if
        your organisation asks for it.
      </p>
      <Button variant="secondary" onClick={save}>
        Save the file
      </Button>
      <p role="status">{outcome}</p>
    </WarningCallout>
  );
}
