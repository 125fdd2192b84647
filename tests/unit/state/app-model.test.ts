import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Settings } from "../../../src/domain/settings.ts";
import { err } from "../../../src/shared/result.ts";
import { AppModel } from "../../../src/state/app-model.ts";
import type { Flushable } from "../../../src/state/open-work.ts";
import { aFamily } from "../../support/builders.ts";
import { FakeDevice } from "../../support/fake-device.ts";
import { aFakeApp, anUnlockedApp, FakeUsers, FakeWorkspace, goodPassphrase } from "../../support/fake-workspace.ts";

const secret = { kind: "passphrase", passphrase: goodPassphrase } as const;
const minute = 60_000;

describe("starting", () => {
  test("says whether this device holds a vault", async () => {
    const fresh = aFakeApp();
    expect(fresh.app.status.value).toBe("opening");
    await fresh.app.start();
    expect(fresh.app.status.value).toBe("none");

    const setUp = aFakeApp();
    setUp.real.vault.setUp();
    await setUp.app.start();
    expect(setUp.app.status.value).toBe("locked");
  });

  test("a device that is known to have held a vault, and holds none, is missing its records and is not new", async () => {
    const { app, real } = aFakeApp();
    real.isWitnessed = true;

    await app.start();
    expect(app.status.value).toBe("missing");

    real.vault.setUp();
    await app.start();
    expect(app.status.value).toBe("locked");
  });

  test("says so when the store cannot be opened", async () => {
    const { app, real } = aFakeApp();
    const cause = new Error("no store");
    real.vault.status = () => Promise.reject(cause);

    await app.start();

    expect(app.status.value).toBe("unavailable");
    expect(app.failure.value).toEqual({ kind: "unavailable", cause });
  });

  test.each(["well", "badly"])("that ends %s after another window took over changes nothing", async (how) => {
    const { app, real } = aFakeApp();
    const answer = aGate();
    real.vault.status = () => answer.passed.then(() => (how === "well" ? "locked" : Promise.reject(new Error("gone"))));

    const starting = app.start();
    await app.yieldToOtherWindow();
    answer.open();
    await starting;

    expect(app.status.value).toBe("other-window");
  });

  test("again in the window that took over comes back to the lock", async () => {
    const { app } = await anUnlockedApp();
    await app.yieldToOtherWindow();

    await app.start();

    expect(app.status.value).toBe("locked");
  });
});

