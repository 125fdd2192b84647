import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { VaultCore } from "../../../src/vault/vault-core.ts";
import type { KeySource } from "../../../src/vault/vault-protocol.ts";
import { aCore, PASSPHRASE } from "./vault-support.ts";

vi.mock("hash-wasm", () => import("../../support/quick-kdf.ts"));

/** Every key that was made, and the bytes that each was made from, as they are now. */
let keys: CryptoKey[] = [];
let materials: Uint8Array[] = [];

beforeEach(() => {
  keys = [];
  materials = [];
  const { subtle } = crypto;
  const importKey = subtle.importKey.bind(subtle) as (...args: unknown[]) => Promise<CryptoKey>;
  vi.spyOn(subtle, "importKey").mockImplementation(async (...args: unknown[]) => {
    const [, material] = args;
    materials.push(material instanceof Uint8Array ? material : new Uint8Array(material as ArrayBuffer));
    const key = await importKey(...args);
    keys.push(key);
    return key;
  });
  const deriveKey = subtle.deriveKey.bind(subtle) as (...args: unknown[]) => Promise<CryptoKey>;
  vi.spyOn(subtle, "deriveKey").mockImplementation(async (...args: unknown[]) => {
    const key = await deriveKey(...args);
    keys.push(key);
    return key;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

const byPassphrase: KeySource = { kind: "passphrase", passphrase: PASSPHRASE };

async function made() {
  const { header, recoveryWords } = await aCore().create(PASSPHRASE);
  return { header, byWords: { kind: "recovery-words", words: recoveryWords.join(" ") } as const };
}

async function changed(core: VaultCore, header: unknown, change: object) {
  const result = await core.change(header, byPassphrase, change);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value.header;
}

const uses: [string, () => Promise<unknown>][] = [
  ["making a vault", made],
  ["opening it with the passphrase", async () => aCore().unlock((await made()).header, byPassphrase)],
  [
    "opening it with the recovery words",
    async () => {
      const { header, byWords } = await made();
      return aCore().unlock(header, byWords);
    },
  ],
  [
    "a change of the passphrase",
    async () => changed(aCore(), (await made()).header, { kind: "passphrase", passphrase: `${PASSPHRASE} anew` }),
  ],
  [
    "new keys, and opening the vault while former ones are kept",
    async () => {
      const header = await changed(aCore(), (await made()).header, { kind: "new-keys", passphrase: PASSPHRASE });
      return aCore().unlock(header, byPassphrase);
    },
  ],
];

test.each(uses)("no key can be taken out of the browser after %s", async (_, use) => {
  await use();

  expect(keys.length).toBeGreaterThan(2);
  expect(keys.map(({ extractable }) => extractable)).toEqual(keys.map(() => false));
});

test.each(uses)("nothing that a key was made from is left in memory after %s", async (_, use) => {
  await use();

  expect(materials.length).toBeGreaterThan(1);
  expect(materials.map((bytes) => bytes.some((byte) => byte !== 0))).toEqual(materials.map(() => false));
});
