import {
  type HeaderStore,
  type OpenedRow,
  type PlainRow,
  type RowId,
  type SealedRow,
  type Sealer,
  VaultLockedError,
} from "../domain/sealing.ts";
import type { PassphraseProblem, Secret, UnlockProblem, VaultAccess, VaultStatus } from "../domain/vault-access.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { VaultHeader } from "./header.ts";
import { checkPassphrase, generatePassphrase, type WeakPassphrase } from "./passphrase.ts";
import { VaultCalls } from "./vault-calls.ts";
import type { UnlockFailure } from "./vault-core.ts";
import { WrongTries } from "./wrong-tries.ts";

/** The words of a new recovery key: show them once, to be printed; nothing keeps them. */
export interface RecoverySheet {
  recoveryWords: readonly string[];
}

/**
 * The vault as the page sees it. The keys live in a worker that exists only while the vault is unlocked or being
 * unlocked. What the store or the worker throws comes back as `unavailable`; the header on disk, and so each way into
 * the vault, is then as it was.
 */
export class VaultClient implements Sealer, VaultAccess {
  readonly #headers: HeaderStore;
  readonly #createWorker: () => Worker;
  readonly #tries: WrongTries;
  #calls: VaultCalls | undefined;
  #vaultId: string | undefined;
  #prepared: VaultHeader | undefined;
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

  /** Makes this device's vault in memory. It needs `commit`; locking or preparing again forgets it. */
  prepare(passphrase: string): Promise<Result<RecoverySheet, PassphraseProblem>> {
    return this.#inTurn(async () => {
      if ((await this.#headers.load()) !== undefined) return err({ kind: "vault-exists" });
      const strength = await checkPassphrase(passphrase);
      if (!strength.ok) return strength;

      const calls = this.#restart();
      const { header, recoveryWords } = await this.#orEnd(calls, () => calls.call("create", { passphrase }));
      this.#prepared = header;
      return ok({ recoveryWords });
    });
  }

  /** Saves the prepared vault. When saving fails the vault stays prepared, so that it can be tried again. */
  commit(): Promise<Result<undefined, PassphraseProblem>> {
    return this.#inTurn(async () => {
      if (this.#calls === undefined || this.#prepared === undefined) throw lockedError();
      const calls = this.#calls;
      const header = this.#prepared;
      if ((await this.#headers.load()) !== undefined) return err({ kind: "vault-exists" });
      await this.#headers.save(header, undefined);
      this.#becomeUnlocked(calls, header.vaultId);
      return ok(undefined);
    });
  }

  /** Counts wrong tries, and refuses to try before the delay they earned is over. */
  unlock(secret: Secret): Promise<Result<undefined, UnlockProblem>> {
    return this.#inTurn(async () => {
      const opened = await this.#try((calls, header) => calls.call("unlock", { header, secret }));
      return opened.ok ? ok(undefined) : opened;
    });
  }

  /** The other ways in stay valid. Unlocks the vault if it was locked. */
  changePassphrase(present: Secret, next: string): Promise<Result<undefined, UnlockProblem | WeakPassphrase>> {
    return this.#inTurn(async () => {
      const strength = await checkPassphrase(next);
      if (!strength.ok) return strength;
      const opened = await this.#try((calls, header) =>
        calls.call("changePassphrase", { header, secret: present, passphrase: next }),
      );
      return opened.ok ? ok(undefined) : opened;
    });
  }

  /** Makes a new recovery key; the words of the old one no longer work. Unlocks the vault if it was locked. */
  replaceRecoveryKey(passphrase: string): Promise<Result<RecoverySheet, UnlockProblem>> {
    return this.#inTurn(async () => {
      const opened = await this.#try((calls, header) =>
        calls.call("replaceRecoveryKey", { header, secret: { kind: "passphrase", passphrase } }),
      );
      return opened.ok ? ok({ recoveryWords: opened.value.recoveryWords }) : opened;
    });
  }

  suggestPassphrase(): Promise<string> {
    return generatePassphrase();
  }

  checkPassphrase(passphrase: string): Promise<Result<undefined, WeakPassphrase>> {
    return checkPassphrase(passphrase);
  }

  /** Frees the keys at once. What is under way ends with a VaultLockedError, thrown or as the cause of `unavailable`. */
  lock(): void {
    this.#calls?.end();
    this.#calls = undefined;
    this.#vaultId = undefined;
    this.#prepared = undefined;
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

  // One attempt at the header with a secret: waits and counts, runs it in the worker, saves the header it gives if any.
  async #try<T extends { header: VaultHeader } | { vaultId: string }>(
    attempt: (calls: VaultCalls, header: VaultHeader) => Promise<Result<T, UnlockFailure>>,
  ): Promise<Result<T, UnlockProblem>> {
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

  async #describe({ kind }: UnlockFailure): Promise<UnlockProblem> {
    // Words that fail their checksum were mistyped, not guessed: nothing was tried, and nothing is counted.
    if (kind === "words-unreadable") return { kind: "wrong-secret", waitSeconds: 0 };
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
    if (this.#calls !== calls) return;
    this.#vaultId = vaultId;
    this.#prepared = undefined;
  }

  #endIfCurrent(calls: VaultCalls): void {
    if (this.#calls === calls) this.lock();
  }

  // One at a time: tries side by side would each see the delay before the other's failure.
  #inTurn<R>(action: () => Promise<R>): Promise<R | { ok: false; error: Unavailable }> {
    const turn = this.#last.then(action).catch((cause: unknown) => err<Unavailable>({ kind: "unavailable", cause }));
    this.#last = turn;
    return turn;
  }
}

interface Unavailable {
  kind: "unavailable";
  cause: unknown;
}

function lockedError(): VaultLockedError {
  return new VaultLockedError("The vault is locked");
}
