import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isWitnessed, logWitnessOf, noteVault, witnessOf } from "../../../../src/storage/journal/is-witnessed.ts";
import { readWitness, removeWitness, writeWitness } from "../../../../src/storage/journal/witness.ts";
import { aLocalStorage } from "../../../support/fake-local-storage.ts";

const witness = { vaultId: "AAAAAAAAAAAAAAAAAAAAAA", madeOn: "2026-11-23", records: 12 };
const name = "safer-sleep-contacts";
let cached: Map<string, string>;

beforeEach(() => {
  cached = new Map();
  vi.stubGlobal("localStorage", aLocalStorage());
  vi.stubGlobal("caches", {
    match: async (key: string) => (cached.has(key) ? new Response(cached.get(key)) : undefined),
    open: async () => ({
      put: async (key: string, response: Response) => void cached.set(key, await response.text()),
      delete: async (key: string) => cached.delete(key),
    }),
  });
});

afterEach(() => vi.unstubAllGlobals());

test("a device is known once its witness was written, and not before", async () => {
  expect(await isWitnessed(name)).toBe(false);

  await writeWitness(name, witness);

  expect(await isWitnessed(name)).toBe(true);
  expect(await readWitness(name)).toEqual(witness);
});

test.each(["the one", "the other"])(
  "when the browser dropped %s of its two places, it stands in the other",
  async (which) => {
    await writeWitness(name, witness);
    if (which === "the one") localStorage.clear();
    else cached.clear();

    expect(await isWitnessed(name)).toBe(true);
    expect(await readWitness(name)).toEqual(witness);
  },
);

test("what both places say already is not written again, and the place that says something else is", async () => {
  await writeWitness(name, witness);
  const put = vi.spyOn(cached, "set");
  const setItem = vi.spyOn(localStorage, "setItem");

  await writeWitness(name, witness);
  expect([put.mock.calls, setItem.mock.calls]).toEqual([[], []]);

  cached.clear();
  await writeWitness(name, witness);
  expect(put.mock.calls).toEqual([[witnessOf(name), JSON.stringify(witness)]]);
  expect(setItem).not.toHaveBeenCalled();
});

test("one that cannot be read still tells a known device from a new one", async () => {
  localStorage.setItem(witnessOf(name), "{");

  expect(await isWitnessed(name)).toBe(true);
  expect(await readWitness(name)).toBeUndefined();
});

test("a vault is noted the moment its header is written, and what was known of it stays", async () => {
  noteVault(name);
  expect(await isWitnessed(name)).toBe(true);
  expect(await readWitness(name)).toBeUndefined();

  await writeWitness(name, witness);
  noteVault(name);
  expect(await readWitness(name)).toEqual(witness);
});

test("where the browser blocks both places, nothing breaks", async () => {
  const blocked = () => {
    throw new DOMException("", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: blocked, setItem: blocked });
  vi.stubGlobal("caches", undefined);

  noteVault(name);
  await writeWitness(name, witness);
  expect(await isWitnessed(name)).toBe(false);
  expect(await readWitness(name)).toBeUndefined();
});

test("it says no more than which vault, since when and how many records, and goes when the person starts again", async () => {
  await writeWitness(name, witness);
  expect(JSON.parse(localStorage.getItem(witnessOf(name)) ?? "")).toEqual(witness);

  localStorage.setItem(logWitnessOf(name), "where its log stood");

  await removeWitness(name);

  expect(await isWitnessed(name)).toBe(false);
  expect(localStorage.length).toBe(0);
});

test("the witness of one person says nothing of another, and stays when the other starts again", async () => {
  const other = "safer-sleep-contacts-AAAAAAAAAAAAAAAAAAAAAA";
  await writeWitness(name, witness);

  expect(await isWitnessed(other)).toBe(false);
  await removeWitness(other);

  expect(await readWitness(name)).toEqual(witness);
});
