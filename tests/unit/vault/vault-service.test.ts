import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { SealedRow } from "../../../src/domain/sealing.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";
import { VaultRequest } from "../../../src/vault/vault-protocol.ts";
import { serveVault } from "../../../src/vault/vault-service.ts";
import { aCore, aRow, PASSPHRASE } from "./vault-support.ts";

vi.mock("hash-wasm", () => import("../../support/quick-kdf.ts"));

let core: VaultCore;

beforeAll(async () => {
  core = aCore();
  await core.create(PASSPHRASE);
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the worker's end answers to a message, and what it hands over with it. */
function ask(data: unknown, from = core): Promise<{ reply: unknown; transfer: unknown[] }> {
  return new Promise((resolve) => {
    const end = {
      addEventListener: (_type: "message", listener: (event: MessageEvent<unknown>) => void) =>
        listener({ data } as MessageEvent<unknown>),
      postMessage: (reply: unknown, { transfer }: { transfer: unknown[] }) => resolve({ reply, transfer }),
    };
    serveVault(end, from);
  });
}

test("sealed rows are handed over, not copied", async () => {
  const rows = [aRow("a", "one"), aRow("b", "two")];

  const { reply, transfer } = await ask({ seq: 1, call: "seal", rows });

  const { answer } = reply as { answer: SealedRow[] };
  expect(answer.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(transfer).toHaveLength(2);
  for (const [n, { ciphertext }] of answer.entries()) expect(transfer[n]).toBe(ciphertext.buffer);
});

test("of opened rows those are handed over that did open", async () => {
  const [a, b, c] = await core.seal([aRow("a", "one"), aRow("b", "two", 7), aRow("c", "three")]);

  const { reply, transfer } = await ask({ seq: 2, call: "open", rows: [a!, { ...b!, version: 8 }, c!] });

  const { answer } = reply as { answer: { plaintext: Uint8Array }[] };
  expect(answer).toEqual([
    { ok: true, ...aRow("a", "one") },
    { ok: false, id: "b", version: 8 },
    { ok: true, ...aRow("c", "three") },
  ]);
  expect(transfer).toHaveLength(2);
  expect(transfer[0]).toBe(answer[0]?.plaintext.buffer);
  expect(transfer[1]).toBe(answer[2]?.plaintext.buffer);
});

test("the name of a row is answered with nothing to hand over", async () => {
  expect(await ask({ seq: 3, call: "namedRowId", name: "settings" })).toEqual({
    reply: { outcome: "done", seq: 3, answer: await core.namedRowId("settings") },
    transfer: [],
  });
});

test.each([
  ["a locked vault", { seq: 4, call: "seal", rows: [] }, { outcome: "locked", seq: 4 }],
  ["what is no request", { seq: 5, call: "exportKeys" }, { outcome: "garbled" }],
  ["an edit of no known form", { seq: 6, call: "edit", edit: { kind: "shred" } }, { outcome: "broken", seq: 6 }],
])("for %s nothing is handed over", async (_what, message, reply) => {
  expect(await ask(message, new VaultCore())).toEqual({ reply: expect.objectContaining(reply), transfer: [] });
});

test("a call that is in the protocol and not served is answered as what breaks is", async () => {
  vi.spyOn(VaultRequest, "safeParse").mockReturnValue({ success: true, data: { seq: 7, call: "shred" } as never });

  expect(await ask({ seq: 7, call: "shred" })).toEqual({
    reply: { outcome: "broken", seq: 7, name: "Error" },
    transfer: [],
  });
});
