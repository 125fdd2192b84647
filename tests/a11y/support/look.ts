import type { Page } from "@playwright/test";
import { openAll } from "../../e2e/support/at-once.ts";

/** What a walk does at each state of the app. `state` names it in a failure. */
export type Look = (state: string) => Promise<void>;

/** Drives the real app through one part of it, from nothing, and looks at every state on the way. */
export type Walk = (page: Page, look: Look) => Promise<void>;

/** Opens every fold of the page. */
export async function openFolds(page: Page): Promise<void> {
  await openAll(page.locator("main details:not([open])"));
}

/** Makes every write to the store fail, as on a full device, until the function it gives is called. */
export async function fillDisk(page: Page): Promise<() => Promise<void>> {
  const put = await page.evaluateHandle(() => {
    const original = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("No space is left", "QuotaExceededError");
    };
    return original;
  });
  return () =>
    page.evaluate((original) => {
      IDBObjectStore.prototype.put = original;
    }, put);
}
