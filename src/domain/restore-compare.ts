import { isSameJson } from "../shared/stable-json.ts";
import type { Contact } from "./contact.ts";
import { isContained } from "./containment.ts";
import type { Family } from "./family.ts";
import type { Stored } from "./repositories.ts";

/** How a record in a backup stands to the one on this device. */
export type RecordState =
  /** It is not here. */
  | "new"
  | "same"
  /** What is here says all that the file says, or is a later state of the very same row. It stays. */
  | "newer-here"
  /** The file says all that is said here, and more. */
  | "newer-in-file"
  /** Each says something that the other does not. Somebody has to choose. */
  | "conflict"
  /** It was removed from this device after its hand-over, and its receipt stands here. It does not come back. */
  | "removed"
  /** It was never removed, but its family was. It stays in the file. */
  | "family-removed";

/** A family without the list of its contacts, which is merged by itself. */
export type FamilyDetails = Omit<Family, "contacts">;

export function detailsOf({ contacts: _, ...details }: Family): FamilyDetails {
  return details;
}

/** Compares contacts of one id. A finalised record is never older than a draft of it. */
export function compareContacts(
  here: Stored<Contact> | undefined,
  file: Stored<Contact>,
  { isSameVault }: { isSameVault: boolean },
): RecordState {
  if (here === undefined) return "new";
  if (isSameJson(here.value, file.value)) return "same";
  if (here.value.familyId !== file.value.familyId) return "conflict";
  if (here.value.status === "final") return file.value.status === "final" ? "conflict" : "newer-here";
  if (file.value.status === "final") {
    return isContained(here.value.answers, file.value.answers) ? "newer-in-file" : "conflict";
  }
  return compareParts(withVersion(here, here.value.answers), withVersion(file, file.value.answers), isSameVault);
}

/** Compares what two states of one family say of it, apart from its contacts. */
export function compareFamilies(
  here: Stored<Family> | undefined,
  file: Stored<Family>,
  { isSameVault }: { isSameVault: boolean },
): RecordState {
  if (here === undefined) return "new";
  const [ours, theirs] = [withoutDueDate(here.value, file.value), withoutDueDate(file.value, here.value)];
  if (isSameJson(ours, theirs)) return "same";
  return compareParts(withVersion(here, ours), withVersion(file, theirs), isSameVault);
}

function compareParts(here: Stored<unknown>, file: Stored<unknown>, isSameVault: boolean): RecordState {
  // A vault's own backup holds earlier states of its rows. Their versions count up, whatever the clock said.
  if (isSameVault && here.version > file.version) return "newer-here";
  if (isContained(file.value, here.value)) return "newer-here";
  if (isContained(here.value, file.value)) return "newer-in-file";
  return "conflict";
}

// Birth comes after expecting, and takes the place of the due date.
function withoutDueDate(family: Family, other: Family): unknown {
  const { stage, addedAt: _, ...details } = detailsOf(family);
  const isBeforeBirth = stage.stage === "expecting" && other.stage.stage === "born";
  return isBeforeBirth ? details : { ...details, stage };
}

function withVersion(stored: Stored<unknown>, value: unknown): Stored<unknown> {
  return { value, version: stored.version };
}
