import type { ErrorMark, ErrorReason } from "../domain/error-mark.ts";
import type { Family } from "../domain/family.ts";
import { type ContactId, ErrorMarkId, toId } from "../domain/ids.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import { randomId } from "../shared/random-id.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { AppModel } from "./app-model.ts";
import { authorOf } from "./author-of.ts";

/** Why a record was not marked. */
export type MarkFailure = { kind: "no-author" } | { kind: "not-saved"; failure: SaveFailure | LoadFailure };

/** Makes a mark that says the record was entered in error, for `markInError` to store. */
export function makeErrorMark(
  app: AppModel,
  contactId: ContactId,
  family: Family,
  given: { reason: ErrorReason; note: string },
): ErrorMark {
  const note = given.note.trim();
  return {
    id: toId(ErrorMarkId, randomId()),
    contactId,
    familyId: family.id,
    reason: given.reason,
    ...(note === "" ? {} : { note }),
    author: authorOf(app),
    madeAt: app.device.clock.now(),
    ...(app.clock.doubt.value === undefined ? {} : { clockSuspect: true }),
  };
}

/** Stores the mark, for ever. The record itself stays as it is. May be tried again with the same mark. */
export async function markInError(
  app: AppModel,
  mark: ErrorMark,
  family: Stored<Family>,
): Promise<Result<undefined, MarkFailure>> {
  if (mark.author.name.trim() === "") return err({ kind: "no-author" });
  const standing = await app.workspace.standing();
  if (!standing.ok) return err({ kind: "not-saved", failure: standing.error });
  const marked = await standing.value.markInError(mark, family);
  if (!marked.ok) return err({ kind: "not-saved", failure: marked.error });
  app.caseload.show(marked.value.value);
  return ok(undefined);
}
