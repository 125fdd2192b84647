import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { VaultHeader } from "../../../src/vault/header.ts";
import type { VaultClient } from "../../../src/vault/vault-client.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";
import { cancelled, FakeAuthenticator } from "./fake-authenticator.ts";
import { aClientOn, anUnlockedVaultOn, MemoryHeaderStore, PASSPHRASE, WRONG_PASSPHRASE } from "./vault-support.ts";

vi.mock("hash-wasm", () => import("../../support/quick-kdf.ts"));

const done = { ok: true, value: undefined };
const refused = (kind: string) => ({ ok: false, error: { kind } });
const wrongPassphrase = { ok: false, error: { kind: "wrong-secret", waitSeconds: 0 } };
const locked = {
  ok: false,
  error: { kind: "unavailable", cause: expect.objectContaining({ message: "The vault is locked" }) },
};

let store: MemoryHeaderStore;

beforeEach(() => {
  store = new MemoryHeaderStore();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const typesShown = async (client: VaultClient) => (await client.waysIn()).map(({ type }) => type);

describe("ways in", () => {
  test("are none without a vault, and none that could be shown of a header that does not parse", async () => {
    expect(await aClientOn(store).waysIn()).toEqual([]);

    store.header = { format: "ss-vault/2" };
    expect(await aClientOn(store).waysIn()).toEqual([]);
  });

  test("are those of the header on the disk, also while the vault is locked", async () => {
    const client = await anUnlockedVaultOn(store);
    client.lock();

    const [passphrase, recovery] = VaultHeader.parse(store.header).unlockers;
    expect(await client.waysIn()).toEqual([
      { type: "passphrase", id: passphrase?.id },
      { type: "recovery-key", id: recovery?.id },
    ]);
  });
});

describe("a change", () => {
  test("needs the vault unlocked", async () => {
    const client = await anUnlockedVaultOn(store);
    client.lock();

    expect(await client.prepareChange(PASSPHRASE, { kind: "recovery-key" })).toEqual(locked);
  });

  test("is not worked out without the passphrase, which counts as a try", async () => {
    const client = await anUnlockedVaultOn(store);
    const before = structuredClone(store.header);

    expect(await client.prepareChange(WRONG_PASSPHRASE, { kind: "recovery-key" })).toEqual(wrongPassphrase);

    expect(store.tries).toMatchObject({ count: 1 });
    expect(await client.commitChange()).toEqual(locked);
    expect(store.header).toEqual(before);
    expect(await client.status()).toBe("unlocked");
  });

  test("that is refused leaves nothing to save, not even what was prepared before it", async () => {
    const client = await anUnlockedVaultOn(store);
    const before = structuredClone(store.header);
    await client.prepareChange(PASSPHRASE, { kind: "recovery-key" });

    expect(await client.prepareChange(PASSPHRASE, { kind: "escrow", recipient: "age1no" })).toEqual(
      refused("recipient-unreadable"),
    );
    expect(await client.prepareChange(PASSPHRASE, { kind: "remove", id: "A".repeat(22) })).toEqual(
      refused("not-removable"),
    );

    expect(await client.commitChange()).toEqual(locked);
    expect(store.header).toEqual(before);
  });

  test("is saved once, and can be tried again after the disk was full", async () => {
    const client = await anUnlockedVaultOn(store);
    await client.prepareChange(PASSPHRASE, { kind: "recovery-key" });
    const before = structuredClone(store.header);

    store.saveFails = true;
    expect(await client.commitChange()).toMatchObject({ ok: false, error: { kind: "unavailable" } });
    expect(store.header).toEqual(before);

    store.saveFails = false;
    expect(await client.commitChange()).toEqual(done);
    expect(store.header).not.toEqual(before);
    expect(await client.commitChange()).toEqual(locked);
  });

  test("is saved even if the worker does not go on with its keys", async () => {
    class StuckCore extends VaultCore {
      override adopt(): never {
        throw new Error("stuck");
      }
    }
    const client = await anUnlockedVaultOn(store, () => new StuckCore());
    await client.prepareChange(PASSPHRASE, { kind: "new-keys" });

    expect(await client.commitChange()).toEqual(done);
    expect(VaultHeader.parse(store.header).epoch).toBe(2);
    expect(await client.status()).toBe("unlocked");
  });
});

describe("a screen lock", () => {
  test("is a way in once the change is saved, and not before", async () => {
    const device = new FakeAuthenticator().plugIn();
    const client = await anUnlockedVaultOn(store);
    const before = structuredClone(store.header);

    expect(await client.prepareChange(PASSPHRASE, { kind: "passkey" })).toEqual({
      ok: true,
      value: { recoveryWords: undefined },
    });
    expect(store.header).toEqual(before);
    expect(await client.commitChange()).toEqual(done);

    expect(await typesShown(client)).toEqual(["passkey", "passphrase", "recovery-key"]);
    expect(device.made).toHaveLength(1);
    expect(await aClientOn(store).unlock({ kind: "screen-lock" })).toEqual(done);
  });

  test("is not asked for a passkey after a mistyped passphrase", async () => {
    const device = new FakeAuthenticator().plugIn();
    const client = await anUnlockedVaultOn(store);

    expect(await client.prepareChange(WRONG_PASSPHRASE, { kind: "passkey" })).toEqual(wrongPassphrase);
    expect(device.made).toEqual([]);
  });

  test("that gives no passkey is not available, and leaves the vault as it was", async () => {
    const device = new FakeAuthenticator().plugIn();
    device.insteadOfMaking = cancelled;
    const client = await anUnlockedVaultOn(store);
    const before = structuredClone(store.header);

    expect(await client.prepareChange(PASSPHRASE, { kind: "passkey" })).toEqual(refused("screen-lock-unavailable"));

    expect(device.made).toHaveLength(1);
    expect(await client.commitChange()).toEqual(locked);
    expect(store.header).toEqual(before);
    expect(await client.status()).toBe("unlocked");
  });
});
