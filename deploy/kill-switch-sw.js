/**
 * The kill switch: put this file in the place of sw.js when a released service worker is broken, so that devices can no
 * longer start the app or no longer find updates. It takes the broken worker's place without waiting, deletes its cached
 * files, takes itself away and loads open windows again, straight from the host. It touches no records: those lie in
 * IndexedDB, and nothing here opens it. docs/deploy/README.md says when and how.
 *
 * Plain script on purpose: nothing has to be built to put it up.
 */
self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  // The witness is no cached file: by it the app knows that this device has records, should the browser drop them.
  const names = (await caches.keys()).filter((name) => name !== "vault-witness");
  await Promise.all(names.map((name) => caches.delete(name)));
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  await self.registration.unregister();
  // A page that comes from the host registers this file again. There is no cache then, and nobody needs to start again.
  if (names.length === 0) return;
  await Promise.all(windows.map((window) => window.navigate(window.url).catch(() => undefined)));
}
