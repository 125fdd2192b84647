/** Finds a Chromium for tests and pictures: `node scripts/find-browser.mjs` prints its path, installing one if it can. */
import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const isRoot = process.getuid?.() === 0;

/**
 * Of two such flags Chromium reads the last, so this one repeats what Playwright turns off for tests. The popup of the
 * address bar is ours: every window prepares two pages for it, at half the cost of starting a browser.
 */
const disabledFeatures = [
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "WebUIOmniboxPopup",
];

/** @type {import("./find-browser.d.mts").browserFlags} */
export const browserFlags = [
  ...(isRoot ? ["--no-sandbox"] : []),
  "--disable-background-networking",
  "--disable-component-update",
  `--disable-features=${disabledFeatures.join(",")}`,
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** @type {import("./find-browser.d.mts").findBrowser} */
export function findBrowser() {
  for (const name of ["PLAYWRIGHT_CHROMIUM", "CHROME_PATH"]) {
    const path = process.env[name];
    if (!path) continue;
    if (isExecutable(path)) return { ok: true, path };
    return { ok: false, advice: `${name} names "${path}", which is not a program: correct it or unset it.` };
  }
  const path = [chromium.executablePath(), ...usualPlaces()].find(isExecutable);
  if (path !== undefined) return { ok: true, path };
  return {
    ok: false,
    advice: "No Chromium was found: install Chromium or Chrome, or set CHROME_PATH to one, and run this again.",
  };
}

/** @type {import("./find-browser.d.mts").findOrInstallBrowser} */
export function findOrInstallBrowser() {
  const found = findBrowser();
  if (found.ok || process.env["PLAYWRIGHT_CHROMIUM"] || process.env["CHROME_PATH"]) return found;
  if (isRoot && existsSync("/etc/debian_version")) {
    console.error("No browser found. Installing the chromium package.");
    const options = /** @type {const} */ ({
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    spawnSync("apt-get", ["update", "-qq"], options);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"], options);
  } else {
    console.error("No browser found. Downloading Playwright's Chromium.");
    const cli = fileURLToPath(import.meta.resolve("@playwright/test/cli"));
    spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: ["ignore", "ignore", "inherit"] });
  }
  return findBrowser();
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

/** @returns {string[]} */
function usualPlaces() {
  if (process.platform === "darwin") {
    const apps = [
      "Chromium.app/Contents/MacOS/Chromium",
      "Google Chrome.app/Contents/MacOS/Google Chrome",
      "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];
    return ["/Applications", join(homedir(), "Applications")].flatMap((folder) => apps.map((app) => join(folder, app)));
  }
  if (process.platform === "win32") {
    const folders = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => process.env[name] ?? []);
    const apps = ["Chromium\\Application\\chrome.exe", "Google\\Chrome\\Application\\chrome.exe"];
    apps.push("Microsoft\\Edge\\Application\\msedge.exe");
    return folders.flatMap((folder) => apps.map((app) => join(folder, app)));
  }
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable"];
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/bin", "/usr/local/bin", "/snap/bin"];
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = findOrInstallBrowser();
  if (!browser.ok) {
    console.error(browser.advice);
    process.exit(1);
  }
  const version = execFileSync(browser.path, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  console.log(`${browser.path} (${version.trim()})`);
}
