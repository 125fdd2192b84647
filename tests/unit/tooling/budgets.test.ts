import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { weigh } from "../../../scripts/check-budgets.mjs";

/** Lazy modules that the design keeps out of a contact, with the sources that name them. */
const sources: Record<string, string> = {
  "setup-screen": "src/ui/screens/setup-screen.tsx",
  "parent-copy-screen": "src/ui/screens/parent-copy-screen.tsx",
  updates: "src/pwa/updates.ts",
  "recover-screen": "src/ui/screens/recover-screen.tsx",
  "recovery-key": "src/vault/recovery-key.ts",
  "run-edit": "src/vault/run-edit.ts",
  "change-vault": "src/vault/change-vault.ts",
  "vault-changes": "src/vault/vault-changes.ts",
  "carried-keys": "src/vault/carried-keys.ts",
  "reseal-rows": "src/storage/reseal-rows.ts",
  "record-file-panel": "src/ui/screens/record-file-panel.tsx",
  "find-vaults": "src/storage/find-vaults.ts",
  "people-screen": "src/ui/screens/people-screen.tsx",
  "unlock-more": "src/ui/screens/unlock-more.tsx",
  "escrow-file": "src/vault/escrow-file.ts",
  "setup-no-storage": "src/ui/screens/setup-no-storage.tsx",
  "journal-database": "src/storage/journal/journal-database.ts",
  "journal-upkeep": "src/storage/journal/journal-upkeep.ts",
  "folder-files": "src/storage/journal/folder-files.ts",
  "second-copy": "src/storage/journal/second-copy.ts",
  "second-copy-model": "src/state/second-copy-model.ts",
  "settings-screen": "src/ui/screens/settings-screen.tsx",
  "help-screen": "src/ui/screens/help-screen.tsx",
  "fill-training": "src/state/fill-training.ts",
  "open-training": "src/state/open-training.ts",
  "clock-watcher": "src/state/clock-watcher.ts",
  global: "node_modules/temporal-polyfill/global.esm.js",
  "age-files": "src/vault/age-files.ts",
  "age-worker": "src/vault/age-worker.ts",
  "record-archive": "src/storage/record-archive.ts",
  "save-file": "src/pwa/save-file.ts",
  "backup-reminder": "src/ui/screens/backup-reminder.tsx",
  strength: "node_modules/@zxcvbn-ts/core/dist/index.mjs",
};
const apart = [...Object.keys(sources), "families", "standing", "setup-start", "device-checks", "stopped", "upkeep"];

/** Random bytes are as large after any compression. */
const quick = 0;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "budgets-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a build within every budget passes", () => {
  build({});

  expect(check()).toEqual({ over: [] });
});

test("a first screen that is too large fails", () => {
  build({ "assets/app-a.js": 46_000 });

  expect(check()).toEqual({ over: ["First screen, scripts"] });
});

test("a first screen that waits for Zod fails, however small it is", () => {
  build({});
  write("assets/words-a.js", "export const isFit=s=>s._zod.run({value:1})");

  expect(check()).toEqual({ problem: "The first screen waits for Zod, in assets/words-a.js" });
});

test("each script that the page asks for counts for the first screen, and so does what it imports", () => {
  build({ "assets/app-a.js": 20_000, "assets/shared-a.js": 20_000, "assets/words-a.js": 20_000 });

  expect(check()).toEqual({ over: ["First screen, scripts"] });
});

test("what the page fetches beside its scripts counts for the first screen, and not for a contact that does without", () => {
  build({ "assets/setup-start-a.js": 200_000 });
  const page = '<script type="module" crossorigin src="/assets/app-a.js"></script>';
  write("index.html", `${page}<link rel="modulepreload" crossorigin href="/assets/setup-start-a.js">`);

  expect(check()).toEqual({ over: ["First screen, scripts"] });
});

test("the vault worker and what it shares with the page count once towards a contact", () => {
  build({ "assets/shared-a.js": 40_000, "assets/vault-worker-a.js": 60_000 });
  expect(check()).toEqual({ over: [] });

  build({ "assets/shared-a.js": 40_000, "assets/vault-worker-a.js": 75_000 });
  expect(check()).toEqual({ over: ["All scripts of a contact"] });
});

test("the worker that writes the second copy counts towards a contact", () => {
  build({ "assets/journal-worker-a.js": 111_000 });

  expect(check()).toEqual({ over: ["All scripts of a contact"] });
});

test.each(["caseload", "parts", "later"])("what the app loads on its way through a contact counts: %s", (name) => {
  build({ [`assets/${name}-a.js`]: 111_000 });

  expect(check()).toEqual({ over: ["All scripts of a contact"] });
});

test.each([...apart, "only-help"])("what no contact needs counts for nothing, however large: %s", (name) => {
  build({ [`assets/${name}-a.js`]: 200_000 });

  expect(check()).toEqual({ over: [] });
});

