/**
 * The main journey and the storage faults in engines of other makers: `npm run engines [-- firefox|webkit] [--kills N]`.
 * Runs on the build in "dist". Finds the browsers, or says in one sentence what to install.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kills: { type: "string", default: "0" }, seed: { type: "string" } },
});
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 0 || positionals.some((name) => !["firefox", "webkit"].includes(name))) {
  console.error("Say which engine and how many kills: npm run engines -- firefox --kills 50");
  process.exit(1);
}
const wanted = positionals.length === 0 ? ["firefox", "webkit"] : positionals;

const firefox = process.env["FIREFOX_PATH"] ?? program("firefox-esr", "firefox");
const webkit = {
  driver: program("WebKitWebDriver"),
  miniBrowser: miniBrowser(),
  xvfb: program("Xvfb"),
};
/** @type {Record<string, unknown>} */
const found = {};
if (wanted.includes("firefox")) {
  if (firefox) found["firefox"] = firefox;
  else
    console.error(
      "Firefox was not found: install it (Debian: apt-get install firefox-esr), or set FIREFOX_PATH to it.",
    );
}
if (wanted.includes("webkit")) {
  if (webkit.driver && webkit.miniBrowser && webkit.xvfb) found["webkit"] = webkit;
  else console.error("WebKitGTK was not found: install it (Debian: apt-get install webkit2gtk-driver xvfb).");
}
if (Object.keys(found).length < wanted.length) process.exit(1);
if (!existsSync("dist/index.html")) {
  console.error("There is no built app in dist: run npm run build first.");
  process.exit(1);
}

const spec = kills > 0 ? "engine-kills.spec.ts" : "engines.spec.ts";
const ended = spawnSync(
  process.execPath,
  ["node_modules/@playwright/test/cli.js", "test", "--config", "playwright.long.config.ts", spec],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      ENGINES: JSON.stringify(found),
      KILLS: String(kills),
      ...(values.seed === undefined ? {} : { KILL_SEED: values.seed }),
    },
  },
);
if (ended.error) console.error(ended.error.message);
process.exitCode = ended.status ?? 1;

/** @param {string[]} names */
function program(...names) {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/bin"];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

/** It comes with the driver's package, in the folder of the library. */
function miniBrowser() {
  const machine = process.arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
  return ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"]
    .map((version) => `/usr/lib/${machine}/${version}/MiniBrowser`)
    .find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
