import { type BrowserContext, chromium, type Page } from "@playwright/test";
// biome-ignore lint/correctness/useImportExtensions: the rule takes the declarations beside the script for the script
import { browserFlags, findBrowser } from "../../scripts/find-browser.mjs";
import { installProbe } from "./probe.ts";

/** How much slower the page's own thread runs while measuring: about a cheap phone or an old tablet. */
export const slowdown = 4;

/** Opens a browser whose storage lies on the disk in `profile`: in a private window there would be no disk to measure. */
async function openBrowser(profile: string): Promise<BrowserContext> {
  const browser = findBrowser();
  if (!browser.ok) throw new Error(browser.advice);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser.path,
    args: [...browserFlags],
    viewport: { width: 820, height: 1180 },
    locale: "en-GB",
    timezoneId: "Europe/London",
  });
  await context.addInitScript(installProbe);
  context.setDefaultTimeout(60_000);
  return context;
}

/** A page in a browser of its own, which ends with the page. */
export async function withPage<T>(profile: string, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await openBrowser(profile);
  try {
    return await work(context.pages()[0] ?? (await context.newPage()));
  } finally {
    await context.close();
  }
}

/** Slows the page down. Holds until the page is closed. */
export async function slowDown(page: Page, rate: number = slowdown): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

/** Waits until the page has had nothing to do for a while, so that one sample does not pay for the one before. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestIdleCallback(() => setTimeout(resolve, 30), { timeout: 2000 });
      }),
  );
}
