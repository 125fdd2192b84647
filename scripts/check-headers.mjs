/**
 * Looks whether a host sends the headers that the app needs: `npm run check-headers -- https://your.host`. Prints what
 * is wrong in plain words and fails when anything is.
 */
import { fileURLToPath } from "node:url";
import { headersFor, kindOf, responseKinds } from "../deploy/headers.mjs";

/** @typedef {import("./check-headers.d.mts").HeaderProblem} HeaderProblem */

/** What a header is for, so that whoever reads of a missing one knows what it costs. */
const purposes = new Map([
  ["Content-Security-Policy", "Without it as it should be, script from elsewhere may run, or the app may not."],
  ["Cross-Origin-Opener-Policy", "It keeps other sites' windows from reaching this one."],
  ["Cross-Origin-Embedder-Policy", "It keeps what other sites serve out of the app's memory."],
  ["Cross-Origin-Resource-Policy", "It keeps other sites from loading the app's files."],
  ["Origin-Agent-Cluster", "It gives the app a process of its own where the browser can."],
  ["X-Frame-Options", "It keeps other sites from showing the app inside theirs."],
  ["Permissions-Policy", "It turns off what the app never uses, such as camera and place."],
  ["Strict-Transport-Security", "It makes browsers use https from the first visit on."],
  ["X-Content-Type-Options", "It keeps browsers from guessing what a file is."],
  ["Referrer-Policy", "It keeps addresses of the app from other sites."],
  ["Cache-Control", "Wrong caching keeps devices on an old release, or breaks them in the middle of an update."],
]);

/** @type {import("./check-headers.d.mts").checkHeaders} */
export async function checkHeaders(address) {
  const base = new URL(address);
  const https = base.protocol === "https:";
  /** @type {HeaderProblem[]} */
  const problems = [];
  if (!https && !["localhost", "127.0.0.1"].includes(base.hostname)) {
    problems.push({ address: base.href, words: "This is not https. Browsers give an app without https no storage." });
  }
  const paths = await pathsToAsk(base, problems);
  const asked = [];
  for (const path of paths) {
    const url = new URL(path, base);
    const kind = kindOf(path);
    asked.push({ address: url.href, kind });
    const response = await ask(url);
    if (response.status !== 200) {
      problems.push({ address: url.href, words: `It answers with status ${response.status} and not with 200.` });
      continue;
    }
    for (const [name, expected] of Object.entries(headersFor(kind, { https }))) {
      const words = compare(name, expected, response.headers.get(name));
      if (words !== undefined)
        problems.push({ address: url.href, words: `${words} ${purposes.get(name) ?? ""}`.trim() });
    }
  }
  const missing = new URL("/assets/no-such-file.js", base);
  asked.push({ address: missing.href, kind: /** @type {const} */ ("missing") });
  problems.push(...problemsOfMissing(missing.href, await ask(missing)));
  return { asked, problems };
}

/**
 * The start page, a page by its path, and the files that these name: the host's own, whatever release it has.
 * @param {URL} base
 * @param {HeaderProblem[]} problems
 */
async function pathsToAsk(base, problems) {
  const page = await (await ask(new URL("/", base))).text();
  const worker = await (await ask(new URL("/sw.js", base))).text();
  const asset = /<script[^>]*\ssrc="(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
  if (asset === undefined) problems.push({ address: base.href, words: "The start page is not that of this app." });
  const workers = responseKinds
    .filter((kind) => kind.endsWith("-worker") && kind !== "service-worker")
    .flatMap((kind) => new RegExp(`assets/${kind}-[\\w-]+\\.js`).exec(worker)?.[0] ?? []);
  if (workers.length === 0) {
    problems.push({ address: new URL("/sw.js", base).href, words: "The service worker is not that of this app." });
  }
  return [
    "/",
    "/index.html",
    "/caseload",
    "/help/offline",
    "/sw.js",
    ...(asset === undefined ? [] : [asset]),
    ...workers.map((path) => `/${path}`),
    "/manifest.webmanifest",
    "/favicon.svg",
  ];
}

/** @param {URL} url */
function ask(url) {
  return fetch(url, { redirect: "manual", cache: "no-store" });
}

/**
 * What is wrong with one header, in words; undefined when it is as it should be.
 * @param {string} name
 * @param {string} expected
 * @param {string | null} found
 */
function compare(name, expected, found) {
  if (found === null) return `${name} is missing.`;
  if (name === "Strict-Transport-Security" ? isStrictEnough(found) : tidy(found) === tidy(expected)) return undefined;
  return `${name} is "${found}" and should be "${expected}".`;
}

/** A host may promise https for longer than we ask, but not for less than a year. @param {string} value */
function isStrictEnough(value) {
  return Number(/max-age="?(\d+)/i.exec(value)?.[1]) >= 31_536_000 && /includeSubDomains/i.test(value);
}

/** @param {string} value */
function tidy(value) {
  return value
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([,;]) ?/g, "$1")
    .replace(/;$/, "")
    .trim();
}

/**
 * @param {string} address
 * @param {Response} response
 * @returns {HeaderProblem[]}
 */
function problemsOfMissing(address, response) {
  const problems = [];
  if (response.status !== 404) {
    problems.push({
      address,
      words: `There is no such file, and it answers with status ${response.status} and not with 404. That breaks devices that are offline later.`,
    });
  }
  if (/immutable|max-age=[1-9]/.test(response.headers.get("Cache-Control") ?? "")) {
    problems.push({
      address,
      words: "The answer to a file that is not there may be kept, so a later release stays broken.",
    });
  }
  return problems;
}

async function main() {
  const address = process.argv[2];
  if (address === undefined || !URL.canParse(address)) {
    console.error("Say which host to check: npm run check-headers -- https://your.host");
    process.exit(1);
  }
  const { asked, problems } = await checkHeaders(address).catch((error) => {
    console.error(`${address} does not answer: ${error?.cause?.message ?? error?.message ?? error}`);
    process.exit(1);
  });
  for (const { address: url, kind } of asked) {
    const own = problems.filter((problem) => problem.address === url);
    console.log(`${own.length === 0 ? "as it should be" : "WRONG          "}  ${url} (${kind})`);
    for (const { words } of own) console.log(`    ${words}`);
  }
  for (const { address: url, words } of problems.filter((one) => !asked.some((each) => each.address === one.address))) {
    console.log(`WRONG            ${url}\n    ${words}`);
  }
  console.log(problems.length === 0 ? "All headers are as they should be." : `${problems.length} things are wrong.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
