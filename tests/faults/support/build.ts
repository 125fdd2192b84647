import { expect, type Page } from "@playwright/test";

/** The build under test, as playwright.config.ts names it. */
export const buildRoot = process.env["E2E_ROOT"] ?? "dist";

/** Waits until the device holds the whole app, so that it starts without a server. */
export async function waitUntilOffline(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const registration = await navigator.serviceWorker.ready;
          return registration.active?.state === "activated" && navigator.serviceWorker.controller !== null;
        }),
      { timeout: 60_000 },
    )
    .toBe(true);
}
