import { expect, test } from "vitest";
import { carryOver, type Epoch, withCarriedKeys } from "../../../src/vault/carried-keys.ts";
import type { VaultHeader } from "../../../src/vault/header.ts";
import { deriveKeys, newRootKey } from "../../../src/vault/keys.ts";
import { namedRowId, openRow, sealRow } from "../../../src/vault/rows.ts";
import { aRow } from "./vault-support.ts";

const vaultId = "V".repeat(22);
const anEpoch = (epoch: number): Epoch => ({ rootKey: newRootKey(), vaultId, epoch });
const keysOf = ({ rootKey, epoch }: Epoch) => deriveKeys(rootKey.slice(), vaultId, epoch);

function aHeader(epoch: number, carried: Partial<Pick<VaultHeader, "names" | "former">>): VaultHeader {
  return { format: "ss-vault/1", vaultId, epoch, createdAt: "", unlockers: [], mac: "", ...carried };
}

test("a header of the first epoch carries nothing, and its keys are those of its root key", async () => {
  const first = anEpoch(1);
  const keys = await keysOf(first);

  const carried = await withCarriedKeys(keys, aHeader(1, {}), first.rootKey);

  expect(carried).toEqual(keys);
  // Any two keys are equal otherwise: nothing of one can be seen.
  for (const name of ["rec", "header", "blind"] as const) expect(carried[name]).toBe(keys[name]);
});

test("the next epoch names rows as the first did and opens its rows, and seals under its own key", async () => {
  const [first, next] = [anEpoch(1), anEpoch(2)];
  const [before, own] = [await keysOf(first), await keysOf(next)];
  const row = await sealRow(before, aRow("a", "before"));

  const keys = await withCarriedKeys(own, aHeader(2, await carryOver(first, next, undefined)), next.rootKey);

  expect(await namedRowId(keys, "settings")).toBe(await namedRowId(before, "settings"));
  expect(await namedRowId(own, "settings")).not.toBe(await namedRowId(before, "settings"));
  expect(await openRow(keys, row)).toEqual({ ok: true, ...aRow("a", "before") });
  expect(keys.former?.epoch).toBe(1);
  expect(keys.rec).toBe(own.rec);
});

test("each of the two is carried without the other", async () => {
  const [first, next] = [anEpoch(1), anEpoch(2)];
  const [before, own] = [await keysOf(first), await keysOf(next)];
  const { names, former } = await carryOver(first, next, undefined);

  const named = await withCarriedKeys(own, aHeader(2, { names }), next.rootKey);
  const reading = await withCarriedKeys(own, aHeader(2, { former }), next.rootKey);

  expect(named.former).toBeUndefined();
  expect(await namedRowId(named, "settings")).toBe(await namedRowId(before, "settings"));
  expect(reading.former?.epoch).toBe(1);
  expect(reading.blind).toBe(own.blind);
});

test("a carried key opens in its own place alone", async () => {
  const [first, next] = [anEpoch(1), anEpoch(2)];
  const own = await keysOf(next);
  const { names, former } = await carryOver(first, next, undefined);
  const { epoch: _, ...formerAsNames } = former;

  for (const misplaced of [
    { names: formerAsNames },
    { former: { epoch: 1, ...names } },
    { former: { ...former, epoch: 9 } },
  ]) {
    await expect(withCarriedKeys(own, aHeader(2, misplaced), next.rootKey)).rejects.toThrow(DOMException);
  }
  await expect(withCarriedKeys(own, aHeader(3, { names }), next.rootKey)).rejects.toThrow(DOMException);
});

test("root keys are read and left as they are", async () => {
  const [first, next] = [anEpoch(1), anEpoch(2)];
  const kept = [first.rootKey.slice(), next.rootKey.slice()];

  await withCarriedKeys(await keysOf(next), aHeader(2, await carryOver(first, next, undefined)), next.rootKey);

  expect([first.rootKey, next.rootKey]).toEqual(kept);
});
