import { beforeEach, expect, test, vi } from "vitest";
import { type Sealer, VaultLockedError } from "../../../src/domain/sealing.ts";
import type { Secret } from "../../../src/domain/vault-access.ts";
import type { VaultHeader } from "../../../src/vault/header.ts";
import { VaultWorkerError } from "../../../src/vault/vault-calls.ts";
import { VaultClient } from "../../../src/vault/vault-client.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";
import {
  aCore,
  aRow,
  asWorker,
  InProcessWorker,
  MemoryHeaderStore,
  OTHER_PASSPHRASE,
  PASSPHRASE,
  passphraseUnlocker,
  recoveryUnlocker,
  textOf,
  WRONG_PASSPHRASE,
} from "./vault-support.ts";

vi.mock("hash-wasm", () => import("../../support/quick-kdf.ts"));

let store: MemoryHeaderStore;
let workers: InProcessWorker[];
let time: number;

beforeEach(() => {
  store = new MemoryHeaderStore();
  workers = [];
  time = Date.UTC(2026, 10, 23);
});

function aClient(newCore: () => VaultCore = aCore): VaultClient {
  const startWorker = () => {
    const worker = new InProcessWorker(newCore());
    workers.push(worker);
    return asWorker(worker);
  };
  return new VaultClient(store, startWorker, () => time);
}

const byPassphrase = (passphrase: string): Secret => ({ kind: "passphrase", passphrase });
const byWords = (words: string): Secret => ({ kind: "recovery-words", words });
const unavailable = (message: string) => ({
  ok: false,
  error: { kind: "unavailable", cause: expect.objectContaining({ message }) },
});

/** A vault on disk and the words to recover it. */
async function aLockedVault(): Promise<{ client: VaultClient; words: string }> {
  const client = aClient();
  const made = await client.prepare(PASSPHRASE);
  if (!made.ok) throw new Error(made.error.kind);
  await client.commit();
  client.lock();
  return { client, words: made.value.recoveryWords.join(" ") };
}

async function sealOne(client: Sealer, text: string) {
  const [sealed] = await client.seal([aRow("a", text)]);
  return sealed!;
}

async function openOne(client: Sealer, row: Awaited<ReturnType<typeof sealOne>>) {
  const [opened] = await client.open([row]);
  return opened?.ok && textOf(opened.plaintext);
}

test("a vault is made, locked and unlocked again, and its rows open", async () => {
  const client = aClient();
  expect(await client.status()).toBe("none");

  const made = await client.prepare(PASSPHRASE);

  expect(made.ok && made.value.recoveryWords).toHaveLength(12);
  expect(await client.status()).toBe("none");
  expect(await client.commit()).toEqual({ ok: true, value: undefined });
  expect(await client.status()).toBe("unlocked");
  const { vaultId } = client;
  const [sealed, named] = [await sealOne(client, "one"), await client.namedRowId("settings")];

  client.lock();
  expect(await client.status()).toBe("locked");

  expect(await client.unlock(byPassphrase(PASSPHRASE))).toEqual({ ok: true, value: undefined });
  expect(client.vaultId).toBe(vaultId);
  expect(await openOne(client, sealed)).toBe("one");
  expect(await client.namedRowId("settings")).toBe(named);
});

test("a second vault is not made over the first, and a weak one not at all", async () => {
  const { client } = await aLockedVault();
  expect(await client.prepare(OTHER_PASSPHRASE)).toEqual({ ok: false, error: { kind: "vault-exists" } });

  store.header = undefined;
  expect(await client.prepare("short")).toEqual({ ok: false, error: { kind: "too-short" } });
  expect(store.header).toBeUndefined();
  expect(await client.status()).toBe("none");
});

test("nothing is on disk before a prepared vault is committed", async () => {
  const client = aClient();

  await client.prepare(PASSPHRASE);

  expect(store.header).toBeUndefined();
  await expect(client.seal([])).rejects.toThrow(VaultLockedError);
  expect(() => client.vaultId).toThrow(VaultLockedError);
});

