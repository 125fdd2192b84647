/**
 * Changes the code of the vault and of saving in small ways, one at a time, and looks whether a test fails for each:
 * `npm run mutation [-- src/vault/rows.ts ...]`. Slow: some minutes for each file. Fails under 85%.
 */
import { spawnSync } from "node:child_process";

const files = process.argv.slice(2);
const ended = spawnSync(
  process.execPath,
  [
    "node_modules/@stryker-mutator/core/bin/stryker.js",
    "run",
    "stryker.config.json",
    ...(files.length === 0 ? [] : ["--mutate", files.join(",")]),
  ],
  { stdio: "inherit" },
);
if (ended.error) console.error(ended.error.message);
process.exitCode = ended.status ?? 1;
