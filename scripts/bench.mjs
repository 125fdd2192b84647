/**
 * Measures the built app against its budgets: `npm run bench`. Takes some minutes; see docs/bench.md. Figures mean
 * something only on a machine that does nothing else, so no test runs this.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";
import { findOrInstallBrowser } from "./find-browser.mjs";
import { startServer } from "./serve.mjs";

/** @typedef {{ url: string; close(): Promise<void> }} Server */
/** @typedef {{ app: string; report: string; serve(folder: string): Promise<Server> }} Options */
/** @typedef {{ runBench(options: Options): Promise<boolean> }} Bench */

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    app: { type: "string" },
    port: { type: "string", default: "0" },
    report: { type: "string", default: join(root, "test-results/bench.json") },
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

/** @type {{ module: Bench }} */
const { module: bench } = await runnerImport(join(root, "tests/bench/run.ts"), { configFile: false, root });
const isWithin = await bench.runBench({
  app: values.app ?? join(root, "dist"),
  report: values.report,
  serve: (folder) => startServer({ root: folder, port: Number(values.port) }),
});
if (!isWithin) console.error("\nA figure is over its budget.");
process.exit(isWithin ? 0 : 1);