test("locking forgets a prepared vault, and there is none to commit without preparing", async () => {
  const client = aClient();
  expect(await client.commit()).toEqual(unavailable("The vault is locked"));

  await client.prepare(PASSPHRASE);
  client.lock();

  expect(await client.commit()).toEqual(unavailable("The vault is locked"));
  expect(workers[0]?.isTerminated).toBe(true);
  expect(store.header).toBeUndefined();
});

test("a vault locked while it is being prepared is not prepared", async () => {
  const client = aClient();

  const preparing = client.prepare(PASSPHRASE);
  await untilRequested(0, "create");
  client.lock();

  expect(await preparing).toEqual(unavailable("The vault was locked"));
  expect(await client.commit()).toEqual(unavailable("The vault is locked"));
});

test("of two vaults prepared the latter is committed, once", async () => {
  const client = aClient();
  await client.prepare(PASSPHRASE);
  await client.prepare(OTHER_PASSPHRASE);
  await client.commit();

  expect(await client.commit()).toEqual(unavailable("The vault is locked"));
  client.lock();
  expect((await client.unlock(byPassphrase(OTHER_PASSPHRASE))).ok).toBe(true);
});

test("a vault made meanwhile, as in another window, is not overwritten", async () => {
  const { client: other } = await aLockedVault();
  const made = store.header;
  store.header = undefined;
  const client = aClient();
  await client.prepare(OTHER_PASSPHRASE);
  store.header = made;

  expect(await client.commit()).toEqual({ ok: false, error: { kind: "vault-exists" } });
  expect((await other.unlock(byPassphrase(PASSPHRASE))).ok).toBe(true);
});

test("a vault that could not be saved is not unlocked, and saving can be tried again", async () => {
  const client = aClient();
  await client.prepare(PASSPHRASE);
  store.saveFails = true;

  expect(await client.commit()).toEqual(unavailable("The disk is full"));
  expect(await client.status()).toBe("none");
  await expect(client.seal([])).rejects.toThrow(VaultLockedError);

  store.saveFails = false;
  expect((await client.commit()).ok).toBe(true);
  expect(await client.status()).toBe("unlocked");
});

test("a suggested passphrase passes the client's own check", async () => {
  const client = aClient();

  expect(await client.checkPassphrase(await client.suggestPassphrase())).toEqual({ ok: true, value: undefined });
  expect(await client.checkPassphrase("password123456")).toEqual({ ok: false, error: { kind: "too-easy" } });
});

test("the recovery words unlock as the passphrase does", async () => {
  const { client, words } = await aLockedVault();

  expect(await client.unlock(byWords(words))).toEqual({ ok: true, value: undefined });
  expect(await client.status()).toBe("unlocked");
});

test("without a vault there is nothing to unlock or change", async () => {
  const client = aClient();
  const noVault = { ok: false, error: { kind: "no-vault" } };

  expect(await client.unlock(byPassphrase(PASSPHRASE))).toEqual(noVault);
  expect(await client.changePassphrase(byPassphrase(PASSPHRASE), OTHER_PASSPHRASE)).toEqual(noVault);
  expect(workers).toEqual([]);
});

test("locking ends the worker, and a later unlock starts a fresh one", async () => {
  const { client } = await aLockedVault();
  await client.unlock(byPassphrase(PASSPHRASE));
  client.lock();
  client.lock();
  await client.unlock(byPassphrase(PASSPHRASE));

  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, true, false]);
});

test("a locked vault gives neither rows nor its id", async () => {
  const { client } = await aLockedVault();

  await expect(client.seal([aRow("a", "x")])).rejects.toThrow(VaultLockedError);
  await expect(client.open([])).rejects.toThrow(VaultLockedError);
  await expect(client.namedRowId("settings")).rejects.toThrow(VaultLockedError);
  expect(() => client.vaultId).toThrow(VaultLockedError);
});

