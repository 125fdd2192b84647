/**
 * Holds the built app to its size budgets: `node scripts/check-budgets.mjs [folder]`. Prints a table; fails when a
 * figure is over, or when the build is not one it can read.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/**
 * Loaded only by those who need it, and precached: a browser without Temporal, the strength check of a typed
 * passphrase and the word list of an offered one. Matched against source paths, and against names of files in the
 * worker's part of the build, which Vite's manifest leaves out.
 */
const extras = [/temporal-polyfill/, /zxcvbn/, /password-strength/, /diceware/, /word-?list/];

/** @typedef {{ file: string; src?: string; isEntry?: boolean; isDynamicEntry?: boolean; imports?: string[]; dynamicImports?: string[]; css?: string[] }} Chunk */

const root = process.argv[2] ?? "dist";
const manifest = readManifest();
const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
if (entry === undefined) fail(`${root}/.vite/manifest.json names no entry`);

const firstScreen = filesReachedFrom(entry, { lazily: false });
const needed = filesReachedFrom(entry, { lazily: true });
const known = new Set(Object.values(manifest).map((chunk) => chunk.file));
const isExtra = (/** @type {string} */ file) =>
  known.has(file) ? !needed.has(file) : extras.some((name) => name.test(posix.basename(file)));

const allFiles = listFiles(root);
const scripts = allFiles.filter((file) => file.endsWith(".js"));
const styles = allFiles.filter((file) => file.endsWith(".css"));
if (!scripts.some((file) => /^assets\/vault-worker-/.test(file))) fail("The build has no vault worker");

/** @type {{ name: string; bytes: number; limit: number }[]} */
const rows = [
  { name: "First screen, scripts (brotli)", bytes: brotli([...firstScreen]), limit: 45_000 },
  {
    name: "All scripts but the extras (brotli)",
    bytes: brotli(scripts.filter((file) => !isExtra(file))),
    limit: 110_000,
  },
  { name: "Styles (brotli)", bytes: brotli(styles), limit: 16_000 },
  { name: "Everything kept for offline use (raw)", bytes: raw(precached()), limit: 2_500_000 },
];

for (const file of scripts) {
  const part = firstScreen.has(file) ? "first screen" : isExtra(file) ? "extra" : "";
  console.log(`  ${file.padEnd(52)} ${kilobytes(brotli([file]))}  ${part}`);
}
for (const { name, bytes, limit } of rows) {
  const verdict = bytes <= limit ? "within" : "OVER";
  console.log(`${name.padEnd(40)} ${kilobytes(bytes)} of ${kilobytes(limit)}  ${verdict}`);
}
if (rows.some(({ bytes, limit }) => bytes > limit)) process.exit(1);

/** @returns {Record<string, Chunk>} */
function readManifest() {
  try {
    return JSON.parse(readFileSync(join(root, ".vite/manifest.json"), "utf8"));
  } catch {
    return fail(`There is no build to measure in "${root}". Run: npm run build`);
  }
}

/**
 * The script files that an entry brings, without those that only an extra brings.
 * @param {string} start
 * @param {{ lazily: boolean }} options
 */
function filesReachedFrom(start, { lazily }) {
  const reached = new Set();
  const waiting = [start];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const chunk = manifest[key] ?? fail(`The build's manifest names "${key}" and does not describe it`);
    if (reached.has(chunk.file)) continue;
    reached.add(chunk.file);
    waiting.push(...(chunk.imports ?? []));
    if (lazily) waiting.push(...(chunk.dynamicImports ?? []).filter((next) => !extras.some((name) => name.test(next))));
  }
  return new Set([...reached].filter((file) => file.endsWith(".js")));
}

/** The addresses in the service worker's list, read from the built worker: what is kept, not what should be. */
function precached() {
  const worker = readFileSync(join(root, "sw.js"), "utf8");
  const urls = [...worker.matchAll(/["']?\burl["']?:\s*["'`]([^"'`]+)["'`]/g)].flatMap(([, url]) => url ?? []);
  const kept = urls.filter((url) => statSync(join(root, url), { throwIfNoEntry: false })?.isFile());
  if (!kept.includes("index.html")) fail("The service worker's list of files cannot be read");
  return [...new Set(kept)];
}

/** @param {string} folder */
function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(folder.length).replaceAll("\\", "/").replace(/^\/+/, ""))
    .sort();
}

/** @param {string[]} files */
function brotli(files) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(root, file)), { params }).length, 0);
}

/** @param {string[]} files */
function raw(files) {
  return files.reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}
