import {
  type HeaderStore,
  type OpenedRow,
  type PlainRow,
  type RowId,
  type SealedRow,
  type Sealer,
  VaultLockedError,
} from "../domain/sealing.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { VaultHeader } from "./header.ts";
import { checkPassphrase, type WeakPassphrase } from "./passphrase.ts";
import { VaultCalls } from "./vault-calls.ts";
import type { Secret, UnlockFailure } from "./vault-core.ts";
import { WrongTries } from "./wrong-tries.ts";

/** `none`: this device holds no vault. */
export type VaultStatus = "none" | "locked" | "unlocked";

/** Why a vault could not be made. */
export type CreateError = { kind: "vault-exists" } | WeakPassphrase;

/** Why a vault did not unlock. Times are whole seconds. */
export type UnlockError =
  | { kind: "no-vault" }
  | { kind: "wait"; seconds: number }
  | { kind: "wrong-secret"; waitSeconds: number }
  | { kind: Exclude<UnlockFailure["kind"], "wrong-secret"> };

/** The words of a new recovery key: show them once, to be printed; nothing keeps them. */
export interface RecoverySheet {
  recoveryWords: string[];
}

/**
 * The vault as the page sees it. The keys live in a worker that exists only while the vault is unlocked or being
 * unlocked. Methods that change the header save it before they resolve, and reject with the store's own error when it
 * will not save: the header on disk, and so each way into the vault, is then as it was.
 */
