import { expect, test, vi } from "vitest";
import { aFakeApp, goodPassphrase } from "../../support/fake-workspace.ts";

vi.mock("../../../src/state/caseload-model.ts", () => ({
  get CaseloadModel() {
    throw new Error("no signal");
  },
}));

test("an app whose next part does not load says so, and keeps no keys", async () => {
  const { app, real } = aFakeApp();
  real.vault.setUp();
  await app.start();

  await app.unlock({ kind: "passphrase", passphrase: goodPassphrase });

  expect(app.status.value).toBe("unavailable");
  expect(app.failure.value).toMatchObject({ kind: "unavailable" });
  expect(real.vault.isUnlocked).toBe(false);
});
