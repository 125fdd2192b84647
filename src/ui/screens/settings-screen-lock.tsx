import type { WayIn } from "../../domain/ways-in.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { NotificationBanner } from "../components/notification-banner.tsx";
import { Page } from "../components/page.tsx";
import { Spinner } from "../components/spinner.tsx";
import { PassphraseForm } from "./passphrase-form.tsx";
import { useForm } from "./setup-form.tsx";
import { changeWayIn, describeDay, useWaysIn, wayOfType } from "./ways-in.ts";

/** The device's own screen lock as a quick way to unlock, beside the passphrase. */
export function SettingsScreenLock() {
  const app = useApp();
  const form = useForm();
  const { ways, look } = useWaysIn();
  const passkey = wayOfType(ways, "passkey");

  async function change(passphrase: string) {
    const kind = passkey === undefined ? { kind: "passkey" as const } : { kind: "remove" as const, id: passkey.id };
    const result = await changeWayIn(app, passphrase, kind);
    if (result.ok) await look();
    return result;
  }

  return (
    <Page
      title="Screen lock of this device"
      back={<BackLink href="/settings/unlock">Ways to unlock</BackLink>}
      error={form.hasErrors}
      width="reading"
    >
      {form.isDone && (
        <NotificationBanner variant="success">
          {passkey === undefined
            ? "The screen lock does not open your records any more. You may delete the passkey for this app in the device's settings."
            : "You can unlock with this device's screen lock from now on."}
        </NotificationBanner>
      )}
      {app.isTraining ? (
        <p>Training opens without it. Nothing in it is a real record.</p>
      ) : ways === undefined ? (
        <Spinner label="Looking at the ways to unlock" />
      ) : (
        <>
          {passkey === undefined ? <Offer /> : <InUse passkey={passkey} />}
          <PassphraseForm
            form={form}
            action={passkey === undefined ? "Use the screen lock" : "Remove the screen lock"}
            run={change}
          />
        </>
      )}
    </Page>
  );
}

function Offer() {
  return (
    <>
      <p>
        You can unlock with the fingerprint, face or PIN that opens this device. The device keeps a passkey for it. Your
        passphrase and your recovery words work as before, and you still need them.
      </p>
      <p>Anyone who can open this device's screen lock can then open your records. Do not use it on a shared device.</p>
    </>
  );
}

function InUse({ passkey }: { passkey: Extract<WayIn, { type: "passkey" }> }) {
  const app = useApp();
  return (
    <>
      <p>The screen lock opens your records. Added on {describeDay(passkey.addedAt, app)}.</p>
      <p>
        {passkey.backup === "device-bound"
          ? "The passkey stays on this device."
          : "The browser or system may copy the passkey to your other devices, through your account with its maker. The records are not copied."}
      </p>
      {!passkey.isUsableHere && <p>It was added at another address of this app, so it cannot be used here.</p>}
    </>
  );
}
