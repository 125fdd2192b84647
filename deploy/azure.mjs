/** `staticwebapp.config.json` for Azure Static Web Apps, made from deploy/headers.mjs. */
import { headersFor, navigationPrefixes } from "./headers.mjs";

const https = { https: true };

/**
 * The file's text. One rule at most answers a request there, the first that matches, and its headers come on top of the
 * global ones; an empty value takes a global header away. The global ones are those of a page, because the file may not
 * be larger than 20 kB and a page has many addresses.
 */
export function azureFile() {
  const config = {
    routes: [
      { route: "/sw.js", headers: instead("service-worker") },
      { route: "/assets/vault-worker-*", headers: instead("vault-worker") },
      { route: "/assets/age-worker-*", headers: instead("age-worker") },
      { route: "/assets/journal-worker-*", headers: instead("journal-worker") },
      { route: "/assets/*", headers: instead("asset") },
      ...["/manifest.webmanifest", "/favicon.svg", "/robots.txt", "/sbom.json", "/icons/*", "/screenshots/*"].map(
        (route) => ({ route, headers: instead("other") }),
      ),
      // The pages of the app, and nothing else: a missing file stays a real 404.
      ...navigationPrefixes.flatMap((prefix) => [
        { route: `/${prefix}`, rewrite: "/index.html" },
        { route: `/${prefix}/*`, rewrite: "/index.html" },
      ]),
    ],
    globalHeaders: headersFor("document", https),
    mimeTypes: { ".webmanifest": "application/manifest+json" },
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

/**
 * Headers that turn those of a page into those of another kind.
 * @param {import("./headers.d.mts").ResponseKind} kind
 */
function instead(kind) {
  const page = headersFor("document", https);
  const own = headersFor(kind, https);
  const removed = Object.keys(page).filter((name) => !(name in own));
  const changed = Object.entries(own).filter(([name, value]) => page[name] !== value);
  return Object.fromEntries([...changed, ...removed.map((name) => [name, ""])]);
}
