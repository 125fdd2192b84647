import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { AgeRequest } from "../../../src/vault/age-protocol.ts";
import { serveFiles } from "../../../src/vault/age-service.ts";

let identity: string;
let recipient: string;

beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});

afterEach(() => {
  vi.restoreAllMocks();
});

const stopped = { reply: { ok: false, error: { kind: "stopped" } }, transfer: [] };

/** What the worker's end answers to a message, and what it hands over with it. */
function ask(data: unknown): Promise<{ reply: unknown; transfer: unknown[] }> {
  return new Promise((resolve) => {
    serveFiles({
      addEventListener: (_type, listener) => listener({ data } as MessageEvent<unknown>),
      postMessage: (reply, { transfer }) => resolve({ reply, transfer }),
    });
  });
}

async function aFile(): Promise<Uint8Array> {
  const content = new TextEncoder().encode('{"said":1}');
  const { reply } = await ask({ call: "seal", content, lock: { kind: "team-key", recipient } });
  return (reply as { value: Uint8Array }).value;
}

test("a sealed file is handed over, not copied", async () => {
  const content = new TextEncoder().encode('{"said":1}');

  const { reply, transfer } = await ask({ call: "seal", content, lock: { kind: "team-key", recipient } });

  expect(reply).toEqual({ ok: true, value: expect.any(Uint8Array) });
  expect(transfer).toHaveLength(1);
  expect(transfer[0]).toBe((reply as { value: Uint8Array }).value.buffer);
});

test("what a file holds is answered with nothing to hand over", async () => {
  expect(await ask({ call: "open", file: await aFile(), key: { kind: "identity", identity } })).toEqual({
    reply: { ok: true, value: { said: 1 } },
    transfer: [],
  });
});

test("that a key is in order is answered with nothing to hand over", async () => {
  expect(await ask({ call: "checkTeamKey", recipient })).toEqual({
    reply: { ok: true, value: undefined },
    transfer: [],
  });
});

test("why a file was not made is answered with nothing to hand over", async () => {
  const request = { call: "seal", content: new Uint8Array(1), lock: { kind: "team-key", recipient: "age1no" } };

  expect(await ask(request)).toEqual({ reply: { ok: false, error: { kind: "not-a-key" } }, transfer: [] });
});

test("a file is refused as what opens it refuses it", async () => {
  expect(await ask({ call: "open", file: new Uint8Array(3), key: { kind: "identity", identity } })).toEqual({
    reply: { ok: false, error: { kind: "not-a-backup" } },
    transfer: [],
  });
});

test.each([
  [undefined],
  [null],
  [{}],
  [{ call: "eval" }],
  [{ call: "open", file: "x", key: { kind: "identity", identity: "x" } }],
])("%j is no request, and answered as what breaks is", async (nonsense) => {
  expect(await ask(nonsense)).toEqual(stopped);
});

test("what breaks is answered without its own words", async () => {
  vi.spyOn(crypto, "getRandomValues").mockImplementation(() => {
    throw new Error("a secret");
  });

  expect(await ask({ call: "seal", content: new Uint8Array(1), lock: { kind: "team-key", recipient } })).toEqual(
    stopped,
  );
});

test("a call that is in the protocol and not served is answered as what breaks is", async () => {
  vi.spyOn(AgeRequest, "safeParse").mockReturnValue({ success: true, data: { call: "shred" } as never });

  expect(await ask({ call: "shred" })).toEqual(stopped);
});
