import type { PassphraseProblem, UnlockProblem } from "../../domain/vault-access.ts";
import type { FieldError } from "../components/error-summary.tsx";
import { describePassphraseProblem, describeUnlockProblem } from "../words/failures.ts";

/** Where and how to say that a passphrase was not set: at the new one, at the secret that was to open, or at neither. */
export function passphraseError(
  problem: PassphraseProblem | UnlockProblem,
  fields: { next: string; present?: string; what?: "passphrase" | "recovery key" },
): FieldError {
  switch (problem.kind) {
    case "too-short":
    case "too-easy":
      return { message: describePassphraseProblem(problem), fieldId: fields.next };
    case "vault-exists":
      return { message: describePassphraseProblem(problem) };
    case "wrong-secret":
    case "wait":
      return { message: describeUnlockProblem(problem, fields.what ?? "passphrase"), fieldId: fields.present };
    default:
      return { message: describeUnlockProblem(problem, fields.what ?? "passphrase") };
  }
}
