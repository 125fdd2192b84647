import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { RowLink } from "../components/row-link.tsx";
import { RowList } from "../components/row-list.tsx";
import { NotFoundScreen } from "./not-found-screen.tsx";
import { SettingsAbout } from "./settings-about.tsx";
import { SettingsLock } from "./settings-lock.tsx";
import { SettingsNumbers } from "./settings-numbers.tsx";
import { SettingsPassphrase } from "./settings-passphrase.tsx";
import { SettingsRemoval } from "./settings-removal.tsx";
import { SettingsStorage } from "./settings-storage.tsx";
import { SettingsYou } from "./settings-you.tsx";

export interface SettingsScreenProps {
  /** From the address. Without one, the list of all sections. */
  section?: string | undefined;
}

/** What the visitor can set on this device, and what the app says of itself. */
export function SettingsScreen({ section }: SettingsScreenProps) {
  switch (section) {
    case undefined:
      return <SettingsList />;
    case "you":
      return <SettingsYou />;
    case "lock":
      return <SettingsLock />;
    case "passphrase":
      return <SettingsPassphrase />;
    case "numbers":
      return <SettingsNumbers />;
    case "removal":
      return <SettingsRemoval />;
    case "storage":
      return <SettingsStorage />;
    case "about":
      return <SettingsAbout />;
    default:
      return <NotFoundScreen />;
  }
}

function SettingsList() {
  const { you, lock, localNumbers } = useApp().settings.value.value;
  return (
    <Page title="Settings" back={<BackLink href="/caseload">Caseload</BackLink>} width="reading">
      <RowList label="Settings">
        <RowLink href="/settings/you" title="You" lines={[you.name || "Your name is not set", you.role]} />
        <RowLink
          href="/settings/numbers"
          title="Local numbers and red book"
          lines={[countNumbers(localNumbers.length)]}
        />
        <RowLink
          href="/settings/lock"
          title="Lock"
          lines={[`After ${minutes(lock.idleMinutes)}, in a contact after ${minutes(lock.contactMinutes)}`]}
        />
        <RowLink href="/settings/passphrase" title="Change passphrase" />
        <RowLink href="/settings/storage" title="Storage" lines={["Offline use, space and a check of all records"]} />
        <RowLink
          href="/settings/removal"
          title="Removing records"
          lines={["What may go once it is in the patient record"]}
        />
        <RowLink href="/settings/about" title="About" lines={["Version, advice and sources"]} />
      </RowList>
    </Page>
  );
}

function countNumbers(count: number): string {
  if (count === 0) return "No numbers yet";
  return count === 1 ? "1 number" : `${count} numbers`;
}

function minutes(count: number): string {
  return count === 1 ? "1 minute" : `${count} minutes`;
}
