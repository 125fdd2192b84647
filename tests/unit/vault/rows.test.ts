import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { SealedRow } from "../../../src/domain/sealing.ts";
import { boundContext } from "../../../src/vault/bound-context.ts";
import { deriveKeys, newRootKey, type VaultKeys } from "../../../src/vault/keys.ts";
import { namedRowId, openRow, ROW_MAX_BYTES, sealRow } from "../../../src/vault/rows.ts";
import { aRow, textOf, withBitFlipped } from "./vault-support.ts";

const VAULT = "AAAAAAAAAAAAAAAAAAAAAA";
let keys: VaultKeys;

beforeAll(async () => {
  keys = await deriveKeys(newRootKey(), VAULT, 1);
});

test("any row opens to what was sealed", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.base64String({ minLength: 1, maxLength: 22 }),
      fc.nat(),
      fc.uint8Array({ maxLength: 5000 }),
      async (id, version, bytes) => {
        const plaintext = Uint8Array.from(bytes);
        const opened = await openRow(keys, await sealRow(keys, { id, version, plaintext }));

        expect(opened).toEqual({ ok: true, id, version, plaintext });
      },
    ),
  );
});

test.each([
  [0, 1],
  [1020, 1],
  [1021, 2],
  [2044, 2],
  [2045, 4],
  [4092, 4],
  [4093, 8],
  [20_000, 32],
  [33_000, 64],
])("a row of %i bytes takes %i KiB on disk", async (length, kib) => {
  const { ciphertext } = await sealRow(keys, { id: "a", version: 1, plaintext: new Uint8Array(length) });

  expect(ciphertext.length).toBe(kib * 1024 + 16);
});

test("the largest row seals and opens, and one byte more is refused", async () => {
  const largest = await sealRow(keys, { id: "a", version: 1, plaintext: new Uint8Array(ROW_MAX_BYTES) });

  expect(largest.ciphertext.length).toBe(16 * 1024 * 1024 + 16);
  expect((await openRow(keys, largest)).ok).toBe(true);
  const larger = { id: "a", version: 1, plaintext: new Uint8Array(ROW_MAX_BYTES + 1) };
  await expect(sealRow(keys, larger)).rejects.toThrow(RangeError);
});

test("the same row sealed twice shares neither IV nor ciphertext", async () => {
  const [first, second] = [await sealRow(keys, aRow("a", "x")), await sealRow(keys, aRow("a", "x"))];

  expect(first.iv).not.toEqual(second.iv);
  expect(first.ciphertext).not.toEqual(second.ciphertext);
});

test("every single bit turned over in the ciphertext or the IV is noticed", async () => {
  const sealed = await sealRow(keys, aRow("a", "Slept in own cot"));

  for (let bit = 0; bit < sealed.ciphertext.length * 8; bit++) {
    const opened = await openRow(keys, { ...sealed, ciphertext: withBitFlipped(sealed.ciphertext, bit) });
    if (opened.ok) expect.fail(`bit ${bit} of the ciphertext`);
  }
  for (let bit = 0; bit < sealed.iv.length * 8; bit++) {
    const opened = await openRow(keys, { ...sealed, iv: withBitFlipped(sealed.iv, bit) });
    if (opened.ok) expect.fail(`bit ${bit} of the IV`);
  }
  expect((await openRow(keys, sealed)).ok).toBe(true);
}, 30_000);

test("every single bit turned over in the id, version, epoch or format is noticed", async () => {
  const id = "AbCdEfGhIjKlMnOpQrStUv";
  const sealed = await sealRow(keys, aRow(id, "x", 5));
  const altered: SealedRow[] = [];
  for (let bit = 0; bit < 31; bit++) {
    altered.push({ ...sealed, version: sealed.version ^ (1 << bit) });
    altered.push({ ...sealed, epoch: sealed.epoch ^ (1 << bit) });
    altered.push({ ...sealed, format: sealed.format ^ (1 << bit) });
  }
  for (let bit = 0; bit < id.length * 8; bit++) {
    altered.push({ ...sealed, id: Buffer.from(withBitFlipped(Buffer.from(id), bit)).toString("latin1") });
  }

  for (const row of altered) {
    expect(await openRow(keys, row)).toEqual({ ok: false, id: row.id, version: row.version });
  }
});

test("a row put in another's place does not open", async () => {
  const [a, b] = [await sealRow(keys, aRow("a", "one")), await sealRow(keys, aRow("b", "two"))];

  expect((await openRow(keys, { ...b, id: "a" })).ok).toBe(false);
  expect((await openRow(keys, { ...a, id: "b" })).ok).toBe(false);
});

test("an older save passed off as a newer one does not open", async () => {
  const old = await sealRow(keys, aRow("a", "old", 1));

  expect((await openRow(keys, { ...old, version: 2 })).ok).toBe(false);
});

test("a row of another vault does not open, even under the same root key", async () => {
  const rootKey = newRootKey();
  const ours = await deriveKeys(rootKey.slice(), VAULT, 1);
  const theirs = { ...(await deriveKeys(rootKey, VAULT, 1)), vaultId: "BAAAAAAAAAAAAAAAAAAAAA" };

  expect((await openRow(theirs, await sealRow(ours, aRow("a", "x")))).ok).toBe(false);
});

test.each([0, 15, 16, 1024, 1039, 1041, 3 * 1024 + 16])("a ciphertext of %i bytes does not open", async (length) => {
  const sealed = await sealRow(keys, aRow("a", "x"));

  expect((await openRow(keys, { ...sealed, ciphertext: new Uint8Array(length) })).ok).toBe(false);
});

test("a row whose length field does not belong in its padding does not open", async () => {
  const iv = new Uint8Array(12);
  const additionalData = boundContext("ss/1|rec|", VAULT, "rows", "a", "1", "1", "1");
  const padded = new Uint8Array(1024).fill(0xff, 0, 4);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, keys.rec, padded);

  const row = { id: "a", format: 1, epoch: 1, version: 1, iv, ciphertext: new Uint8Array(sealed) };
  expect((await openRow(keys, row)).ok).toBe(false);
});

test("an error that is not about the row is not taken for an altered row", async () => {
  const sealed = await sealRow(keys, aRow("a", "x"));
  const unfit = { ...keys, rec: keys.header };

  await expect(openRow(unfit, sealed)).rejects.toThrow(DOMException);
});

test("no part of a row's text is readable in what is stored", async () => {
  const text = "Slept in own cot";
  const { ciphertext } = await sealRow(keys, aRow("a", text));

  expect(textOf(ciphertext)).not.toContain("cot");
});

test("a named row has one id per vault and name", async () => {
  const id = await namedRowId(keys, "settings");
  const elsewhere = await deriveKeys(newRootKey(), VAULT, 1);

  expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(await namedRowId(keys, "settings")).toBe(id);
  expect(await namedRowId(keys, "author")).not.toBe(id);
  expect(await namedRowId(elsewhere, "settings")).not.toBe(id);
});

test("the root key is overwritten and its keys cannot be exported", async () => {
  const rootKey = newRootKey();
  const derived = await deriveKeys(rootKey, VAULT, 1);

  expect(rootKey.every((byte) => byte === 0)).toBe(true);
  for (const key of [derived.rec, derived.header, derived.blind]) {
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  }
});
