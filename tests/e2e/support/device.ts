import { mkdtempSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { browserFlags, findBrowser } from "../../../scripts/find-browser.mjs";

/** A device: one browser profile on disk, which outlives the browser. */
export interface Device {
  /** The folder of the profile. */
  readonly profile: string;
  /** Starts the browser on this profile, as the person would after a restart. */
  start(): Promise<BrowserContext>;
  /** Kills the browser with no warning, as a flat battery does. */
  kill(): Promise<void>;
  /** Closes the browser and deletes the profile. */
  dispose(): Promise<void>;
}

/** A fresh device with an empty profile. `settings` are those of a browser context; its `args` come on top of the usual ones. */
export function newDevice(settings: Parameters<typeof chromium.launchPersistentContext>[1] = {}): Device {
  const browser = findBrowser();
  if (!browser.ok) throw new Error(browser.advice);
  const profile = mkdtempSync(join(tmpdir(), "device-"));
  let context: BrowserContext | undefined;
  return {
    profile,
    async start() {
      context = await chromium.launchPersistentContext(profile, {
        executablePath: browser.path,
        locale: "en-GB",
        timezoneId: "Europe/London",
        serviceWorkers: "allow",
        ...settings,
        args: [...browserFlags, ...(settings.args ?? [])],
      });
      return context;
    },
    async kill() {
      if (context === undefined) throw new Error("The browser is not running");
      const closed = new Promise((done) => context?.once("close", done));
      process.kill(pidOf(profile), "SIGKILL");
      await closed;
      context = undefined;
    },
    async dispose() {
      await context?.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Linux only: Chromium's lock on a profile is a link whose target ends in the number of the process. */
function pidOf(profile: string): number {
  const pid = Number(readlinkSync(join(profile, "SingletonLock")).split("-").pop());
  const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
  if (!command.includes(profile)) throw new Error("The lock on the profile is not this browser's");
  return pid;
}
