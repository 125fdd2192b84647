import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AgeClient, FILE_TIMEOUT_MS } from "../../../src/vault/age-client.ts";
import { startedWorkers } from "./vault-support.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.resetModules();
});

type Listener = (event: { data: unknown }) => void;

/** A worker that does what a test says with each message. */
class FakeWorker {
  isTerminated = false;
  readonly received: unknown[] = [];
  readonly #listeners = new Map<string, Listener[]>();
  readonly #onMessage: (worker: FakeWorker, message: unknown) => void;

  constructor(onMessage: (worker: FakeWorker, message: unknown) => void) {
    this.#onMessage = onMessage;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  postMessage(message: unknown): void {
    this.received.push(message);
    this.#onMessage(this, message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  emit(type: string, data?: unknown): void {
    for (const listener of this.#listeners.get(type) ?? []) listener({ data });
  }
}

function aClient(onMessage: (worker: FakeWorker, message: unknown) => void) {
  const workers: FakeWorker[] = [];
  const client = new AgeClient(() => {
    const worker = new FakeWorker(onMessage);
    workers.push(worker);
    // It has every member of a worker that the client uses.
    return worker as unknown as Worker;
  });
  return { client, workers };
}

const file = new TextEncoder().encode(
  `age-encryption.org/v1\n-> scrypt ${"A".repeat(22)} 17\n${"B".repeat(43)}\n--- ${"C".repeat(43)}\nrest`,
);
const key = { kind: "phrase", phrase: "  Amber basin\ncandle dune ember FERN " } as const;

describe("a file", () => {
  test("is opened in a worker that is ended as soon as it has answered, with the words as they were written", async () => {
    const { client, workers } = aClient((worker) => worker.emit("message", { ok: true, value: { said: 1 } }));

    expect(await client.open(file, key)).toEqual({ ok: true, value: { said: 1 } });
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true]);
    expect(workers[0]?.received).toEqual([
      { call: "open", file, key: { kind: "phrase", phrase: "amber basin candle dune ember fern" } },
    ]);
  });

  test("that asks for too much never reaches a worker", async () => {
    const { client, workers } = aClient(() => {});
    const costly = new TextEncoder().encode(new TextDecoder().decode(file).replace(" 17\n", " 30\n"));

    expect(client.inspect(costly)).toEqual({ ok: false, error: { kind: "too-costly" } });
    expect(await client.open(costly, key)).toEqual({ ok: false, error: { kind: "too-costly" } });
    expect(client.inspect(new Uint8Array(20 * 1024 * 1024 + 1))).toEqual({ ok: false, error: { kind: "too-large" } });
    expect(workers).toEqual([]);
  });

  test("that takes too long is given up, and its worker killed", async () => {
    const { client, workers } = aClient(() => {});

    const opening = client.open(file, key);
    await vi.advanceTimersByTimeAsync(FILE_TIMEOUT_MS);

    expect(await opening).toEqual({ ok: false, error: { kind: "stopped" } });
    expect(workers[0]?.isTerminated).toBe(true);
  });

