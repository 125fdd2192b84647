import { encodeBase64Url } from "../shared/base64url.ts";
import { randomId } from "../shared/random-id.ts";
import type { CanonicalValue } from "./canonical-json.ts";
import type { EscrowUnlocker, KdfCost, PasskeyUnlocker, PassphraseUnlocker, RecoveryKeyUnlocker } from "./header.ts";
import { RECOVERY_KEY_BYTES, recoveryWords } from "./recovery-key.ts";
import { passphraseKey, randomKeyKey, wrapContext } from "./unlockers.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** The root key to wrap, and the vault it belongs to. */
export interface RootKey {
  rootKey: Bytes;
  vaultId: string;
}

/** What a passkey is and what it answered to `salt`, as the page got it from the browser. */
export interface PasskeyAnswer extends Pick<PasskeyUnlocker, "rpId" | "credentialId" | "backup" | "salt"> {
  output: Bytes;
}

/** A new passphrase unlocker holding the root key, with a salt and an id of its own. */
export async function wrapWithPassphrase(
  root: RootKey,
  passphrase: string,
  cost: KdfCost,
): Promise<PassphraseUnlocker> {
  const salt = newSalt();
  const terms = { type: "passphrase" as const, id: randomId(), kdf: { name: "argon2id" as const, ...cost, salt } };
  return { ...terms, ...(await wrap(root, await passphraseKey(passphrase, terms.kdf), terms)) };
}

/** A new recovery key holding the root key, and its words. */
export async function wrapWithNewRecoveryKey(
  root: RootKey,
): Promise<{ unlocker: RecoveryKeyUnlocker; words: string[] }> {
  return withNewRecoveryKey(async (recoveryKey, words) => {
    const salt = newSalt();
    const terms = { type: "recovery-key" as const, id: randomId(), salt };
    const unlocker = { ...terms, ...(await wrap(root, await randomKeyKey(recoveryKey, terms), terms)) };
    return { unlocker, words };
  });
}

/** A new passkey unlocker holding the root key. Overwrites what the passkey answered. */
export async function wrapWithPasskey(root: RootKey, answer: PasskeyAnswer, addedAt: string): Promise<PasskeyUnlocker> {
  const { output, rpId, credentialId, backup, salt } = answer;
  const terms = { type: "passkey" as const, id: randomId(), addedAt, rpId, credentialId, backup, salt };
  const key = await randomKeyKey(output, terms);
  output.fill(0);
  return { ...terms, ...(await wrap(root, key, terms)) };
}

/** A new recovery key holding the root key, whose words only the organisation can read. `encrypt` gives its age file. */
export async function wrapForEscrow(
  root: RootKey,
  { recipient, addedAt }: Pick<EscrowUnlocker, "recipient" | "addedAt">,
  encrypt: (words: readonly string[]) => Promise<string>,
): Promise<EscrowUnlocker> {
  return withNewRecoveryKey(async (recoveryKey, words) => {
    const file = await encrypt(words);
    const terms = { type: "escrow" as const, id: randomId(), addedAt, recipient, file, salt: newSalt() };
    return { ...terms, ...(await wrap(root, await randomKeyKey(recoveryKey, terms), terms)) };
  });
}

async function withNewRecoveryKey<T>(use: (recoveryKey: Bytes, words: string[]) => Promise<T>): Promise<T> {
  const recoveryKey = crypto.getRandomValues(new Uint8Array(RECOVERY_KEY_BYTES));
  try {
    return await use(recoveryKey, recoveryWords(recoveryKey));
  } finally {
    recoveryKey.fill(0);
  }
}

async function wrap(
  { rootKey, vaultId }: RootKey,
  key: CryptoKey,
  terms: { id: string; type: string; [param: string]: CanonicalValue },
) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = await wrapContext(vaultId, terms);
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, rootKey);
  return { iv: encodeBase64Url(iv), wrapped: encodeBase64Url(new Uint8Array(wrapped)) };
}

function newSalt(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(16)));
}
