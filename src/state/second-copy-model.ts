import type { CopyFailure, PutBack } from "../domain/second-copy.ts";
import type { Result } from "../shared/result.ts";
import type { AppModel } from "./app-model.ts";

/**
 * Looks, in idle time after an unlock, whether the second copy has what the store has lost, and says so on the
 * caseload. `rest` is awaited between its parts.
 */
export async function lookIntoSecondCopy(app: AppModel, rest?: () => Promise<void>): Promise<void> {
  const copy = await app.workspace.secondCopy();
  const check = await copy?.check(rest);
  if (copy === undefined || !check?.ok || app.status.value !== "unlocked") return;
  if (copy.isRebuildDue) await reload(app);
  const count = check.value.toPutBack;
  if (count === 0) return;
  const putBack = async () => {
    const result = await putBackRecords(app);
    const left = result.ok ? result.value.left : count;
    if (app.status.value === "unlocked") app.looks.foundInCopy.value = { count, left, putBack };
  };
  app.looks.foundInCopy.value = { count, left: undefined, putBack };
}

/** Puts back what the second copy has and the store has not, and shows it. */
export async function putBackRecords(app: AppModel): Promise<Result<PutBack, CopyFailure>> {
  const copy = await app.workspace.secondCopy();
  if (copy === undefined) return { ok: true, value: { putBack: 0, left: 0 } };
  const result = await copy.putBack();
  await reload(app);
  return result;
}

// The caseload and the settings as they are in the store now, with records that it did not know of before.
async function reload(app: AppModel): Promise<void> {
  const { workspace } = app;
  const rebuilt = await workspace.rebuildSummaries();
  if (!rebuilt.ok) return;
  (await workspace.secondCopy())?.noteRebuilt();
  const settings = await workspace.settings.load();
  if (app.status.value !== "unlocked") return;
  if (settings.ok) {
    app.settings.value = settings.value;
    app.settingsFailure.value = undefined;
  }
  await app.caseload.load(workspace.families);
  await app.lookOver();
}
