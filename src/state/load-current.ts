import { amended } from "../domain/amendment.ts";
import type { Contact } from "../domain/contact.ts";
import type { ContactEntry } from "../domain/family.ts";
import type { LoadFailure, Stored } from "../domain/repositories.ts";
import type { Workspace } from "../domain/workspace.ts";
import { err, ok, type Result } from "../shared/result.ts";

/**
 * A contact as it reads now: a record with its last amendment. If that amendment cannot be read, neither counts as
 * readable, because an answer that was corrected must not pass for how things are.
 */
export async function loadCurrent(
  workspace: Workspace,
  { id, amendments }: ContactEntry,
): Promise<Result<Stored<Contact>, LoadFailure>> {
  const contact = await workspace.contacts.load(id);
  const last = amendments?.findLast(({ status }) => status === "final");
  if (last === undefined || !contact.ok || contact.value.value.status === "draft") return contact;
  const standing = await workspace.standing();
  if (!standing.ok) return standing;
  const amendment = await standing.value.loadAmendment(last.id);
  if (!amendment.ok && amendment.error.kind !== "missing") return amendment;
  return amendment.ok && amendment.value.value.status === "final"
    ? ok({ ...contact.value, value: amended(contact.value.value, amendment.value.value) })
    : err({ kind: "unreadable" });
}
