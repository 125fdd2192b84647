/**
 * Changes the code of the vault and of saving in small ways, one at a time, and looks whether a test fails for each:
 * `npm run mutation [-- src/vault/rows.ts ...]`. Slow: some minutes for each file, an hour for the vault. Fails under 85%.
 *
 * Each file has to be held by the tests of its own layer: those of storage use the vault as well, and take ten times as
 * long. `MUTATION_TESTS`, files or globs with commas between them, says otherwise.
 */
import { spawnSync } from "node:child_process";

const files = process.argv.slice(2);
const isVault = files.length > 0 && files.every((file) => file.startsWith("src/vault/"));
const tests = process.env["MUTATION_TESTS"] ?? `tests/unit/${isVault ? "vault" : "{vault,storage}"}/**/*.test.ts`;
const ended = spawnSync(
  process.execPath,
  [
    "node_modules/@stryker-mutator/core/bin/stryker.js",
    "run",
    "stryker.config.json",
    ...(files.length === 0 ? [] : ["--mutate", files.join(",")]),
  ],
  { stdio: "inherit", env: { ...process.env, MUTATION_TESTS: tests } },
);
if (ended.error) console.error(ended.error.message);
process.exitCode = ended.status ?? 1;
