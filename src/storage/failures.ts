import type { LoadFailure, SaveFailure } from "../domain/repositories.ts";
import { VaultLockedError } from "../domain/sealing.ts";
import { assertNever } from "../shared/assert-never.ts";
import { isNamed, TransactionTimedOutError, UnreadableRecordError } from "./errors.ts";
import type { RowSaveFailure } from "./save-rows.ts";

/** What a thrown error means for whoever wanted to read. */
export function toLoadFailure(error: unknown): Extract<LoadFailure, { kind: "locked" | "unavailable" }> {
  return error instanceof VaultLockedError ? { kind: "locked" } : { kind: "unavailable", cause: error };
}

/** What a thrown error means for whoever wanted to save. */
export function toSaveFailure(
  error: unknown,
): Extract<SaveFailure, { kind: "full" | "locked" | "timed-out" | "unavailable" }> {
  if (error instanceof VaultLockedError) return { kind: "locked" };
  if (error instanceof TransactionTimedOutError) return { kind: "timed-out" };
  if (isFull(error)) return { kind: "full" };
  return { kind: "unavailable", cause: error };
}

/** What it means for a save that the row to be written over could not be read first. */
export function toFailureBeforeSave(failure: LoadFailure): SaveFailure {
  switch (failure.kind) {
    case "missing":
      return { kind: "changed-elsewhere" };
    case "unreadable":
    case "not-as-saved":
      return { kind: "unavailable", cause: new UnreadableRecordError("The record on disk cannot be read") };
    case "locked":
    case "unavailable":
      return failure;
    default:
      return assertNever(failure);
  }
}

/** The failure as callers outside storage know it. */
export function withoutIds(failure: RowSaveFailure): SaveFailure {
  return failure.kind === "changed-elsewhere" ? { kind: failure.kind } : failure;
}

// Opening fails for want of space too; then the reason is the cause.
function isFull(error: unknown): boolean {
  return isNamed(error, "QuotaExceededError") || (error instanceof Error && isNamed(error.cause, "QuotaExceededError"));
}
