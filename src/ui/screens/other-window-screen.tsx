import { useApp } from "../app-context.ts";
import { Button } from "../components/button.tsx";
import { Page } from "../components/page.tsx";

/** Stands in all windows but the one that writes. */
export function OtherWindowScreen() {
  const { device } = useApp();
  return (
    <Page title="The app is open in another window" width="reading">
      <p>Use one window so nothing is lost.</p>
      <Button onClick={() => device.takeOver()}>Use this one</Button>
    </Page>
  );
}