test("calls under way when the vault is locked reject", async () => {
  const { client } = await aLockedVault();
  await client.unlock(byPassphrase(PASSPHRASE));

  const pending = [client.seal([aRow("a", "x")]), client.namedRowId("settings")];
  client.lock();

  for (const call of pending) await expect(call).rejects.toThrow(VaultLockedError);
});

test("locking while unlocking leaves the vault locked", async () => {
  const { client } = await aLockedVault();

  const unlocking = client.unlock(byPassphrase(PASSPHRASE));
  await untilRequested(1, "unlock");
  client.lock();

  expect(await unlocking).toEqual(unavailable("The vault was locked"));
  expect(await client.status()).toBe("locked");
});

test("locking while a header is being saved leaves the vault locked", async () => {
  const { client, words } = await aLockedVault();
  const save = store.save.bind(store);
  store.save = async (...args) => {
    client.lock();
    await save(...args);
  };

  expect(await client.changePassphrase(byWords(words), OTHER_PASSPHRASE)).toEqual({ ok: true, value: undefined });
  expect(await client.status()).toBe("locked");
  expect((await client.unlock(byPassphrase(OTHER_PASSPHRASE))).ok).toBe(true);
});

test("wrong tries are told their wait, refused until it is over, and forgotten after a right one", async () => {
  const { client } = await aLockedVault();
  const waits: unknown[] = [];
  for (let count = 0; count < 4; count++) waits.push(await client.unlock(byPassphrase(WRONG_PASSPHRASE)));
  expect(waits).toEqual(
    [0, 0, 0, 2].map((waitSeconds) => ({ ok: false, error: { kind: "wrong-secret", waitSeconds } })),
  );

  const started = workers.length;
  expect(await client.secondsToWait()).toBe(2);
  expect(await client.unlock(byPassphrase(PASSPHRASE))).toEqual({ ok: false, error: { kind: "wait", seconds: 2 } });
  expect(workers).toHaveLength(started);

  time += 2000;
  expect((await client.unlock(byPassphrase(PASSPHRASE))).ok).toBe(true);
  expect(await client.unlock(byPassphrase(WRONG_PASSPHRASE))).toEqual({
    ok: false,
    error: { kind: "wrong-secret", waitSeconds: 0 },
  });
  expect(await client.status()).toBe("unlocked");
});

test("tries sent side by side are made one after the other", async () => {
  const { client } = await aLockedVault();

  const results = await Promise.all(Array.from({ length: 6 }, () => client.unlock(byPassphrase(WRONG_PASSPHRASE))));

  expect(results.map((result) => !result.ok && result.error.kind)).toEqual([
    ...Array(4).fill("wrong-secret"),
    "wait",
    "wait",
  ]);
});

test("a count of tries that will not clear keeps nobody out", async () => {
  const { client } = await aLockedVault();
  await client.unlock(byPassphrase(WRONG_PASSPHRASE));
  store.saveTriesFails = true;

  expect((await client.unlock(byPassphrase(PASSPHRASE))).ok).toBe(true);
  expect(await client.status()).toBe("unlocked");
});

test("the worker of a wrong try is ended", async () => {
  const { client } = await aLockedVault();
  await client.unlock(byPassphrase(WRONG_PASSPHRASE));

  expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true);
});

test("a changed passphrase replaces the old one and keeps the vault unlocked throughout", async () => {
  const { client } = await aLockedVault();
  await client.unlock(byPassphrase(PASSPHRASE));
  const sealed = await sealOne(client, "before");

  expect(await client.changePassphrase(byPassphrase(PASSPHRASE), OTHER_PASSPHRASE)).toEqual({
    ok: true,
    value: undefined,
  });

  expect(await openOne(client, sealed)).toBe("before");
  client.lock();
  expect(await client.unlock(byPassphrase(PASSPHRASE))).toMatchObject({ ok: false, error: { kind: "wrong-secret" } });
  expect((await client.unlock(byPassphrase(OTHER_PASSPHRASE))).ok).toBe(true);
  expect(await openOne(client, sealed)).toBe("before");
});

