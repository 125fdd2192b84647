import type { Result } from "../shared/result.ts";
import type { ChangeProblem, PreparedChange, WayIn, WayInChange } from "./ways-in.ts";

/** What opens a vault. For `screen-lock` the browser asks the person, in a window of its own. */
export type Secret =
  | { kind: "passphrase"; passphrase: string }
  | { kind: "recovery-words"; words: string }
  | { kind: "screen-lock" };

/** Whether this device holds a vault, and whether its keys are at hand. */
export type VaultStatus = "none" | "locked" | "unlocked";

/** Why a vault did not open. Nothing was changed. */
export type UnlockProblem =
  /** The passphrase or words do not fit. The next try is possible in `waitSeconds`. */
  | { kind: "wrong-secret"; waitSeconds: number }
  /** Too soon after wrong tries. */
  | { kind: "wait"; seconds: number }
  /** Somebody changed the header on the disk. */
  | { kind: "header-altered" }
  /** The header does not parse. */
  | { kind: "header-unreadable" }
  /** The header asks for a key derivation below our floor or above our ceiling. */
  | { kind: "kdf-refused" }
  | { kind: "no-vault" }
  /** The screen lock gave no key: cancelled, removed from the device, or without the function that makes keys. */
  | { kind: "screen-lock-failed" }
  | { kind: "unavailable"; cause: unknown };

/** Why a vault was not made, or a passphrase not set. */
export type PassphraseProblem =
  | { kind: "too-short" }
  | { kind: "too-easy" }
  | { kind: "vault-exists" }
  | { kind: "unavailable"; cause: unknown };

/** The vault as the app's models see it. Keys stay behind it. */
export interface VaultAccess {
  status(): Promise<VaultStatus>;
  /**
   * Prepares the vault of this device and gives its recovery words, once. Nothing is written before `commit`, so that
   * no vault exists whose recovery words nobody has.
   */
  prepare(passphrase: string): Promise<Result<{ recoveryWords: readonly string[] }, PassphraseProblem>>;
  /** Writes the prepared vault and leaves it unlocked. */
  commit(): Promise<Result<undefined, PassphraseProblem>>;
  unlock(secret: Secret): Promise<Result<undefined, UnlockProblem>>;
  /** Sets a new passphrase, given the present one or the recovery words. The records are not touched. */
  changePassphrase(present: Secret, next: string): Promise<Result<undefined, UnlockProblem | PassphraseProblem>>;
  /** What opens this vault, by its header on the disk. Empty without a vault, or when its header cannot be read. */
  waysIn(): Promise<readonly WayIn[]>;
  /** Works out a change and writes nothing: until `commitChange`, all that opened the vault still does. */
  prepareChange(passphrase: string, change: WayInChange): Promise<Result<PreparedChange, ChangeProblem>>;
  /** Writes the prepared change. When that fails it stays prepared, so that it can be tried again. */
  commitChange(): Promise<Result<undefined, UnlockProblem>>;
  /** Whether the keys before the present ones are still kept, because records may be under them. */
  hasFormerKeys(): Promise<boolean>;
  /** Drops the keys at once. */
  lock(): void;
  /** Five random words, 64.6 bits. */
  suggestPassphrase(): Promise<string>;
  /** Whether a passphrase of the user's own may be used. */
  checkPassphrase(passphrase: string): Promise<Result<undefined, { kind: "too-short" } | { kind: "too-easy" }>>;
}