export class VaultClient implements Sealer {
  readonly #headers: HeaderStore;
  readonly #createWorker: () => Worker;
  readonly #tries: WrongTries;
  #calls: VaultCalls | undefined;
  #vaultId: string | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(headers: HeaderStore, createWorker: () => Worker, now: () => number = Date.now) {
    this.#headers = headers;
    this.#createWorker = createWorker;
    this.#tries = new WrongTries(headers, now);
  }

  /** The vault whose rows are sealed and opened. Throws VaultLockedError unless unlocked. */
  get vaultId(): string {
    if (this.#vaultId === undefined) throw lockedError();
    return this.#vaultId;
  }

  async status(): Promise<VaultStatus> {
    if (this.#vaultId !== undefined) return "unlocked";
    return (await this.#headers.load()) === undefined ? "none" : "locked";
  }

  /** Seconds until another passphrase may be tried; 0 when one may be tried now. */
  secondsToWait(): Promise<number> {
    return this.#tries.secondsLeft();
  }

  /** Makes this device's vault and unlocks it. */
  create(passphrase: string): Promise<Result<RecoverySheet, CreateError>> {
    return this.#inTurn(async () => {
      if ((await this.#headers.load()) !== undefined) return err({ kind: "vault-exists" });
      const strength = await checkPassphrase(passphrase);
      if (!strength.ok) return strength;

      const calls = this.#restart();
      return this.#orEnd(calls, async () => {
        const { header, recoveryWords } = await calls.call("create", { passphrase });
        await this.#headers.save(header, undefined);
        this.#becomeUnlocked(calls, header.vaultId);
        return ok({ recoveryWords });
      });
    });
  }

  /** Unlocks with the passphrase. Counts wrong tries, and refuses to try before the delay they earned is over. */
  unlock(passphrase: string): Promise<Result<undefined, UnlockError>> {
    return this.#inTurn(async () => {
      const opened = await this.#try((calls, header) =>
        calls.call("unlock", { header, secret: { kind: "passphrase", passphrase } }),
      );
      return opened.ok ? ok(undefined) : opened;
    });
  }

  /** Replaces the passphrase. The recovery words stay valid. Unlocks the vault if it was locked. */
  changePassphrase(current: string, next: string): Promise<Result<undefined, UnlockError | WeakPassphrase>> {
    return this.#setPassphrase({ kind: "passphrase", passphrase: current }, next);
  }

  /** Sets a new passphrase with the recovery words, when the old one is lost. Unlocks the vault if it was locked. */
  resetPassphrase(words: string, next: string): Promise<Result<undefined, UnlockError | WeakPassphrase>> {
    return this.#setPassphrase({ kind: "recovery-words", words }, next);
  }

  /** Makes a new recovery key; the words of the old one no longer work. Unlocks the vault if it was locked. */
  replaceRecoveryKey(passphrase: string): Promise<Result<RecoverySheet, UnlockError>> {
    return this.#inTurn(async () => {
      const opened = await this.#try((calls, header) =>
        calls.call("replaceRecoveryKey", { header, secret: { kind: "passphrase", passphrase } }),
      );
      return opened.ok ? ok({ recoveryWords: opened.value.recoveryWords }) : opened;
    });
  }

  /** Frees the keys at once. Calls under way reject with VaultLockedError. */
  lock(): void {
    this.#calls?.end();
    this.#calls = undefined;
    this.#vaultId = undefined;
  }

  /** Detaches the rows' buffers. */
  async seal(rows: readonly PlainRow[]): Promise<SealedRow[]> {
    const buffers = new Set(rows.map(({ plaintext }) => plaintext.buffer));
    return this.#unlockedCalls().call("seal", { rows: [...rows] }, [...buffers]);
  }

  async open(rows: readonly SealedRow[]): Promise<OpenedRow[]> {
    return this.#unlockedCalls().call("open", { rows: [...rows] });
  }

  async namedRowId(name: string): Promise<RowId> {
    return this.#unlockedCalls().call("namedRowId", { name });
  }

  #setPassphrase(secret: Secret, passphrase: string): Promise<Result<undefined, UnlockError | WeakPassphrase>> {
    return this.#inTurn(async () => {
      const strength = await checkPassphrase(passphrase);
      if (!strength.ok) return strength;
      const opened = await this.#try((calls, header) => calls.call("changePassphrase", { header, secret, passphrase }));
      return opened.ok ? ok(undefined) : opened;
    });
  }

  // One attempt at the header with a secret: waits and counts, runs it in the worker, saves the header it gives if any.
  async #try<T extends { header: VaultHeader } | { vaultId: string }>(
    attempt: (calls: VaultCalls, header: VaultHeader) => Promise<Result<T, UnlockFailure>>,
  ): Promise<Result<T, UnlockError>> {
    const header = await this.#headers.load();
    if (header === undefined) return err({ kind: "no-vault" });
    const parsed = VaultHeader.safeParse(header);
    if (!parsed.success) return err({ kind: "header-unreadable" });
    const { vaultId } = parsed.data;
    if (this.#vaultId !== undefined && this.#vaultId !== vaultId) return err({ kind: "header-altered" });
    const seconds = await this.#tries.secondsLeft();
    if (seconds > 0) return err({ kind: "wait", seconds });

    const wasLocked = this.#vaultId === undefined;
    const calls = wasLocked ? this.#restart() : this.#unlockedCalls();
    const attemptAndSave = async () => {
      const result = await attempt(calls, parsed.data);
      if (result.ok && "header" in result.value) await this.#headers.save(result.value.header, parsed.data);
      return result;
    };
    const result = await (wasLocked ? this.#orEnd(calls, attemptAndSave) : attemptAndSave());
    if (!result.ok) {
      if (wasLocked) this.#endIfCurrent(calls);
      return err(await this.#describe(result.error));
    }
    this.#becomeUnlocked(calls, vaultId);
    // A count that will not clear costs the next person a wait. That must not keep anyone from the records now.
    await this.#tries.clear().catch(() => undefined);
    return result;
  }

  async #describe({ kind }: UnlockFailure): Promise<UnlockError> {
    return kind === "wrong-secret" ? { kind, waitSeconds: await this.#tries.addWrong() } : { kind };
  }

  #restart(): VaultCalls {
    this.lock();
    const calls = new VaultCalls(this.#createWorker(), () => this.#endIfCurrent(calls));
    this.#calls = calls;
    return calls;
  }

  #unlockedCalls(): VaultCalls {
    if (this.#calls === undefined || this.#vaultId === undefined) throw lockedError();
    return this.#calls;
  }

  // A vault that was not unlocked before a failed action must not be left half unlocked by it.
  async #orEnd<T>(calls: VaultCalls, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      this.#endIfCurrent(calls);
      throw error;
    }
  }

  // Someone may have locked the vault while we waited; then it stays locked.
  #becomeUnlocked(calls: VaultCalls, vaultId: string): void {
    if (this.#calls === calls) this.#vaultId = vaultId;
  }

  #endIfCurrent(calls: VaultCalls): void {
    if (this.#calls === calls) this.lock();
  }

  // One at a time: tries side by side would each see the delay before the other's failure.
  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(action, action);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

function lockedError(): VaultLockedError {
  return new VaultLockedError("The vault is locked");
}
