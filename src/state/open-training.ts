import type { LoadFailure } from "../domain/repositories.ts";
import type { Workspace } from "../domain/workspace.ts";

/** Opens the training store, and makes and fills it the first time; gives what went wrong. It has no secret. */
export async function openTraining(
  workspace: Workspace,
  fill: (workspace: Workspace) => Promise<void>,
): Promise<LoadFailure | undefined> {
  const { vault } = workspace;
  try {
    if ((await vault.status()) !== "none") {
      const unlocked = await vault.unlock({ kind: "passphrase", passphrase: "" });
      return unlocked.ok ? undefined : { kind: "unavailable", cause: unlocked.error };
    }
    const prepared = await vault.prepare("");
    const made = prepared.ok ? await vault.commit() : prepared;
    if (!made.ok) return { kind: "unavailable", cause: made.error };
    await fill(workspace);
    return undefined;
  } catch (cause) {
    return { kind: "unavailable", cause };
  }
}
