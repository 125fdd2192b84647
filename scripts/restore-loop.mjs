/**
 * Damages the browser's database and puts everything back, again and again, and says how long it took:
 * `npm run restore-loop -- [--families 250] [--rounds 5] [--app dist]`. 250 families have about 1,000 records.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";
import { findOrInstallBrowser } from "./find-browser.mjs";
import { startServer } from "./serve.mjs";

/** @typedef {{ url: string; close(): Promise<void> }} Server */
/** @typedef {{ app: string; families: number; rounds: number; serve(folder: string): Promise<Server> }} Options */
/** @typedef {{ runRestore(options: Options): Promise<boolean> }} Restore */

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    app: { type: "string" },
    families: { type: "string", default: "250" },
    rounds: { type: "string", default: "5" },
  },
});
const browser = findOrInstallBrowser();
if (!browser.ok) {
  console.error(browser.advice);
  process.exit(1);
}
if (values.app === undefined) {
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const { status } = spawnSync(process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(1);
}

/** @type {{ module: Restore }} */
const { module: restore } = await runnerImport(join(root, "tests/bench/run-restore.ts"), { configFile: false, root });
const isGood = await restore.runRestore({
  app: values.app ?? join(root, "dist"),
  families: Number(values.families),
  rounds: Number(values.rounds),
  serve: (folder) => startServer({ root: folder }),
});
if (!isGood) console.error("\nNot every record came back, or it took too long.");
process.exit(isGood ? 0 : 1);
