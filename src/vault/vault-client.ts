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
import type { ChangeProblem, PreparedChange, WayIn, WayInChange } from "../domain/ways-in.ts";
import type { NewKeysProblem } from "../domain/workspace.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { Attempt, Reseal, VaultDesk } from "./change-vault.ts";
import { VaultHeader } from "./header.ts";
import type { WeakPassphrase } from "./passphrase.ts";
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
  readonly #desk: VaultDesk;
  #last: Promise<unknown> = Promise.resolve();

  constructor(headers: HeaderStore, createWorker: () => Worker, now: () => number = Date.now) {
    this.#headers = headers;
    this.#createWorker = createWorker;
    this.#tries = new WrongTries(headers, now);
    this.#desk = {
      headers,
      prepared: undefined,
      inFreshWorker: (action) => {
        const calls = this.#restart();
        return this.#orEnd(calls, () => action(calls));
      },
      worker: () => this.#calls,
      unlocked: () => this.#unlockedCalls(),
      attempt: (secret, attempt) => this.#try(secret, attempt),
      enter: (calls, vaultId) => this.#becomeUnlocked(calls, vaultId),
    };
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
    return this.#change((code) => code.prepareVault(this.#desk, passphrase));
  }

  /** Saves the prepared vault. When saving fails the vault stays prepared, so that it can be tried again. */
  commit(): Promise<Result<undefined, PassphraseProblem>> {
    return this.#change((code) => code.commitVault(this.#desk));
  }

  /** Counts wrong tries, and refuses to try before the delay they earned is over. */
  unlock(secret: Secret): Promise<Result<undefined, UnlockProblem>> {
    return this.#inTurn(async () => {
      const opened = await this.#try(secret, ({ calls, header, source }) =>
        calls.call("unlock", { header, secret: source }),
      );
      return opened.ok ? ok(undefined) : opened;
    });
  }

  /** The other ways in stay valid. Unlocks the vault if it was locked. */
  changePassphrase(present: Secret, next: string): Promise<Result<undefined, UnlockProblem | WeakPassphrase>> {
    return this.#change((code) => code.changePassphrase(this.#desk, present, next));
  }

  async waysIn(): Promise<readonly WayIn[]> {
    return (await changeCode()).waysIn(this.#desk);
  }

  /** Needs the vault unlocked. What was prepared before is forgotten. */
  prepareChange(passphrase: string, change: WayInChange): Promise<Result<PreparedChange, ChangeProblem>> {
    return this.#change((code) => code.prepareChange(this.#desk, passphrase, change));
  }

  commitChange(): Promise<Result<undefined, UnlockProblem>> {
    return this.#change((code) => code.savePrepared(this.#desk));
  }

  async hasFormerKeys(): Promise<boolean> {
    return (await changeCode()).hasFormerKeys(this.#desk);
  }

  /** Lets go of the keys before the present ones, once `reseal` has left no row under them. */
  finishNewKeys(reseal: Reseal): Promise<Result<undefined, NewKeysProblem>> {
    return this.#change((code) => code.finishNewKeys(this.#desk, reseal));
  }

  async suggestPassphrase(): Promise<string> {
    return (await changeCode()).generatePassphrase();
  }

  async checkPassphrase(passphrase: string): Promise<Result<undefined, WeakPassphrase>> {
    return (await changeCode()).checkPassphrase(passphrase);
  }

  /** Frees the keys at once. What is under way ends with a VaultLockedError, thrown or as the cause of `unavailable`. */
  lock(): void {
    this.#calls?.end();
    this.#calls = undefined;
    this.#vaultId = undefined;
    this.#desk.prepared = undefined;
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

  // One attempt at the header with a secret: waits, counts, and unlocks. `attempt` runs it in the worker.
  async #try<T, R extends { kind: string }>(
    secret: Secret,
    attempt: (attempt: Attempt) => Promise<Result<T, UnlockFailure | R>>,
  ): Promise<Result<T, UnlockProblem | Exclude<R, UnlockFailure>>> {
    const header = await this.#headers.load();
    if (header === undefined) return err({ kind: "no-vault" });
    const parsed = VaultHeader.safeParse(header);
    if (!parsed.success) return err({ kind: "header-unreadable" });
    const { vaultId } = parsed.data;
    if (this.#vaultId !== undefined && this.#vaultId !== vaultId) return err({ kind: "header-altered" });
    const source = secret.kind === "screen-lock" ? await (await changeCode()).askPasskey(parsed.data) : secret;
    if (source === undefined) return err({ kind: "screen-lock-failed" });
    // The device counts the tries of its screen lock itself.
    const seconds = secret.kind === "screen-lock" ? 0 : await this.#tries.secondsLeft();
    if (seconds > 0) return err({ kind: "wait", seconds });

    const wasLocked = this.#vaultId === undefined;
    const calls = wasLocked ? this.#restart() : this.#unlockedCalls();
    const run = () => attempt({ calls, header: parsed.data, source });
    const result = await (wasLocked ? this.#orEnd(calls, run) : run());
    if (!result.ok) {
      if (wasLocked) this.#endIfCurrent(calls);
      return err(await this.#describe(secret, result.error));
    }
    this.#becomeUnlocked(calls, vaultId);
    // A count that will not clear costs the next person a wait. That must not keep anyone from the records now.
    await this.#tries.clear().catch(() => undefined);
    return result;
  }

  async #describe<R extends { kind: string }>(
    secret: Secret,
    error: UnlockFailure | R,
  ): Promise<UnlockProblem | Exclude<R, UnlockFailure>> {
    // Words that fail their checksum were mistyped, not guessed: nothing was tried, and nothing is counted.
    if (error.kind === "words-unreadable") return { kind: "wrong-secret", waitSeconds: 0 };
    if (error.kind !== "wrong-secret") return error as Exclude<R, UnlockFailure>; // all others are problems as they are
    if (secret.kind === "screen-lock") return { kind: "screen-lock-failed" };
    return { kind: "wrong-secret", waitSeconds: await this.#tries.addWrong() };
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
  }

  #endIfCurrent(calls: VaultCalls): void {
    if (this.#calls === calls) this.lock();
  }

  #change<R>(action: (code: Awaited<ReturnType<typeof changeCode>>) => Promise<R>) {
    return this.#inTurn(async () => action(await changeCode()));
  }

  // One at a time: tries side by side would each see the delay before the other's failure.
  #inTurn<R>(action: () => Promise<R>): Promise<R | { ok: false; error: Unavailable }> {
    const turn = this.#last.then(action).catch((cause: unknown) => err<Unavailable>({ kind: "unavailable", cause }));
    this.#last = turn;
    return turn;
  }
}

// A contact needs none of it, and everyone waits for what the first screen brings.
function changeCode() {
  return import("./change-vault.ts");
}

interface Unavailable {
  kind: "unavailable";
  cause: unknown;
}

function lockedError(): VaultLockedError {
  return new VaultLockedError("The vault is locked");
}