test("a part of a contact counts although settings load it as well", () => {
  build({ "assets/parts-a.js": 111_000, "assets/settings-screen-a.js": 100 });

  expect(check()).toEqual({ over: ["All scripts of a contact"] });
});

test.each(apart)("an exception that no chunk answers to any more fails: %s", (name) => {
  build({}, { without: name });

  expect(check()).toEqual({ problem: expect.stringMatching(/^No chunk is ".+" any more/) });
});

test("a script that nobody is known to load fails", () => {
  build({ "assets/stray-a.js": 100 });

  expect(check()).toEqual({ problem: expect.stringContaining("does not know assets/stray-a.js") });
});

test("styles that are too large fail", () => {
  build({ "assets/app-a.css": 17_000 });

  expect(check()).toEqual({ over: ["Styles"] });
});

test("too much to keep for offline use fails, whatever it is", () => {
  build({ "pictures/large.png": 2_600_000 });

  expect(check()).toEqual({ over: ["Everything kept for offline use"] });
});

test("a folder that holds no build, or half of one, fails", () => {
  expect(check()).toEqual({ problem: expect.stringContaining("There is no build") });

  build({});
  rmSync(join(folder, "assets/vault-worker-a.js"));
  expect(check()).toEqual({ problem: "The build has no vault worker" });

  build({});
  rmSync(join(folder, "assets/journal-worker-a.js"));
  expect(check()).toEqual({ problem: "The build has no journal worker" });
});

test("a service worker whose list cannot be read fails", () => {
  build({});
  writeFileSync(join(folder, "sw.js"), "precache()");

  expect(check()).toEqual({ problem: expect.stringContaining("cannot be read") });
});

test("the command ends with 1 for a build over budget and for none, with 0 for one within", () => {
  const run = () => spawnSync(process.execPath, ["scripts/check-budgets.mjs", folder], { encoding: "utf8" });
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining("There is no build") });

  build({});
  expect(run()).toMatchObject({ status: 0, stdout: expect.stringContaining("within") });

  build({ "assets/app-a.js": 46_000 });
  expect(run()).toMatchObject({ status: 1, stdout: expect.stringContaining("OVER") });
});

/** A build in which each file has 100 bytes, or as many as `sizes` says. Random bytes do not compress. */
function build(sizes: Record<string, number>, { without }: { without?: string } = {}): void {
  const chunks = [
    aChunk("app", { imports: ["shared", "words"], later: ["caseload", ...apart] }),
    aChunk("shared", {}),
    aChunk("words", {}),
    aChunk("caseload", { imports: ["parts", "app"], later: ["later"] }),
    aChunk("parts", { imports: ["app"] }),
    aChunk("later", {}),
    aChunk("vault-worker", { imports: ["shared"], later: ["recovery-key"] }),
    aChunk("journal-worker", { imports: ["shared"], later: ["journal-upkeep"] }),
    ...apart.map((name) => aChunk(name, { imports: ["app", "parts", "only-help"] })),
    aChunk("only-help", {}),
  ].filter(({ name }) => name !== without);
  const known = new Set(chunks.map(({ key }) => key));
  const manifest = Object.fromEntries(
    chunks.map(({ key, imports, dynamicImports, ...chunk }) => [
      key,
      { ...chunk, imports, dynamicImports: dynamicImports.filter((next) => known.has(next)) },
    ]),
  );
  const files = new Set(["assets/app-a.css", ...chunks.map(({ file }) => file), ...Object.keys(sizes)]);
  for (const file of files) write(file, randomBytes(sizes[file] ?? 100));
  write(
    "index.html",
    '<script type="module" crossorigin src="/assets/shared-a.js"></script>\n' +
      '<script type="module" crossorigin src="/assets/app-a.js"></script>',
  );
  write(".vite/manifest.json", JSON.stringify(manifest));
  const urls = ["index.html", ...files];
  write("sw.js", `precache(${JSON.stringify(urls.map((url) => ({ revision: null, url })))})`);
}

function aChunk(name: string, { imports = [], later = [] }: { imports?: string[]; later?: string[] }) {
  return {
    key: keyOf(name),
    name,
    file: `assets/${name}-a.js`,
    imports: imports.map(keyOf),
    dynamicImports: later.map(keyOf),
  };
}

/** As Vite writes them: a chunk of one lazy module under its source, any other under its file. */
function keyOf(name: string): string {
  return sources[name] ?? `_${name}-a.js`;
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

/** The budgets that the build is over, by name; or why it cannot be read. */
function check(): { over: string[] } | { problem: string } {
  try {
    const over = weigh(folder, quick).budgets.filter(({ bytes, limit }) => bytes > limit);
    return { over: over.map(({ name }) => name.replace(/ \(.*/, "")) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : "" };
  }
}
