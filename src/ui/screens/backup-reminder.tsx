import { useEffect, useState } from "preact/hooks";
import type { OnlyHere } from "../../domain/record-archive.ts";
import { countOnlyHere } from "../../state/backup-model.ts";
import { useApp } from "../app-context.ts";
import { InsetText } from "../components/inset-text.tsx";
import { describeOnlyHere } from "../words/backup-words.ts";

const HOURS_24 = 24 * 60 * 60 * 1000;
const MANY = 10;

/** What would be lost with this device, and the way to back it up. It stands out after a day or ten contacts. */
export function BackupReminder() {
  const app = useApp();
  const [onlyHere, setOnlyHere] = useState<OnlyHere>();
  useEffect(() => {
    let isGone = false;
    void countOnlyHere(app).then((count) => {
      if (!isGone) setOnlyHere(count);
    });
    return () => {
      isGone = true;
    };
  }, [app]);

  if (onlyHere === undefined || onlyHere.contacts === 0) return null;
  const { contacts, since } = onlyHere;
  const age = since === undefined ? 0 : Date.parse(app.device.clock.now()) - Date.parse(since);
  const words = (
    <p>
      {describeOnlyHere(onlyHere)} <a href="/settings/backup">Back up now</a>
    </p>
  );
  return contacts >= MANY || age > HOURS_24 ? <InsetText>{words}</InsetText> : words;
}
