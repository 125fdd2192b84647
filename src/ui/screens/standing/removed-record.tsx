import { useEffect, useState } from "preact/hooks";
import { describeAuthor } from "../../../domain/author.ts";
import type { ContactEntry } from "../../../domain/family.ts";
import type { ContactReceipt } from "../../../domain/receipt.ts";
import { useApp } from "../../app-context.ts";
import { describeMoment } from "../../words/standing-words.ts";

export interface RemovedRecordProps {
  entry: ContactEntry;
}

/** The receipt for a record that was removed from this device. */
export function RemovedRecord({ entry }: RemovedRecordProps) {
  const app = useApp();
  const [receipt, setReceipt] = useState<ContactReceipt | undefined>(undefined);
  useEffect(() => {
    void (async () => {
      const standing = await app.workspace.standing();
      const loaded = standing.ok ? await standing.value.loadReceipt(entry.id) : standing;
      if (loaded.ok) setReceipt(loaded.value);
    })();
  }, [entry.id]);
  const zone = app.device.clock.timeZone();
  const handedOver = receipt?.handedOverAt ?? entry.handOver?.inRecordAt;
  const marked = handedOver && describeMoment(handedOver, zone);
  const removed = receipt?.removedAt ?? entry.removedAt;
  const isError = entry.enteredInError !== undefined;
  return (
    <p>
      {[
        ...(isError ? ["Entered in error."] : []),
        ...(marked
          ? [isError ? `No patient record has it wrong, as of ${marked}.` : `In the patient record since ${marked}.`]
          : []),
        ...(removed ? [`Removed from this device on ${describeMoment(removed, zone)}`] : []),
      ].join(" ")}
      {receipt ? ` by ${describeAuthor(receipt.by)}.` : "."}
    </p>
  );
}
