import { type OpenedRow, type PlainRow, type RowId, type SealedRow, VaultLockedError } from "../domain/sealing.ts";
import { assertNever } from "../shared/assert-never.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { isHeaderAuthentic, isKdfAllowed, KDF_DEFAULT, type KdfCost, VaultHeader } from "./header.ts";
import { deriveKeys, type VaultKeys } from "./keys.ts";
import { namedRowId, openRow, sealRow } from "./rows.ts";
import { unwrapWithPassphrase, unwrapWithRandomKey } from "./unlockers.ts";
import type { ChangeOptions, ChangeRefusal, OpenedHeader } from "./vault-changes.ts";
import type { KeySource } from "./vault-protocol.ts";

/** Why a header did not open. `wrong-secret` also covers an unlocker altered on disk: the two cannot be told apart. */
export interface UnlockFailure {
  kind: "wrong-secret" | "words-unreadable" | "header-unreadable" | "header-altered" | "kdf-refused";
}

/** A header to save, and the words of the recovery key in it, which are not kept anywhere. */
export interface NewRecoveryKey {
  header: VaultHeader;
  recoveryWords: string[];
}

/** A header to save, and the words of a recovery key that was made with it. */
export interface ChangedHeader {
  header: VaultHeader;
  recoveryWords?: string[];
}

/** For tests and vectors; the worker takes the defaults. */
export interface VaultCoreOptions {
  kdf?: KdfCost;
  now?: () => Date;
}

/** The vault's engine: holds the keys while unlocked. Runs in the worker. Saves nothing; headers go back to the caller. */
export class VaultCore {
  readonly #options: ChangeOptions;
  #keys: VaultKeys | undefined;
  /** Keys of a header that was given out and may not be saved yet. */
  #next: VaultKeys | undefined;

  constructor({ kdf = KDF_DEFAULT, now = () => new Date() }: VaultCoreOptions = {}) {
    this.#options = { kdf, now };
  }

  /** Makes a vault with two unlockers and leaves it unlocked. The caller has checked the passphrase's strength. */
  async create(passphrase: string): Promise<NewRecoveryKey> {
    const { createVault } = await changes();
    const { keys, ...made } = await createVault(passphrase, this.#options);
    this.#keys = keys;
    return made;
  }

  /** Unlocks the vault, or leaves it as it was. Nothing in the header is relied on before its MAC is verified. */
  async unlock(header: unknown, secret: KeySource): Promise<Result<{ vaultId: string }, UnlockFailure>> {
    const opened = await openHeader(header, secret);
    if (!opened.ok) return opened;
    opened.value.rootKey.fill(0);
    this.#keys = opened.value.keys;
    return ok({ vaultId: opened.value.keys.vaultId });
  }

  /**
   * The header after a `HeaderChange`. Unlocks the vault, with the keys it has on disk: where the change brings others,
   * they are used from `adopt` on, which the caller calls once the header is saved.
   */
  async change(
    header: unknown,
    secret: KeySource,
    change: unknown,
  ): Promise<Result<ChangedHeader, UnlockFailure | ChangeRefusal>> {
    const opened = await openHeader(header, secret);
    if (!opened.ok) return opened;
    try {
      const { changeHeader } = await changes();
      const changed = await changeHeader(opened.value, change, this.#options);
      if (!changed.ok) return changed;
      const { keys, ...rest } = changed.value;
      this.#keys = opened.value.keys;
      this.#next = keys;
      return ok(rest);
    } finally {
      opened.value.rootKey.fill(0);
    }
  }

  /** The header without the former root key: only once no row is under it. Throws VaultLockedError when locked. */
  async retire(header: unknown): Promise<Result<ChangedHeader, UnlockFailure>> {
    const current = this.#requireKeys();
    const { retireFormer } = await changes();
    const retired = await retireFormer(header, current);
    if (retired === undefined) return err({ kind: "header-altered" });
    this.#next = retired.keys;
    return ok({ header: retired.header });
  }

  /** Goes on with the keys of the header that was given out last. */
  adopt(): void {
    this.#keys = this.#next ?? this.#requireKeys();
    this.#next = undefined;
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

async function openHeader(unparsed: unknown, secret: KeySource): Promise<Result<OpenedHeader, UnlockFailure>> {
  const parsed = VaultHeader.safeParse(unparsed);
  if (!parsed.success) return err({ kind: "header-unreadable" });
  const header = parsed.data;

  const unwrapped = await unwrapRootKey(header, secret);
  if (!unwrapped.ok) return unwrapped;
  const rootKey = unwrapped.value;
  const keys = await deriveKeys(rootKey.slice(), header.vaultId, header.epoch);
  if (await isHeaderAuthentic(header, keys.header)) {
    if (header.names === undefined) return ok({ header, keys, rootKey });
    const { withCarriedKeys } = await import("./carried-keys.ts");
    return ok({ header, keys: await withCarriedKeys(keys, header, rootKey), rootKey });
  }
  rootKey.fill(0);
  return err({ kind: "header-altered" });
}

async function unwrapRootKey(
  { unlockers, vaultId }: VaultHeader,
  secret: KeySource,
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
      const ways = unlockers.filter((one) => one.type === "recovery-key" || one.type === "escrow");
      return orWrong(await unwrapWithRandomKey(ways, vaultId, recoveryKey.value));
    }
    case "passkey": {
      const ways = unlockers.filter((one) => one.type === "passkey").filter(({ id }) => id === secret.id);
      return orWrong(await unwrapWithRandomKey(ways, vaultId, secret.output));
    }
    default:
      return assertNever(secret);
  }
}

function orWrong(rootKey: Uint8Array<ArrayBuffer> | undefined): Result<Uint8Array<ArrayBuffer>, UnlockFailure> {
  return rootKey === undefined ? err({ kind: "wrong-secret" }) : ok(rootKey);
}

// With its list of 2,048 words, which unlocking with a passphrase does not need.
function recoveryKeys() {
  return import("./recovery-key.ts");
}

function changes() {
  return import("./vault-changes.ts");
}
