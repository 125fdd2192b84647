/**
 * Holds the built app to its size budgets: `node scripts/check-budgets.mjs [folder]`. Prints a table; fails when a
 * figure is over, or when the build is not one it can read. docs/adr/0003-bundle-budgets.md says what counts and why.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

/**
 * What no contact needs, by the source or the name of the chunk that brings it. Whatever else the app can load counts
 * towards a contact, so a new lazy chunk counts until it is named here. Each of these must be in the build.
 */
const apart = new Map([
  ["_setup-start-", "set-up"],
  ["setup-screen", "set-up"],
  ["setup-no-storage", "set-up"],
  ["recover-screen", "recovery"],
  ["recovery-key", "recovery"],
  ["vault-changes", "ways to unlock: make, change, remove"],
  ["carried-keys", "new keys"],
  ["reseal-rows", "new keys"],
  ["escrow-file", "an organisation's key"],
  ["run-edit", "ways to unlock: make, change, remove"],
  ["change-vault", "ways to unlock: make, change, remove"],
  ["settings-screen", "settings"],
  ["find-vaults", "several people"],
  ["people-screen", "several people"],
  ["unlock-more", "screen lock, several people"],
  ["help-screen", "help"],
  ["_standing-", "amend, entered in error, remove"],
  ["record-file-panel", "a record as a file"],
  ["_upkeep-", "the log in idle time, checks, and the fingerprint once a record stands"],
  ["_families-", "families: add, change, birth"],
  ["fill-training", "made-up families"],
  ["open-training", "made-up families"],
  ["clock-watcher", "the check of the device's clock, beside a contact"],
  ["temporal-polyfill", "browsers without Temporal"],
  ["journal/journal-database", "browsers without files for the second copy"],
  ["journal/journal-upkeep", "second copy: looking through it"],
  ["journal/folder-files", "second copy: looking through it"],
  ["journal/second-copy", "second copy: putting back"],
  ["second-copy-model", "second copy: putting back"],
  ["_device-checks-", "set-up and settings: what the device can do"],
  ["_stopped-", "no store, records missing, another window"],
  ["zxcvbn", "choosing a passphrase"],
  ["age-files", "backup"],
  ["age-worker", "backup"],
  ["record-archive", "backup"],
  ["save-file", "backup"],
  ["parent-copy-screen", "parent copy, after a contact"],
  ["pwa/updates", "installing the app and its updates"],
  ["backup-reminder", "reminder to back up, once the caseload is there"],
]);

/** @typedef {{ file: string; imports?: string[]; dynamicImports?: string[] }} Chunk */

/** A build that cannot be read, or that has not what the budgets name. */
class UnreadableBuild extends Error {}

/**
 * What the build in the folder `root` weighs, compressed as hosts do it. Throws UnreadableBuild.
 * @type {import("./check-budgets.d.mts").weigh}
 */
export function weigh(root, quality = constants.BROTLI_MAX_QUALITY) {
  const manifest = readManifest(root);
  const chunkAt = (/** @type {string} */ key) =>
    manifest[key] ?? fail(`The build's manifest names "${key}" and does not describe it`);
  const scripts = listFiles(root).filter((file) => file.endsWith(".js"));
  const page = keysOfPage(root, manifest, /<script[^>]*\ssrc="\/([^"]+)"/g);
  if (page.length === 0) fail("The page asks for no script");
  // Fetched beside them, though not every first screen runs them.
  const beside = keysOfPage(root, manifest, /<link[^>]*\srel="modulepreload"[^>]*\shref="\/([^"]+)"/g);
  const workers = ["vault-worker", "journal-worker"].map((name) => {
    const key = Object.keys(manifest).find((key) => manifest[key]?.file.startsWith(`assets/${name}-`));
    if (key === undefined || !scripts.includes(chunkAt(key).file)) fail(`The build has no ${name.replace("-", " ")}`);
    return key;
  });
  for (const name of apart.keys()) {
    if (!Object.keys(manifest).some((key) => key.includes(name))) fail(`No chunk is "${name}" any more`);
  }
  for (const file of scripts) {
    const isKnown = file === "sw.js" || Object.values(manifest).some((chunk) => chunk.file === file);
    if (!isKnown) fail(`The build's manifest does not know ${file}`);
  }

  const firstScreen = filesReachedFrom([...page, ...beside], chunkAt, () => false);
  for (const file of firstScreen) {
    // Every schema is reached by this name, which no minifier may change.
    if (/\b_zod\b/.test(readFileSync(join(root, file), "utf8"))) fail(`The first screen waits for Zod, in ${file}`);
  }
  const contact = filesReachedFrom([...page, ...workers], chunkAt, (key) => nameApart(key) === undefined);
  const styles = listFiles(root).filter((file) => file.endsWith(".css"));
  const sizeOf = new Map(
    [...scripts, ...styles].map((file) => [file, brotli(readFileSync(join(root, file)), quality)]),
  );
  const sum = (/** @type {Iterable<string>} */ files) =>
    [...files].reduce((total, file) => total + (sizeOf.get(file) ?? 0), 0);

  /** @param {string} file */
  function partOf(file) {
    if (file === "sw.js") return "service worker";
    if (firstScreen.has(file)) return contact.has(file) ? "first screen and contact" : "first screen";
    if (contact.has(file)) return "contact";
    const key = Object.keys(manifest).find((candidate) => manifest[candidate]?.file === file) ?? "";
    return `apart: ${nameApart(key) ?? "brought by others apart"}`;
  }

  return {
    scripts: scripts.map((file) => ({ file, bytes: sum([file]), part: partOf(file) })),
    apart: sum(scripts.filter((file) => file !== "sw.js" && !contact.has(file))),
    budgets: [
      { name: "First screen, scripts (brotli)", bytes: sum(firstScreen), limit: 45_000 },
      { name: "All scripts of a contact (brotli)", bytes: sum(contact), limit: 110_000 },
      { name: "Styles (brotli)", bytes: sum(styles), limit: 16_000 },
      { name: "Everything kept for offline use (raw)", bytes: raw(root, precached(root)), limit: 2_500_000 },
    ],
  };
}

