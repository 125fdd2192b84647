import type { Checklist } from "../domain/checklist.ts";
import type { Contact, FinalContact } from "../domain/contact.ts";
import type { ContactKind } from "../domain/contact-kind.ts";
import type { Family } from "../domain/family.ts";
import type { ContactId } from "../domain/ids.ts";
import type { LoadFailure, Stored } from "../domain/repositories.ts";
import type { Workspace } from "../domain/workspace.ts";
import { err, ok, type Result } from "../shared/result.ts";

/** A contact with what its screens need around it. */
export interface LoadedContact {
  contact: Stored<Contact>;
  family: Stored<Family>;
  checklist: Checklist;
  previous: readonly FinalContact[];
}

/**
 * Reads a contact, its family, the checklist at the version the contact was made with, and the finalised contacts
 * before it. An earlier contact that cannot be read is left out here; the family page names it.
 */
export async function loadContact(
  workspace: Workspace,
  id: ContactId,
  checklistVersion: (kind: ContactKind, version: string) => Checklist | undefined,
): Promise<Result<LoadedContact, LoadFailure>> {
  const contact = await workspace.contacts.load(id);
  if (!contact.ok) return contact;
  const { kind, checklistVersion: version, familyId, startedAt } = contact.value.value;
  const checklist = checklistVersion(kind, version);
  if (!checklist) return err({ kind: "unreadable" });
  const family = await workspace.families.load(familyId);
  if (!family.ok) return family;
  const earlier = family.value.value.contacts.filter(
    (entry) => entry.status === "final" && entry.id !== id && entry.startedAt < startedAt,
  );
  const loaded = await Promise.all(earlier.map((entry) => workspace.contacts.load(entry.id)));
  const previous = loaded
    .flatMap((result) => (result.ok && result.value.value.status === "final" ? [result.value.value] : []))
    .sort((a, b) => a.event.date.localeCompare(b.event.date) || a.finalisedAt.localeCompare(b.finalisedAt));
  return ok({ contact: contact.value, family: family.value, checklist, previous });
}
