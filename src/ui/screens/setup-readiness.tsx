import type { OfflineCheck, Persistence } from "../../domain/device.ts";
import { assertNever } from "../../shared/assert-never.ts";
import type { Readiness } from "../../state/setup-model.ts";
import { describeStorageFault } from "./setup-no-storage.tsx";

/** The words for what the device says of itself, shared by the end of set-up and Settings. */

/** Whether the device can go on a visit: it starts without a network, and keeps what is recorded. */
export function isReady({ offline, storage }: Readiness): boolean {
  return offline.kind === "ready" && storage.ok;
}

/** What is still missing, most serious first. */
export function describeMissing({ offline, storage }: Readiness): string[] {
  return [
    ...(storage.ok ? [] : [describeStorageFault(storage.error)]),
    ...(offline.kind === "ready" ? [] : [describeOffline(offline)]),
  ];
}

/** Whether the app works without a network, and what to do if not. */
export function describeOffline(check: OfflineCheck): string {
  switch (check.kind) {
    case "ready":
      return "Ready to work offline.";
    case "unsupported":
      return "This browser cannot keep the app for use without signal. Open the app outside private browsing, or in another browser.";
    case "not-active":
    case "no-answer":
      return "Not ready yet. Stay connected for 1 minute.";
    case "not-controlled":
      return "Not ready yet. The app is on this device, but this page was opened without it. Reload the page.";
    case "files-missing":
      return `Not ready yet. ${check.missing.length} of ${check.files} files of the app are missing. Stay connected for 1 minute.`;
    default:
      return assertNever(check);
  }
}

/** "yes", "no", "not known": whether the browser promised to keep the records. */
export function describeKept(persistence: Persistence): string {
  switch (persistence) {
    case "promised":
      return "yes";
    case "not-promised":
      return "no";
    case "unknown":
      return "not known";
    default:
      return assertNever(persistence);
  }
}

/** What stands where the host left out the headers that protect the app. */
export const notShutOffWarning =
  "This address sends the app without its protection. Use it with made-up families only, and tell your IT team.";

/** What stands where the browser did not promise to keep the records. */
export const notKeptWarning =
  "This device may delete records when space is low. Install the app, and copy each record on the same day.";
