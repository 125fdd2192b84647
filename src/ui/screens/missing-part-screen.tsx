import { useEffect } from "preact/hooks";
import type { AppModel } from "../../state/app-model.ts";
import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";

const mark = "started-again";

/**
 * Stands in place of a screen whose code did not load: the host has another release by now, or the browser dropped a
 * file. Starting again mends both where there is a connection, so the page does it once by itself.
 */
export function MissingPartScreen() {
  const app = useApp();
  useEffect(() => {
    if (isFirstTime()) void startAgain(app);
  }, [app]);
  return (
    <Page title="A part of the app is missing" width="reading">
      <p>Your records are safe. Connect to the internet, then reload.</p>
      <Button onClick={() => startAgain(app)}>Reload</Button>
    </Page>
  );
}

async function startAgain(app: AppModel): Promise<void> {
  await app.flushAll();
  if (app.hasUnsaved) return;
  await app.lock();
  if (app.updateReady.value) app.device.applyUpdate();
  else app.device.reload();
}

// Once in the life of this window. Without a memory of it there would be no end, so then not at all.
function isFirstTime(): boolean {
  try {
    const isFirst = sessionStorage.getItem(mark) === null;
    sessionStorage.setItem(mark, "1");
    return isFirst;
  } catch {
    return false;
  }
}
