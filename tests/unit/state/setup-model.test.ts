import { describe, expect, test, vi } from "vitest";
import { err, ok } from "../../../src/shared/result.ts";
import { checkReadiness, SetupModel, setupOf } from "../../../src/state/setup-model.ts";
import { aFakeApp, fakeRecoveryWords, goodPassphrase } from "../../support/fake-workspace.ts";

describe("the proof of storage", () => {
  test("is asked for once, however often it is called", async () => {
    const { app, device } = aFakeApp();
    const prove = vi.spyOn(device, "proveStorage");
    const model = new SetupModel(app);
    expect(model.storage.value).toEqual({ status: "checking" });

    expect(await Promise.all([model.proveStorage(), model.proveStorage()])).toEqual([true, true]);

    expect(prove).toHaveBeenCalledTimes(1);
    expect(model.storage.value).toEqual({ status: "proved" });
  });

  test("says what is wrong", async () => {
    const { app, device } = aFakeApp();
    device.storage = err({ kind: "no-answer" });
    const model = new SetupModel(app);

    expect(await model.proveStorage()).toBe(false);

    expect(model.storage.value).toEqual({ status: "failed", fault: { kind: "no-answer" } });
  });
});

describe("the recovery sheet", () => {
  test("asks for 3 different words in their order, and takes them in any letter case", async () => {
    const { model } = await aPrepared();
    const { words, positions } = model.sheet.value!;

    expect(words).toEqual(fakeRecoveryWords);
    expect(new Set(positions).size).toBe(3);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(positions.every((position) => position >= 1 && position <= 12)).toBe(true);
    expect(model.wrongPositions(positions.map((position) => ` ${words[position - 1]?.toUpperCase()} `))).toEqual([]);
    expect(model.wrongPositions(["x"])).toEqual(positions);
  });

  test("asks for each word some time", async () => {
    const { model } = await aPrepared();
    const asked = new Set<number>();
    for (let attempt = 0; attempt < 200; attempt++) {
      await model.prepare(goodPassphrase);
      for (const position of model.sheet.value?.positions ?? []) asked.add(position);
    }

    expect(asked.size).toBe(12);
  });

  test("is void when the next passphrase is refused, and there is none before a passphrase", async () => {
    const { model } = await aPrepared();

    expect(await model.prepare("short")).toEqual(err({ kind: "too-short" }));

    expect(model.sheet.value).toBeUndefined();
    expect(model.wrongPositions(["a", "b", "c"])).toEqual([]);
    expect(await model.finish(["a", "b", "c"])).toEqual(err({ kind: "wrong-words" }));
  });
});

describe("finishing", () => {
  test("writes the vault, goes in and lets go of the words", async () => {
    const { app, real, model, right } = await aPrepared();

    expect(await model.finish(right())).toEqual(ok(undefined));

    expect([app.status.value, real.vault.isUnlocked]).toEqual(["unlocked", true]);
    expect(model.sheet.value).toBeUndefined();
  });

  test("with wrong words writes nothing and keeps the sheet", async () => {
    const { real, model } = await aPrepared();

    expect(await model.finish(["a", "b", "c"])).toEqual(err({ kind: "wrong-words" }));

    expect(await real.vault.status()).toBe("none");
    expect(model.sheet.value).toBeDefined();
  });

  test("that the store refuses says why and stays where it is", async () => {
    const { app, real, model, right } = await aPrepared();
    real.vault.commit = async () => err({ kind: "vault-exists" });

    expect(await model.finish(right())).toEqual(err({ kind: "vault-exists" }));

    expect(app.status.value).not.toBe("unlocked");
    expect(model.sheet.value).toBeDefined();
  });
});

test("an app has one set-up, so that a look at Help does not lose a sheet", () => {
  const { app } = aFakeApp();

  expect(setupOf(app)).toBe(setupOf(app));
  expect(setupOf(aFakeApp().app)).not.toBe(setupOf(app));
});

test("readiness is what the device answers just now", async () => {
  const { device } = aFakeApp();
  device.offline = { kind: "not-active" };
  device.health = { ...device.health, persistence: "not-promised" };

  expect(await checkReadiness(device)).toEqual({
    offline: { kind: "not-active" },
    storage: ok(undefined),
    persistence: "not-promised",
  });
});

async function aPrepared() {
  const fakes = aFakeApp();
  const model = new SetupModel(fakes.app);
  await model.prepare(goodPassphrase);
  const right = () => (model.sheet.value?.positions ?? []).map((position) => fakeRecoveryWords[position - 1] ?? "");
  return { ...fakes, model, right };
}
