import type { BrowserContext, Page } from "@playwright/test";

/** The space of a device that other things fill up. */
export interface Space {
  /** Fills it until not even a small row fits. */
  fill(): Promise<void>;
  /** Gives plenty of it back. */
  free(): Promise<void>;
}

/** What the app itself needs, twice over. */
const quotaSize = 16_000_000;

/**
 * Limits the space of the page's origin. To be called before the page opens anything: Chromium asks for the quota once
 * and counts on that for half a minute.
 */
export async function limitSpace(page: Page, context: BrowserContext): Promise<Space> {
  await page.goto("/robots.txt");
  const origin = new URL(page.url()).origin;
  const devtools = await context.newCDPSession(page);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
  return {
    fill: () => page.evaluate(fillUp),
    async free() {
      await devtools.send("Storage.overrideQuotaForOrigin", { origin });
    },
  };
}

// Runs in the page. Random bytes, because the store would compress others.
async function fillUp(): Promise<void> {
  const database = await new Promise<IDBDatabase>((opened, failed) => {
    const request = indexedDB.open("filling", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("bytes", { autoIncrement: true });
    request.onsuccess = () => opened(request.result);
    request.onerror = () => failed(request.error);
  });
  const add = (size: number) =>
    new Promise<boolean>((done) => {
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
      // Strict, so that the disk has nothing left to do when the app comes to write.
      const transaction = database.transaction("bytes", "readwrite", { durability: "strict" });
      transaction.objectStore("bytes").add(bytes);
      transaction.oncomplete = () => done(true);
      transaction.onabort = () => done(false);
    });
  for (const size of [512_000, 64_000, 8_000, 1_000, 100]) {
    let room = 1_000;
    while (await add(size)) if (--room === 0) throw new Error("There is no end of the space");
  }
  database.close();
}
