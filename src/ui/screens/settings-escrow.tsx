import { useEffect, useState } from "preact/hooks";
import type { WayIn } from "../../domain/ways-in.ts";
import { fingerprint } from "../../shared/fingerprint.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { NotificationBanner } from "../components/notification-banner.tsx";
import { Page } from "../components/page.tsx";
import { Spinner } from "../components/spinner.tsx";
import { SummaryList } from "../components/summary-list.tsx";
import { TextInput } from "../components/text-input.tsx";
import { EscrowFile } from "./escrow-file.tsx";
import { PassphraseForm } from "./passphrase-form.tsx";
import { useForm } from "./setup-form.tsx";
import { changeWayIn, describeDay, useWaysIn, wayOfType } from "./ways-in.ts";

const field = "recipient";

/** The organisation's key as a way to unlock: it can open the records when nobody else can. Off unless the user adds it. */
export function SettingsEscrow() {
  const app = useApp();
  const form = useForm();
  const { ways, look } = useWaysIn();
  const [recipient, setRecipient] = useState("");
  const escrow = wayOfType(ways, "escrow");

  async function change(passphrase: string) {
    const result = await changeWayIn(
      app,
      passphrase,
      escrow === undefined ? { kind: "escrow", recipient: recipient.trim() } : { kind: "remove", id: escrow.id },
    );
    if (result.ok) await look();
    return result;
  }

  return (
    <Page
      title="Your organisation"
      back={<BackLink href="/settings/unlock">Ways to unlock</BackLink>}
      error={form.hasErrors}
      width="reading"
    >
      {form.isDone && (
        <NotificationBanner variant="success">
          {escrow === undefined
            ? "Your organisation cannot open your records any more."
            : "Your organisation can open your records on this device."}
        </NotificationBanner>
      )}
      {app.isTraining ? (
        <p>Training opens without it. Nothing in it is a real record.</p>
      ) : ways === undefined ? (
        <Spinner label="Looking at the ways to unlock" />
      ) : escrow === undefined ? (
        <>
          <p>
            Your organisation can have a key of its own, for when you have lost your passphrase and your recovery words,
            or have left. Somebody there needs this device, and the private key that belongs to the public key you enter
            here. Check the key with your information governance team first.
          </p>
          <PassphraseForm
            form={form}
            action="Let my organisation open my records"
            run={change}
            recipientField={field}
            check={() =>
              recipient.trim() === "" ? [{ message: "Enter your organisation's public key", fieldId: field }] : []
            }
          >
            <TextInput
              id={field}
              label="Public key of your organisation"
              hint="It starts with age1."
              value={recipient}
              onChange={setRecipient}
              autoCapitalize="none"
              error={form.errorOf(field)}
            />
          </PassphraseForm>
        </>
      ) : (
        <>
          <Escrow escrow={escrow} />
          <PassphraseForm form={form} action="Remove my organisation's key" run={change} />
        </>
      )}
    </Page>
  );
}

function Escrow({ escrow }: { escrow: Extract<WayIn, { type: "escrow" }> }) {
  const app = useApp();
  const [print, setPrint] = useState("");
  useEffect(() => void fingerprint(escrow.recipient).then(setPrint), [escrow.recipient]);
  return (
    <>
      <SummaryList
        rows={[
          { key: "Added on", value: describeDay(escrow.addedAt, app) },
          { key: "Fingerprint of the key", value: print },
          { key: "Public key", value: escrow.recipient },
        ]}
      />
      <EscrowFile file={escrow.file} />
    </>
  );
}
