/** The keys of an unlocked vault, none of which can be exported. */
export interface VaultKeys {
  vaultId: string;
  epoch: number;
  /** Seals and opens rows (AES-256-GCM). */
  rec: CryptoKey;
  /** Authenticates the header (HMAC-SHA-256). */
  header: CryptoKey;
  /** Names well-known rows (HMAC-SHA-256). */
  blind: CryptoKey;
  /** Opens rows that are still sealed under the epoch before. */
  former?: { epoch: number; rec: CryptoKey };
}

/** A new root key: 256 random bits. Whoever holds it overwrites it after use. */
export function newRootKey(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(32));
}

/** The keys a root key gives for one epoch of one vault. Overwrites the root key's bytes, also when it throws. */
export async function deriveKeys(rootKey: Uint8Array<ArrayBuffer>, vaultId: string, epoch: number): Promise<VaultKeys> {
  const base = await importRootKey(rootKey);
  const derive = (purpose: string, algorithm: AesKeyGenParams | HmacKeyGenParams, usages: KeyUsage[]) => {
    const hkdf = { name: "HKDF", hash: "SHA-256", salt: utf8(vaultId), info: utf8(`ss/1|${epoch}|${purpose}`) };
    return crypto.subtle.deriveKey(hkdf, base, algorithm, false, usages);
  };
  const hmac = { name: "HMAC", hash: "SHA-256", length: 256 };
  const [rec, header, blind] = await Promise.all([
    derive("rec", { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]),
    derive("header", hmac, ["sign", "verify"]),
    derive("blind", hmac, ["sign"]),
  ]);
  return { vaultId, epoch, rec, header, blind };
}

async function importRootKey(rootKey: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey("raw", rootKey, "HKDF", false, ["deriveKey"]);
  } finally {
    rootKey.fill(0);
  }
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
