import { expect, test } from "vitest";
import { currentVersion } from "../../../src/content/checklists.ts";
import { RecordModel } from "../../../src/state/record-model.ts";
import { aFamily, aFinalContact } from "../../support/builders.ts";
import { aFakeApp, anUnlockedApp, type FakeWorkspace } from "../../support/fake-workspace.ts";

const family = aFamily();
const record = aFinalContact({
  familyId: family.id,
  kind: "new-birth",
  checklistVersion: currentVersion("new-birth"),
});

function fill(workspace: FakeWorkspace): void {
  workspace.putFamily(family);
  workspace.putContact(record);
}

async function copiedText(app: Awaited<ReturnType<typeof anUnlockedApp>>["app"], copied: readonly string[]) {
  const model = new RecordModel(app, record.id);
  await model.load();
  await model.copy("main");
  return copied.at(-1);
}

test("text copied in training says on its first line that it is not a real record", async () => {
  const { app, device, training } = aFakeApp();
  await app.start();
  await app.startTraining();
  fill(training);

  expect(await copiedText(app, device.copied)).toMatch(/^TRAINING: made-up family, not a real record\.\n/);
});

test("text copied of a real record carries no training mark", async () => {
  const { app, device, real } = await anUnlockedApp();
  fill(real);

  expect(await copiedText(app, device.copied)).not.toContain("TRAINING");
});
