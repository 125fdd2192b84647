import type { Checklist } from "../domain/checklist.ts";
import type { Contact, FinalContact } from "../domain/contact.ts";
import type { ContactKind } from "../domain/contact-kind.ts";
import type { Family } from "../domain/family.ts";
import type { ContactId } from "../domain/ids.ts";
import type { LoadFailure, Stored } from "../domain/repositories.ts";
import type { Workspace } from "../domain/workspace.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { loadCurrent } from "./load-current.ts";

/** A contact with what its screens need around it. */
export interface LoadedContact {
  contact: Stored<Contact>;
  family: Stored<Family>;
  checklist: Checklist;
  previous: readonly FinalContact[];
}

/**
 * Reads a contact, its family, the checklist at the version the contact was made with, and the finalised contacts
 * before it as they now read. One that was entered in error is none of them; one that cannot be read is left out here, and
 * the family page names it.
 */
export async function loadContact(
  workspace: Workspace,
  id: ContactId,
  checklistVersion: (kind: ContactKind, version: string) => Checklist | undefined,
): Promise<Result<LoadedContact, LoadFailure>> {
  const contact = await workspace.contacts.load(id);
  if (!contact.ok) return contact;
  const { kind, checklistVersion: version, familyId } = contact.value.value;
  const checklist = checklistVersion(kind, version);
  if (!checklist) return err({ kind: "unreadable" });
  const family = await workspace.families.load(familyId);
  if (!family.ok) return family;
  // By their order in the family and the days that were entered: the device's clock may have been wrong.
  const { contacts } = family.value.value;
  const place = contacts.findIndex((entry) => entry.id === id);
  const earlier = contacts
    .slice(0, Math.max(place, 0))
    .filter(({ status, enteredInError, removedAt }) => status === "final" && !enteredInError && !removedAt);
  const loaded = await Promise.all(earlier.map((entry) => loadCurrent(workspace, entry)));
  const previous = loaded
    .flatMap((result) => (result.ok && result.value.value.status === "final" ? [result.value.value] : []))
    .sort((a, b) => a.event.date.localeCompare(b.event.date));
  return ok({ contact: contact.value, family: family.value, checklist, previous });
}
