import { expect, test } from "vitest";
import { type OfflineSources, offlineReady } from "../../../src/pwa/offline-ready.ts";

const release = ["https://app.test/index.html?__WB_REVISION__=1", "https://app.test/assets/index-a.js"];

test("the app is ready when its worker controls the page and every file is in the cache", async () => {
  expect(await offlineReady(device({}))).toEqual({ kind: "ready", files: 2 });
});

test("one file that is not in the cache is named", async () => {
  const check = await offlineReady(device({ cached: [release[0]!] }));

  expect(check).toEqual({ kind: "files-missing", files: 2, missing: [release[1]] });
});

test("a browser without service workers or caches is not ready", async () => {
  expect(await offlineReady({ ...device({}), workers: undefined })).toEqual({ kind: "unsupported" });
  expect(await offlineReady({ ...device({}), caches: undefined })).toEqual({ kind: "unsupported" });
});

test("a worker that is absent or still starting is not ready", async () => {
  expect(await offlineReady(device({ state: undefined }))).toEqual({ kind: "not-active" });
  expect(await offlineReady(device({ state: "activating" }))).toEqual({ kind: "not-active" });
});

test("an active worker that does not answer for this page is not ready", async () => {
  expect(await offlineReady(device({ isControlled: false }))).toEqual({ kind: "not-controlled" });
});

test("a worker that says nothing, or nothing sensible, is not ready", async () => {
  for (const answer of ["silence", [], "index.html", [1, 2], null]) {
    expect(await offlineReady(device({ answer }))).toEqual({ kind: "no-answer" });
  }
});

interface DeviceSettings {
  state?: ServiceWorkerState | undefined;
  isControlled?: boolean;
  answer?: unknown;
  cached?: string[];
}

function device(settings: DeviceSettings): OfflineSources {
  const { state, isControlled, answer, cached } = {
    state: "activated",
    isControlled: true,
    answer: release,
    cached: release,
    ...settings,
  };
  const controller = {
    postMessage(message: { type: string }, [port]: [MessagePort]) {
      if (message.type === "LIST_PRECACHE" && answer !== "silence") port.postMessage(answer);
    },
  };
  const workers = {
    controller: isControlled ? controller : null,
    getRegistration: async () => (state === undefined ? undefined : { active: { state } }),
  };
  const caches = { match: async (url: string) => (cached.includes(url) ? new Response() : undefined) };
  // Fakes of the few members that the check asks.
  return { workers, caches, timeoutMs: 50 } as unknown as OfflineSources;
}