describe("unlocking", () => {
  test("loads the settings and the caseload before anything shows", async () => {
    const { app, real } = aFakeApp();
    real.vault.setUp();
    real.putFamily(aFamily());
    await app.start();
    const statuses: string[] = [];
    app.status.subscribe((status) => {
      statuses.push(status === "unlocked" ? `${app.caseload.counts.value.all} families` : status);
    });

    expect((await app.unlock(secret)).ok).toBe(true);

    expect(statuses).toEqual(["locked", "1 families"]);
    expect(app.settingsFailure.value).toBeUndefined();
  });

  test("with a wrong secret stays locked", async () => {
    const { app, real } = aFakeApp();
    real.vault.setUp();
    await app.start();

    const result = await app.unlock({ kind: "passphrase", passphrase: "wrong" });

    expect(result).toEqual(err({ kind: "wrong-secret", waitSeconds: 0 }));
    expect(app.status.value).toBe("locked");
  });

  test("goes on with the defaults when the settings cannot be read, and says why", async () => {
    const { app, real } = aFakeApp();
    real.vault.setUp();
    real.settings.load = async () => err({ kind: "unreadable" });

    await app.unlock(secret);

    expect(app.status.value).toBe("unlocked");
    expect(app.settingsFailure.value).toEqual({ kind: "unreadable" });
  });

  test.each([
    ["locking", (app: AppModel) => app.lock(), "locked"],
    ["hiding", async (app: AppModel) => app.hide(), "locked"],
    ["a takeover", (app: AppModel) => app.yieldToOtherWindow(), "other-window"],
  ])("%s while the keys are worked out keeps it locked and drops them", async (_, overtake, status) => {
    const { app, real } = aFakeApp();
    real.vault.setUp();
    await app.start();
    const keys = aGate();
    const unlock = real.vault.unlock.bind(real.vault);
    real.vault.unlock = (given) => keys.passed.then(() => unlock(given));

    const unlocking = app.unlock(secret);
    await overtake(app);
    keys.open();
    await unlocking;

    expect(app.status.value).toBe(status);
    expect(real.vault.isUnlocked).toBe(false);
  });

  test.each([
    ["locking", (app: AppModel) => app.lock(), "locked"],
    ["hiding", async (app: AppModel) => app.hide(), "locked"],
    ["a takeover", (app: AppModel) => app.yieldToOtherWindow(), "other-window"],
  ])("%s while the caseload loads keeps it locked, and nothing comes back into memory", async (_, overtake, status) => {
    const { app, real } = aFakeApp();
    real.vault.setUp();
    real.putFamily(aFamily());
    await app.start();
    const loaded = aGate();
    const load = real.families.loadSummaries.bind(real.families);
    real.families.loadSummaries = async () => {
      const summaries = await load();
      await loaded.passed;
      return summaries;
    };

    const unlocking = app.unlock(secret);
    await turn();
    await overtake(app);
    loaded.open();
    await unlocking;
    await turn();

    expect(app.status.value).toBe(status);
    expect(real.vault.isUnlocked).toBe(false);
    expect(app.caseload.counts.value.all).toBe(0);
  });

  test("waits for a lock that is still storing, and then stays unlocked", async () => {
    const { app, real } = await anUnlockedApp();
    const stored = aGate();
    app.keepOpen(aFlushable({ flush: () => stored.passed.then(() => true) }));

    const locking = app.lock();
    const unlocking = app.unlock(secret);
    await turn();
    expect(app.status.value).toBe("locked");
    stored.open();
    await Promise.all([locking, unlocking]);

    expect(app.status.value).toBe("unlocked");
    expect(real.vault.isUnlocked).toBe(true);
  });

  test("while the page is hidden, as when set-up ends behind it, locks again", async () => {
    const { app, real } = aFakeApp();
    await app.start();
    await real.vault.prepare(goodPassphrase);
    await real.vault.commit();
    app.hide();

    await app.enter();

    expect(app.status.value).toBe("locked");
    expect(app.hidden.value).toBe(true);
    expect(real.vault.isUnlocked).toBe(false);
  });

  test("that a takeover overtook in another way lets go of the keys", async () => {
    const { app, real } = aFakeApp();
    real.vault.setUp();
    await app.yieldToOtherWindow();
    await real.vault.unlock(secret);

    await app.enter();

    expect(app.status.value).toBe("other-window");
    expect(real.vault.isUnlocked).toBe(false);
  });
});

