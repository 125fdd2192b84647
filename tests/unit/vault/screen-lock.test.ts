import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Secret } from "../../../src/domain/vault-access.ts";
import { VaultHeader } from "../../../src/vault/header.ts";
import { VaultClient } from "../../../src/vault/vault-client.ts";
import { cancelled, FakeAuthenticator, hashOf } from "./fake-authenticator.ts";
import {
  aCore,
  aRow,
  asWorker,
  InProcessWorker,
  MemoryHeaderStore,
  OTHER_PASSPHRASE,
  PASSPHRASE,
  textOf,
  WRONG_PASSPHRASE,
} from "./vault-support.ts";

vi.mock("hash-wasm", () => import("../../support/quick-kdf.ts"));

const byScreenLock: Secret = { kind: "screen-lock" };
const byPassphrase = (passphrase: string): Secret => ({ kind: "passphrase", passphrase });
const failed = { ok: false, error: { kind: "screen-lock-failed" } };
const done = { ok: true, value: undefined };

let store: MemoryHeaderStore;
let workers: InProcessWorker[];
let device: FakeAuthenticator;
let client: VaultClient;

/** A locked vault that this device's screen lock opens. */
beforeEach(async () => {
  store = new MemoryHeaderStore();
  workers = [];
  device = new FakeAuthenticator().plugIn();
  const startWorker = () => {
    const worker = new InProcessWorker(aCore());
    workers.push(worker);
    return asWorker(worker);
  };
  client = new VaultClient(store, startWorker, () => Date.UTC(2026, 10, 23));
  await client.prepare(PASSPHRASE);
  await client.commit();
  await client.prepareChange(PASSPHRASE, { kind: "passkey" });
  await client.commitChange();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

async function tryWrongPassphrases(times: number): Promise<void> {
  for (let count = 0; count < times; count++) await client.unlock(byPassphrase(WRONG_PASSPHRASE));
}

test("the screen lock unlocks as the passphrase does", async () => {
  const [sealed] = await client.seal([aRow("a", "one")]);
  client.lock();

  expect(await client.unlock(byScreenLock)).toEqual(done);

  expect(await client.status()).toBe("unlocked");
  const [opened] = await client.open([sealed!]);
  expect(opened?.ok && textOf(opened.plaintext)).toBe("one");
  expect(device.asked).toHaveLength(1);
});

test("a screen lock that gives no key unlocks nothing, is no wrong try, and starts no worker", async () => {
  client.lock();
  device.insteadOfAsking = cancelled;
  const started = workers.length;

  expect(await client.unlock(byScreenLock)).toEqual(failed);

  expect(await client.status()).toBe("locked");
  expect(store.tries).toBeUndefined();
  expect(workers).toHaveLength(started);
});

test("a screen lock whose key does not fit unlocks nothing, and is no wrong try either", async () => {
  client.lock();
  device.atAsking = () => hashOf("another device");

  expect(await client.unlock(byScreenLock)).toEqual(failed);

  expect(await client.status()).toBe("locked");
  expect(store.tries).toBeUndefined();
  expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true);
});

test("the screen lock is not asked where its passkey is not of this address", async () => {
  client.lock();
  vi.stubGlobal("location", new URL("https://elsewhere.example/"));

  expect(await client.unlock(byScreenLock)).toEqual(failed);
  expect(device.asked).toEqual([]);
});

test("whoever has to wait after wrong passphrases can use the screen lock, and then waits no more", async () => {
  client.lock();
  await tryWrongPassphrases(4);
  expect(await client.unlock(byPassphrase(PASSPHRASE))).toEqual({ ok: false, error: { kind: "wait", seconds: 2 } });

  expect(await client.unlock(byScreenLock)).toEqual(done);
  expect(await client.secondsToWait()).toBe(0);
});

test("a screen lock that fails leaves the count of wrong passphrases as it was", async () => {
  client.lock();
  await tryWrongPassphrases(4);
  const counted = structuredClone(store.tries);
  device.insteadOfAsking = cancelled;

  expect(await client.unlock(byScreenLock)).toEqual(failed);
  expect(store.tries).toEqual(counted);
});

test("a header that was changed on the disk is named as such to the screen lock too", async () => {
  client.lock();
  store.header = { ...VaultHeader.parse(store.header), createdAt: "2020-01-01T00:00:00.000Z" };

  expect(await client.unlock(byScreenLock)).toEqual({ ok: false, error: { kind: "header-altered" } });
  expect(await client.status()).toBe("locked");
});

test("a screen lock that fails leaves an unlocked vault unlocked", async () => {
  device.insteadOfAsking = cancelled;

  expect(await client.unlock(byScreenLock)).toEqual(failed);
  expect(await client.status()).toBe("unlocked");
});

test("the screen lock sets a new passphrase", async () => {
  client.lock();

  expect(await client.changePassphrase(byScreenLock, OTHER_PASSPHRASE)).toEqual(done);

  client.lock();
  expect(await client.unlock(byPassphrase(OTHER_PASSPHRASE))).toEqual(done);
  client.lock();
  expect(await client.unlock(byScreenLock)).toEqual(done);
});
