import { argon2id } from "hash-wasm";
import { decodeBase64Url, encodeBase64Url } from "../shared/base64url.ts";
import { randomId } from "../shared/random-id.ts";
import { boundContext } from "./bound-context.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { KdfCost, PassphraseUnlocker, RecoveryKeyUnlocker, Unlocker } from "./header.ts";
import { normalisePassphrase } from "./passphrase-text.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A new passphrase unlocker holding `rootKey`, with a salt and an id of its own. */
export async function wrapWithPassphrase(
  rootKey: Bytes,
  vaultId: string,
  passphrase: string,
  cost: KdfCost,
): Promise<PassphraseUnlocker> {
  const salt = encodeBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  const unlocker = { type: "passphrase" as const, id: randomId(), kdf: { name: "argon2id" as const, ...cost, salt } };
  return { ...unlocker, ...(await wrap(rootKey, await passphraseKey(passphrase, unlocker.kdf), vaultId, unlocker)) };
}

/** A new recovery-key unlocker holding `rootKey`, with a salt and an id of its own. */
export async function wrapWithRecoveryKey(
  rootKey: Bytes,
  vaultId: string,
  recoveryKey: Bytes,
): Promise<RecoveryKeyUnlocker> {
  const salt = encodeBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  const unlocker = { type: "recovery-key" as const, id: randomId(), salt };
  return { ...unlocker, ...(await wrap(rootKey, await recoveryKeyKey(recoveryKey, salt), vaultId, unlocker)) };
}

/** The root key, or undefined if the passphrase is wrong. The caller has checked the unlocker's cost. */
export async function unwrapWithPassphrase(
  unlocker: PassphraseUnlocker,
  vaultId: string,
  passphrase: string,
): Promise<Bytes | undefined> {
  return unwrap(unlocker, await passphraseKey(passphrase, unlocker.kdf), vaultId);
}

/** The root key, or undefined if this is not the unlocker's recovery key. */
export async function unwrapWithRecoveryKey(
  unlocker: RecoveryKeyUnlocker,
  vaultId: string,
  recoveryKey: Bytes,
): Promise<Bytes | undefined> {
  return unwrap(unlocker, await recoveryKeyKey(recoveryKey, unlocker.salt), vaultId);
}

async function passphraseKey(passphrase: string, { m, t, p, salt }: PassphraseUnlocker["kdf"]): Promise<CryptoKey> {
  const password = new TextEncoder().encode(normalisePassphrase(passphrase));
  const derived = await argon2id({
    password,
    salt: decodeBase64Url(salt),
    memorySize: m,
    iterations: t,
    parallelism: p,
    hashLength: 32,
    outputType: "binary",
  });
  password.fill(0);
  const bytes = Uint8Array.from(derived);
  derived.fill(0);
  try {
    return await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  } finally {
    bytes.fill(0);
  }
}

// The recovery key is 128 random bits already: stretching it would cost time and add nothing.
async function recoveryKeyKey(recoveryKey: Bytes, salt: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", recoveryKey, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode("ss/1|wrap|recovery-key");
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: decodeBase64Url(salt), info };
  return crypto.subtle.deriveKey(hkdf, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

type UnlockerTerms = Omit<PassphraseUnlocker, "iv" | "wrapped"> | Omit<RecoveryKeyUnlocker, "iv" | "wrapped">;

async function wrap(rootKey: Bytes, key: CryptoKey, vaultId: string, terms: UnlockerTerms) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = await wrapContext(vaultId, terms);
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, rootKey);
  return { iv: encodeBase64Url(iv), wrapped: encodeBase64Url(new Uint8Array(wrapped)) };
}

async function unwrap(unlocker: Unlocker, key: CryptoKey, vaultId: string): Promise<Bytes | undefined> {
  const additionalData = await wrapContext(vaultId, unlocker);
  const algorithm = { name: "AES-GCM", iv: decodeBase64Url(unlocker.iv), additionalData };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, decodeBase64Url(unlocker.wrapped)));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return undefined; // the tag does not match
    throw error;
  }
}

async function wrapContext(vaultId: string, terms: UnlockerTerms): Promise<Bytes> {
  const params = canonicalJson(terms.type === "passphrase" ? { kdf: terms.kdf } : { salt: terms.salt });
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(params));
  return boundContext("ss-vault/1|wrap|", vaultId, terms.id, terms.type, encodeBase64Url(new Uint8Array(hash)));
}
