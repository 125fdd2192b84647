import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import type { Engine } from "./engine.ts";

/** Firefox on a fresh profile, over WebDriver BiDi. */
export function newFirefox(executablePath: string, prefs: Record<string, unknown> = {}): Engine {
  const profile = mkdtempSync(join(tmpdir(), "firefox-"));
  let browser: Browser | undefined;
  let page: Page | undefined;
  let version = "";
  /** Firefox now and then moves a page to another process, and puppeteer then knows it as another page. */
  async function opened(): Promise<Page> {
    if (browser === undefined) throw new Error("The browser is not running");
    if (page === undefined || page.mainFrame().detached) page = (await browser.pages()).at(-1);
    if (page === undefined) throw new Error("The browser has no page");
    return page;
  }

  return {
    name: "firefox",
    keepsProfile: true,
    profile,
    get version() {
      return version;
    },
    async start() {
      await settled(profile);
      browser = await puppeteer.launch({
        browser: "firefox",
        executablePath,
        headless: true,
        userDataDir: profile,
        extraPrefsFirefox: { "intl.accept_languages": "en-GB", ...prefs },
      });
      version = await browser.version();
      page = await browser.newPage();
    },
    async open(url) {
      await (await opened()).goto(url);
    },
    evaluate: async (expression) => (await opened()).evaluate(expression),
    click: async (selector) => (await opened()).click(selector),
    async kill() {
      const child = browser?.process();
      if (!child?.pid) throw new Error("The browser is not running");
      // Only a process whose own command names this profile.
      if (!readFileSync(`/proc/${child.pid}/cmdline`, "utf8").includes(profile)) throw new Error("Not this browser");
      const ended = new Promise((done) => child.once("exit", done));
      // With all its children: puppeteer starts it as the head of a group.
      process.kill(-child.pid, "SIGKILL");
      await ended;
      browser = undefined;
      page = undefined;
    },
    async close() {
      await browser?.close();
      browser = undefined;
    },
    async dispose() {
      await browser?.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Puppeteer puts the profile's settings back some time after the browser has ended, and must not be overtaken. */
async function settled(profile: string): Promise<void> {
  const end = Date.now() + 5_000;
  while (readdirSync(profile).some((name) => name.endsWith(".puppeteer")) && Date.now() < end) {
    await new Promise((later) => setTimeout(later, 100));
  }
}
