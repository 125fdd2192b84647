import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { carriedForDevelopment, type LockFile, sbomOf } from "../../../deploy/sbom.mjs";

const lock: LockFile = JSON.parse(readFileSync("package-lock.json", "utf8"));
const sbom = sbomOf(lock);

test("every package that the app's source names is in the bill of materials", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" });
  const named = [
    ...sources
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) => sourcesIn(file, /(?:from|import\(|import) ?"([^".][^"]*)"/g)),
    // A name without a folder is a part of our own styles.
    ...sources.filter((file) => file.endsWith(".scss")).flatMap((file) => sourcesIn(file, /@use "([^".:]+\/[^"]*)"/g)),
  ].map((source) => /^(?:@[^/]+\/)?[^/]+/.exec(source)![0]);

  expect(named.length).toBeGreaterThan(50);
  expect(named).toEqual(expect.arrayContaining(["nhsuk-frontend", "temporal-polyfill", "idb"]));
  const listed = sbom.components.map(({ name }) => name);
  expect([...new Set(named)].filter((name) => !listed.includes(name))).toEqual([]);
});

function sourcesIn(file: string, pattern: RegExp): string[] {
  return [...readFileSync(`src/${file}`, "utf8").matchAll(pattern)].map(([, source]) => source!);
}

test("each package that the bill names has the version, the licence and the digest that the lock file has", () => {
  for (const { name, version, hashes, licenses, purl } of sbom.components) {
    const locked = Object.entries(lock.packages).filter(
      ([path, entry]) => path.endsWith(`node_modules/${name}`) && entry.version === version,
    );
    expect(locked.length, name).toBeGreaterThan(0);
    expect(purl).toBe(`pkg:npm/${name.replace("@", "%40")}@${version}`);
    expect(licenses, name).toHaveLength(1);
    const digest = Buffer.from(hashes![0]!.content, "hex").toString("base64");
    expect(locked[0]![1].integrity).toBe(`sha512-${digest}`);
  }
});

test("tools that the app does not carry are not in it, and what the service worker carries is", () => {
  const names = sbom.components.map(({ name }) => name);

  expect(names).not.toContain("vite");
  expect(names).not.toContain("vitest");
  expect(names).toEqual(expect.arrayContaining([...carriedForDevelopment]));
});

test("each reference leads to one package, and everything it needs is listed", () => {
  const refs = sbom.components.map((component) => component["bom-ref"]);

  expect(new Set(refs).size).toBe(refs.length);
  expect(sbom.dependencies.slice(1).map(({ ref }) => ref)).toEqual(refs);
  for (const { dependsOn } of sbom.dependencies) for (const ref of dependsOn) expect(refs).toContain(ref);
});

test("the same lock file always gives the same bytes, whatever the time", () => {
  expect(JSON.stringify(sbomOf(structuredClone(lock)))).toBe(JSON.stringify(sbom));
  expect(JSON.stringify(sbom)).not.toMatch(/timestamp|serialNumber/);
});

test("a package in the folder of another is the one that this other needs", () => {
  const nested = sbomOf({
    name: "app",
    version: "1.0.0",
    packages: {
      "": { dependencies: { a: "1", b: "2" } },
      "node_modules/a": { version: "1.0.0", dependencies: { b: "1", "@x/c": "1" } },
      "node_modules/a/node_modules/b": { version: "1.0.0", dependencies: { "@x/c": "1" } },
      "node_modules/b": { version: "2.0.0", license: "MIT OR Apache-2.0" },
      "node_modules/@x/c": { version: "3.0.0" },
      ...Object.fromEntries(carriedForDevelopment.map((name) => [`node_modules/${name}`, { version: "7.0.0" }])),
    },
  });

  const needs = Object.fromEntries(nested.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  expect(needs["pkg:npm/a@1.0.0"]).toEqual(["pkg:npm/%40x/c@3.0.0", "pkg:npm/b@1.0.0"]);
  expect(needs["pkg:npm/b@1.0.0"]).toEqual(["pkg:npm/%40x/c@3.0.0"]);
  expect(nested.components.find(({ version }) => version === "2.0.0")?.licenses).toEqual([
    { expression: "MIT OR Apache-2.0" },
  ]);
});

test("a lock file that does not hold what it names is refused", () => {
  expect(() => sbomOf({ name: "app", version: "1", packages: { "": { dependencies: { a: "1" } } } })).toThrow("a");
});
