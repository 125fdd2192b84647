import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import {
  headersFor,
  isNavigation,
  kindOf,
  navigationPrefixes,
  type ResponseKind,
  responseKinds,
} from "../../../deploy/headers.mjs";

const asked = [
  "/",
  "/caseload",
  "/family/x",
  "/sw.js",
  "/assets/index-a.js",
  "/assets/vault-worker-a.js",
  "/assets/age-worker-a.js",
  "/assets/journal-worker-a.js",
  "/favicon.svg",
];

test("the hosts' files in docs/deploy are up to date", () => {
  const run = () => execFileSync(process.execPath, ["scripts/generate-deploy.mjs", "--check"], { encoding: "utf8" });

  expect(run()).toContain("are up to date");
});

for (const file of ["nginx.conf", "Caddyfile", "apache.htaccess", "_headers"]) {
  test(`docs/deploy/${file} carries every header of every kind of response`, () => {
    const text = readFileSync(`docs/deploy/${file}`, "utf8");

    const missing = responseKinds
      .flatMap((kind) => Object.entries(headersFor(kind, { https: true })))
      .filter(([name, value]) => !text.split("\n").some((line) => line.includes(name) && line.includes(value)));

    expect(missing).toEqual([]);
  });
}

test("a path names a page of the app, or a file of one kind", () => {
  expect(["/", "/caseload", "/family/a-b_c", "/index.html"].map(kindOf)).toEqual(Array(4).fill("document"));
  expect(kindOf("/sw.js")).toBe("service-worker");
  expect(kindOf("/assets/vault-worker-BUbSxBZR.js")).toBe("vault-worker");
  expect(kindOf("/assets/age-worker-BUbSxBZR.js")).toBe("age-worker");
  expect(kindOf("/assets/journal-worker-BUbSxBZR.js")).toBe("journal-worker");
  expect(kindOf("/assets/index-BbtR46r8.js")).toBe("asset");
  expect(["/favicon.svg", "/icons/icon-192.png", "/manifest.webmanifest"].map(kindOf)).toEqual(Array(3).fill("other"));
  expect(["/assets/none", "/none.js", "/a/b.png"].map(isNavigation)).toEqual([false, false, false]);
});

test("a document may run our scripts only, makes script addresses through one policy and sends forms nowhere", () => {
  const policy = headersFor("document", { https: true })["Content-Security-Policy"]!.split("; ");

  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).toContain("trusted-types ss-worker-url");
  expect(policy).toContain("form-action 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy.join(" ")).not.toMatch(/unsafe|https?:|\*/);
});

test("only the vault worker may run WebAssembly, and no worker can reach a network", () => {
  const policies = responseKinds.map((kind) => headersFor(kind, { https: true })["Content-Security-Policy"] ?? "");
  const withWasm = responseKinds.filter((_, index) => policies[index]!.includes("wasm-unsafe-eval"));

  expect(withWasm).toEqual(["vault-worker"]);
  for (const kind of ["vault-worker", "age-worker", "journal-worker"] as const) {
    expect(headersFor(kind, { https: true })["Content-Security-Policy"]).toContain("connect-src 'none'");
  }
});

test("a script that a worker imports asks for what the worker asks for, or WebKit starts no worker", () => {
  const embedderOf = (kind: ResponseKind) => headersFor(kind, { https: true })["Cross-Origin-Embedder-Policy"];

  for (const kind of ["document", "vault-worker", "age-worker", "journal-worker", "asset"] as const) {
    expect(embedderOf(kind)).toBe("require-corp");
  }
});

test("what would force https is left out where there is none, and is there where there is", () => {
  for (const kind of responseKinds) {
    expect(JSON.stringify(headersFor(kind, { https: false }))).not.toMatch(/Strict-Transport|upgrade-insecure/);
    expect(headersFor(kind, { https: true })["Strict-Transport-Security"]).toBeDefined();
  }
  expect(headersFor("document", { https: true })["Content-Security-Policy"]).toContain("upgrade-insecure-requests");
});

test("only files whose name changes with their content are kept without asking", () => {
  const kept = responseKinds.filter((kind) =>
    headersFor(kind, { https: true })["Cache-Control"]!.includes("immutable"),
  );

  expect(kept).toEqual(["vault-worker", "age-worker", "journal-worker", "asset"]);
});

test("no path of a _headers file gets one header from two rules, which hosts would join", () => {
  const rules = readFileSync("docs/deploy/_headers", "utf8")
    .split(/\n(?=\/)/)
    .slice(1)
    .map((block) => ({
      path: block.split("\n")[0]!,
      names: block
        .split("\n")
        .slice(1)
        .flatMap((line) => line.match(/^ {2}([\w-]+):/)?.[1] ?? []),
    }));
  for (const path of asked) {
    const names = rules.filter((rule) => matches(rule.path, path)).flatMap((rule) => rule.names);
    const expected = Object.keys(headersFor(kindOf(path), { https: true }));
    expect({ path, names: names.sort() }).toEqual({ path, names: expected.sort() });
  }
});

test("the file for Azure gives each path the headers of its kind and no others, and is not too large", () => {
  const text = readFileSync("docs/deploy/staticwebapp.config.json", "utf8");
  const config: AzureConfig = JSON.parse(text);

  expect(text.length).toBeLessThan(20_000);
  for (const path of [...asked, "/index.html", "/manifest.webmanifest", "/sbom.json"]) {
    const rule = config.routes.find(({ route }) => matches(route, path));
    const headers = Object.entries({ ...config.globalHeaders, ...rule?.headers }).filter(([, value]) => value !== "");
    expect({ path, headers: Object.fromEntries(headers) }).toEqual({
      path,
      headers: headersFor(kindOf(path), { https: true }),
    });
    expect(rule?.rewrite).toBe(isNavigation(path) && path !== "/" ? "/index.html" : undefined);
  }
});

test("the functions for CloudFront give each path its file and the headers of its kind", () => {
  const request = readFileSync("docs/deploy/cloudfront-viewer-request.js", "utf8");
  const response = readFileSync("docs/deploy/cloudfront-viewer-response.js", "utf8");
  const call = (script: string, event: object) => runInNewContext(`${script}\nhandler(event)`, { event });

  expect(Math.max(request.length, response.length)).toBeLessThan(10_240);
  for (const path of [...asked, "/index.html", "/icons/icon-192.png"]) {
    expect(call(request, { request: { uri: path } }).uri).toBe(isNavigation(path) ? "/index.html" : path);
    const { headers } = call(response, { request: { uri: path }, response: { headers: {} } });
    const expected = Object.entries(headersFor(kindOf(path), { https: true }));
    expect(JSON.parse(JSON.stringify(headers))).toEqual(
      Object.fromEntries(expected.map(([name, value]) => [name.toLowerCase(), { value }])),
    );
  }
});

test("every address that the app routes is one that hosts answer with the page", () => {
  const routed = [...readFileSync("src/ui/app.tsx", "utf8").matchAll(/path="\/([^"/]*)/g)].map(([, first]) => first!);

  expect(routed.length).toBeGreaterThan(10);
  expect(routed.filter((first) => first !== "" && !navigationPrefixes.includes(first))).toEqual([]);
});

interface AzureConfig {
  routes: { route: string; rewrite?: string; headers?: Record<string, string> }[];
  globalHeaders: Record<string, string>;
}

function matches(rule: string, path: string): boolean {
  return rule.endsWith("*") ? path.startsWith(rule.slice(0, -1)) : rule === path;
}
