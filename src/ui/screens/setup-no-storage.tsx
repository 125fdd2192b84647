import "../later-styles.ts";
import type { StorageFault } from "../../domain/device.ts";
import { assertNever } from "../../shared/assert-never.ts";
import { ButtonLink } from "../components/button-link.tsx";
import { Page } from "../components/page.tsx";

export interface SetupNoStorageProps {
  fault: StorageFault;
}

/** Instead of set-up, where nothing would be kept. */
export function SetupNoStorage({ fault }: SetupNoStorageProps) {
  return (
    <Page title="This browser will not keep records" width="reading">
      <p>{describeStorageFault(fault)}</p>
      <p>Nothing was set up.</p>
      <ButtonLink href="/help" variant="secondary">
        Help
      </ButtonLink>
    </Page>
  );
}

/** What to do about a device that keeps nothing. */
export function describeStorageFault(fault: StorageFault): string {
  switch (fault.kind) {
    case "unavailable":
      return "This browser will not keep records. Open the app outside private browsing.";
    case "not-written":
      return "This browser will not keep records. Open the app outside private browsing. If you are not in a private window, free some space on this device.";
    case "no-answer":
      return "This browser will not keep records. Open the app outside private browsing. If you are not in a private window, close the app and open it again.";
    default:
      return assertNever(fault);
  }
}