  test("can be stopped by hand, and a second one ends the first", async () => {
    const { client, workers } = aClient(() => {});

    const first = client.open(file, key);
    const second = client.open(file, key);
    expect(await first).toEqual({ ok: false, error: { kind: "stopped" } });
    client.stop();

    expect(await second).toEqual({ ok: false, error: { kind: "stopped" } });
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, true]);
  });

  test.each<[string, (worker: FakeWorker) => void]>([
    ["dies", (worker) => worker.emit("error")],
    ["sends what cannot be read", (worker) => worker.emit("messageerror")],
    ["talks nonsense", (worker) => worker.emit("message", { ok: "yes" })],
    ["names a problem that we do not know", (worker) => worker.emit("message", { ok: false, error: { kind: "evil" } })],
  ])("is given up when its worker %s", async (_what, act) => {
    const { client, workers } = aClient(act);

    expect(await client.open(file, key)).toEqual({ ok: false, error: { kind: "stopped" } });
    expect(workers[0]?.isTerminated).toBe(true);
  });

  test("is made in a worker, which gets what it takes and gives the bytes", async () => {
    const made = Uint8Array.of(1, 2, 3);
    const { client, workers } = aClient((worker) => worker.emit("message", { ok: true, value: made }));
    const request = { content: Uint8Array.of(7), lock: { kind: "phrase", phrase: "a b" } } as const;

    expect(await client.seal(request.content, request.lock)).toEqual({ ok: true, value: made });
    expect(workers.map(({ received }) => received)).toEqual([[{ call: "seal", ...request }]]);
  });

  test("is not made when the worker says why not", async () => {
    const { client } = aClient((worker) => worker.emit("message", { ok: false, error: { kind: "not-verified" } }));

    expect(await client.seal(new Uint8Array(1), { kind: "phrase", phrase: "a" })).toEqual({
      ok: false,
      error: { kind: "not-verified" },
    });
  });

  test("is opened with a key just as it is", async () => {
    const { client, workers } = aClient((worker) => worker.emit("message", { ok: true, value: 1 }));
    const identity = { kind: "identity", identity: " AGE-SECRET-KEY-1 One Two Three Four Five " } as const;

    await client.open(file, identity);

    expect(workers[0]?.received).toEqual([{ call: "open", file, key: identity }]);
  });

  test.each([
    ["One two  three Four five", "One two three Four five"],
    ["one two three four five SIX", "one two three four five six"],
    ["One two three Four five six seven", "One two three Four five six seven"],
    ["\u00a0Caf\u0065\u0301 ", "Caf\u00e9"],
  ])("for the words %j is opened with %j", async (phrase, sent) => {
    const { client, workers } = aClient((worker) => worker.emit("message", { ok: true, value: 1 }));

    await client.open(file, { kind: "phrase", phrase });

    expect(workers[0]?.received).toEqual([{ call: "open", file, key: { kind: "phrase", phrase: sent } }]);
  });

  test("that a worker answers for late ends nothing but that worker, and the present one can still be stopped", async () => {
    const { client, workers } = aClient(() => {});
    const first = client.open(file, key);
    const second = client.open(file, key);
    expect(await first).toEqual({ ok: false, error: { kind: "stopped" } });

    workers[0]?.emit("message", { ok: true, value: "late" });
    expect(workers[1]?.isTerminated).toBe(false);
    client.stop();

    expect(await second).toEqual({ ok: false, error: { kind: "stopped" } });
    expect(workers[1]?.isTerminated).toBe(true);
  });

  test("is not made when the worker gives something other than bytes", async () => {
    const { client } = aClient((worker) => worker.emit("message", { ok: true, value: "bytes" }));

    expect(await client.seal(new Uint8Array(1), { kind: "phrase", phrase: "a" })).toEqual({
      ok: false,
      error: { kind: "stopped" },
    });
  });
});

describe("a team's key", () => {
  test.each([
    ["in order", { ok: true, value: undefined }, { ok: true, value: undefined }],
    ["in order, whatever comes with it", { ok: true, value: "more" }, { ok: true, value: undefined }],
    ["not", { ok: false, error: { kind: "not-a-key" } }, { ok: false, error: { kind: "not-a-key" } }],
  ])("is %s when the worker says so", async (_what, reply, outcome) => {
    const { client, workers } = aClient((worker) => worker.emit("message", reply));

    expect(await client.checkTeamKey("age1team")).toEqual(outcome);
    expect(workers.map(({ received }) => received)).toEqual([[{ call: "checkTeamKey", recipient: "age1team" }]]);
  });
});

test("six words are offered, different ones each time", async () => {
  const { client } = aClient(() => {});
  const [one, other] = [await client.newPhrase(), await client.newPhrase()];

  expect(one.split(" ")).toHaveLength(6);
  expect(one).not.toBe(other);
});

test("the worker starts as a module from its own address", async () => {
  const started = startedWorkers();
  const { createAgeWorker } = await import("../../../src/vault/age-worker-url.ts");

  createAgeWorker();

  expect(started).toEqual([
    [expect.stringContaining("https://contacts.example/src/vault/age-worker.ts"), { type: "module", name: "file" }],
  ]);
});
