import { expect, test, vi } from "vitest";
import { aFakeApp, goodPassphrase } from "../../support/fake-workspace.ts";

// Thrown when it is used: a mock that throws while it is imported counts for the first import only.
vi.mock("../../../src/state/caseload-model.ts", () => ({
  CaseloadModel: class {
    constructor() {
      throw new Error("no signal");
    }
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
