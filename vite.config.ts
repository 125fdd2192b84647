import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";
import { type ManifestOptions, VitePWA } from "vite-plugin-pwa";
import { headersFor, kindOf } from "./deploy/headers.mjs";

const buildId = process.env["BUILD_ID"] ?? idOfThisCommit();

// Few files, each for one part of the work; left to itself the bundler makes some 60, most under 1 kB. A chunk brings
// what its modules import, unless a chunk of higher priority has it. docs/adr/0003-bundle-budgets.md says who needs which.
const chunks = [
  // What the page and the vault worker both run. Nothing here may touch a document: the worker has none.
  {
    name: "shared",
    test: /\/node_modules\/zod\/|\/src\/(shared|vault)\/|\/src\/domain\/(sealing|zod-config)\.ts|vite\/preload-helper/,
    minShareCount: 2,
    priority: 6,
  },
  { name: "app", test: /\/src\/main\.tsx$/, priority: 5 },
  { name: "parts", test: /\/src\/ui\/components\//, minShareCount: 2, priority: 4 },
  { name: "caseload", test: /\/src\/(storage\/sealed-storage\.ts|ui\/screens\/caseload-screen\.tsx)$/, priority: 3 },
  { name: "contact", test: /\/src\/ui\/screens\/(contact|family|record)-screen\.tsx$/, priority: 2 },
  // What is said of records after they were finalised, and their removal.
  {
    name: "standing",
    test: /\/src\/(ui\/screens\/standing\/standing-parts|state\/standing-record|storage\/standing-rows)\.ts$/,
    priority: 1,
  },
  { name: "parent-copy", test: /\/src\/ui\/screens\/parent-copy-screen\.tsx$/, priority: 1 },
  { name: "training", test: /\/src\/state\/(open|fill)-training\.ts$/, priority: 1 },
  // What set-up and settings ask of the browser.
  { name: "device-checks", test: /\/src\/pwa\/(offline-ready|storage-health)\.ts$/, priority: 1 },
  { name: "families", test: /\/src\/ui\/screens\/(add-family|edit-family|record-birth)-screen\.tsx$/, priority: 1 },
];

export default defineConfig({
  appType: "spa",
  base: "/",
  define: { __BUILD__: JSON.stringify(buildId) },
  build: {
    target: "es2022",
    sourcemap: false,
    // An inlined asset becomes a data: address, which the document's policy refuses for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Preloading is done with link elements, and a worker has no document to put them in.
      resolveDependencies: (_file, dependencies, { hostId }) => (hostId.includes("vault-worker") ? [] : dependencies),
    },
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  // Only the development server builds a worker by itself: see vaultWorkerInThisBuild.
  worker: { format: "es" },
  plugins: [
    preact(),
    buildIdInDocument(buildId),
    vaultWorkerInThisBuild(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src/pwa",
      // The address of a service worker can never change: a device that has it looks for the next one there.
      filename: "sw.js",
      integration: {
        configureCustomSWViteBuild: (worker) => {
          if (worker.build?.rollupOptions === undefined) throw new Error("The service worker has no build to point");
          worker.build.rollupOptions.input = fileURLToPath(new URL("./src/pwa/service-worker.ts", import.meta.url));
        },
      },
      registerType: "prompt",
      injectRegister: false,
      manifest: topLevelManifest(),
      manifestFilename: "manifest.webmanifest",
      // The glob below finds the icons, and the plugin adds the manifest: each file once.
      includeManifestIcons: false,
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,svg,png,woff2,wasm}"],
        globIgnores: ["screenshots/**"],
        maximumFileSizeToCacheInBytes: 2_000_000,
        manifestTransforms: [async (entries) => ({ manifest: entries.map(withHeadersInRevision) })],
      },
      devOptions: { enabled: false },
    }),
  ],
  server: { port: 5173, strictPort: true },
  preview: { port: 4173, strictPort: true },
});

/** Two builds of one commit have one id, so that their files can be compared. */
function idOfThisCommit(): string {
  // npm wrote this file, and a package has a version.
  const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  try {
    const commit = execFileSync("git", ["rev-parse", "--short=10", "HEAD"], {
      cwd: fileURLToPath(new URL(".", import.meta.url)),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return `${version}+${commit.trim()}`;
  } catch {
    return version;
  }
}

function topLevelManifest(): Partial<ManifestOptions> {
  // The file is ours; tests/e2e checks what the browser makes of it.
  return JSON.parse(
    readFileSync(new URL("./manifest.webmanifest", import.meta.url), "utf8"),
  ) as Partial<ManifestOptions>;
}

function buildIdInDocument(id: string): Plugin {
  return { name: "build-id-in-document", transformIndexHtml: (html) => html.replace("%BUILD_ID%", id) };
}

/**
 * Makes the vault worker an entry of the page's own build. Vite would build it apart, with a second copy of all that both
 * sides parse their messages with. The headers of the worker are chosen by its name: see deploy/headers.mjs.
 */
function vaultWorkerInThisBuild(): Plugin {
  const address = "\0vault-worker-address";
  const id = fileURLToPath(new URL("./src/vault/vault-worker.ts", import.meta.url));
  let worker: string;
  return {
    name: "vault-worker-in-this-build",
    apply: "build",
    enforce: "pre",
    buildStart() {
      worker = this.emitFile({ type: "chunk", id, name: "vault-worker" });
    },
    resolveId: (source) => (source.endsWith("/vault-worker.ts?worker&url") ? address : undefined),
    load: (module) => (module === address ? `export default import.meta.ROLLUP_FILE_URL_${worker};` : undefined),
  };
}

interface PrecacheEntry {
  url: string;
  revision: string | null;
  size: number;
}

/**
 * A cached response keeps the headers it came with. Where those confine a page or the vault worker, they are part of
 * the revision, so that a stricter header reaches devices on which the file itself did not change.
 */
function withHeadersInRevision(entry: PrecacheEntry): PrecacheEntry {
  const kind = kindOf(`/${entry.url}`);
  if (kind !== "document" && kind !== "vault-worker") return entry;
  const headers = JSON.stringify(headersFor(kind, { https: true }));
  const digest = createHash("sha256")
    .update(`${entry.revision ?? entry.url}\n${headers}`)
    .digest("hex");
  return { ...entry, revision: digest.slice(0, 20) };
}