describe("locking", () => {
  test("blanks the screens first, then stores what is open, then drops the keys and forgets", async () => {
    const { app, real } = await anUnlockedApp();
    await app.saveSettings((settings) => withName(settings, "Jo Ward"));
    const order: string[] = [];
    app.keepOpen(
      aFlushable({
        async flush() {
          await turn();
          order.push(`flushed while ${app.status.value}, keys ${real.vault.isUnlocked ? "there" : "gone"}`);
          return true;
        },
      }),
    );
    real.close = () => order.push(`closed, keys ${real.vault.isUnlocked ? "there" : "gone"}`);

    const locking = app.lock();
    expect(app.status.value).toBe("locked");
    await locking;

    expect(order).toEqual(["flushed while locked, keys there", "closed, keys gone"]);
    expect(app.settings.value.value.you.name).toBe("");
    expect(app.caseload.state.value).toEqual({ status: "loading" });
  });

  test("drops the keys after 2 seconds although a save hangs", async () => {
    vi.useFakeTimers();
    const { app, real } = await anUnlockedApp();
    app.keepOpen(aFlushable({ flush: () => new Promise(() => undefined) }));

    const locking = app.lock();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(real.vault.isUnlocked).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    await locking;

    expect(real.vault.isUnlocked).toBe(false);
  });

  test("drops the keys although a flush throws, and waits for the others", async () => {
    const { app, real } = await anUnlockedApp();
    let isStored = false;
    app.keepOpen(aFlushable({ flush: () => Promise.reject(new Error("broken")) }));
    app.keepOpen(
      aFlushable({
        async flush() {
          await turn();
          isStored = real.vault.isUnlocked;
          return true;
        },
      }),
    );

    await app.lock();

    expect(isStored).toBe(true);
    expect(real.vault.isUnlocked).toBe(false);
  });

  test("twice is locking once", async () => {
    const { app, device, real } = await anUnlockedApp();
    app.updateReady.value = true;
    const close = vi.spyOn(real, "close");

    await Promise.all([app.lock(), app.lock()]);
    await app.lock();

    expect(close).toHaveBeenCalledTimes(1);
    expect(device.calls).toEqual(["applyUpdate"]);
  });

  test("leaves no timer behind that would keep a page busy", async () => {
    vi.useFakeTimers();
    const { app } = await anUnlockedApp();

    await app.lock();

    expect(vi.getTimerCount()).toBe(0);
  });

  test("applies an update that waits once the keys are gone, and never before", async () => {
    const { app, device, real } = await anUnlockedApp();
    device.applyUpdate = () => device.calls.push(real.vault.isUnlocked ? "reload" : "applyUpdate");

    app.updateReady.value = true;
    await turn();
    expect(device.calls).toEqual([]);
    await app.lock();

    expect(device.calls).toEqual(["applyUpdate"]);
  });

  test("without an update reloads nothing", async () => {
    const { app, device } = await anUnlockedApp();

    await app.lock();

    expect(device.calls).toEqual([]);
  });

  test("before a vault was opened changes nothing", async () => {
    const { app } = aFakeApp();
    await app.start();

    await app.lock();

    expect(app.status.value).toBe("none");
  });

  test("hiding covers the screen at once and locks behind it", async () => {
    const { app, real } = await anUnlockedApp();

    app.hide();
    expect([app.hidden.value, app.status.value]).toEqual([true, "locked"]);
    await turn();

    expect(real.vault.isUnlocked).toBe(false);
  });

  test("a takeover shows nothing of a lock screen in between, stores what is open and drops the keys", async () => {
    const { app, real } = await anUnlockedApp();
    const stored = aGate();
    app.keepOpen(aFlushable({ flush: () => stored.passed.then(() => true) }));

    const yielding = app.yieldToOtherWindow();
    expect(app.status.value).toBe("other-window");
    expect(real.vault.isUnlocked).toBe(true);
    stored.open();
    await yielding;

    expect(app.status.value).toBe("other-window");
    expect(real.vault.isUnlocked).toBe(false);
  });
});

describe("the time until it locks", () => {
  afterEach(() => void vi.useRealTimers());

  test("is 5 minutes as the settings come, and passes only while unlocked", async () => {
    const { app, device } = await anUnlockedApp();

    pass(device, app, 5 * minute - 1_000);
    expect(app.status.value).toBe("unlocked");
    expect(app.autoLock.warning.value).toBe(1);
    pass(device, app, 1_000);
    expect(app.status.value).toBe("locked");

    await turn();
    await app.unlock(secret);
    pass(device, app, minute);
    expect(app.status.value).toBe("unlocked");
  });

  test("is 15 minutes while a contact is open, and 5 again once it is closed", async () => {
    const { app, device } = await anUnlockedApp();
    const release = app.keepOpen(aFlushable({ isContact: true }));

    pass(device, app, 14 * minute);
    expect(app.status.value).toBe("unlocked");
    app.autoLock.stay();
    release();
    pass(device, app, 5 * minute);

    expect(app.status.value).toBe("locked");
  });

  test("is not longer for something open that is no contact, nor shorter in a contact than elsewhere", async () => {
    const { app, device } = await anUnlockedApp();
    await app.saveSettings((settings) => ({ ...settings, lock: { idleMinutes: 6, contactMinutes: 2 } }));
    app.keepOpen(aFlushable({ isContact: false }));
    app.keepOpen(aFlushable({ isContact: true }));

    pass(device, app, 6 * minute - 1_000);
    expect(app.status.value).toBe("unlocked");
    pass(device, app, 1_000);
    expect(app.status.value).toBe("locked");
  });

  test("looks at no lock while locked", async () => {
    const { app, device } = aFakeApp();
    const check = vi.spyOn(app.autoLock, "check");

    pass(device, app, minute);

    expect(check).not.toHaveBeenCalled();
  });
});

