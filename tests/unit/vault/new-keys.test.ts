import { beforeEach, expect, test, vi } from "vitest";
import { ok } from "../../../src/shared/result.ts";
import type { Reseal } from "../../../src/vault/change-vault.ts";
import { VaultHeader } from "../../../src/vault/header.ts";
import { aClientOn, anUnlockedVaultOn, aRow, MemoryHeaderStore, PASSPHRASE, textOf } from "./vault-support.ts";

vi.mock("hash-wasm", () => import("../../support/quick-kdf.ts"));

const done = { ok: true, value: undefined };

let store: MemoryHeaderStore;

beforeEach(() => {
  store = new MemoryHeaderStore();
});

async function withNewKeys() {
  const client = await anUnlockedVaultOn(store);
  const [row] = await client.seal([aRow("a", "before")]);
  const prepared = await client.prepareChange(PASSPHRASE, { kind: "new-keys" });
  const before = await client.hasFormerKeys();
  await client.commitChange();
  const opened = async () => {
    const [found] = await client.open([row!]);
    return found?.ok === true && textOf(found.plaintext);
  };
  return { client, prepared, before, opened };
}
const reseal = (unreadable: number) => vi.fn<Reseal>(async () => ok({ unreadable }));

test("new keys come with other recovery words, and leave the former ones until they are finished", async () => {
  const { client, prepared, before, opened } = await withNewKeys();

  expect(prepared).toEqual({ ok: true, value: { recoveryWords: expect.any(Array) } });
  expect(before).toBe(false);
  expect(await client.hasFormerKeys()).toBe(true);
  expect(await opened()).toBe("before");
});

test("new keys are finished when every row is under them, and the former ones are then gone from header and worker", async () => {
  const { client, opened } = await withNewKeys();
  const every = reseal(0);

  expect(await client.finishNewKeys(every)).toEqual(done);

  expect(every.mock.calls).toEqual([[2]]);
  expect(VaultHeader.parse(store.header)).toMatchObject({ epoch: 2, names: expect.any(Object) });
  expect(await client.hasFormerKeys()).toBe(false);
  expect(await opened()).toBe(false);
  client.lock();
  expect(await client.unlock({ kind: "passphrase", passphrase: PASSPHRASE })).toEqual(done);
});

test.each<[string, Reseal, object]>([
  ["a row cannot be saved", async () => ({ ok: false, error: { kind: "full" } }), { kind: "full" }],
  ["one row does not open", reseal(1), { kind: "unreadable-left", count: 1 }],
  ["many rows do not open", reseal(7), { kind: "unreadable-left", count: 7 }],
])("new keys keep the former ones when %s", async (_what, resealing, error) => {
  const { client, opened } = await withNewKeys();
  const before = structuredClone(store.header);

  expect(await client.finishNewKeys(resealing)).toEqual({ ok: false, error });

  expect(store.header).toEqual(before);
  expect(await opened()).toBe("before");
});

test("new keys keep the former ones when somebody changed the header on the disk", async () => {
  const { client, opened } = await withNewKeys();
  store.header = { ...VaultHeader.parse(store.header), createdAt: "2020-01-01T00:00:00.000Z" };
  const altered = structuredClone(store.header);

  expect(await client.finishNewKeys(reseal(0))).toEqual({ ok: false, error: { kind: "header-altered" } });

  expect(store.header).toEqual(altered);
  expect(await opened()).toBe("before");
});

test("with no former keys there is nothing to finish, and no row is looked at", async () => {
  const client = await anUnlockedVaultOn(store);
  const before = structuredClone(store.header);
  const none = reseal(0);

  expect(await client.finishNewKeys(none)).toEqual(done);

  expect(none).not.toHaveBeenCalled();
  expect(store.header).toEqual(before);
});

test("there are no former keys without a vault, or in a header that does not parse", async () => {
  expect(await aClientOn(store).hasFormerKeys()).toBe(false);
  expect(await aClientOn(store).finishNewKeys(reseal(0))).toMatchObject({ ok: false, error: { kind: "unavailable" } });

  store.header = { former: { epoch: 1 } };
  expect(await aClientOn(store).hasFormerKeys()).toBe(false);
});
