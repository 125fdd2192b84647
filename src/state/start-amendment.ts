import { beginAmendment } from "../domain/amend.ts";
import type { FinalContact } from "../domain/contact.ts";
import type { ContactEntry, Family } from "../domain/family.ts";
import { AmendmentId, toId } from "../domain/ids.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import { randomId } from "../shared/random-id.ts";
import { ok, type Result } from "../shared/result.ts";
import type { AppModel } from "./app-model.ts";

/** Begins to amend a record and stores the draft. `current` is the record as it reads now. */
export async function startAmendment(
  app: AppModel,
  current: FinalContact,
  entry: ContactEntry,
  family: Stored<Family>,
): Promise<Result<undefined, SaveFailure | LoadFailure>> {
  const standing = await app.workspace.standing();
  if (!standing.ok) return standing;
  const draft = beginAmendment(current, {
    id: toId(AmendmentId, randomId()),
    number: (entry.amendments?.length ?? 0) + 1,
    now: app.device.clock.now(),
    clockSuspect: app.clock.doubt.value !== undefined,
  });
  const started = await standing.value.startAmendment(draft, family);
  if (!started.ok) return started;
  app.caseload.show(started.value.family.value);
  return ok(undefined);
}
