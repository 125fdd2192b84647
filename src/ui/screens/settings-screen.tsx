import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { RowLink } from "../components/row-link.tsx";
import { RowList } from "../components/row-list.tsx";
import { NotFoundScreen } from "./not-found-screen.tsx";
import { SettingsAbout } from "./settings-about.tsx";
import { SettingsBackup } from "./settings-backup.tsx";
import { SettingsEscrow } from "./settings-escrow.tsx";
import { SettingsLock } from "./settings-lock.tsx";
import { SettingsLockName } from "./settings-lock-name.tsx";
import { SettingsNewKeys } from "./settings-new-keys.tsx";
import { SettingsNumbers } from "./settings-numbers.tsx";
import { SettingsPassphrase } from "./settings-passphrase.tsx";
import { SettingsRecoveryWords } from "./settings-recovery-words.tsx";
import { SettingsRemoval } from "./settings-removal.tsx";
import { SettingsRestore } from "./settings-restore.tsx";
import { SettingsScreenLock } from "./settings-screen-lock.tsx";
import { SettingsStorage } from "./settings-storage.tsx";
import { SettingsUnlock } from "./settings-unlock.tsx";
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
    case "unlock":
      return <SettingsUnlock />;
    case "lock-name":
      return <SettingsLockName />;
    case "recovery-words":
      return <SettingsRecoveryWords />;
    case "screen-lock":
      return <SettingsScreenLock />;
    case "organisation":
      return <SettingsEscrow />;
    case "new-keys":
      return <SettingsNewKeys />;
    case "numbers":
      return <SettingsNumbers />;
    case "backup":
      return <SettingsBackup />;
    case "restore":
      return <SettingsRestore />;
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
  const app = useApp();
  const { you, lock, localNumbers } = app.settings.value.value;
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
        <RowLink
          href="/settings/unlock"
          title="Ways to unlock"
          lines={["Recovery words, screen lock, your organisation, new keys"]}
        />
        <RowLink
          href="/settings/lock-name"
          title="Name on the lock screen"
          lines={[app.people.current.label || "For a device that several people use"]}
        />
        <RowLink
          href="/settings/backup"
          title="Backup"
          lines={["One encrypted file of everything, and restoring it"]}
        />
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
