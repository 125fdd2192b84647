import { readFileSync } from "node:fs";
import { gcm } from "@noble/ciphers/aes.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { armor, Decrypter } from "age-encryption";
import { expect, test } from "vitest";
import { decodeBase64Url } from "../../../src/shared/base64url.ts";
import type { VaultHeader } from "../../../src/vault/header.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";
import type { buildWaysInVectors } from "../../vectors/generate.ts";
import { textOf } from "./vault-support.ts";

// The file is ours, written by generate.ts from this very type.
const vectors = JSON.parse(
  readFileSync(new URL("../../vectors/vault-v1-ways-in.json", import.meta.url), "utf8"),
) as Awaited<ReturnType<typeof buildWaysInVectors>>;
const { header, renewed } = vectors;

test("our code opens the published vault by its passkey, and by the words in its escrow file", async () => {
  const passkey = unlockerOf(header, "passkey");
  const output = decodeBase64Url(vectors.passkeyOutput);
  const words = await wordsOf(unlockerOf(header, "escrow").file);

  expect(await new VaultCore().unlock(header, { kind: "passkey", id: passkey.id, output })).toMatchObject({ ok: true });
  expect(await new VaultCore().unlock(header, { kind: "recovery-words", words })).toMatchObject({ ok: true });
});

test("our code opens rows of both epochs after the published change of keys", async () => {
  const core = new VaultCore();
  await core.unlock(renewed.header, { kind: "recovery-words", words: renewed.recoveryWords });

  const opened = await core.open(
    vectors.rows.map((row) => ({ ...row, iv: decodeBase64Url(row.iv), ciphertext: decodeBase64Url(row.ciphertext) })),
  );
  expect(opened.map((row) => row.ok && textOf(row.plaintext))).toEqual(vectors.plaintexts);
  expect(await core.namedRowId(vectors.namedRow.name)).toBe(vectors.namedRow.id);
});

// From here on nothing of src/vault is used: what follows is the format written down a second time.

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "base64url"));

test("independent code finds one root key by passkey and escrow, and the MAC by it", async () => {
  const passkey = unlockerOf(header, "passkey");
  const rootKey = unwrap(header, passkey, bytes(vectors.passkeyOutput));

  const escrow = unlockerOf(header, "escrow");
  expect(unwrap(header, escrow, mnemonicToEntropy(await wordsOf(escrow.file), wordlist))).toEqual(rootKey);
  const { mac, ...rest } = header;
  const computed = hmac(sha256, subkey(rootKey, header, "header"), utf8(sortedJson(rest)));
  expect(Buffer.from(computed).toString("base64url")).toBe(mac);
});

test("independent code finds the former root key and the naming key in the header after it", () => {
  const former = unwrap(header, unlockerOf(header, "passkey"), bytes(vectors.passkeyOutput));
  const entropy = mnemonicToEntropy(renewed.recoveryWords, wordlist);
  const rootKey = unwrap(renewed.header, unlockerOf(renewed.header, "recovery-key"), entropy);
  const carry = subkey(rootKey, renewed.header, "carry");
  const carried = (name: string, { iv, wrapped }: { iv: string; wrapped: string }) =>
    gcm(carry, bytes(iv), lengthPrefixed("ss-vault/1|carry|", renewed.header.vaultId, "2", name)).decrypt(
      bytes(wrapped),
    );

  expect(rootKey).not.toEqual(former);
  expect(carried("former/1", renewed.header.former!)).toEqual(former);
  const names = carried("names", renewed.header.names!);
  expect(names).toEqual(subkey(former, header, "blind"));
  const id = Buffer.from(hmac(sha256, names, utf8(vectors.namedRow.name)).subarray(0, 16)).toString("base64url");
  expect(id).toBe(vectors.namedRow.id);

  for (const [index, row] of vectors.rows.entries()) {
    const context = [row.id, row.version, row.epoch, row.format].map(String);
    const aad = lengthPrefixed("ss/1|rec|", header.vaultId, "rows", ...context);
    const key = row.epoch === 1 ? subkey(former, header, "rec") : subkey(rootKey, renewed.header, "rec");
    const padded = Buffer.from(gcm(key, bytes(row.iv), aad).decrypt(bytes(row.ciphertext)));
    expect(padded.toString("utf8", 4, 4 + padded.readUInt32BE(0))).toBe(vectors.plaintexts[index]);
  }
});

function unlockerOf<T extends VaultHeader["unlockers"][number]["type"]>(whole: VaultHeader, type: T) {
  const unlocker = whole.unlockers.find((candidate) => candidate.type === type);
  return unlocker as Extract<VaultHeader["unlockers"][number], { type: T }>;
}

function unwrap(
  whole: VaultHeader,
  { id, type, iv, wrapped, ...params }: Exclude<VaultHeader["unlockers"][number], { type: "passphrase" }>,
  material: Uint8Array,
): Uint8Array {
  const key = hkdf(sha256, material, bytes(params.salt), utf8(`ss/1|wrap|${type}`), 32);
  const hash = Buffer.from(sha256(utf8(sortedJson(params)))).toString("base64url");
  const context = lengthPrefixed("ss-vault/1|wrap|", whole.vaultId, id, type, hash);
  return gcm(key, bytes(iv), context).decrypt(bytes(wrapped));
}

function subkey(rootKey: Uint8Array, { vaultId, epoch }: VaultHeader, purpose: string): Uint8Array {
  return hkdf(sha256, rootKey, utf8(vaultId), utf8(`ss/1|${epoch}|${purpose}`), 32);
}

function lengthPrefixed(...parts: string[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(part));
      return [...length, ...Buffer.from(part)];
    }),
  );
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

async function wordsOf(file: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(vectors.ageIdentity);
  const text = await decrypter.decrypt(armor.decode(file), "text");
  return text.trim().split("\n").at(-1) ?? "";
}
