import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/** What each part of src may import besides itself: written out here once more, apart from biome.json. */
const layers: Record<string, { folder: string; layers: string[]; packages: string[] }> = {
  shared: { folder: "shared", layers: [], packages: [] },
  domain: { folder: "domain", layers: ["shared"], packages: ["zod/mini"] },
  content: { folder: "content", layers: ["domain", "shared"], packages: [] },
  vault: {
    folder: "vault",
    layers: ["domain", "shared"],
    packages: [
      "hash-wasm",
      "age-encryption",
      "@scure/bip39",
      "@scure/bip39/wordlists/english.js",
      "@zxcvbn-ts/core",
      "@zxcvbn-ts/language-common",
      "age-encryption",
      "zod/mini",
    ],
  },
  storage: { folder: "storage", layers: ["domain", "shared"], packages: ["idb", "zod/mini"] },
  exports: { folder: "exports", layers: ["domain", "content", "shared"], packages: [] },
  pwa: { folder: "pwa", layers: ["domain", "shared"], packages: ["workbox-window"] },
  state: { folder: "state", layers: ["domain", "content", "exports", "shared"], packages: ["@preact/signals"] },
  components: { folder: "ui/components", layers: ["shared"], packages: ["preact", "preact/hooks", "@preact/signals"] },
  screens: {
    folder: "ui/screens",
    layers: ["state", "domain", "content", "exports", "shared", "ui/components"],
    packages: ["preact", "preact/hooks", "preact-iso", "@preact/signals"],
  },
};

const targets = ["shared", "domain", "content", "vault", "storage", "exports", "pwa", "state", "ui/screens"];
const strangers = ["zod", "node:fs", "@noble/hashes", "/src/storage/database.ts", "#storage"];

const layerRule = "lint/style/noRestrictedImports";

const samples = new Map<string, string>();
let complaints: Map<string, string[]>;
let sandbox: string;

const forms = [
  file("domain", 'import type { Row } from "../storage/rows.ts";\nexport type Kept = Row;\n'),
  file("domain", 'export { save } from "../storage/rows.ts";\n'),
  file("domain", 'export const later = () => import("../storage/rows.ts");\n'),
];
const shortcuts = ["db", "this.db", "database", "this.#database", "rowsDb"].flatMap((receiver) =>
  ["put", "add", "delete", "clear"].map((method) => call(`${receiver}.${method}("rows", 1)`)),
);
const properWrites = [
  "store.put(1)",
  "seen.add(1)",
  "seen.clear()",
  "byId.delete(1)",
  'tx.objectStore("rows").put(1)',
].map(call);

beforeAll(() => {
  sandbox = mkdtempSync(join(tmpdir(), "layers-"));
  for (const [path, text] of samples) {
    mkdirSync(dirname(join(sandbox, path)), { recursive: true });
    writeFileSync(join(sandbox, path), text);
  }
  const config = JSON.parse(readFileSync("biome.json", "utf8"));
  writeFileSync(join(sandbox, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
  cpSync("scripts/no-idb-shortcut.grit", join(sandbox, "scripts/no-idb-shortcut.grit"));
  complaints = lint(sandbox);
});

afterAll(() => rmSync(sandbox, { recursive: true, force: true }));

for (const rule of Object.values(layers)) {
  const up = rule.folder.includes("/") ? "../.." : "..";
  const others = targets.filter((target) => target !== rule.folder);
  const allowed = [
    sample(rule.folder, "./sibling.ts"),
    sample(`${rule.folder}/inner`, "../sibling.ts"),
    ...others.filter((other) => rule.layers.includes(other)).map((other) => sample(rule.folder, `${up}/${other}/a.ts`)),
    ...rule.packages.map((name) => sample(rule.folder, name)),
  ];
  const foreign = others.filter((other) => !rule.layers.includes(other));
  const refused = [
    sample(rule.folder, `${up}/main.tsx`),
    ...foreign.map((other) => sample(rule.folder, `${up}/${other}/a.ts`)),
    ...foreign.map((other) => sample(`${rule.folder}/inner`, `${up}/../${other}/a.ts`)),
    ...foreign.map((other) => sample(rule.folder, `./${up}/${other}/a.ts`)),
    ...[...runtimePackages(), ...strangers]
      .filter((name) => !rule.packages.includes(name))
      .map((name) => sample(rule.folder, name)),
  ];

  test(`src/${rule.folder} imports what it may`, () => {
    expect(allowed.filter((path) => complaints.has(path)).map(textOf)).toEqual([]);
  });

  test(`src/${rule.folder} imports nothing else`, () => {
    expect(refused.length).toBeGreaterThan(10);
    expect(refused.filter((path) => !complaints.get(path)?.includes(layerRule)).map(textOf)).toEqual([]);
  });
}

test("a layer is also held to its imports in types, re-exports and lazy imports", () => {
  expect(forms.filter((path) => !complaints.get(path)?.includes(layerRule)).map(textOf)).toEqual([]);
});

test("a write with the database's own shortcut is refused", () => {
  expect(shortcuts.filter((path) => !complaints.get(path)?.includes("plugin")).map(textOf)).toEqual([]);
});

test("a write in a transaction, and a set or map, are let through", () => {
  expect(properWrites.filter((path) => complaints.has(path)).map(textOf)).toEqual([]);
});

function sample(folder: string, specifier: string): string {
  return file(folder, `import "${specifier}";\n`);
}

function call(expression: string): string {
  return file("storage", `export class Sample {\n  run(): void {\n    void ${expression};\n  }\n}\n`);
}

function file(folder: string, text: string): string {
  const path = `src/${folder}/sample-${samples.size}.ts`;
  samples.set(path, text);
  return path;
}

function textOf(path: string): string {
  return `${path}: ${samples.get(path)}`;
}

function runtimePackages(): string[] {
  return Object.keys(JSON.parse(readFileSync("package.json", "utf8")).dependencies);
}

/** The rules of this test's concern that each file broke, by path. */
function lint(folder: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const report = JSON.parse(runBiome(folder));
  if (report.summary.unchanged !== samples.size) throw new Error(`Biome read ${report.summary.unchanged} files`);
  for (const { category, location } of report.diagnostics) {
    if (category !== "plugin" && category !== layerRule) continue;
    found.set(location.path, [...new Set([...(found.get(location.path) ?? []), category])]);
  }
  return found;
}

function runBiome(folder: string): string {
  const args = [
    resolve("node_modules/@biomejs/biome/bin/biome"),
    "lint",
    "--reporter=json",
    "--max-diagnostics=none",
    "src",
  ];
  try {
    return execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    // Biome ends with 1 when it found something, which is what most samples are for.
    return (error as { stdout: string }).stdout;
  }
}
