import { type OpenedRow, type PlainRow, type RowId, type SealedRow, VaultLockedError } from "../domain/sealing.ts";
import type { Secret } from "../domain/vault-access.ts";
import { assertNever } from "../shared/assert-never.ts";
import { randomId } from "../shared/random-id.ts";
import { err, ok, type Result } from "../shared/result.ts";
import {
  authenticateHeader,
  isHeaderAuthentic,
  isKdfAllowed,
  KDF_DEFAULT,
  type KdfCost,
  type Unlocker,
  VaultHeader,
} from "./header.ts";
import { deriveKeys, newRootKey, type VaultKeys } from "./keys.ts";
import { namedRowId, openRow, sealRow } from "./rows.ts";
import { unwrapWithPassphrase, unwrapWithRecoveryKey, wrapWithPassphrase, wrapWithRecoveryKey } from "./unlockers.ts";

/** Why a header did not open. `wrong-secret` also covers an unlocker altered on disk: the two cannot be told apart. */
export interface UnlockFailure {
  kind: "wrong-secret" | "words-unreadable" | "header-unreadable" | "header-altered" | "kdf-refused";
}

/** A header to save, and the words of the recovery key in it, which are not kept anywhere. */
export interface NewRecoveryKey {
  header: VaultHeader;
  recoveryWords: string[];
}

/** For tests and vectors; the worker takes the defaults. */
export interface VaultCoreOptions {
  kdf?: KdfCost;
  now?: () => Date;
}

/** The vault's engine: holds the keys while unlocked. Runs in the worker. Saves nothing; headers go back to the caller. */
export class VaultCore {
  readonly #kdf: KdfCost;
  readonly #now: () => Date;
  #keys: VaultKeys | undefined;

  constructor({ kdf = KDF_DEFAULT, now = () => new Date() }: VaultCoreOptions = {}) {
    this.#kdf = kdf;
    this.#now = now;
  }

