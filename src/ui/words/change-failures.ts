import type { ChangeProblem } from "../../domain/ways-in.ts";
import type { NewKeysProblem } from "../../domain/workspace.ts";
import { describeSaveFailure, describeUnlockProblem } from "./failures.ts";

// Apart from failures.ts, which comes with the first screen.

/** What to say when a way to unlock was not changed. */
export function describeChangeProblem(problem: ChangeProblem): string {
  switch (problem.kind) {
    case "recipient-unreadable":
      return "This is not a public key. It starts with age1 and has 62 characters. Copy all of it";
    case "screen-lock-unavailable":
      return "This device's screen lock cannot be used for your records, or it was cancelled. Your passphrase works as before";
    case "new-keys-unfinished":
      return "The last change of keys is not finished. Finish it first";
    case "not-removable":
      return "This way to unlock is not there any more";
    default:
      return describeUnlockProblem(problem, "passphrase");
  }
}

/** What to say when records are still under former keys. */
export function describeNewKeysProblem(problem: NewKeysProblem): string {
  switch (problem.kind) {
    case "unreadable-left":
      return `${problem.count === 1 ? "1 record is" : `${problem.count} records are`} damaged and could not be moved to the new keys. Your other records were moved. Nothing has been deleted. Tell your IT team.`;
    case "header-altered":
      return describeUnlockProblem(problem, "passphrase");
    default:
      return describeSaveFailure(problem);
  }
}
