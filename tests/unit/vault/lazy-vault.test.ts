import { beforeEach, expect, test, vi } from "vitest";
import { VaultLockedError } from "../../../src/domain/sealing.ts";
import { LazyVault } from "../../../src/vault/lazy-vault.ts";
import { VaultClient } from "../../../src/vault/vault-client.ts";
import { aRow, asWorker, InProcessWorker, MemoryHeaderStore, PASSPHRASE } from "./vault-support.ts";

const secret = { kind: "passphrase", passphrase: PASSPHRASE } as const;

let store: MemoryHeaderStore;
let load: ReturnType<typeof vi.fn<() => Promise<VaultClient>>>;
let vault: LazyVault;

beforeEach(() => {
  store = new MemoryHeaderStore();
  load = vi.fn(async () => new VaultClient(store, () => asWorker(new InProcessWorker())));
  vault = new LazyVault(store, load);
});

test("whether there is a vault is said without the code of the vault", async () => {
  expect(await vault.status()).toBe("none");
  store.header = { any: "header" };
  expect(await vault.status()).toBe("locked");

  expect(load).not.toHaveBeenCalled();
});

test("the code is loaded once, by the first use, and then does everything", async () => {
  await vault.prepare(PASSPHRASE);
  expect(await vault.commit()).toEqual({ ok: true, value: undefined });

  expect(await vault.status()).toBe("unlocked");
  const sealed = await vault.seal([aRow("a", "a record")]);
  expect(await vault.open(sealed)).toMatchObject([{ ok: true, id: "a" }]);
  expect(vault.vaultId).toBe((store.header as { vaultId: string }).vaultId);
  vault.lock();
  expect(await vault.status()).toBe("locked");
  await expect(vault.seal([aRow("a", "a record")])).rejects.toThrow(VaultLockedError);
  expect(load).toHaveBeenCalledTimes(1);
});

test("rows are neither sealed nor opened before the first unlock", async () => {
  await expect(vault.seal([])).rejects.toThrow(VaultLockedError);
  await expect(vault.open([])).rejects.toThrow(VaultLockedError);
  await expect(vault.namedRowId("settings")).rejects.toThrow(VaultLockedError);
  expect(() => vault.vaultId).toThrow(VaultLockedError);
});

test("code that does not load makes the use fail as unavailable, and the next use tries again", async () => {
  load.mockRejectedValueOnce(new Error("no signal"));
  expect(await vault.unlock(secret)).toMatchObject({
    ok: false,
    error: { kind: "unavailable", cause: { message: "no signal" } },
  });

  load.mockRejectedValueOnce(new Error("no signal"));
  await expect(vault.waysIn()).rejects.toThrow("no signal");

  expect(await vault.unlock(secret)).toEqual({ ok: false, error: { kind: "no-vault" } });
});

test("a lock while the code loads calls off what waits for it", async () => {
  await vault.prepare(PASSPHRASE);
  await vault.commit();
  vault = new LazyVault(store, load);

  const unlocking = vault.unlock(secret);
  vault.lock();

  expect(await unlocking).toMatchObject({
    ok: false,
    error: { kind: "unavailable", cause: expect.any(VaultLockedError) },
  });
  expect(await vault.status()).toBe("locked");
});

test("whatever is asked of it is asked of the vault as it is, and answered as the vault answers", async () => {
  const change = { kind: "recovery-words" } as unknown as Parameters<LazyVault["prepareChange"]>[1];
  const reseal = vi.fn();
  const asked: [keyof LazyVault & keyof VaultClient, unknown[]][] = [
    ["changePassphrase", [secret, "another passphrase"]],
    ["prepareChange", [PASSPHRASE, change]],
    ["commitChange", []],
    ["finishNewKeys", [reseal]],
    ["waysIn", []],
    ["hasFormerKeys", []],
    ["suggestPassphrase", []],
    ["checkPassphrase", ["another passphrase"]],
  ];
  const client = await load();
  load.mockResolvedValue(client);

  for (const [name, args] of asked) {
    const answer = { ok: true, value: name };
    const spy = vi.spyOn(client, name as "waysIn").mockResolvedValue(answer as never);
    const call = vault[name] as (...given: unknown[]) => Promise<unknown>;
    expect(await call.apply(vault, args)).toBe(answer);
    expect(spy.mock.calls).toEqual([args]);
  }
});
