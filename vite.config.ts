import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";
import { type ManifestOptions, VitePWA } from "vite-plugin-pwa";
import { headersFor, kindOf } from "./deploy/headers.mjs";
import { leanStyles } from "./deploy/lean-styles.mjs";
import { sbomOf } from "./deploy/sbom.mjs";

const buildId = process.env["BUILD_ID"] ?? idOfThisCommit();

// Few files, each for one part of the work; left to itself the bundler makes some 60, most under 1 kB. A chunk brings
// what its modules import, unless a chunk of higher priority has it. docs/adr/0003-bundle-budgets.md says who needs which.
const chunks = [
  // What the first screen and the workers both run. Nothing here may touch a document: a worker has none.
  {
    name: "base",
    test: /\/src\/shared\/|\/src\/domain\/(sealing|zod-config)\.ts|\/src\/storage\/(database|open-connection|errors)\.ts|\/node_modules\/idb\/|vite\/preload-helper/,
    minShareCount: 2,
    priority: 8,
  },
  // What the page, once past its first screen, and the workers both run: with Zod.
  {
    name: "shared",
    test: /\/node_modules\/zod\/|\/src\/storage\/stored-row\.ts|\/src\/vault\/(?!age-|packed-|bound-context|carried-keys|edit-protocol|keys|recovery-key|unlockers|lazy-vault)/,
    minShareCount: 2,
    priority: 7,
  },
  // What only the vault worker runs, at once and after it has loaded more.
  {
    name: "vault-engine",
    test: /\/node_modules\/hash-wasm\/|\/src\/vault\/(bound-context|keys|rows|unlockers|vault-core|vault-service)\.ts/,
    priority: 6,
  },
  // With the components of the pages that come before or instead of unlocking, so that these wait for nothing else.
  {
    name: "app",
    test: /\/src\/(main|ui\/components\/(link-button|button-link|warning-callout|back-link|inset-text))\.tsx$/,
    priority: 5,
  },
  {
    // From unlocking to the record, with the components that its screens share. In one file it is 3.9 kB less than in four.
    name: "contact",
    test: /\/src\/(vault\/open-vault|storage\/sealed-storage|state\/caseload-model|ui\/screens\/(caseload|contact|family|record)-screen)\.tsx?$/,
    priority: 3,
  },
  // What stands in place of the app when its store or another window is in the way.
  {
    name: "stopped",
    test: /\/src\/ui\/screens\/(missing-records|store-unavailable|other-window)-screen\.tsx$/,
    priority: 1,
  },
  // What is said of records after they were finalised, and their removal.
  {
    name: "standing",
    test: /\/src\/(ui\/screens\/standing\/standing-parts|state\/standing-record|storage\/standing-rows)\.ts$/,
    priority: 1,
  },
  // The first page on a new device. A device that is set up never needs it.
  {
    name: "setup-start",
    test: /\/src\/(ui\/screens\/setup-(start|welcome|redirect)|state\/setup-model)\.tsx?$/,
    priority: 1,
  },
  { name: "device-checks", test: /\/src\/pwa\/(offline-ready|storage-health)\.ts$/, priority: 1 },
  {
    name: "upkeep",
    test: /\/src\/storage\/(upkeep|rebuild-summaries|begin-log|chain|finalise-contact)\.ts$/,
    priority: 1,
  },
  { name: "families", test: /\/src\/ui\/screens\/(add-family|edit-family|record-birth)-screen\.tsx$/, priority: 1 },
];

/** The files that nothing but a worker runs: the workers themselves, and what the vault's loads later. */
const onlyInWorkers =
  /\/(age|journal)-worker-|\/journal-upkeep-|\/vault-(worker|engine|changes)-|\/run-edit-|\/carried-keys-|\/escrow-file-/;

/** The files that every page has from the start: nothing that comes later has to ask for them. */
const onFirstScreen = /\/(app|base|rolldown-runtime)-[^/]+\.(js|css)$/;

