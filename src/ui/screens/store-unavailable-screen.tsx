import { useEffect, useState } from "preact/hooks";
import type { LoadFailure } from "../../domain/repositories.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";

/** Stands in place of the app where its store cannot be opened. */
export function StoreUnavailableScreen() {
  const { device, failure, workspace } = useApp();
  const [wasHere, setWasHere] = useState(false);
  useEffect(() => void workspace.wasHere().then(setWasHere), [workspace]);
  return (
    <Page title="Your records cannot be opened now" width="reading">
      {isNewerDatabase(failure.value) ? (
        <p>
          This device's records were made by a newer version of the app. Update the app first: connect to the internet,
          then reload.
        </p>
      ) : (
        <p>
          The store on this device did not answer. If this is a private window, open the app outside private browsing.
          If not, close all windows of the app and open it again.
        </p>
      )}
      <p>Nothing has been deleted.</p>
      {wasHere && !isNewerDatabase(failure.value) && (
        <p>
          A second copy of your records is on this device, apart from this store. If reloading and restarting do not
          help, tell your IT team. Do not clear this browser's data: that removes the second copy too.
        </p>
      )}
      <Button onClick={() => device.reload()}>Reload</Button>
    </Page>
  );
}

// Told by its name, since the class belongs to the store; the store may have wrapped it once or twice.
function isNewerDatabase(failure: LoadFailure | undefined): boolean {
  let cause = failure?.kind === "unavailable" ? failure.cause : undefined;
  while (cause instanceof Error) {
    if (cause.name === "NewerDatabaseError") return true;
    cause = cause.cause;
  }
  return false;
}
