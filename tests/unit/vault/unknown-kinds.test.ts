import { afterEach, expect, test, vi } from "vitest";
import { VaultCalls } from "../../../src/vault/vault-calls.ts";
import { changeHeader, HeaderChange } from "../../../src/vault/vault-changes.ts";
import { VaultReply } from "../../../src/vault/vault-protocol.ts";
import { aCore, PASSPHRASE } from "./vault-support.ts";

vi.mock("hash-wasm", () => import("../../support/quick-kdf.ts"));

afterEach(() => {
  vi.restoreAllMocks();
});

// What a later version may add to one side alone. It has to end in an error, never in silence.
const unexpected = "Unexpected value of type object";

test("a secret of a kind that no unlocker has throws, and unlocks nothing", async () => {
  const { header } = await aCore().create(PASSPHRASE);
  const core = aCore();

  await expect(core.unlock(header, { kind: "dna" } as never)).rejects.toThrow(unexpected);
  await expect(core.seal([])).rejects.toThrow("The vault is locked");
});

test("a change that is in the protocol and not worked out throws", async () => {
  vi.spyOn(HeaderChange, "parse").mockReturnValue({ kind: "shred" } as never);
  const opened = { header: { vaultId: "V".repeat(22), unlockers: [] }, keys: {}, rootKey: new Uint8Array(32) };
  const options = { kdf: { m: 1, t: 1, p: 1 }, now: () => new Date(0) };

  await expect(changeHeader(opened as never, { kind: "shred" }, options)).rejects.toThrow(unexpected);
});

test("a reply that is in the protocol and not understood throws", () => {
  vi.spyOn(VaultReply, "safeParse").mockReturnValue({ success: true, data: { outcome: "later", seq: 1 } as never });
  const listeners = new Map<string, (event: { data: unknown }) => void>();
  const worker = {
    addEventListener: (type: string, listener: (event: { data: unknown }) => void) => listeners.set(type, listener),
  };
  new VaultCalls(worker as unknown as Worker, () => expect.fail("the worker was given up"));

  expect(() => listeners.get("message")?.({ data: { outcome: "later", seq: 1 } })).toThrow(unexpected);
});