test("the passphrase is not changed without the current one, nor to a weak one", async () => {
  const { client } = await aLockedVault();
  await client.unlock(byPassphrase(PASSPHRASE));
  const before = store.header;

  expect(await client.changePassphrase(byPassphrase(WRONG_PASSPHRASE), OTHER_PASSPHRASE)).toEqual({
    ok: false,
    error: { kind: "wrong-secret", waitSeconds: 0 },
  });
  expect(await client.changePassphrase(byPassphrase(PASSPHRASE), "password123456")).toEqual({
    ok: false,
    error: { kind: "too-easy" },
  });
  expect(store.header).toEqual(before);
  expect(await client.status()).toBe("unlocked");
});

test("a change that cannot be saved leaves the old passphrase working and the vault unlocked", async () => {
  const { client } = await aLockedVault();
  await client.unlock(byPassphrase(PASSPHRASE));
  store.saveFails = true;

  expect(await client.changePassphrase(byPassphrase(PASSPHRASE), OTHER_PASSPHRASE)).toEqual(
    unavailable("The disk is full"),
  );

  expect(await client.status()).toBe("unlocked");
  client.lock();
  expect(await client.unlock(byPassphrase(OTHER_PASSPHRASE))).toMatchObject({
    ok: false,
    error: { kind: "wrong-secret" },
  });
  expect((await client.unlock(byPassphrase(PASSPHRASE))).ok).toBe(true);
});

test("the recovery words set a new passphrase and unlock", async () => {
  const { client, words } = await aLockedVault();

  expect(await client.changePassphrase(byWords(words.toUpperCase()), OTHER_PASSPHRASE)).toEqual({
    ok: true,
    value: undefined,
  });

  expect(await client.status()).toBe("unlocked");
  client.lock();
  expect((await client.unlock(byPassphrase(OTHER_PASSPHRASE))).ok).toBe(true);
});

test("a reset that cannot be saved leaves the vault locked under the old passphrase", async () => {
  const { client, words } = await aLockedVault();
  store.saveFails = true;

  expect(await client.changePassphrase(byWords(words), OTHER_PASSPHRASE)).toEqual(unavailable("The disk is full"));

  expect(await client.status()).toBe("locked");
  expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true);
  expect((await client.unlock(byPassphrase(PASSPHRASE))).ok).toBe(true);
});

test("mistyped recovery words are wrong but do not count as a try", async () => {
  const { client } = await aLockedVault();

  expect(await client.changePassphrase(byWords("not twelve words"), OTHER_PASSPHRASE)).toEqual({
    ok: false,
    error: { kind: "wrong-secret", waitSeconds: 0 },
  });
  expect(store.tries).toBeUndefined();
});

test("a new recovery key takes the old one's place once it is confirmed, and not before", async () => {
  const { client, words } = await aLockedVault();
  await client.unlock(byPassphrase(PASSPHRASE));

  const prepared = await client.prepareChange(PASSPHRASE, { kind: "recovery-key" });
  if (!prepared.ok) return expect.fail(prepared.error.kind);
  const newWords = prepared.value.recoveryWords?.join(" ") ?? "";
  expect((await aClient().unlock(byWords(words))).ok).toBe(true);
  expect((await aClient().unlock(byWords(newWords))).ok).toBe(false);

  expect(await client.commitChange()).toEqual({ ok: true, value: undefined });
  expect(await client.status()).toBe("unlocked");
  expect((await aClient().unlock(byWords(words))).ok).toBe(false);
  expect((await aClient().unlock(byWords(newWords))).ok).toBe(true);
});

