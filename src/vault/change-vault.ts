import type { SaveFailure } from "../domain/repositories.ts";
import { type HeaderStore, VaultLockedError } from "../domain/sealing.ts";
import type { PassphraseProblem, Secret, UnlockProblem } from "../domain/vault-access.ts";
import type { ChangeProblem, PreparedChange, WayIn, WayInChange } from "../domain/ways-in.ts";
import type { NewKeysProblem } from "../domain/workspace.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { editVault } from "./edit-protocol.ts";
import { VaultHeader } from "./header.ts";
import { askPasskey, describeWayIn, makePasskey } from "./passkey.ts";
import { checkPassphrase, generatePassphrase, type WeakPassphrase } from "./passphrase.ts";
import type { VaultCalls } from "./vault-calls.ts";
import type { ChangeRefusal } from "./vault-changes.ts";
import type { UnlockFailure } from "./vault-core.ts";
import type { KeySource } from "./vault-protocol.ts";

// The page's part of making and changing a vault. A contact needs none of it, so VaultClient loads it when it is asked.

export { askPasskey, checkPassphrase, generatePassphrase };

/** A header that is to take the place of another, or the first one. */
export interface Prepared {
  header: VaultHeader;
  before: VaultHeader | undefined;
}

/** What one attempt at the header has at hand. */
export interface Attempt {
  calls: VaultCalls;
  header: VaultHeader;
  source: KeySource;
}

/** What VaultClient lends. */
export interface VaultDesk {
  readonly headers: HeaderStore;
  /** Kept until it is saved, replaced, or the vault is locked. */
  prepared: Prepared | undefined;
  /** Does something in a fresh worker, which ends if that fails. */
  inFreshWorker<T>(action: (calls: VaultCalls) => Promise<T>): Promise<T>;
  /** The worker that is at work, if there is one. */
  worker(): VaultCalls | undefined;
  /** The worker of the unlocked vault. Throws VaultLockedError. */
  unlocked(): VaultCalls;
  /** One attempt at the header with a secret: waits, counts and unlocks. */
  attempt<T, R extends { kind: string }>(
    secret: Secret,
    attempt: (attempt: Attempt) => Promise<Result<T, UnlockFailure | R>>,
  ): Promise<Result<T, UnlockProblem | Exclude<R, UnlockFailure>>>;
  /** The vault is unlocked in this worker, unless it was locked meanwhile. */
  enter(calls: VaultCalls, vaultId: string): void;
}

/** Makes a vault in memory. */
export async function prepareVault(
  desk: VaultDesk,
  passphrase: string,
): Promise<Result<{ recoveryWords: readonly string[] }, PassphraseProblem>> {
  if ((await desk.headers.load()) !== undefined) return err({ kind: "vault-exists" });
  const strength = await checkPassphrase(passphrase);
  if (!strength.ok) return strength;
  const { header, recoveryWords } = await desk.inFreshWorker((calls) =>
    editVault(calls, { kind: "create", passphrase }),
  );
  desk.prepared = { header, before: undefined };
  return ok({ recoveryWords });
}

/** Saves the prepared vault. */
export async function commitVault(desk: VaultDesk): Promise<Result<undefined, PassphraseProblem>> {
  if (desk.prepared !== undefined && (await desk.headers.load()) !== undefined) return err({ kind: "vault-exists" });
  return savePrepared(desk);
}

/** Sets another passphrase and saves it. */
export async function changePassphrase(
  desk: VaultDesk,
  present: Secret,
  next: string,
): Promise<Result<undefined, UnlockProblem | WeakPassphrase>> {
  const strength = await checkPassphrase(next);
  if (!strength.ok) return strength;
  const change = { kind: "passphrase", passphrase: next };
  const opened = await desk.attempt(present, async ({ calls, header, source }) => {
    const changed = await editVault(calls, { kind: "change", header, secret: source, change });
    if (changed.ok) await desk.headers.save(changed.value.header, header);
    return changed;
  });
  // The other reasons are those of other changes.
  return opened.ok ? ok(undefined) : (opened as Result<never, UnlockProblem>);
}

