import { argon2id } from "hash-wasm";
import { decodeBase64Url, encodeBase64Url } from "../shared/base64url.ts";
import { boundContext } from "./bound-context.ts";
import { type CanonicalValue, canonicalJson } from "./canonical-json.ts";
import type { PassphraseUnlocker, Unlocker } from "./header.ts";
import { normalisePassphrase } from "./passphrase-text.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** The root key, or undefined if the passphrase is wrong. The caller has checked the unlocker's cost. */
export async function unwrapWithPassphrase(
  unlocker: PassphraseUnlocker,
  vaultId: string,
  passphrase: string,
): Promise<Bytes | undefined> {
  return unwrap(unlocker, await passphraseKey(passphrase, unlocker.kdf), vaultId);
}

/**
 * The root key from the first unlocker whose key material this is: a recovery key, or what a passkey answered. Undefined
 * if it is none's. Overwrites the material.
 */
export async function unwrapWithRandomKey(
  unlockers: readonly Exclude<Unlocker, PassphraseUnlocker>[],
  vaultId: string,
  material: Bytes,
): Promise<Bytes | undefined> {
  try {
    for (const unlocker of unlockers) {
      const rootKey = await unwrap(unlocker, await randomKeyKey(material, unlocker), vaultId);
      if (rootKey !== undefined) return rootKey;
    }
    return;
  } finally {
    material.fill(0);
  }
}

/** The wrapping key that Argon2id derives from a passphrase. */
export async function passphraseKey(passphrase: string, { m, t, p, salt }: PassphraseUnlocker["kdf"]) {
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

/** The wrapping key of random key material, which has 128 bits at least: stretching it would cost time and add nothing. */
export async function randomKeyKey(
  material: Bytes,
  { type, salt }: Pick<Exclude<Unlocker, PassphraseUnlocker>, "type" | "salt">,
): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", material, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode(`ss/1|wrap|${type}`);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: decodeBase64Url(salt), info };
  return crypto.subtle.deriveKey(hkdf, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** What a wrapped root key is bound to: the vault, the unlocker, and all else that the unlocker says of itself. */
export async function wrapContext(
  vaultId: string,
  { id, type, ...params }: { id: string; type: string; [param: string]: CanonicalValue },
): Promise<Bytes> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonicalJson(params)));
  return boundContext("ss-vault/1|wrap|", vaultId, id, type, encodeBase64Url(new Uint8Array(hash)));
}

async function unwrap({ iv, wrapped, ...terms }: Unlocker, key: CryptoKey, vaultId: string) {
  const algorithm = { name: "AES-GCM", iv: decodeBase64Url(iv), additionalData: await wrapContext(vaultId, terms) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, decodeBase64Url(wrapped)));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return undefined; // the tag does not match
    throw error;
  }
}