test("the day is the one on the wall in the device's zone, and changes at midnight there", () => {
  const device = new FakeDevice();
  device.clock.setTo("2027-06-30T22:59:30Z");
  const app = new AppModel({
    device,
    users: new FakeUsers(),
    open: (kind) => new FakeWorkspace(kind),
    fillTraining: async () => {},
  });
  expect(app.today.value).toBe("2027-06-30");

  device.clock.advance(29_000);
  app.tick();
  expect(app.today.value).toBe("2027-06-30");
  device.clock.advance(1_000);
  app.tick();

  expect(app.today.value).toBe("2027-07-01");
});

describe("what is open", () => {
  test("is all stored when the page is about to go, and no more once it is closed", async () => {
    const { app } = await anUnlockedApp();
    const first = vi.fn(async () => true);
    const second = vi.fn(async () => true);
    app.keepOpen(aFlushable({ flush: first }));
    const release = app.keepOpen(aFlushable({ flush: second }));

    await app.flushAll();
    release();
    await app.flushAll();

    expect(first).toHaveBeenCalledTimes(2);
    expect(second).toHaveBeenCalledTimes(1);
  });

  test("is unsaved as soon as the store refuses one answer", async () => {
    const { app } = await anUnlockedApp();
    app.keepOpen(aFlushable({}));
    expect(app.hasUnsaved).toBe(false);

    app.keepOpen(aFlushable({ isUnsaved: true }));

    expect(app.hasUnsaved).toBe(true);
  });
});

describe("the settings", () => {
  test("change only once the store has confirmed", async () => {
    const { app, real } = await anUnlockedApp();
    const saved = aGate();
    real.beforeSave = () => saved.passed;

    const saving = app.saveSettings((settings) => withName(settings, "Jo Ward"));
    expect(app.settings.value.value.you.name).toBe("");
    saved.open();
    await saving;

    expect(app.settings.value).toMatchObject({ value: { you: { name: "Jo Ward" } }, version: 1 });
  });

  test("stay as they were when the store refuses, and cannot be saved while locked", async () => {
    const { app, real } = await anUnlockedApp();
    real.saveFailure = { kind: "full" };

    expect(await app.saveSettings((settings) => withName(settings, "Jo"))).toEqual(err({ kind: "full" }));
    expect(app.settings.value.value.you.name).toBe("");
    await app.lock();

    expect(await app.saveSettings((settings) => settings)).toEqual(err({ kind: "locked" }));
  });

  test("that are saved as the app locks do not come back into memory", async () => {
    const { app, real } = await anUnlockedApp();
    const { save } = real.settings;
    const late = aGate();
    real.settings.save = async (settings) => {
      const saved = await save(settings);
      await late.passed;
      return saved;
    };

    const saving = app.saveSettings((settings) => withName(settings, "Jo Ward"));
    await turn();
    await app.lock();
    late.open();

    expect((await saving).ok).toBe(true);
    expect(app.settings.value.value.you.name).toBe("");
  });
});

