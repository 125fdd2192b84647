import { readFileSync } from "node:fs";
import { gcm } from "@noble/ciphers/aes.js";
import { argon2id } from "@noble/hashes/argon2.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { expect, test } from "vitest";
import { decodeBase64Url } from "../../../src/shared/base64url.ts";
import type { VaultHeader } from "../../../src/vault/header.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";
import type { KeySource } from "../../../src/vault/vault-protocol.ts";
import { type buildVectors, buildVectors as makeVectors, withFixedRandomness } from "../../vectors/generate.ts";
import { passphraseUnlocker, recoveryUnlocker, textOf, withBitFlipped } from "./vault-support.ts";

// The file is ours, written by generate.ts from this very type.
const vectors = JSON.parse(readFileSync(new URL("../../vectors/vault-v1.json", import.meta.url), "utf8")) as Awaited<
  ReturnType<typeof buildVectors>
>;

const secrets: [string, VaultHeader, KeySource][] = [
  ["the passphrase", vectors.header, { kind: "passphrase", passphrase: vectors.passphrase }],
  ["the recovery words", vectors.header, { kind: "recovery-words", words: vectors.recoveryWords }],
  ["the changed passphrase", vectors.changed.header, { kind: "passphrase", passphrase: vectors.changed.passphrase }],
  ["the recovery words after it", vectors.changed.header, { kind: "recovery-words", words: vectors.recoveryWords }],
];

test.each(secrets)("our code opens the published vault by %s", async (_, header, secret) => {
  const core = new VaultCore();

  expect(await core.unlock(header, secret)).toEqual({ ok: true, value: { vaultId: header.vaultId } });

  const rows = vectors.rows.map(({ plaintext: _, ...row }) => ({
    ...row,
    iv: decodeBase64Url(row.iv),
    ciphertext: decodeBase64Url(row.ciphertext),
  }));
  const opened = await core.open(rows);
  expect(opened.map((row) => row.ok && textOf(row.plaintext))).toEqual(vectors.rows.map(({ plaintext }) => plaintext));
  for (const { name, id } of vectors.namedRows) expect(await core.namedRowId(name)).toBe(id);
});

test("our code still writes the published format, byte for byte", async () => {
  expect(await withFixedRandomness(makeVectors)).toEqual(vectors);
});

// From here on nothing of src/vault is used: what follows is the format written down a second time.

const { header } = vectors;
const utf8 = (text: string) => new TextEncoder().encode(text);
const fromBase64Url = (text: string) => Uint8Array.from(Buffer.from(text, "base64url"));

function lengthPrefixed(...parts: string[]): Uint8Array {
  return Uint8Array.from(
    Buffer.concat(
      parts.flatMap((part) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(Buffer.byteLength(part));
        return [length, Buffer.from(part)];
      }),
    ),
  );
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function wrapContext(unlocker: { id: string; type: string }, params: object): Uint8Array {
  const paramsHash = Buffer.from(sha256(utf8(sortedJson(params)))).toString("base64url");
  return lengthPrefixed("ss-vault/1|wrap|", header.vaultId, unlocker.id, unlocker.type, paramsHash);
}

function recoveryKeyFromWords(words: string): Uint8Array {
  const bits = words
    .split(" ")
    .map((word) => wordlist.indexOf(word).toString(2).padStart(11, "0"))
    .join("");
  const key = Uint8Array.from({ length: 16 }, (_, index) => Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2));
  expect(bits.slice(128)).toBe((sha256(key)[0]! >> 4).toString(2).padStart(4, "0"));
  return key;
}

function rootKeyByPassphrase(whole: VaultHeader, passphrase: string): Uint8Array {
  const unlocker = passphraseUnlocker(whole);
  const { m, t, p, salt } = unlocker.kdf;
  const kek = argon2id(utf8(passphrase.normalize("NFKC").trim()), fromBase64Url(salt), { m, t, p, dkLen: 32 });
  const cipher = gcm(kek, fromBase64Url(unlocker.iv), wrapContext(unlocker, { kdf: unlocker.kdf }));
  return cipher.decrypt(fromBase64Url(unlocker.wrapped));
}

function rootKeyByWords(whole: VaultHeader): Uint8Array {
  const unlocker = recoveryUnlocker(whole);
  const key = recoveryKeyFromWords(vectors.recoveryWords);
  const kek = hkdf(sha256, key, fromBase64Url(unlocker.salt), utf8("ss/1|wrap|recovery-key"), 32);
  const cipher = gcm(kek, fromBase64Url(unlocker.iv), wrapContext(unlocker, { salt: unlocker.salt }));
  return cipher.decrypt(fromBase64Url(unlocker.wrapped));
}

const subkey = (purpose: string) =>
  hkdf(sha256, rootKeyByWords(header), utf8(header.vaultId), utf8(`ss/1|${header.epoch}|${purpose}`), 32);

test("independent code finds one root key by each of the published secrets", () => {
  const rootKey = rootKeyByWords(header);

  expect(rootKey).toHaveLength(32);
  expect(rootKeyByPassphrase(header, vectors.passphrase)).toEqual(rootKey);
  expect(rootKeyByPassphrase(vectors.changed.header, vectors.changed.passphrase)).toEqual(rootKey);
  expect(rootKeyByWords(vectors.changed.header)).toEqual(rootKey);
}, 30_000);

test("independent code computes the MAC of each published header", () => {
  for (const { mac, ...rest } of [header, vectors.changed.header]) {
    const computed = hmac(sha256, subkey("header"), utf8(sortedJson(rest)));
    expect(Buffer.from(computed).toString("base64url")).toBe(mac);
  }
});

test("independent code opens each published row, and none with a bit turned over", () => {
  for (const row of vectors.rows) {
    const context = [row.id, row.version, row.epoch, row.format].map(String);
    const aad = lengthPrefixed("ss/1|rec|", header.vaultId, "rows", ...context);
    const ciphertext = fromBase64Url(row.ciphertext);
    const padded = Buffer.from(gcm(subkey("rec"), fromBase64Url(row.iv), aad).decrypt(ciphertext));

    const length = padded.readUInt32BE(0);
    expect(padded.toString("utf8", 4, 4 + length)).toBe(row.plaintext);
    expect(padded.subarray(4 + length).every((byte) => byte === 0)).toBe(true);
    expect(padded.length).toBe(length + 4 <= 1024 ? 1024 : 2048);
    expect(() => gcm(subkey("rec"), fromBase64Url(row.iv), aad).decrypt(withBitFlipped(ciphertext, 9))).toThrow();
  }
});

test("independent code names the published rows", () => {
  for (const { name, id } of vectors.namedRows) {
    expect(Buffer.from(hmac(sha256, subkey("blind"), utf8(name)).subarray(0, 16)).toString("base64url")).toBe(id);
  }
});
