import type { CivilDate, Moment } from "./dates.ts";
import { outstandingWindows } from "./due.ts";
import type { ContactEntry, Family } from "./family.ts";
import type { Settings } from "./settings.ts";

/**
 * Days that a record stays after the visitor said that it is in the patient record. The device is not the patient
 * record, which keeps it to the 25th birthday and longer: vault.md 3, Records Management Code of Practice.
 */
const defaultKeepDays = 30;

const dayMilliseconds = 86_400_000;

/** The days that this visitor's records stay. */
export function keepDaysOf(settings: Pick<Settings, "keepDays">): number {
  return settings.keepDays ?? defaultKeepDays;
}

/** What a family's list says of a record that may be removed. */
export type RemovableEntry = ContactEntry & { date: CivilDate; handOver: { inRecordAt: Moment } };

/**
 * Whether a record may be removed from the device at all: it stands, the visitor confirmed that it is in the patient
 * record as it reads now, and nobody is amending it.
 */
export function mayBeRemoved(entry: ContactEntry): entry is RemovableEntry {
  const isBeingAmended = entry.enteredInError === undefined && entry.amendments?.at(-1)?.status === "draft";
  return (
    entry.status === "final" &&
    entry.date !== undefined &&
    entry.removedAt === undefined &&
    entry.handOver?.inRecordAt !== undefined &&
    !isBeingAmended
  );
}

/** The records of a family that are offered for removal: handed over at least `keepDays` days before `now`. */
export function removableRecords(family: Pick<Family, "contacts">, now: Moment, keepDays: number): RemovableEntry[] {
  const keep = keepDays * dayMilliseconds;
  return family.contacts
    .filter(mayBeRemoved)
    .filter(({ handOver }) => Date.parse(now) - Date.parse(handOver.inRecordAt) >= keep);
}

/** Why a family has to stay: there are records or drafts of it, or a contact is still to come. */
export type FamilyStays = "has-records" | "contact-to-come";

/** Why a family may not be removed, or undefined when all its records are gone and nothing is pending. */
export function whyFamilyStays(family: Pick<Family, "contacts" | "stage">): FamilyStays | undefined {
  const { contacts } = family;
  if (contacts.length === 0 || contacts.some(({ removedAt }) => removedAt === undefined)) return "has-records";
  return family.stage.stage === "expecting" || outstandingWindows(family).length > 0 ? "contact-to-come" : undefined;
}
