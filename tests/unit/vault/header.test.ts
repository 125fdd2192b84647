import { beforeAll, expect, test } from "vitest";
import { isKdfAllowed, KDF_CEILING, KDF_DEFAULT, KDF_FLOOR, VaultHeader } from "../../../src/vault/header.ts";
import { aCore, PASSPHRASE, passphraseUnlocker, recoveryUnlocker } from "./vault-support.ts";

let header: VaultHeader;

beforeAll(async () => {
  ({ header } = await aCore().create(PASSPHRASE));
});

test("a new vault's header is of format 1, epoch 1 and has two ways in", () => {
  expect(VaultHeader.parse(header)).toEqual(header);
  expect(header.format).toBe("ss-vault/1");
  expect(header.epoch).toBe(1);
  expect(header.unlockers.map(({ type }) => type)).toEqual(["passphrase", "recovery-key"]);
});

test("the two ways in share no salt, IV or id", () => {
  const [passphrase, recovery] = [passphraseUnlocker(header), recoveryUnlocker(header)];

  expect(passphrase.kdf.salt).not.toBe(recovery.salt);
  expect(passphrase.iv).not.toBe(recovery.iv);
  expect(passphrase.id).not.toBe(recovery.id);
});

const changes: [string, (header: VaultHeader) => unknown][] = [
  ["nothing at all", () => undefined],
  ["a list", (whole) => [whole]],
  ["another format", (whole) => ({ ...whole, format: "ss-vault/2" })],
  ["a field we do not know", (whole) => ({ ...whole, hint: "my dog" })],
  ["no MAC", ({ mac: _, ...rest }) => rest],
  ["half a MAC", (whole) => ({ ...whole, mac: whole.mac.slice(0, 22) })],
  ["an empty MAC", (whole) => ({ ...whole, mac: "" })],
  ["a MAC that is not base64url", (whole) => ({ ...whole, mac: `${whole.mac.slice(1)}=` })],
  ["a vault id of another length", (whole) => ({ ...whole, vaultId: `${whole.vaultId}A` })],
  ["epoch 0", (whole) => ({ ...whole, epoch: 0 })],
  ["a fractional epoch", (whole) => ({ ...whole, epoch: 1.5 })],
  ["a time that is not one", (whole) => ({ ...whole, createdAt: "yesterday" })],
  ["a time of great length", (whole) => ({ ...whole, createdAt: `2026-01-01T00:00:00.${"0".repeat(40)}Z` })],
  ["no unlockers", (whole) => ({ ...whole, unlockers: [] })],
  ["no recovery key", (whole) => ({ ...whole, unlockers: [passphraseUnlocker(whole)] })],
  ["no passphrase", (whole) => ({ ...whole, unlockers: [recoveryUnlocker(whole)] })],
  [
    "two passphrases",
    (whole) => ({ ...whole, unlockers: [...whole.unlockers, { ...passphraseUnlocker(whole), id: "A".repeat(22) }] }),
  ],
  ["one unlocker twice", (whole) => ({ ...whole, unlockers: [...whole.unlockers, recoveryUnlocker(whole)] })],
  [
    "seventeen unlockers",
    (whole) => ({
      ...whole,
      unlockers: [
        passphraseUnlocker(whole),
        ...Array.from({ length: 16 }, (_, index) => ({
          ...recoveryUnlocker(whole),
          id: String.fromCharCode(65 + index).repeat(22),
        })),
      ],
    }),
  ],
  [
    "an unlocker of a type we do not know",
    (whole) => ({ ...whole, unlockers: [...whole.unlockers, { ...recoveryUnlocker(whole), type: "passkey" }] }),
  ],
  [
    "another derivation",
    (whole) => ({
      ...whole,
      unlockers: [
        { ...passphraseUnlocker(whole), kdf: { ...passphraseUnlocker(whole).kdf, name: "pbkdf2" } },
        recoveryUnlocker(whole),
      ],
    }),
  ],
];

test.each(changes)("a header with %s is not one", (_, change) => {
  expect(VaultHeader.safeParse(change(header)).success).toBe(false);
});

test("sixteen unlockers are still accepted", () => {
  const recoveries = Array.from({ length: 15 }, (_, index) => ({
    ...recoveryUnlocker(header),
    id: String.fromCharCode(65 + index).repeat(22),
  }));

  expect(VaultHeader.safeParse({ ...header, unlockers: [passphraseUnlocker(header), ...recoveries] }).success).toBe(
    true,
  );
});

test.each([
  ["the default", KDF_DEFAULT, true],
  ["the floor", KDF_FLOOR, true],
  ["the ceiling", KDF_CEILING, true],
  ["less memory than the floor", { ...KDF_FLOOR, m: 19 * 1024 - 1 }, false],
  ["fewer passes than the floor", { ...KDF_FLOOR, t: 1 }, false],
  ["more memory than the ceiling", { ...KDF_CEILING, m: 512 * 1024 + 1 }, false],
  ["more passes than the ceiling", { ...KDF_CEILING, t: 11 }, false],
  ["two lanes", { ...KDF_DEFAULT, p: 2 }, false],
])("a derivation at %s is allowed or not", (_, cost, allowed) => {
  expect(isKdfAllowed(cost)).toBe(allowed);
});
