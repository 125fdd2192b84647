import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { build } from "vite";
import { withPage } from "./bench-browser.ts";

const pages = fileURLToPath(new URL("./site", import.meta.url));

/** A folder for everything that a run makes, and how to remove it. */
export function makeWorkFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "bench-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** A copy of the built app with the measuring pages beside it, under /bench/, so that they share origin and headers. */
export async function buildSite(app: string, site: string): Promise<void> {
  if (!existsSync(join(app, "index.html"))) throw new Error(`There is no built app in "${app}". Run: npm run build`);
  cpSync(app, site, { recursive: true });
  // As in the app's own build: the headers of the vault worker are chosen by its name.
  const output = { entryFileNames: "assets/[name]-[hash].js", chunkFileNames: "assets/[name]-[hash].js" };
  await build({
    configFile: false,
    root: pages,
    publicDir: false,
    logLevel: "warn",
    define: { __BUILD__: JSON.stringify("bench") },
    plugins: [preact()],
    build: {
      target: "es2022",
      outDir: site,
      emptyOutDir: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: {
        checks: { pluginTimings: false },
        input: ["harness", "static", "plain-preact"].map((name) => join(pages, `bench/${name}.html`)),
      },
    },
    worker: { format: "es", rolldownOptions: { output } },
  });
}

/** Makes a vault with this many families in a new browser profile. Gives the passphrase. */
export async function seedProfile(profile: string, url: string, families: number): Promise<string> {
  return withPage(profile, async (page) => {
    await page.goto(`${url}/bench/harness.html`);
    await page.waitForFunction(() => "harness" in window);
    await page.evaluate((count) => window.harness.seed(count), families);
    return page.evaluate(() => window.harness.passphrase);
  });
}
