import type { LoadFailure, SaveFailure } from "../../domain/repositories.ts";
import type { PassphraseProblem, UnlockProblem } from "../../domain/vault-access.ts";
import { assertNever } from "../../shared/assert-never.ts";

/** The one place where a failure of the store or the vault becomes words, with change-failures.ts for rare ones. */

/** What to say when an answer was not stored. */
export function describeSaveFailure(failure: SaveFailure): string {
  switch (failure.kind) {
    case "changed-elsewhere":
      return "This was changed in another window. Copy what you need, then open it again.";
    case "full":
      return "This device has no space left. Free some space, then try again.";
    case "locked":
      return "The app is locked. Unlock it, then try again.";
    case "timed-out":
      return "The device did not confirm in time. Keep this page open and try again.";
    case "not-verified":
      return "What was written could not be read back. Keep this page open and try again.";
    case "unavailable":
      return "The store on this device did not answer. Keep this page open and try again.";
    default:
      return assertNever(failure);
  }
}

/** What to say when a record cannot be shown. */
export function describeLoadFailure(failure: LoadFailure, what: string): string {
  switch (failure.kind) {
    case "missing":
      return `There is no such ${what} on this device. Go back to the caseload and look for it there.`;
    case "unreadable":
      return `This ${what} could not be opened. Nothing has been deleted, and your other records still open. Tell your IT team that one record on this device is damaged.`;
    case "not-as-saved":
      return `This ${what} is not as the app last saved it. Something else put an older copy in its place, or took it away. Your other records still open. Tell your IT team today.`;
    case "locked":
      return "The app is locked. Unlock it to go on.";
    case "unavailable":
      return "The store on this device did not answer. Close the app and open it again. Nothing has been deleted.";
    default:
      return assertNever(failure);
  }
}

/** What to say when the vault did not open. */
export function describeUnlockProblem(problem: UnlockProblem, what: "passphrase" | "recovery key"): string {
  switch (problem.kind) {
    case "wrong-secret":
      return problem.waitSeconds > 0
        ? `The ${what} is not correct. Wait ${describeSeconds(problem.waitSeconds)}, then try again.`
        : `The ${what} is not correct. Check it and try again.`;
    case "wait":
      return `Wait ${describeSeconds(problem.seconds)}, then try again.`;
    case "header-altered":
      return "The lock on this device was changed by something other than this app, so it stays closed. Nothing has been deleted. Tell your IT team.";
    case "header-unreadable":
    case "kdf-refused":
      return "The lock on this device is damaged, so it stays closed. Nothing has been deleted. Tell your IT team.";
    case "no-vault":
      return "The app is not set up on this device yet. Reload the page to set it up.";
    case "screen-lock-failed":
      return "The screen lock did not open your records. Use your passphrase. Nothing has been deleted.";
    case "unavailable":
      return "The store on this device did not answer. Close the app, open it again and try once more.";
    default:
      return assertNever(problem);
  }
}

/** What to say when a passphrase cannot be used. */
export function describePassphraseProblem(problem: PassphraseProblem): string {
  switch (problem.kind) {
    case "too-short":
      return "Enter a passphrase of at least 12 characters";
    case "too-easy":
      return "Choose a passphrase that is harder to guess. 5 random words work well";
    case "vault-exists":
      return "This device is already set up. Reload the page to unlock it";
    case "unavailable":
      return "The store on this device did not answer. Close the app, open it again and try once more";
    default:
      return assertNever(problem);
  }
}

function describeSeconds(seconds: number): string {
  return seconds === 1 ? "1 second" : `${seconds} seconds`;
}
