import { defineConfig } from "@playwright/test";

/** The long tests, each with a command of its own: `npm run engines`, `npm run flush-count`. Not a part of `npm test`. */
export default defineConfig({
  testDir: "tests/long",
  outputDir: "test-results",
  workers: 1,
  timeout: 10 * 60_000,
  reporter: [["list"]],
});
