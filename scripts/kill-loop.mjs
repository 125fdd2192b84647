/**
 * The long form of the kill test: `npm run kill-loop -- [--kills 200] [--seed N]`. The build in "dist" is killed while
 * it is used, and every answer that it showed as saved must be there afterwards. A seed repeats a run.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { findOrInstallBrowser } from "./find-browser.mjs";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "200" }, seed: { type: "string" } },
});
const kills = Number(values.kills);
const seed = values.seed === undefined ? undefined : Number(values.seed);
if (!Number.isInteger(kills) || kills < 1 || (seed !== undefined && !Number.isInteger(seed))) {
  console.error("The number of kills and the seed are whole numbers: npm run kill-loop -- --kills 200 --seed 7");
  process.exit(1);
}
const browser = findOrInstallBrowser();
if (!browser.ok) {
  console.error(browser.advice);
  process.exit(1);
}

const ended = spawnSync(
  process.execPath,
  ["node_modules/@playwright/test/cli.js", "test", "tests/faults/kill.spec.ts", "--workers=1"],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      PLAYWRIGHT_CHROMIUM: browser.path,
      KILLS: String(kills),
      ...(seed === undefined ? {} : { KILL_SEED: String(seed) }),
    },
  },
);
if (ended.error) console.error(ended.error.message);
process.exitCode = ended.status ?? 1;
