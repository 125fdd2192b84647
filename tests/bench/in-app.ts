import type { Page } from "@playwright/test";
import { settle } from "./bench-browser.ts";
import { plainDatabaseName } from "./plain-store.ts";

/** Opens the app and unlocks it: ends at the caseload, usable. Gives the milliseconds from the keys to there. */
export async function unlockApp(page: Page, url: string, passphrase: string): Promise<number> {
  await page.goto(`${url}/caseload`);
  await page.getByRole("textbox", { name: "Passphrase" }).fill(passphrase);
  const rowPainted = page.evaluate(() => window.probe.whenPainted(".app-row"));
  await page.getByRole("button", { name: "Unlock" }).click();
  const firstRow = await rowPainted;
  await page.waitForFunction(() => performance.getEntriesByName("app:caseload-usable").length > 0);
  const { from, to } = await page.evaluate(() => {
    const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
    return { from: at("app:keys-ready"), to: at("app:caseload-usable") };
  });
  // The app says by itself when its list is there; it must not say so before the first row was seen.
  const early = firstRow - to;
  if (!(early < 20)) throw new Error(`The app said "usable" ${early.toFixed(0)} ms before its first row was painted`);
  await settle(page);
  return Math.max(to, firstRow) - from;
}

/** Milliseconds of a plain `getAll` of the same summaries in this page, from the call to the objects. */
export function plainGetAll(page: Page): Promise<number> {
  return page.evaluate(async (name) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const start = performance.now();
    const all = await new Promise<unknown[]>((resolve, reject) => {
      const request = db.transaction("summaries").objectStore("summaries").getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const took = performance.now() - start;
    db.close();
    if (all.length === 0) throw new Error("The plain store is empty");
    return took;
  }, plainDatabaseName);
}

/** Milliseconds of a plain read of a family and its contacts in this page, from the call to the parsed objects. */
export function plainGetRecords(page: Page, familyId: string): Promise<number> {
  return page.evaluate(
    async ({ name, id }) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const start = performance.now();
      const rows = await new Promise<string[]>((resolve, reject) => {
        const range = IDBKeyRange.bound([id], [id, []]);
        const request = db.transaction("records").objectStore("records").getAll(range);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const parsed = rows.map((row) => JSON.parse(row) as unknown);
      const took = performance.now() - start;
      db.close();
      if (parsed.length === 0) throw new Error("The plain store has no records of this family");
      return took;
    },
    { name: plainDatabaseName, id: familyId },
  );
}

/** Taps in the middle of the element that `find` gives in the page, and waits for the paint after it. */
export async function tap(page: Page, selector: string, index: number): Promise<void> {
  const spot = await page.evaluate(
    async ({ selector, index }) => {
      const all = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility());
      const element = all[index % all.length];
      if (!element) throw new Error(`Nothing to tap fits ${selector}`);
      element.scrollIntoView({ block: "center", behavior: "instant" });
      await new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
      });
      window.probe.tap = undefined;
      const box = element.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    },
    { selector, index },
  );
  await page.mouse.click(spot.x, spot.y);
  await page.waitForFunction(() => window.probe.tap?.painted !== undefined);
}
