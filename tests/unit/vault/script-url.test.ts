import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("location", new URL("https://contacts.example/families"));
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

async function trust(url: string) {
  const { trustedScriptUrl } = await import("../../../src/shared/script-url.ts");
  return trustedScriptUrl(url);
}

test.each([
  "/sw.js",
  "/assets/vault-worker-B4x_9-Zq.js",
  "/assets/age-worker-B4x_9-Zq.js",
  "/assets/journal-worker-B4x_9-Zq.js",
  "https://contacts.example/sw.js",
])("%s is one of our scripts", async (url) => {
  expect(await trust(url)).toBe(new URL(url, "https://contacts.example/").href);
});

test.each([
  "https://elsewhere.example/sw.js",
  "//elsewhere.example/assets/vault-worker-a.js",
  "http://contacts.example/sw.js",
  "data:text/javascript,1//sw.js",
  "blob:https://contacts.example/sw.js",
  "javascript:alert(1)//sw.js",
  "/sw.js?next=1",
  "/sw.js#next",
  "/my-sw.js",
  "/sw.js/extra",
  "/assets/vault-worker-.js",
  "/assets/page-worker-a.js",
  "/assets/vault-worker-a.js.map",
  "/assets/vault-worker-a/../../evil.js",
  "/assets/index-a.js",
  "",
])("%j is not", async (url) => {
  await expect(trust(url)).rejects.toThrow(TypeError);
});

test("the worker's source is allowed in development and not in a build", async () => {
  const url = "/src/vault/vault-worker.ts?worker_file&type=module";
  await expect(trust(url)).resolves.toContain(url);

  vi.stubEnv("DEV", false);
  await expect(trust(url)).rejects.toThrow(TypeError);
});

test("where Trusted Types are enforced one policy makes every address", async () => {
  const created: string[] = [];
  vi.stubGlobal("trustedTypes", {
    createPolicy: (name: string, rules: { createScriptURL(url: string): string }) => {
      created.push(name);
      return { createScriptURL: (url: string) => `trusted:${rules.createScriptURL(url)}` };
    },
  });

  expect(await trust("/sw.js")).toBe("trusted:https://contacts.example/sw.js");
  expect(await trust("/assets/vault-worker-a.js")).toBe("trusted:https://contacts.example/assets/vault-worker-a.js");
  await expect(trust("/other.js")).rejects.toThrow(TypeError);
  expect(created).toEqual(["ss-worker-url"]);
});
