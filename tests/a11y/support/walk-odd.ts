import { expect, type Page } from "@playwright/test";
import { addFamily, button, expectHeading, openFamily, setUp, startContact, unlock } from "../../e2e/support/app.ts";
import type { Look, Walk } from "./look.ts";

/** What people see seldom: training, wrong addresses, a warning, damage, a second window, no store. */
export const walkOdd: Walk = async (page, look) => {
  await page.goto("/");
  await button(page, "Try with a made-up family").click();
  await expect(page.getByText("Training: made-up families only.")).toBeVisible();
  await expectHeading(page, "Caseload");
  await look("training, caseload");
  await page.getByRole("link", { name: /Jo Sample/ }).click();
  await expectHeading(page, "Jo Sample");
  await look("training, family");

  const { passphrase } = await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" });
  const before = await rowIds(page);
  await startContact(page, "new birth contact");
  await button(page, "Save and exit").click();
  await expectHeading(page, "Amina Khan");

  await page.goto("/nowhere");
  await unlock(page, passphrase);
  await expectHeading(page, "Page not found");
  await look("page not found");

  await page.goto("/caseload");
  await unlock(page, passphrase);
  await openFamily(page, "Amina Khan");
  await openLockWarning(page);
  await look("lock warning");
  await button(page, "Stay unlocked").click();

  const now = await rowIds(page);
  await damage(
    page,
    now.filter((id) => !before.includes(id)),
  );
  await page.reload();
  await unlock(page, passphrase);
  await expect(page.getByText(/This contact could not be opened/)).toBeVisible();
  await look("family, with a damaged contact");
  await page.getByRole("link", { name: /^Carry on/ }).click();
  await expectHeading(page, "This contact could not be opened");
  await look("contact that cannot be opened");

  const second = await page.context().newPage();
  await second.goto("/");
  await expectHeading(second, "The app is open in another window");
  await second.close();
  await walkOtherWindow(page, look);
  await walkNoStore(page, look);
};

/** Waits, by the page's clock, until the app warns that it will lock. */
export async function openLockWarning(page: Page): Promise<void> {
  await page.clock.runFor("04:10");
  await expect(page.getByRole("dialog", { name: "Locking in 1 minute" })).toBeVisible();
}

async function walkOtherWindow(page: Page, look: Look): Promise<void> {
  const second = await page.context().newPage();
  await second.goto("/");
  await button(second, "Use this one").click();
  await expectHeading(page, "The app is open in another window");
  await look("open in another window");
  await second.close();
}

async function walkNoStore(page: Page, look: Look): Promise<void> {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The store is closed", "UnknownError");
    };
  });
  await page.goto("/");
  await expectHeading(page, "Your records cannot be opened now");
  await look("store unavailable");
}

/** The ids of all sealed rows of this device. */
function rowIds(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const opening = indexedDB.open("safer-sleep-contacts");
        opening.onsuccess = () => {
          const reading = opening.result.transaction("rows").objectStore("rows").getAllKeys();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result.map((key) => JSON.stringify(key)));
          };
        };
      }),
  );
}

/** Spoils sealed rows as a failing disk does. */
function damage(page: Page, ids: readonly string[]): Promise<void> {
  return page.evaluate(
    (keys) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open("safer-sleep-contacts");
        opening.onsuccess = () => {
          const writing = opening.result.transaction("rows", "readwrite");
          for (const key of keys) {
            const rows = writing.objectStore("rows");
            const reading = rows.get(JSON.parse(key));
            reading.onsuccess = () => {
              reading.result.ciphertext[0] ^= 1;
              rows.put(reading.result, JSON.parse(key));
            };
          }
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    ids,
  );
}
