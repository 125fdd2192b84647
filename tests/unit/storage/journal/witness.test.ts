import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isWitnessed, WITNESS } from "../../../../src/storage/journal/is-witnessed.ts";
import { readWitness, removeWitness, writeWitness } from "../../../../src/storage/journal/witness.ts";
import { aLocalStorage } from "../../../support/fake-local-storage.ts";

const witness = { vaultId: "AAAAAAAAAAAAAAAAAAAAAA", madeOn: "2026-11-23", records: 12 };
let cached: Map<string, string>;

beforeEach(() => {
  cached = new Map();
  vi.stubGlobal("localStorage", aLocalStorage());
  vi.stubGlobal("caches", {
    match: async (key: string) => (cached.has(key) ? new Response(cached.get(key)) : undefined),
    open: async () => ({ put: async (key: string, response: Response) => void cached.set(key, await response.text()) }),
    delete: async () => cached.clear(),
  });
});

afterEach(() => vi.unstubAllGlobals());

test("a device is known once its witness was written, and not before", async () => {
  expect(await isWitnessed()).toBe(false);

  await writeWitness(witness);

  expect(await isWitnessed()).toBe(true);
  expect(await readWitness()).toEqual(witness);
});

test.each(["the one", "the other"])(
  "when the browser dropped %s of its two places, it stands in the other",
  async (which) => {
    await writeWitness(witness);
    if (which === "the one") localStorage.clear();
    else cached.clear();

    expect(await isWitnessed()).toBe(true);
    expect(await readWitness()).toEqual(witness);
  },
);

test("one that cannot be read still tells a known device from a new one", async () => {
  localStorage.setItem(WITNESS, "{");

  expect(await isWitnessed()).toBe(true);
  expect(await readWitness()).toBeUndefined();
});

test("where the browser blocks both places, nothing breaks", async () => {
  const blocked = () => {
    throw new DOMException("", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: blocked, setItem: blocked });
  vi.stubGlobal("caches", undefined);

  await writeWitness(witness);
  expect(await isWitnessed()).toBe(false);
  expect(await readWitness()).toBeUndefined();
});

test("it says no more than which vault, since when and how many records, and goes when the person starts again", async () => {
  await writeWitness(witness);
  expect(JSON.parse(localStorage.getItem(WITNESS) ?? "")).toEqual(witness);

  await removeWitness();

  expect(await isWitnessed()).toBe(false);
});
