/**
 * A static server for the built app: `node scripts/serve.mjs [folder] [--port N] [--strict-port]`.
 * Without --strict-port it moves on to the next port when one is taken.
 */
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import sirv from "sirv";
import { headersFor, isNavigation, kindOf, missingHeaders } from "../deploy/headers.mjs";

/** @type {import("./serve.d.mts").startServer} */
export async function startServer({ root, port = 0, host = "localhost", isCut = () => false }) {
  let files = filesOf(root);
  const server = createServer((request, response) => {
    if (isCut(request.url ?? "/")) request.socket.destroy();
    else files(request, response);
  });
  await new Promise((listening, failed) => {
    server.once("error", failed);
    server.listen(port, host, () => listening(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return {
    url: `http://localhost:${address.port}`,
    setRoot(next) {
      files = filesOf(next);
    },
    close() {
      return new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      });
    },
  };
}

/**
 * Answers from one folder. A path without a file extension is a page of the app; a file that is not there is a 404,
 * because a page sent in place of a missing script hides the fault until someone is offline.
 * @param {string} root
 * @returns {import("node:http").RequestListener}
 */
function filesOf(root) {
  // `dev` makes sirv look at the disk for each request: a build may be replaced under a running server.
  const serveFile = sirv(root, { dev: true, etag: true, extensions: [] });
  const compressed = compressor(resolve(root) + sep);
  return (request, response) => {
    const pathname = pathOf(request);
    if (pathname === undefined || (request.method !== "GET" && request.method !== "HEAD")) {
      response.writeHead(pathname === undefined ? 400 : 405, missingHeaders({ https: false })).end();
      return;
    }
    const file = isNavigation(pathname) ? "/index.html" : pathname;
    request.url = file;
    for (const [name, value] of Object.entries(headersFor(kindOf(pathname), { https: false }))) {
      response.setHeader(name, value);
    }
    if (compressed(request, response, file)) return;
    serveFile(request, response, () => {
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      response.writeHead(404, { "Content-Type": "text/plain", ...missingHeaders({ https: false }) }).end("Not found\n");
    });
  };
}

/** @param {import("node:http").IncomingMessage} request */
function pathOf(request) {
  try {
    return decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  } catch {
    return undefined;
  }
}

const textTypes = new Map([
  [".css", "text/css"],
  [".html", "text/html;charset=utf-8"],
  [".js", "text/javascript"],
  [".svg", "image/svg+xml"],
  [".webmanifest", "application/manifest+json"],
]);

/**
 * Sends text files compressed, as a real host does, so that a measurement here means something. Says whether it did.
 * @param {string} root
 * @returns {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse, file: string) => boolean}
 */
function compressor(root) {
  /** @type {Map<string, { modified: number; body: Buffer }>} */
  const bodies = new Map();
  return (request, response, file) => {
    const type = textTypes.get(extname(file));
    const path = join(root, file);
    const accepts = /\bbr\b/.test(String(request.headers["accept-encoding"] ?? ""));
    if (type === undefined || !accepts || request.headers.range !== undefined || !path.startsWith(root)) return false;
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found?.isFile()) return false;
    let entry = bodies.get(path);
    if (entry?.modified !== found.mtimeMs) {
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
      entry = { modified: found.mtimeMs, body: brotliCompressSync(readFileSync(path), { params }) };
      bodies.set(path, entry);
    }
    const etag = `W/"${found.size}-${found.mtimeMs}-br"`;
    response.setHeader("ETag", etag);
    response.setHeader("Vary", "Accept-Encoding");
    if (request.headers["if-none-match"] === etag) {
      response.writeHead(304).end();
      return true;
    }
    response.writeHead(200, {
      "Content-Type": type,
      "Content-Encoding": "br",
      "Content-Length": entry.body.length,
    });
    response.end(request.method === "HEAD" ? undefined : entry.body);
    return true;
  };
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: "string", default: "4173" },
      host: { type: "string", default: "localhost" },
      "strict-port": { type: "boolean", default: false },
    },
  });
  const root = positionals[0] ?? "dist";
  if (statSync(join(root, "index.html"), { throwIfNoEntry: false }) === undefined) {
    console.error(`There is no built app in "${root}". Run: npm run build`);
    process.exit(1);
  }
  let port = Number(values.port);
  for (let tries = 0; ; tries += 1) {
    try {
      const server = await startServer({ root, port, host: values.host });
      console.log(`Safer Sleep Contacts is at ${server.url} (Ctrl+C stops it)`);
      return;
    } catch (error) {
      const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (!taken || values["strict-port"] || tries === 20) {
        console.error(taken ? `Port ${port} is taken. Choose another: npm start -- --port ${port + 1}` : error);
        process.exit(1);
      }
      console.error(`Port ${port} is taken, trying ${port + 1}.`);
      port += 1;
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
