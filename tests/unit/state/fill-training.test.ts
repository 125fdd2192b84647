import { expect, test } from "vitest";
import { trainingFamilies } from "../../../src/content/training-family.ts";
import { Family, familyLabel } from "../../../src/domain/family.ts";
import { Settings } from "../../../src/domain/settings.ts";
import { fillTraining } from "../../../src/state/fill-training.ts";
import { FakeWorkspace } from "../../support/fake-workspace.ts";

const now = "2026-11-23T14:05:00Z";

test("a new training store holds every made-up family and an author, all of it valid", async () => {
  const workspace = new FakeWorkspace("training");
  workspace.vault.setUp("");
  await workspace.vault.unlock({ kind: "passphrase", passphrase: "" });

  await fillTraining(workspace, "2026-11-23", now);

  const listed = await workspace.families.loadSummaries();
  if (!listed.ok) throw new Error(listed.error.kind);
  expect(listed.value.summaries).toHaveLength(trainingFamilies("2026-11-23").length);
  for (const { id, label } of listed.value.summaries) {
    const loaded = await workspace.families.load(id);
    if (!loaded.ok) throw new Error(loaded.error.kind);
    expect(Family.safeParse(loaded.value.value).error).toBeUndefined();
    expect(familyLabel(loaded.value.value)).toBe(label);
    expect(loaded.value.value).toMatchObject({ addedAt: now, contacts: [] });
  }
  const settings = await workspace.settings.load();
  expect(settings.ok && Settings.safeParse(settings.value.value).success).toBe(true);
  expect(settings.ok && settings.value.value.you.name).toBe("Jo Trainer");
});

test("no two people or babies of the made-up families share an id", async () => {
  const workspace = new FakeWorkspace("training");
  workspace.vault.setUp("");
  await workspace.vault.unlock({ kind: "passphrase", passphrase: "" });
  const added: Family[] = [];
  const { add } = workspace.families;
  workspace.families.add = (family) => {
    added.push(family);
    return add(family);
  };

  await fillTraining(workspace, "2026-11-23", now);

  const ids = added.flatMap(({ id, carers, stage }) => [
    id,
    ...carers.map((carer) => carer.id),
    ...(stage.stage === "born" ? stage.babies.map((baby) => baby.id) : []),
  ]);
  expect(new Set(ids).size).toBe(ids.length);
});
