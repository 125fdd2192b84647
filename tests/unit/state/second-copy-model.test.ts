import { expect, test } from "vitest";
import { lookIntoSecondCopy } from "../../../src/state/second-copy-model.ts";
import { aFamily } from "../../support/builders.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";

test("a look that finds nothing amiss says nothing", async () => {
  const { app } = await anUnlockedApp();

  await lookIntoSecondCopy(app);

  expect(app.looks.foundInCopy.value).toBeUndefined();
});

test("records that the second copy has are said, put back, and shown on the caseload", async () => {
  const { app, real } = await anUnlockedApp();
  real.copy.found = { ...real.copy.found, toPutBack: 3 };
  real.copy.onPutBack = () => void real.putFamily(aFamily());

  await lookIntoSecondCopy(app);
  expect(app.looks.foundInCopy.value).toMatchObject({ count: 3, left: undefined });
  expect(app.caseload.counts.value.all).toBe(0);
  await app.looks.foundInCopy.value?.putBack();

  expect(app.looks.foundInCopy.value).toMatchObject({ count: 3, left: 0 });
  expect(app.caseload.counts.value.all).toBe(1);
});

test("what could not be put back is counted", async () => {
  const { app, real } = await anUnlockedApp();
  real.copy.found = { ...real.copy.found, toPutBack: 3 };
  await lookIntoSecondCopy(app);

  real.copy.left = 1;
  await app.looks.foundInCopy.value?.putBack();
  expect(app.looks.foundInCopy.value?.left).toBe(1);

  real.copy.failure = { kind: "unavailable", cause: new Error("no answer") };
  await app.looks.foundInCopy.value?.putBack();
  expect(app.looks.foundInCopy.value?.left).toBe(3);
});

test("after a lock nothing of it is shown, however late the look ends", async () => {
  const { app, real } = await anUnlockedApp();
  real.copy.found = { ...real.copy.found, toPutBack: 3 };
  await lookIntoSecondCopy(app);

  const looking = lookIntoSecondCopy(app);
  await app.lock();
  await looking;

  expect(app.looks.foundInCopy.value).toBeUndefined();
});

test("a caseload that was not worked out again after records came back is, at the next unlock", async () => {
  const { app, real } = await anUnlockedApp();
  real.copy.isRebuildDue = true;
  real.putFamily(aFamily());

  await lookIntoSecondCopy(app);

  expect(app.caseload.counts.value.all).toBe(1);
  expect(real.copy.isRebuildDue).toBe(false);
});