describe("training", () => {
  test("opens a store of its own, filled the first time only, and locking goes back to the real one", async () => {
    const { app, real, training, filled } = aTrainingApp();
    real.vault.setUp();
    await app.start();

    await app.startTraining();
    expect([app.status.value, app.isTraining, app.workspace]).toEqual(["unlocked", true, training]);
    expect(real.vault.isUnlocked).toBe(false);
    await app.lock();
    expect([app.status.value, app.isTraining, app.workspace]).toEqual(["locked", false, real]);
    expect(training.vault.isUnlocked).toBe(false);
    await app.startTraining();

    expect(app.status.value).toBe("unlocked");
    expect(filled).toEqual(["2026-11-23"]);
  });

  test("on a device that is not set up goes back to set-up", async () => {
    const { app } = aTrainingApp();
    await app.start();

    await app.startTraining();
    await app.lock();

    expect(app.status.value).toBe("none");
  });

  test("locks the real store first where it was open", async () => {
    const { app, real, training } = aTrainingApp();
    real.vault.setUp();
    await app.unlock(secret);

    await app.startTraining();

    expect(real.vault.isUnlocked).toBe(false);
    expect(training.vault.isUnlocked).toBe(true);
  });

  test("begun while the real store is still storing its last answer takes the keys of neither", async () => {
    const { app, real, training } = aTrainingApp();
    real.vault.setUp();
    await app.unlock(secret);
    const stored = aGate();
    app.keepOpen(aFlushable({ flush: () => stored.passed.then(() => true) }));

    const locking = app.lock();
    const starting = app.startTraining();
    stored.open();
    await Promise.all([locking, starting]);

    expect(real.vault.isUnlocked).toBe(false);
    expect([app.status.value, app.isTraining, training.vault.isUnlocked]).toEqual(["unlocked", true, true]);
  });

  test("begun while the real keys are worked out drops them when they come", async () => {
    const { app, real } = aTrainingApp();
    real.vault.setUp();
    await app.start();
    const keys = aGate();
    const unlock = real.vault.unlock.bind(real.vault);
    real.vault.unlock = (given) => keys.passed.then(() => unlock(given));

    const unlocking = app.unlock(secret);
    await turn();
    await app.startTraining();
    keys.open();
    await unlocking;

    expect(real.vault.isUnlocked).toBe(false);
    expect([app.status.value, app.isTraining]).toEqual(["unlocked", true]);
  });

  test("left again by a lock before it was open stays closed", async () => {
    const { app, real, training } = aTrainingApp();
    real.vault.setUp();
    await app.start();

    const starting = app.startTraining();
    await turn();
    await turn();
    await app.lock();
    await starting;

    expect([app.isTraining, app.status.value]).toEqual([false, "locked"]);
    expect(training.vault.isUnlocked).toBe(false);
  });

  test.each([
    ["does not open", (training: FakeWorkspace) => (training.vault.refuse = { kind: "header-altered" }), true],
    [
      "cannot be made",
      (training: FakeWorkspace) => (training.vault.prepare = async () => err({ kind: "vault-exists" })),
      false,
    ],
    [
      "cannot be written",
      (training: FakeWorkspace) => (training.vault.commit = async () => err({ kind: "vault-exists" })),
      false,
    ],
    ["breaks", (training: FakeWorkspace) => (training.vault.status = () => Promise.reject(new Error("gone"))), false],
  ])("that %s says that the store is not there, and leaves the real one in use", async (_, spoil, isMade) => {
    const { app, real, training } = aTrainingApp();
    if (isMade) training.vault.setUp("");
    spoil(training);
    await app.start();

    await app.startTraining();

    expect(app.status.value).toBe("unavailable");
    expect(app.failure.value?.kind).toBe("unavailable");
    expect([app.isTraining, app.workspace]).toEqual([false, real]);
  });

  test("in a window that is taken over stays taken over, back at the real store", async () => {
    const { app, real } = aTrainingApp();
    await app.startTraining();

    await app.yieldToOtherWindow();

    expect([app.status.value, app.workspace]).toEqual(["other-window", real]);
  });
});

beforeEach(() => void vi.useRealTimers());
afterEach(() => void vi.useRealTimers());

function aTrainingApp() {
  const device = new FakeDevice();
  const real = new FakeWorkspace("real");
  const training = new FakeWorkspace("training");
  const filled: string[] = [];
  const app = new AppModel({
    device,
    users: new FakeUsers(),
    open: (kind) => (kind === "real" ? real : training),
    async fillTraining(workspace, today) {
      expect(workspace).toBe(training);
      await turn();
      filled.push(today);
    },
  });
  return { app, device, real, training, filled };
}

function aFlushable(given: Partial<Flushable>): Flushable {
  return { flush: async () => true, isContact: false, isUnsaved: false, ...given };
}

function withName(settings: Settings, name: string): Settings {
  return { ...settings, you: { ...settings.you, name } };
}

/** Lets time pass on the device with a tick every second. */
function pass(device: FakeDevice, app: AppModel, milliseconds: number): void {
  for (let passed = 0; passed < milliseconds; passed += 1_000) {
    device.clock.advance(1_000);
    app.tick();
  }
}

/** Something to wait for until it is opened. */
function aGate(): { passed: Promise<void>; open: () => void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

/** Lets everything go on that waits for nothing but its turn. */
async function turn(): Promise<void> {
  for (let count = 0; count < 20; count++) await Promise.resolve();
}
