import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { headersFor } from "../../../deploy/headers.mjs";
import { type StaticServer, startServer } from "../../../scripts/serve.mjs";

let folder: string;
let server: StaticServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "serve-"));
  build("one");
  build("one-more");
  server = await startServer({ root: join(folder, "one") });
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a page of the app is index.html with all headers of a document", async () => {
  for (const path of ["/", "/caseload?show=due", "/family/abc"]) {
    const response = await fetch(server.url + path);

    expect(await response.text()).toBe("<p>one</p>");
    for (const [name, value] of Object.entries(headersFor("document", { https: false }))) {
      expect(response.headers.get(name)).toBe(value);
    }
  }
});

test("a file has its own kind of headers and its media type", async () => {
  const worker = await fetch(`${server.url}/assets/vault-worker-a.js`);
  const style = await fetch(`${server.url}/assets/a.css`);

  expect(worker.headers.get("content-security-policy")).toContain("'wasm-unsafe-eval'");
  expect(worker.headers.get("content-type")).toBe("text/javascript");
  expect(style.headers.get("content-security-policy")).toBeNull();
  expect(style.headers.get("cache-control")).toContain("immutable");
});

test("a missing file is a real 404 that nobody keeps", async () => {
  for (const path of ["/assets/gone.js", "/assets/gone", "/gone.png", "/sw.js"]) {
    const response = await fetch(server.url + path);

    expect([path, response.status, response.headers.get("cache-control")]).toEqual([path, 404, "no-store"]);
    expect(await response.text()).not.toContain("<p>");
  }
});

test("nothing outside the folder is served", async () => {
  const paths = ["/../one-more/assets/a.css", "/%2e%2e/one-more/assets/a.css", "/..%2fone-more/assets/a.css"];

  for (const encoding of ["br", "identity"]) {
    const statuses = await Promise.all(paths.map((path) => statusOf(path, encoding)));
    expect(statuses).toEqual([404, 404, 404]);
  }
});

test("text goes out compressed to a browser that takes it, and as it is to one that does not", async () => {
  const plain = await fetch(`${server.url}/assets/a.css`, { headers: { "accept-encoding": "identity" } });
  const small = await fetch(`${server.url}/assets/a.css`, { headers: { "accept-encoding": "br" } });

  expect(small.headers.get("content-encoding")).toBe("br");
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(await small.text()).toBe(await plain.text());
});

test("another build can take the place of the one served", async () => {
  server.setRoot(join(folder, "one-more"));

  expect(await (await fetch(server.url)).text()).toBe("<p>one-more</p>");
});

test("a second server on one port is refused, and the port is free again after close", async () => {
  const port = Number(new URL(server.url).port);
  await expect(startServer({ root: folder, port })).rejects.toThrow("EADDRINUSE");

  await server.close();
  server = await startServer({ root: join(folder, "one"), port });

  expect(server.url).toBe(`http://localhost:${port}`);
});

function build(name: string): void {
  mkdirSync(join(folder, name, "assets"), { recursive: true });
  writeFileSync(join(folder, name, "index.html"), `<p>${name}</p>`);
  writeFileSync(join(folder, name, "assets/vault-worker-a.js"), "self");
  writeFileSync(join(folder, name, "assets/a.css"), "p { color: #212b32; }\n".repeat(50));
}

/** As curl --path-as-is: `fetch` would tidy the path before it is sent. */
function statusOf(path: string, encoding: string): Promise<number | undefined> {
  const { hostname, port } = new URL(server.url);
  return new Promise((answered, failed) => {
    get({ hostname, port, path, headers: { "accept-encoding": encoding } }, (response) => {
      response.resume();
      answered(response.statusCode);
    }).on("error", failed);
  });
}
