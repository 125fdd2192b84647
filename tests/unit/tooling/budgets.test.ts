import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "budgets-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a build within every budget passes", () => {
  build({});

  expect(check()).toEqual({ status: 0, over: [] });
});

test("a first screen that is too large fails", () => {
  build({ "assets/index-a.js": 46_000 });

  expect(check()).toEqual({ status: 1, over: ["First screen, scripts"] });
});

test("a chunk that the entry imports counts for the first screen", () => {
  build({ "assets/index-a.js": 30_000, "assets/shared-a.js": 20_000 });

  expect(check()).toEqual({ status: 1, over: ["First screen, scripts"] });
});

test("lazy screens and the vault worker count towards all scripts", () => {
  build({ "assets/screens-a.js": 60_000, "assets/vault-worker-a.js": 60_000 });

  expect(check()).toEqual({ status: 1, over: ["All scripts but the extras"] });
});

test("an extra counts for neither, however large", () => {
  build({ "assets/global-a.js": 200_000 });

  expect(check()).toEqual({ status: 0, over: [] });
});

test("styles that are too large fail", () => {
  build({ "assets/index-a.css": 17_000 });

  expect(check()).toEqual({ status: 1, over: ["Styles"] });
});

test("too much to keep for offline use fails, whatever it is", () => {
  build({ "pictures/large.png": 2_600_000 });

  expect(check()).toEqual({ status: 1, over: ["Everything kept for offline use"] });
});

test("a folder that holds no build, or half of one, fails", () => {
  expect(check().status).toBe(1);

  build({});
  rmSync(join(folder, "assets/vault-worker-a.js"));
  expect(check().status).toBe(1);
});

test("a service worker whose list cannot be read fails", () => {
  build({});
  writeFileSync(join(folder, "sw.js"), "precache()");

  expect(check().status).toBe(1);
});

/** A build in which each file has 100 bytes, or as many as `sizes` says. Random bytes do not compress. */
function build(sizes: Record<string, number>): void {
  const manifest = {
    "index.html": {
      file: "assets/index-a.js",
      isEntry: true,
      imports: ["_shared-a.js"],
      dynamicImports: ["src/ui/screens.tsx", "node_modules/temporal-polyfill/global.js"],
    },
    "_shared-a.js": { file: "assets/shared-a.js" },
    "src/ui/screens.tsx": { file: "assets/screens-a.js", isDynamicEntry: true, imports: ["_shared-a.js"] },
    "node_modules/temporal-polyfill/global.js": { file: "assets/global-a.js", isDynamicEntry: true },
  };
  const scripts = ["index", "shared", "screens", "global", "vault-worker"].map((name) => `assets/${name}-a.js`);
  const files = new Set(["index.html", "assets/index-a.css", ...scripts, ...Object.keys(sizes)]);
  for (const file of files) write(file, randomBytes(sizes[file] ?? 100));
  write(".vite/manifest.json", JSON.stringify(manifest));
  write("sw.js", `precache(${JSON.stringify([...files].map((url) => ({ revision: null, url })))})`);
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

function check(): { status: number | null; over: string[] } {
  const { status, stdout } = spawnSync(process.execPath, ["scripts/check-budgets.mjs", folder], { encoding: "utf8" });
  const over = stdout.split("\n").filter((line) => line.endsWith("OVER"));
  return { status, over: over.map((line) => line.replace(/ \(.*/, "")) };
}
