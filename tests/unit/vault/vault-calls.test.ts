import { expect, test } from "vitest";
import { VaultLockedError } from "../../../src/domain/sealing.ts";
import { VaultCalls, VaultWorkerError } from "../../../src/vault/vault-calls.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";
import { VaultReply } from "../../../src/vault/vault-protocol.ts";
import { serveVault } from "../../../src/vault/vault-service.ts";
import { aRow, asWorker, InProcessWorker } from "./vault-support.ts";

function calls() {
  const worker = new InProcessWorker();
  let failures = 0;
  const vaultCalls = new VaultCalls(asWorker(worker), () => failures++);
  return { worker, vaultCalls, failures: () => failures };
}

test.each([
  ["a reply of no known shape", { outcome: "well", seq: 1 }],
  ["text", "done"],
  ["word that its own message was garbled", { outcome: "garbled" }],
])("%s from the worker ends it and fails the call", async (_, message) => {
  const { worker, vaultCalls, failures } = calls();

  const pending = vaultCalls.call("namedRowId", { name: "settings" });
  worker.reply(message);

  await expect(pending).rejects.toThrow(VaultWorkerError);
  expect(worker.isTerminated).toBe(true);
  expect(failures()).toBe(1);
});

test.each(["error", "messageerror"])("the worker's %s event ends it, once", async (type) => {
  const { worker, vaultCalls, failures } = calls();

  const pending = vaultCalls.call("namedRowId", { name: "settings" });
  worker.dispatchEvent(new Event(type));
  worker.dispatchEvent(new Event(type));

  await expect(pending).rejects.toThrow(VaultWorkerError);
  expect(failures()).toBe(1);
});

test.each(["done", "locked", "broken"])("a %s reply to a call nobody made changes nothing", async (outcome) => {
  const { worker, vaultCalls, failures } = calls();
  const rest = { done: { answer: 1 }, locked: {}, broken: { name: "Error" } }[outcome];

  worker.reply({ outcome, seq: 99, ...rest });

  expect(failures()).toBe(0);
  await expect(vaultCalls.call("namedRowId", { name: "settings" })).rejects.toThrow(VaultLockedError);
});

test("an answer that does not fit the call fails that call only", async () => {
  const { worker, vaultCalls, failures } = calls();

  const pending = vaultCalls.call("seal", { rows: [] });
  worker.reply({ outcome: "done", seq: 1, answer: [{ id: "a", plaintext: "left unsealed" }] });

  await expect(pending).rejects.toThrow('An answer to "seal" did not match its schema');
  expect(failures()).toBe(0);
});

test("a call after the end rejects at once", async () => {
  const { vaultCalls } = calls();

  vaultCalls.end();

  await expect(vaultCalls.call("seal", { rows: [] })).rejects.toThrow(VaultLockedError);
});

test("a message that cannot be sent fails its own call, and the next is still answered", async () => {
  const { vaultCalls } = calls();
  await vaultCalls.call("edit", { edit: { kind: "create", passphrase: "any at all" } });
  const row = aRow("a", "x");
  const { buffer } = row.plaintext;

  await expect(vaultCalls.call("seal", { rows: [row] }, [buffer, buffer])).rejects.toThrow(DOMException);
  await expect(vaultCalls.call("namedRowId", { name: "settings" })).resolves.toHaveLength(22);
});

test("the worker calls a message garbled when it is no request", async () => {
  for (const message of [null, {}, { seq: 1, call: "exportKeys" }, { seq: 1, call: "seal", rows: [{ id: "a" }] }]) {
    expect(await askWorker(new VaultCore(), message)).toEqual({ outcome: "garbled" });
  }
});

test("the worker tells of an error by its name or type alone", async () => {
  class ThrowingCore extends VaultCore {
    readonly #thrown: unknown;
    constructor(thrown: unknown) {
      super();
      this.#thrown = thrown;
    }
    override async namedRowId(): Promise<never> {
      throw this.#thrown;
    }
  }
  const request = { seq: 4, call: "namedRowId", name: "settings" };

  expect(await askWorker(new ThrowingCore(new TypeError("the secret")), request)).toEqual({
    outcome: "broken",
    seq: 4,
    name: "TypeError",
  });
  expect(await askWorker(new ThrowingCore("the secret"), request)).toEqual({
    outcome: "broken",
    seq: 4,
    name: "string",
  });
});

function askWorker(core: VaultCore, message: unknown): Promise<VaultReply> {
  const { port1, port2 } = new MessageChannel();
  serveVault(port2, core);
  port2.start();
  return new Promise((resolve) => {
    port1.addEventListener("message", (event) => {
      port1.close();
      resolve(VaultReply.parse(event.data));
    });
    port1.start();
    port1.postMessage(message);
  });
}
