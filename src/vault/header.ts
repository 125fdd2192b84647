import * as z from "zod/mini";
import { decodeBase64Url, encodeBase64Url } from "../shared/base64url.ts";
import { canonicalJson } from "./canonical-json.ts";

/** What one Argon2id derivation costs: memory in KiB, passes, lanes. */
export interface KdfCost {
  m: number;
  t: number;
  p: number;
}

/** The cost new passphrases are given: 64 MiB and three passes. */
export const KDF_DEFAULT: KdfCost = { m: 64 * 1024, t: 3, p: 1 };

/** The least cost accepted; less would make a stolen header cheap to guess at. */
export const KDF_FLOOR: KdfCost = { m: 19 * 1024, t: 2, p: 1 };

/** The greatest cost accepted; more would let an altered header exhaust the device. */
export const KDF_CEILING: KdfCost = { m: 512 * 1024, t: 10, p: 1 };

/** Whether a cost found in a header may be spent. Ask before deriving. */
export function isKdfAllowed({ m, t, p }: KdfCost): boolean {
  return m >= KDF_FLOOR.m && t >= KDF_FLOOR.t && m <= KDF_CEILING.m && t <= KDF_CEILING.t && p === 1;
}

/** A public key as age-keygen prints it (X25519). */
export const AGE_RECIPIENT = /^age1[a-z0-9]{58}$/;

const Id = base64UrlOf(16);
const Salt = base64UrlOf(16);
const Iv = base64UrlOf(12);
const WrappedKey = base64UrlOf(32 + 16); // the root key and its AES-GCM tag
const Count = z.int().check(z.gte(1), z.lte(2 ** 31 - 1));
const Time = z.iso.datetime().check(z.maxLength(30));

const PassphraseUnlocker = z.strictObject({
  type: z.literal("passphrase"),
  id: Id,
  kdf: z.strictObject({ name: z.literal("argon2id"), m: Count, t: Count, p: Count, salt: Salt }),
  iv: Iv,
  wrapped: WrappedKey,
});
/** The root key wrapped under a key that Argon2id derives from the passphrase. */
export type PassphraseUnlocker = z.infer<typeof PassphraseUnlocker>;

const RecoveryKeyUnlocker = z.strictObject({
  type: z.literal("recovery-key"),
  id: Id,
  salt: Salt,
  iv: Iv,
  wrapped: WrappedKey,
});
/** The root key wrapped under a key that HKDF derives from the printed recovery key. */
export type RecoveryKeyUnlocker = z.infer<typeof RecoveryKeyUnlocker>;

const PasskeyUnlocker = z.strictObject({
  type: z.literal("passkey"),
  id: Id,
  addedAt: Time,
  /** The domain that the passkey belongs to. */
  rpId: z.string().check(z.minLength(1), z.maxLength(253)),
  credentialId: z.string().check(z.regex(/^[\w-]{1,1364}$/)), // at most 1,023 bytes
  backup: z.enum(["device-bound", "may-sync", "synced"]),
  salt: base64UrlOf(32),
  iv: Iv,
  wrapped: WrappedKey,
});
/** The root key wrapped under a key that HKDF derives from what a passkey answers to the salt (WebAuthn PRF). */
export type PasskeyUnlocker = z.infer<typeof PasskeyUnlocker>;

const EscrowUnlocker = z.strictObject({
  type: z.literal("escrow"),
  id: Id,
  addedAt: Time,
  recipient: z.string().check(z.regex(AGE_RECIPIENT)),
  /** The age file for that recipient, in its text form. */
  file: z.string().check(z.maxLength(4096)),
  salt: Salt,
  iv: Iv,
  wrapped: WrappedKey,
});
/** The root key wrapped like under a recovery key, whose words lie encrypted for an organisation beside it. */
export type EscrowUnlocker = z.infer<typeof EscrowUnlocker>;

const Unlocker = z.discriminatedUnion("type", [
  PassphraseUnlocker,
  RecoveryKeyUnlocker,
  PasskeyUnlocker,
  EscrowUnlocker,
]);
/** One way into the vault. */
export type Unlocker = z.infer<typeof Unlocker>;

// Two ways in of different kinds, always: a vault with fewer is not even read.
const Unlockers = z.array(Unlocker).check(
  z.maxLength(16),
  z.refine((unlockers) => new Set(unlockers.map(({ id }) => id)).size === unlockers.length),
  // one only: each would cost a derivation at every try
  z.refine((unlockers) => unlockers.filter(({ type }) => type === "passphrase").length === 1),
  z.refine((unlockers) => unlockers.some(({ type }) => type === "recovery-key")),
);

const CarriedKey = z.strictObject({ iv: Iv, wrapped: WrappedKey });
/** A key of an earlier epoch, sealed under the root key of this one. */
export type CarriedKey = z.infer<typeof CarriedKey>;

/**
 * What lies on disk in the clear: which vault this is and how its root key is wrapped. Strict, so that nothing can ride
 * along unauthenticated. Exactly one passphrase and at least one recovery key; binary fields are base64url.
 */
export const VaultHeader = z.strictObject({
  format: z.literal("ss-vault/1"),
  vaultId: Id,
  epoch: Count,
  createdAt: Time,
  unlockers: Unlockers,
  /** The key that names rows, from the second epoch on: it stays when all others change, as the names do. */
  names: z.exactOptional(CarriedKey),
  /** The root key before this one, for as long as rows are sealed under it. */
  former: z.exactOptional(z.strictObject({ epoch: Count, iv: Iv, wrapped: WrappedKey })),
  mac: base64UrlOf(32),
});
export type VaultHeader = z.infer<typeof VaultHeader>;

/** Completes a header with the MAC over everything else in it. `key` is the vault's header key. */
export async function authenticateHeader(header: Omit<VaultHeader, "mac">, key: CryptoKey): Promise<VaultHeader> {
  const mac = await crypto.subtle.sign("HMAC", key, macInput(header));
  return { ...header, mac: encodeBase64Url(new Uint8Array(mac)) };
}

/** Whether a header is the one that was authenticated with `key`, in every field. */
export function isHeaderAuthentic({ mac, ...header }: VaultHeader, key: CryptoKey): Promise<boolean> {
  return crypto.subtle.verify("HMAC", key, decodeBase64Url(mac), macInput(header));
}

function macInput(header: Omit<VaultHeader, "mac">): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(canonicalJson(header));
}

function base64UrlOf(bytes: number) {
  return z.string().check(z.regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((bytes * 4) / 3)}}$`)));
}
