/** Counts how often Chromium flushes its database for each answer called saved: `npm run flush-count`. Needs strace. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findOrInstallBrowser } from "./find-browser.mjs";

if (spawnSync("strace", ["-V"], { stdio: "ignore" }).status !== 0) {
  console.error("strace was not found: install it (Debian: apt-get install strace).");
  process.exit(1);
}
if (!existsSync("dist/index.html")) {
  console.error("There is no built app in dist: run npm run build first.");
  process.exit(1);
}
const browser = findOrInstallBrowser();
if (!browser.ok) {
  console.error(browser.advice);
  process.exit(1);
}
const ended = spawnSync(
  process.execPath,
  ["node_modules/@playwright/test/cli.js", "test", "--config", "playwright.long.config.ts", "flush-count.spec.ts"],
  { stdio: "inherit", env: { ...process.env, PLAYWRIGHT_CHROMIUM: browser.path } },
);
if (ended.error) console.error(ended.error.message);
process.exitCode = ended.status ?? 1;
