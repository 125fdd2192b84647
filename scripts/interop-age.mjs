/**
 * Tries backup files against the age command-line tool, both ways, for a key and for words: `npm run interop-age`.
 * Needs `age` (https://age-encryption.org) and `script`; fails where they are missing, so that nothing passes untried.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

/** @typedef {{ tryAgeTool(age: string): Promise<{ direction: string; isSame: boolean }[]> }} Interop */

const root = fileURLToPath(new URL("..", import.meta.url));
const age = process.env["AGE"] ?? "age";
const version = spawnSync(age, ["--version"], { encoding: "utf8" });
if (version.status !== 0) {
  console.error(`There is no "${age}" to try. On Debian: apt-get install age`);
  process.exit(1);
}
console.log(`age ${version.stdout.trim()}`);
/** @type {{ module: Interop }} */
const { module: interop } = await runnerImport(join(root, "tests/interop/age-cli.ts"), { configFile: false, root });
const tried = await interop.tryAgeTool(age);
for (const { direction, isSame } of tried) console.log(`${isSame ? "same" : "DIFFERENT"}  ${direction}`);
process.exit(tried.every(({ isSame }) => isSame) ? 0 : 1);
