import { useEffect, useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Page } from "../components/page.tsx";
import { RowLink } from "../components/row-link.tsx";
import { RowList } from "../components/row-list.tsx";
import { Spinner } from "../components/spinner.tsx";
import { describeDay, useWaysIn, wayOfType } from "./ways-in.ts";

/** Everything that opens the records on this device, in plain words, with the way to change it. */
export function SettingsUnlock() {
  const app = useApp();
  const { vault } = app.workspace;
  const { ways } = useWaysIn();
  const [isUnfinished, setUnfinished] = useState(false);
  useEffect(() => void vault.hasFormerKeys().then(setUnfinished), [vault]);

  const added = (way: { addedAt: string }) => `Added on ${describeDay(way.addedAt, app)}`;
  const passkey = wayOfType(ways, "passkey");
  const escrow = wayOfType(ways, "escrow");
  return (
    <Page title="Ways to unlock" back={<BackLink href="/settings">Settings</BackLink>} width="reading">
      {app.isTraining ? (
        <p>Training opens without a passphrase. Nothing in it is a real record.</p>
      ) : ways === undefined ? (
        <Spinner label="Looking at the ways to unlock" />
      ) : (
        <>
          <p>Each of these opens your records. You always keep a passphrase and recovery words.</p>
          <RowList label="Ways to unlock">
            <RowLink href="/settings/passphrase" title="Passphrase" lines={["In use"]} />
            <RowLink
              href="/settings/recovery-words"
              title="Recovery words"
              lines={["In use, on your recovery sheet"]}
            />
            <RowLink
              href="/settings/screen-lock"
              title="Screen lock of this device"
              lines={[passkey === undefined ? "Not in use" : added(passkey)]}
            />
            <RowLink
              href="/settings/organisation"
              title="Your organisation"
              lines={[escrow === undefined ? "Cannot open your records" : added(escrow)]}
            />
            <RowLink
              href="/settings/new-keys"
              title="Make new keys"
              lines={[isUnfinished ? "Not finished yet" : "If somebody may know your secrets"]}
            />
          </RowList>
        </>
      )}
    </Page>
  );
}
