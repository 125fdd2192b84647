/**
 * The one source of response headers. The local server, the tests and every file under docs/deploy come from here.
 *
 * No Integrity-Policy: it asks for an integrity attribute on every script, and a dynamic import cannot carry one, so
 * it would block our own lazy chunks.
 */

/** @type {import("./headers.d.mts").responseKinds} */
export const responseKinds = [
  "document",
  "vault-worker",
  "age-worker",
  "journal-worker",
  "service-worker",
  "asset",
  "other",
];

/** @type {import("./headers.d.mts").navigationPrefixes} */
export const navigationPrefixes = [
  "setup",
  "unlock",
  "cards",
  "caseload",
  "families",
  "family",
  "contact",
  "reports",
  "backup",
  "settings",
  "help",
  "about",
  "accessibility",
];

/** @type {import("./headers.d.mts").kindOf} */
export function kindOf(pathname) {
  if (pathname === "/sw.js") return "service-worker";
  if (/^\/assets\/vault-worker-[^/]+\.js$/.test(pathname)) return "vault-worker";
  if (/^\/assets\/age-worker-[^/]+\.js$/.test(pathname)) return "age-worker";
  if (/^\/assets\/journal-worker-[^/]+\.js$/.test(pathname)) return "journal-worker";
  if (pathname.startsWith("/assets/")) return "asset";
  if (pathname.endsWith(".html") || isNavigation(pathname)) return "document";
  return "other";
}

/** @type {import("./headers.d.mts").isNavigation} */
export function isNavigation(pathname) {
  if (pathname.startsWith("/assets/")) return false;
  return !pathname.slice(pathname.lastIndexOf("/") + 1).includes(".");
}

/** @type {import("./headers.d.mts").commonHeaders} */
export function commonHeaders({ https }) {
  return {
    // No `preload`: that binds the whole parent domain, which only its owner may decide.
    ...(https && { "Strict-Transport-Security": "max-age=63072000; includeSubDomains" }),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
  };
}

/** @type {import("./headers.d.mts").headersFor} */
export function headersFor(kind, { https }) {
  return { ...ownHeaders(kind, https), ...commonHeaders({ https }) };
}

/** @type {import("./headers.d.mts").missingHeaders} */
export function missingHeaders({ https }) {
  return { "Cache-Control": "no-store", ...commonHeaders({ https }) };
}

const immutable = "public, max-age=31536000, immutable";

/**
 * @param {import("./headers.d.mts").ResponseKind} kind
 * @param {boolean} https
 * @returns {Record<string, string>}
 */
function ownHeaders(kind, https) {
  switch (kind) {
    case "document":
      return {
        "Content-Security-Policy": documentPolicy(https),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Origin-Agent-Cluster": "?1",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": permissionsPolicy,
        "Cache-Control": "no-cache",
      };
    case "vault-worker":
      return {
        // Argon2id runs as WebAssembly, here and nowhere else; and the worker that holds the keys cannot reach a network.
        "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cache-Control": immutable,
      };
    // The one reads files from strangers, the other sees sealed rows only. Neither needs a network, WebAssembly, or any
    // code but ours.
    case "age-worker":
    case "journal-worker":
      return {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'none'",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cache-Control": immutable,
      };
    case "service-worker":
      return {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'",
        "Cache-Control": "no-cache",
      };
    case "asset":
      // WebKit asks it of each script that a worker imports, and otherwise the worker does not start.
      return { "Cross-Origin-Embedder-Policy": "require-corp", "Cache-Control": immutable };
    case "other":
      return { "Cache-Control": "no-cache" };
    default:
      throw new Error(`No headers for a response of kind ${kind}`);
  }
}

/** @param {boolean} https */
function documentPolicy(https) {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // src/shared/script-url.ts makes the only policy: an exact list of the worker scripts.
    "trusted-types ss-worker-url",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

const permissionsPolicy = [
  "accelerometer",
  "autoplay",
  "browsing-topics",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "serial",
  "usb",
  "xr-spatial-tracking",
]
  .map((feature) => `${feature}=()`)
  .concat("publickey-credentials-create=(self)", "publickey-credentials-get=(self)")
  .join(", ");
