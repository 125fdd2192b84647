import type { FileProblem } from "../../domain/file-cipher.ts";
import type { OnlyHere } from "../../domain/record-archive.ts";
import type { StateCounts } from "../../domain/restore-plan.ts";
import { assertNever } from "../../shared/assert-never.ts";
import type { BackupFailure, SavingFailure } from "../../state/backup-model.ts";
import { describeLoadFailure, describeSaveFailure, describeUnlockProblem } from "./failures.ts";

/** What to say when a file was not made or not opened. Nothing was written in any of these. */
export function describeFileProblem(problem: FileProblem): string {
  switch (problem.kind) {
    case "not-a-backup":
      return "This file is not a backup from this app. Nothing was changed";
    case "too-large":
      return "This file is larger than any backup from this app. Nothing was changed";
    case "too-costly":
      return "This file asks for more work than a backup from this app does, so it was not opened. Nothing was changed";
    case "wrong-key":
      return "These words or this key do not open the file. Check them and try again";
    case "not-a-key":
      return "This is not an age key. Copy the whole key and try again";
    case "damaged":
      return "This file is damaged or was changed. Nothing was changed on this device. Try another backup";
    case "newer":
      return "This backup was made by a newer version of the app. Update the app first";
    case "not-verified":
      return "The backup could not be read back, so it is not one. Try again";
    case "stopped":
      return "It took too long or was stopped. Nothing was changed. Try again";
    default:
      return assertNever(problem);
  }
}

/** What to say when no backup was made. */
export function describeBackupFailure(failure: BackupFailure): string {
  switch (failure.kind) {
    case "screen-lock-failed":
    case "wrong-secret":
    case "wait":
    case "header-altered":
    case "header-unreadable":
    case "kdf-refused":
    case "no-vault":
      return describeUnlockProblem(failure, "passphrase");
    case "missing":
    case "unreadable":
    case "not-as-saved":
    case "locked":
    case "unavailable":
      return describeLoadFailure(failure, "record");
    default:
      return describeFileProblem(failure);
  }
}

/** What to say when the file is not counted as a backup. */
export function describeSavingFailure(failure: SavingFailure): string {
  switch (failure.kind) {
    case "cancelled":
      return "The file is not saved yet. Choose Save the file again";
    case "not-written":
      return "The file was not written as it should be. Save it again, in another place";
    case "not-noted":
      return `The file is saved, but the app could not note it. ${describeSaveFailure(failure.failure)}`;
    default:
      return assertNever(failure);
  }
}

/** "2 contacts are only on this device." */
export function describeOnlyHere({ contacts }: OnlyHere): string {
  if (contacts === 0) return "Every contact is in the patient record or in a backup.";
  return contacts === 1 ? "1 contact is only on this device." : `${contacts} contacts are only on this device.`;
}

/** "3 new, 2 the same as here", leaving out what there is none of. */
export function describeStates(counts: StateCounts): string {
  const parts = [
    [counts.new, "new"],
    [counts.same, "the same as here"],
    [counts["newer-here"], "newer here, and left as they are"],
    [counts["newer-in-file"], "with more in the file, to be brought up to date"],
    [counts.conflict, "different here, for you to choose"],
    [counts.removed, "removed from this device, and left out"],
    [counts["family-removed"], "of a family you removed, and left out"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return said.length === 0 ? "None" : said.join("; ");
}

/** "1 family", "3 families". */
export function countFamilies(count: number): string {
  return count === 1 ? "1 family" : `${count} families`;
}

/** "1 contact", "3 contacts". */
export function countContacts(count: number): string {
  return count === 1 ? "1 contact" : `${count} contacts`;
}
