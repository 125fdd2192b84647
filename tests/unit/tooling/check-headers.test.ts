import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { headersFor, kindOf, type ResponseKind, responseKinds } from "../../../deploy/headers.mjs";
import { checkHeaders } from "../../../scripts/check-headers.mjs";
import { type StaticServer, startServer } from "../../../scripts/serve.mjs";

let folder: string;
let host: StaticServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "check-headers-"));
  for (const [file, text] of files) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  host = await startServer({ root: folder });
});

afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

const files = new Map([
  ["/index.html", '<script type="module" src="/assets/app-a1.js"></script>'],
  [
    "/sw.js",
    '[{url:"index.html"},{url:"assets/vault-worker-b2.js"},{url:"assets/age-worker-b2.js"},{url:"assets/journal-worker-b2.js"}]',
  ],
  ["/assets/app-a1.js", ""],
  ["/assets/vault-worker-b2.js", ""],
  ["/assets/age-worker-b2.js", ""],
  ["/assets/journal-worker-b2.js", ""],
  ["/manifest.webmanifest", "{}"],
  ["/favicon.svg", "<svg/>"],
]);

test("a host with the headers of our table has nothing wrong, and one file of each kind was asked for", async () => {
  const { asked, problems } = await checkHeaders(host.url);

  expect(problems).toEqual([]);
  expect(new Set(asked.map(({ kind }) => kind))).toEqual(new Set([...responseKinds, "missing"]));
});

test("whichever header a host leaves out, for whichever kind of answer, it is named with the address", async () => {
  const left = responseKinds.flatMap((kind) =>
    Object.keys(headersFor(kind, { https: false })).map((name) => ({ kind, name })),
  );

  for (const { kind, name } of left) {
    await onHost({ without: { kind, name } }, async (url) => {
      const { problems } = await checkHeaders(url);

      expect(problems.length).toBeGreaterThan(0);
      for (const { address, words } of problems) {
        expect(kindOf(new URL(address).pathname)).toBe(kind);
        expect(words).toMatch(new RegExp(`^${name} is missing\\. [A-Z]`));
      }
    });
  }
});

test("a header with another value is shown beside the one it should have", async () => {
  await onHost({ changed: { "x-frame-options": "SAMEORIGIN" } }, async (url) => {
    const { problems } = await checkHeaders(url);

    expect(problems.map(({ words }) => words)).toContainEqual(
      expect.stringMatching(/^X-Frame-Options is "SAMEORIGIN" and should be "DENY"\. /),
    );
  });
});

test("spaces, order of letters' size and a last semicolon make no other value", async () => {
  const policy = headersFor("document", { https: false })["Content-Security-Policy"]!;
  const written = { "content-security-policy": `${policy.replaceAll("; ", " ;  ")};`, "x-frame-options": "deny" };
  await onHost({ changed: written, kinds: ["document"] }, async (url) => {
    expect((await checkHeaders(url)).problems).toEqual([]);
  });
});

test("a page in place of a missing file, and a missing file that may be kept, are named", async () => {
  await onHost({ missing: { status: 200, caching: "public, max-age=31536000, immutable" } }, async (url) => {
    const { problems } = await checkHeaders(url);

    expect(problems.map(({ words }) => words)).toEqual([
      expect.stringContaining("status 200 and not with 404"),
      expect.stringContaining("may be kept"),
    ]);
  });
});

test("another site is not taken for the app", async () => {
  await onHost({ texts: { "/index.html": "<p>Hello</p>", "/sw.js": "" } }, async (url) => {
    const { problems } = await checkHeaders(url);

    expect(problems.map(({ words }) => words)).toEqual([
      "The start page is not that of this app.",
      "The service worker is not that of this app.",
    ]);
  });
});

interface HostFaults {
  without?: { kind: ResponseKind; name: string };
  changed?: Record<string, string>;
  /** The kinds that `changed` is for; all that have the header when left out. */
  kinds?: ResponseKind[];
  missing?: { status: number; caching: string };
  texts?: Record<string, string>;
}

async function onHost(faults: HostFaults, run: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const kind = kindOf(pathname);
    const file = kind === "document" ? "/index.html" : pathname;
    const text = faults.texts?.[file] ?? files.get(file);
    if (text === undefined) {
      const { status, caching } = faults.missing ?? { status: 404, caching: "no-store" };
      response.writeHead(status, { "Cache-Control": caching }).end();
      return;
    }
    for (const [name, value] of Object.entries(headersFor(kind, { https: false }))) {
      if (faults.without?.kind === kind && faults.without.name === name) continue;
      const isChanged = faults.kinds === undefined || faults.kinds.includes(kind);
      response.setHeader(name, (isChanged ? faults.changed?.[name.toLowerCase()] : undefined) ?? value);
    }
    response.end(text);
  });
  await listen(server);
  const address = server.address();
  try {
    await run(`http://localhost:${typeof address === "object" ? address?.port : ""}`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

function listen(server: Server): Promise<void> {
  return new Promise((listening) => server.listen(0, "localhost", () => listening()));
}