/** What opens the vault, as far as it may be shown. */
export async function waysIn(desk: VaultDesk): Promise<readonly WayIn[]> {
  const parsed = VaultHeader.safeParse(await desk.headers.load());
  return parsed.success ? parsed.data.unlockers.map(describeWayIn) : [];
}

/** Has the worker work out a change of an unlocked vault, after the person used the screen lock if it needs that. */
export async function prepareChange(
  desk: VaultDesk,
  passphrase: string,
  change: WayInChange,
): Promise<Result<PreparedChange, ChangeProblem>> {
  desk.prepared = undefined;
  desk.unlocked();
  const prepared = await desk.attempt({ kind: "passphrase", passphrase }, (attempt) =>
    workOut(attempt, passphrase, change),
  );
  if (!prepared.ok) return prepared;
  const { recoveryWords, ...rest } = prepared.value;
  desk.prepared = rest;
  return ok({ recoveryWords });
}

/** Saves what was prepared. When that fails it stays prepared. */
export async function savePrepared(desk: VaultDesk): Promise<Result<undefined, never>> {
  const calls = desk.worker();
  if (calls === undefined || desk.prepared === undefined) throw new VaultLockedError("The vault is locked");
  const { header, before } = desk.prepared;
  await desk.headers.save(header, before);
  // If the worker does not answer, its former keys do as well: rows under them are found and moved.
  await editVault(calls, { kind: "adopt" }).catch(() => undefined);
  desk.prepared = undefined;
  desk.enter(calls, header.vaultId);
  return ok(undefined);
}

/** Whether the header keeps a former root key. */
export async function hasFormerKeys(desk: VaultDesk): Promise<boolean> {
  const parsed = VaultHeader.safeParse(await desk.headers.load());
  return parsed.success && parsed.data.former !== undefined;
}

/** Seals rows of earlier epochs anew, and says how many of them do not open. */
export type Reseal = (epoch: number) => Promise<Result<{ unreadable: number }, SaveFailure>>;

/** Has every row sealed under the present keys, then takes the former root key out of the header: that comes last. */
export async function finishNewKeys(desk: VaultDesk, reseal: Reseal): Promise<Result<undefined, NewKeysProblem>> {
  const header = VaultHeader.parse(await desk.headers.load());
  if (header.former === undefined) return ok(undefined);
  const resealed = await reseal(header.epoch);
  if (!resealed.ok) return resealed;
  const { unreadable } = resealed.value;
  if (unreadable > 0) return err({ kind: "unreadable-left", count: unreadable });
  const retired = await editVault(desk.unlocked(), { kind: "retire", header });
  if (!retired.ok) return err({ kind: "header-altered" });
  desk.prepared = { header: retired.value.header, before: header };
  return savePrepared(desk);
}

async function workOut({ calls, header, source }: Attempt, passphrase: string, change: WayInChange) {
  type Worked = Result<Prepared & PreparedChange, UnlockFailure | ChangeRefusal | { kind: "screen-lock-unavailable" }>;
  const request = async (asked: object): Promise<Worked> => {
    const changed = await editVault(calls, { kind: "change", header, secret: source, change: asked });
    return changed.ok ? ok({ ...changed.value, before: header }) : changed;
  };
  switch (change.kind) {
    case "passkey": {
      // Before the device makes a passkey that a mistyped passphrase would leave there for nothing.
      const opened = await calls.call("unlock", { header, secret: source });
      if (!opened.ok) return opened;
      const answer = await makePasskey(header.vaultId);
      const unavailable: Worked = err({ kind: "screen-lock-unavailable" });
      return answer === undefined ? unavailable : request({ kind: "passkey", answer });
    }
    case "new-keys":
      return request({ kind: "new-keys", passphrase });
    default:
      return request(change);
  }
}