const workers = [
  { name: "vault-worker", source: "./src/vault/vault-worker.ts" },
  { name: "age-worker", source: "./src/vault/age-worker.ts" },
  { name: "journal-worker", source: "./src/storage/journal-worker.ts" },
];

export default defineConfig({
  appType: "spa",
  base: "/",
  define: { __BUILD__: JSON.stringify(buildId) },
  // As objects, not as text to parse: it compresses better.
  json: { stringify: false },
  css: { postcss: { plugins: [leanStyles()] } },
  build: {
    target: "es2022",
    sourcemap: false,
    // An inlined asset becomes a data: address, which the document's policy refuses for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Preloading is done with link elements, and a worker has no document to put them in.
      resolveDependencies: (_file, dependencies, { hostId }) =>
        onlyInWorkers.test(hostId) ? [] : dependencies.filter((file) => !onFirstScreen.test(file)),
    },
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  // Only the development server builds a worker by itself: see workersInThisBuild.
  worker: { format: "es" },
  plugins: [
    preact(),
    buildIdInDocument(buildId),
    welcomeBesideTheScripts(),
    workersInThisBuild(),
    sbomBesideTheApp(),
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

/** On a new device the first screen is the welcome page. Its file comes with the first scripts, not after them. */
function welcomeBesideTheScripts(): Plugin {
  return {
    name: "welcome-beside-the-scripts",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const chunk = Object.values(bundle).find((file) => file.type === "chunk" && file.name === "setup-start");
        if (chunk === undefined) throw new Error("The build has no welcome page of its own");
        const attrs = { rel: "modulepreload", crossorigin: true, href: `/${chunk.fileName}` };
        return [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
  };
}

/**
 * Makes each worker an entry of the page's own build. Vite would build it apart, with a second copy of all that both
 * sides parse their messages with. The headers of a worker are chosen by its name: see deploy/headers.mjs.
 */
function workersInThisBuild(): Plugin {
  const addressOf = (name: string) => `\0${name}-address`;
  const emitted = new Map<string, string>();
  return {
    name: "workers-in-this-build",
    apply: "build",
    enforce: "pre",
    buildStart() {
      for (const { name, source } of workers) {
        const id = fileURLToPath(new URL(source, import.meta.url));
        emitted.set(addressOf(name), this.emitFile({ type: "chunk", id, name }));
      }
    },
    resolveId(source) {
      const worker = workers.find(({ name }) => source.endsWith(`/${name}.ts?worker&url`));
      return worker && addressOf(worker.name);
    },
    load(module) {
      const worker = emitted.get(module);
      return worker && `export default import.meta.ROLLUP_FILE_URL_${worker};`;
    },
  };
}

/** What the app is made of, for whoever runs it on a host. No device needs it, so it is not among the files kept offline. */
function sbomBesideTheApp(): Plugin {
  return {
    name: "sbom-beside-the-app",
    apply: "build",
    generateBundle() {
      const lock = JSON.parse(readFileSync(new URL("./package-lock.json", import.meta.url), "utf8"));
      const source = `${JSON.stringify(sbomOf(lock), undefined, 2)}\n`;
      this.emitFile({ type: "asset", fileName: "sbom.json", source });
    },
  };
}

interface PrecacheEntry {
  url: string;
  revision: string | null;
  size: number;
}

/**
 * A cached response keeps the headers it came with. Where those confine a page or a worker, they are part of
 * the revision, so that a stricter header reaches devices on which the file itself did not change.
 */
function withHeadersInRevision(entry: PrecacheEntry): PrecacheEntry {
  const kind = kindOf(`/${entry.url}`);
  if (kind !== "document" && !workers.some(({ name }) => name === kind)) return entry;
  const headers = JSON.stringify(headersFor(kind, { https: true }));
  const digest = createHash("sha256")
    .update(`${entry.revision ?? entry.url}\n${headers}`)
    .digest("hex");
  return { ...entry, revision: digest.slice(0, 20) };
}
