// The least that makes a page open offline: what a start from a cache costs before any app.
const files = ["/", "/page.js"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open("all").then((cache) => cache.addAll(files)));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});
self.addEventListener("fetch", (event) => {
  event.respondWith(caches.match(event.request).then((found) => found ?? fetch(event.request)));
});
