import type { Contact } from "../domain/contact.ts";
import type { ContactEntry } from "../domain/family.ts";
import type { LoadFailure, Stored } from "../domain/repositories.ts";
import type { Workspace } from "../domain/workspace.ts";
import type { Result } from "../shared/result.ts";

/** A contact as it reads now: a record with its last amendment, as `loadAmended` gives it. */
export async function loadCurrent(
  workspace: Workspace,
  { id, amendments }: ContactEntry,
): Promise<Result<Stored<Contact>, LoadFailure>> {
  const last = amendments?.findLast(({ status }) => status === "final");
  if (last === undefined) return workspace.contacts.load(id);
  const standing = await workspace.standing();
  return standing.ok ? standing.value.loadAmended(id, last.id) : standing;
}
