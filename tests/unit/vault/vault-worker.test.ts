import { afterEach, expect, test, vi } from "vitest";
import { startedWorkers } from "./vault-support.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test("the worker answers what it is sent, from an engine that starts locked", async () => {
  const { port1, port2 } = new MessageChannel();
  vi.stubGlobal("self", port2);
  await import("../../../src/vault/vault-worker.ts");
  port2.start();

  const reply = new Promise((resolve) => {
    port1.addEventListener("message", (event) => resolve(event.data));
    port1.start();
  });
  port1.postMessage({ seq: 7, call: "namedRowId", name: "settings" });

  expect(await reply).toEqual({ outcome: "locked", seq: 7 });
  port1.close();
});

test("the vault's worker starts as a module from its own address", async () => {
  const started = startedWorkers();
  const { createVaultWorker } = await import("../../../src/vault/worker-url.ts");

  createVaultWorker();

  expect(started).toEqual([
    [expect.stringContaining("https://contacts.example/src/vault/vault-worker.ts"), { type: "module", name: "vault" }],
  ]);
});