  /** Makes a vault with two unlockers and leaves it unlocked. The caller has checked the passphrase's strength. */
  async create(passphrase: string): Promise<NewRecoveryKey> {
    const vaultId = randomId();
    const rootKey = newRootKey();
    const byPassphrase = await wrapWithPassphrase(rootKey, vaultId, passphrase, this.#kdf);
    const recovery = await newRecoveryUnlocker(rootKey, vaultId);
    const keys = await deriveKeys(rootKey, vaultId, 1);
    const header = await authenticateHeader(
      {
        format: "ss-vault/1",
        vaultId,
        epoch: keys.epoch,
        createdAt: this.#now().toISOString(),
        unlockers: [byPassphrase, recovery.unlocker],
      },
      keys.header,
    );
    this.#keys = keys;
    return { header, recoveryWords: recovery.words };
  }

  /** Unlocks the vault, or leaves it as it was. Nothing in the header is relied on before its MAC is verified. */
  async unlock(header: unknown, secret: Secret): Promise<Result<{ vaultId: string }, UnlockFailure>> {
    const opened = await openHeader(header, secret);
    if (!opened.ok) return opened;
    opened.value.rootKey.fill(0);
    this.#keys = opened.value.keys;
    return ok({ vaultId: opened.value.keys.vaultId });
  }

  /** The header with a new passphrase in place of the old; the recovery words stay valid. Unlocks the vault. */
  async changePassphrase(
    header: unknown,
    secret: Secret,
    passphrase: string,
  ): Promise<Result<{ header: VaultHeader }, UnlockFailure>> {
    const opened = await openHeader(header, secret);
    if (!opened.ok) return opened;
    const { header: old, keys, rootKey } = opened.value;
    const unlocker = await wrapWithPassphrase(rootKey, old.vaultId, passphrase, this.#kdf);
    rootKey.fill(0);
    this.#keys = keys;
    return ok({ header: await replaceUnlockers(old, unlocker, keys) });
  }

  /** The header with a new recovery key in place of all others; the passphrase stays. Unlocks the vault. */
  async replaceRecoveryKey(header: unknown, secret: Secret): Promise<Result<NewRecoveryKey, UnlockFailure>> {
    const opened = await openHeader(header, secret);
    if (!opened.ok) return opened;
    const { header: old, keys, rootKey } = opened.value;
    const recovery = await newRecoveryUnlocker(rootKey, old.vaultId);
    rootKey.fill(0);
    this.#keys = keys;
    return ok({ header: await replaceUnlockers(old, recovery.unlocker, keys), recoveryWords: recovery.words });
  }

  /** Drops the keys. In the app the whole worker goes instead, which frees their memory as well. */
  lock(): void {
    this.#keys = undefined;
  }

  /** Throws VaultLockedError when locked. */
  async seal(rows: readonly PlainRow[]): Promise<SealedRow[]> {
    const keys = this.#requireKeys();
    return Promise.all(rows.map((row) => sealRow(keys, row)));
  }

  /** Throws VaultLockedError when locked. */
  async open(rows: readonly SealedRow[]): Promise<OpenedRow[]> {
    const keys = this.#requireKeys();
    return Promise.all(rows.map((row) => openRow(keys, row)));
  }

  /** Throws VaultLockedError when locked. */
  async namedRowId(name: string): Promise<RowId> {
    return namedRowId(this.#requireKeys(), name);
  }

  #requireKeys(): VaultKeys {
    if (this.#keys === undefined) throw new VaultLockedError("The vault is locked");
    return this.#keys;
  }
}

interface OpenedHeader {
  header: VaultHeader;
  keys: VaultKeys;
  /** The caller overwrites it. */
  rootKey: Uint8Array<ArrayBuffer>;
}

async function openHeader(unparsed: unknown, secret: Secret): Promise<Result<OpenedHeader, UnlockFailure>> {
  const parsed = VaultHeader.safeParse(unparsed);
  if (!parsed.success) return err({ kind: "header-unreadable" });
  const header = parsed.data;

  const unwrapped = await unwrapRootKey(header, secret);
  if (!unwrapped.ok) return unwrapped;
  const rootKey = unwrapped.value;
  const keys = await deriveKeys(rootKey.slice(), header.vaultId, header.epoch);
  if (await isHeaderAuthentic(header, keys.header)) return ok({ header, keys, rootKey });
  rootKey.fill(0);
  return err({ kind: "header-altered" });
}

async function unwrapRootKey(
  { unlockers, vaultId }: VaultHeader,
  secret: Secret,
): Promise<Result<Uint8Array<ArrayBuffer>, UnlockFailure>> {
  switch (secret.kind) {
    case "passphrase":
      for (const unlocker of unlockers) {
        if (unlocker.type !== "passphrase") continue;
        if (!isKdfAllowed(unlocker.kdf)) return err({ kind: "kdf-refused" });
        const rootKey = await unwrapWithPassphrase(unlocker, vaultId, secret.passphrase);
        if (rootKey !== undefined) return ok(rootKey);
      }
      return err({ kind: "wrong-secret" });
    case "recovery-words": {
      const { parseRecoveryWords } = await recoveryKeys();
      const recoveryKey = parseRecoveryWords(secret.words);
      if (!recoveryKey.ok) return recoveryKey;
      for (const unlocker of unlockers) {
        if (unlocker.type !== "recovery-key") continue;
        const rootKey = await unwrapWithRecoveryKey(unlocker, vaultId, recoveryKey.value);
        if (rootKey !== undefined) return ok(rootKey);
      }
      return err({ kind: "wrong-secret" });
    }
    default:
      return assertNever(secret);
  }
}

// With its list of 2,048 words, which unlocking with a passphrase does not need.
function recoveryKeys() {
  return import("./recovery-key.ts");
}

async function newRecoveryUnlocker(rootKey: Uint8Array<ArrayBuffer>, vaultId: string) {
  const { RECOVERY_KEY_BYTES, recoveryWords } = await recoveryKeys();
  const recoveryKey = crypto.getRandomValues(new Uint8Array(RECOVERY_KEY_BYTES));
  const words = recoveryWords(recoveryKey);
  const unlocker = await wrapWithRecoveryKey(rootKey, vaultId, recoveryKey);
  recoveryKey.fill(0);
  return { unlocker, words };
}

function replaceUnlockers({ mac: _, ...header }: VaultHeader, unlocker: Unlocker, keys: VaultKeys) {
  const others = header.unlockers.filter(({ type }) => type !== unlocker.type);
  return authenticateHeader({ ...header, unlockers: [unlocker, ...others] }, keys.header);
}