/**
 * @param {string} root
 * @returns {Record<string, Chunk>}
 */
function readManifest(root) {
  try {
    return JSON.parse(readFileSync(join(root, ".vite/manifest.json"), "utf8"));
  } catch {
    return fail(`There is no build to measure in "${root}". Run: npm run build`);
  }
}

/**
 * The chunks that the page itself asks for, read from the page by what names their files.
 * @param {string} root
 * @param {Record<string, Chunk>} manifest
 * @param {RegExp} naming
 */
function keysOfPage(root, manifest, naming) {
  const html = readFileSync(join(root, "index.html"), "utf8");
  const files = [...html.matchAll(naming)].map(([, file]) => file);
  return files.map(
    (file) =>
      Object.keys(manifest).find((key) => manifest[key]?.file === file) ??
      fail(`The build's manifest does not know ${file}`),
  );
}

/** @param {string} key */
function nameApart(key) {
  return [...apart].find(([name]) => key.includes(name))?.[1];
}

/**
 * The script files that some chunks bring: all that these import, and of what they load later, what `follows` says.
 * @param {string[]} start
 * @param {(key: string) => Chunk} chunkAt
 * @param {(key: string) => boolean} follows
 */
function filesReachedFrom(start, chunkAt, follows) {
  const reached = new Set();
  const waiting = [...start];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const { file, imports = [], dynamicImports = [] } = chunkAt(key);
    if (reached.has(file)) continue;
    reached.add(file);
    waiting.push(...imports, ...dynamicImports.filter(follows));
  }
  return new Set([...reached].filter((file) => file.endsWith(".js")));
}

/**
 * The addresses in the service worker's list, read from the built worker: what is kept, not what should be.
 * @param {string} root
 */
function precached(root) {
  const text = readFileSync(join(root, "sw.js"), "utf8");
  const urls = [...text.matchAll(/["']?\burl["']?:\s*["'`]([^"'`]+)["'`]/g)].flatMap(([, url]) => url ?? []);
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

/**
 * @param {Uint8Array} bytes
 * @param {number} quality
 */
function brotli(bytes, quality) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).length;
}

/**
 * @param {string} root
 * @param {string[]} files
 */
function raw(root, files) {
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
  throw new UnreadableBuild(message);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    print(weigh(process.argv[2] ?? "dist"));
  } catch (error) {
    if (!(error instanceof UnreadableBuild)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** @param {ReturnType<typeof weigh>} weight */
function print({ scripts, apart, budgets }) {
  for (const { file, bytes, part } of scripts) console.log(`  ${file.padEnd(44)} ${kilobytes(bytes)}  ${part}`);
  console.log(`${"Scripts apart (brotli)".padEnd(40)} ${kilobytes(apart)}`);
  for (const { name, bytes, limit } of budgets) {
    const isWithin = bytes <= limit;
    console.log(`${name.padEnd(40)} ${kilobytes(bytes)} of ${kilobytes(limit)}  ${isWithin ? "within" : "OVER"}`);
    if (!isWithin) process.exitCode = 1;
  }
}
