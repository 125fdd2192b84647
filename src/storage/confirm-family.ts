import type { Family } from "../domain/family.ts";
import type { SaveFailure, Stored } from "../domain/repositories.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { isSameJson } from "../shared/stable-json.ts";
import { toFailureBeforeSave } from "./failures.ts";
import type { RecordLoader } from "./load-record.ts";

/** The family as it is stored, if that is what was to be saved: an earlier save that seemed to fail took effect. */
export async function confirmFamily(
  records: RecordLoader,
  expected: Family,
): Promise<Result<Stored<Family>, SaveFailure>> {
  const family = await records.load(expected.id, "family");
  if (!family.ok) return err(toFailureBeforeSave(family.error));
  const { value, version } = family.value;
  return isSameJson(value.family, expected) ? ok({ value: value.family, version }) : err({ kind: "changed-elsewhere" });
}
