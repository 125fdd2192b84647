import type { ContactEntry, Family } from "./family.ts";
import type { ContactId } from "./ids.ts";
import type { Stored } from "./repositories.ts";

/** Whether there is a record of which something can be said: not removed, and not entered in error. */
export function isStanding(entry: ContactEntry | undefined): entry is ContactEntry {
  return entry?.status === "final" && entry.removedAt === undefined && entry.enteredInError === undefined;
}

/** What the family's list says of a contact. */
export function entryOf(family: Family, id: ContactId): ContactEntry | undefined {
  return family.contacts.find((entry) => entry.id === id);
}

/** The family with another entry for a contact. */
export function withEntry(
  family: Stored<Family>,
  id: ContactId,
  change: (entry: ContactEntry) => ContactEntry,
): Stored<Family> {
  const contacts = family.value.contacts.map((entry) => (entry.id === id ? change(entry) : entry));
  return { ...family, value: { ...family.value, contacts } };
}
