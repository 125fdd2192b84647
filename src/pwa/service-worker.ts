import { clientsClaim } from "workbox-core";
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  getCacheKeyForURL,
  precacheAndRoute,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: ServiceWorkerGlobalScope;

// Named once: the build replaces this one mention by the list.
const precached = self.__WB_MANIFEST;

// Without this the first page has no worker, so the next release would activate at once, with no prompt, and delete
// the chunks of the page that is open.
clientsClaim();
cleanupOutdatedCaches();
precacheAndRoute(precached, { cleanURLs: false });
// A path whose last part has a dot is a file, on the host too: a missing one is a 404 and never a page.
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: [/^[^?]*\.[^/?]*(?:\?|$)/] }));

self.addEventListener("message", (event) => {
  switch (event.data?.type) {
    case "SKIP_WAITING":
      event.waitUntil(self.skipWaiting());
      break;
    case "LIST_PRECACHE":
      event.ports[0]?.postMessage(precached.map(cacheKeyOf));
      break;
  }
});

function cacheKeyOf(entry: (typeof precached)[number]): string {
  const url = typeof entry === "string" ? entry : entry.url;
  return getCacheKeyForURL(url) ?? url;
}