test("an altered, unreadable or over-costly header is named as such", async () => {
  const { client } = await aLockedVault();
  const header = structuredClone(store.header) as VaultHeader; // made by the client above
  const unlocker = passphraseUnlocker(header);

  store.header = { ...header, createdAt: "2020-01-01T00:00:00.000Z" };
  expect(await client.unlock(byPassphrase(PASSPHRASE))).toEqual({ ok: false, error: { kind: "header-altered" } });

  store.header = { ...header, hint: "my dog" };
  expect(await client.unlock(byPassphrase(PASSPHRASE))).toEqual({ ok: false, error: { kind: "header-unreadable" } });
  expect(await client.status()).toBe("locked");

  store.header = {
    ...header,
    unlockers: [{ ...unlocker, kdf: { ...unlocker.kdf, m: 2 ** 31 - 1 } }, recoveryUnlocker(header)],
  };
  expect(await client.unlock(byPassphrase(PASSPHRASE))).toEqual({ ok: false, error: { kind: "kdf-refused" } });
  expect(store.tries).toBeUndefined();
});

test("an unlocked vault does not take on the header of another", async () => {
  const { client } = await aLockedVault();
  await client.unlock(byPassphrase(PASSPHRASE));
  const { vaultId } = client;
  store.header = (await aCore().create(PASSPHRASE)).header;

  expect(await client.changePassphrase(byPassphrase(PASSPHRASE), OTHER_PASSPHRASE)).toEqual({
    ok: false,
    error: { kind: "header-altered" },
  });
  expect(client.vaultId).toBe(vaultId);
});

test("a worker that dies locks the vault and rejects what was pending", async () => {
  const { client } = await aLockedVault();
  await client.unlock(byPassphrase(PASSPHRASE));

  const pending = client.namedRowId("settings");
  workers.at(-1)?.dispatchEvent(new Event("error"));

  await expect(pending).rejects.toThrow(VaultWorkerError);
  expect(await client.status()).toBe("locked");
  expect((await client.unlock(byPassphrase(PASSPHRASE))).ok).toBe(true);
});

test("an engine that breaks while unlocking leaves the vault locked and its words unsaid", async () => {
  await aLockedVault();
  class BreakingCore extends VaultCore {
    override async unlock(): Promise<never> {
      throw new RangeError(`Out of memory deriving from ${PASSPHRASE}`);
    }
  }
  const client = aClient(() => new BreakingCore());

  const result = await client.unlock(byPassphrase(PASSPHRASE));

  const error = !result.ok && result.error.kind === "unavailable" && result.error.cause;
  expect(error).toBeInstanceOf(VaultWorkerError);
  // All of it, since one of the random words may be "vault".
  expect(String(error)).toBe("VaultWorkerError: The vault's worker threw RangeError");
  expect(await client.status()).toBe("locked");
  expect(workers.at(-1)?.isTerminated).toBe(true);
});

test("sealing hands the plaintext over, rows sharing a buffer included", async () => {
  const { client } = await aLockedVault();
  await client.unlock(byPassphrase(PASSPHRASE));
  const both = new TextEncoder().encode("onetwo");
  const rows = [
    { id: "a", version: 1, plaintext: both.subarray(0, 3) },
    { id: "b", version: 1, plaintext: both.subarray(3) },
  ];

  const sealed = await client.seal(rows);

  expect(both.length).toBe(0);
  const opened = await client.open(sealed);
  expect(opened.map((row) => row.ok && textOf(row.plaintext))).toEqual(["one", "two"]);
  expect(sealed[0]?.ciphertext.length).toBe(1040); // opening left the sealed rows in place
});

test("without a clock of its own the client goes by the device's", async () => {
  await aLockedVault();
  const client = new VaultClient(store, () => asWorker(new InProcessWorker()));
  store.tries = { count: 8, lastAt: Date.now() };

  expect(await client.unlock(byPassphrase(PASSPHRASE))).toEqual({ ok: false, error: { kind: "wait", seconds: 60 } });
});

async function untilRequested(workerIndex: number, call: string): Promise<void> {
  const seen = () => workers[workerIndex]?.received.some((message) => JSON.stringify(message).includes(`"${call}"`));
  while (!seen()) await new Promise((resolve) => setTimeout(resolve, 1));
}
