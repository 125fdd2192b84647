/**
 * Every check and test of the project: `npm test`. Arguments choose parts: types, lint, unit, build, e2e, or `check`
 * for what needs no browser. The last line is always "N passed, N failed"; each check counts as one.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOrInstallBrowser } from "./find-browser.mjs";

/** @typedef {{ passed: number; failed: number }} Counts */
/** @typedef {{ part: string; name: string; run: () => Counts; isVital?: boolean }} Step */

const reports = mkdtempSync(join(tmpdir(), "test-reports-"));
const groups = new Map([
  ["check", ["types", "lint", "unit"]],
  ["e2e", ["build", "e2e"]],
]);
const parts = new Set(process.argv.slice(2).flatMap((name) => groups.get(name) ?? [name]));

/** @type {Step[]} */
const steps = [
  { part: "types", name: "types: app", run: tool("typescript/bin/tsc", "-p", "tsconfig.json"), isVital: true },
  {
    part: "types",
    name: "types: service worker",
    run: tool("typescript/bin/tsc", "-p", "tsconfig.worker.json"),
    isVital: true,
  },
  { part: "types", name: "types: tests", run: tool("typescript/bin/tsc", "-p", "tsconfig.node.json"), isVital: true },
  {
    part: "types",
    name: "types: scripts",
    run: tool("typescript/bin/tsc", "-p", "scripts/tsconfig.json"),
    isVital: true,
  },
  {
    part: "lint",
    name: "format, lint and layers",
    run: tool("@biomejs/biome/bin/biome", "check", "--error-on-warnings"),
  },
  { part: "lint", name: "unused files and exports", run: tool("knip/bin/knip.js") },
  { part: "lint", name: "hosts' header files", run: script("scripts/generate-deploy.mjs", "--check") },
  { part: "unit", name: "unit and component tests", run: unitTests },
  { part: "build", name: "build", run: tool("vite/bin/vite.js", "build", "--logLevel", "warn"), isVital: true },
  { part: "build", name: "size budgets", run: script("scripts/check-budgets.mjs") },
  { part: "e2e", name: "browser tests", run: browserTests },
];

const unknown = [...parts].filter((part) => !steps.some((step) => step.part === part));
if (unknown.length > 0) {
  console.error(`There is no part called ${unknown.join(", ")}. Parts: types, lint, unit, build, e2e, check.`);
  process.exit(1);
}

let passed = 0;
let failed = 0;
for (const step of steps) {
  if (parts.size > 0 && !parts.has(step.part)) continue;
  console.log(`\n== ${step.name}`);
  const started = performance.now();
  const counts = step.run();
  passed += counts.passed;
  failed += counts.failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`== ${step.name}: ${counts.failed === 0 ? "passed" : "FAILED"} in ${seconds} s`);
  if (counts.failed > 0 && step.isVital) {
    console.log("== Stopped here: what follows would only repeat this.");
    break;
  }
}
rmSync(reports, { recursive: true, force: true });
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed`);

/**
 * A check that counts as one.
 * @param {string} bin
 * @param {string[]} args
 */
function tool(bin, ...args) {
  return script(join("node_modules", bin), ...args);
}

/**
 * @param {string} path
 * @param {string[]} args
 * @returns {() => Counts}
 */
function script(path, ...args) {
  return () => (run(path, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

/** @returns {Counts} */
function unitTests() {
  const report = join(reports, "unit.json");
  const isGreen = run("node_modules/vitest/vitest.mjs", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = readReport(report);
  return counted(isGreen, numPassedTests, numFailedTests, numPendingTests);
}

/** @returns {Counts} */
function browserTests() {
  const browser = findOrInstallBrowser();
  if (!browser.ok) {
    console.error(browser.advice);
    return { passed: 0, failed: 1 };
  }
  const report = join(reports, "browser.json");
  const isGreen = run("node_modules/@playwright/test/cli.js", ["test", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    PLAYWRIGHT_CHROMIUM: browser.path,
  });
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readReport(report).stats ?? {};
  return counted(isGreen, expected, unexpected + flaky, skipped);
}

/**
 * A run that ends badly with no failed test (a file that does not load, an error between tests), or that ran no test
 * at all, is one failure.
 * @param {boolean} isGreen
 * @param {number} passed
 * @param {number} failed
 * @param {number} skipped
 */
function counted(isGreen, passed, failed, skipped) {
  if (skipped > 0) console.log(`${skipped} skipped`);
  const isBroken = failed === 0 && (!isGreen || passed === 0);
  return { passed, failed: isBroken ? 1 : failed };
}

/** @param {string} path */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}

/**
 * @param {string} path
 * @param {string[]} args
 * @param {Record<string, string>} environment
 */
function run(path, args, environment = {}) {
  const ended = spawnSync(process.execPath, [path, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  if (ended.error) console.error(ended.error.message);
  return ended.status === 0;
}
