import { defineConfig, devices } from "@playwright/test";
import { browserFlags, findBrowser } from "./scripts/find-browser.mjs";

const browser = findBrowser();
if (!browser.ok) throw new Error(browser.advice);

// Not the port of `npm start`: a test run must never meet the app of someone at work.
const port = Number(process.env["E2E_PORT"] ?? 4188);
// Another build than `dist`, for trying a change while the tests of the last one run.
const root = process.env["E2E_ROOT"] ?? "dist";

export default defineConfig({
  testDir: "tests",
  testMatch: "{e2e,faults,a11y}/**/*.spec.ts",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env["CI"] !== undefined,
  // Nothing here is about speed: a busy machine may take its time.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    baseURL: `http://localhost:${port}`,
    locale: "en-GB",
    timezoneId: "Europe/London",
    contextOptions: { reducedMotion: "reduce" },
    // Each one downloads the whole app for a page that is there already: what needs a service worker says so.
    serviceWorkers: "block",
    // Recording every step takes as long as the steps: TRACE=1 to look into a failure.
    trace: process.env["TRACE"] === undefined ? "off" : "retain-on-failure",
    launchOptions: { executablePath: browser.path, args: [...browserFlags] },
  },
  projects: [{ name: "chromium", use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } } }],
  webServer: {
    command: `node scripts/serve.mjs ${root} --port ${port} --strict-port`,
    url: `http://localhost:${port}/robots.txt`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
