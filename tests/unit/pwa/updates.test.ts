import { expect, test, vi } from "vitest";
import {
  followUpdates,
  QUIET_AFTER_LOCK_MS,
  RELOAD_FALLBACK_MS,
  startServiceWorker,
  type UpdateSource,
} from "../../../src/pwa/updates.ts";

test("nothing is applied while no release waits", () => {
  const { updates, told, source, page } = start();

  expect(updates.applyUpdate()).toBe(false);
  expect(told).toEqual([]);
  expect(source.skips).toBe(0);
  expect(page.reloads).toBe(0);
});

test("a waiting release is announced and touches nothing until it is applied", () => {
  const { told, source, page } = start({ isControlled: true });

  source.emit("waiting");

  expect(told).toEqual(["offline", "update"]);
  expect(source.skips).toBe(0);
  expect(page.reloads).toBe(0);
});

test("applying an update reloads the page once, when the new worker has taken over", () => {
  const { updates, source, page } = start({ isControlled: true });
  source.emit("waiting");

  expect(updates.applyUpdate()).toBe(true);
  expect(source.skips).toBe(1);
  expect(page.reloads).toBe(0);

  source.emit("controlling", { isUpdate: true });
  expect(page.reloads).toBe(1);
  page.pass(RELOAD_FALLBACK_MS);
  expect(page.reloads).toBe(1);
});

test("the page reloads after 2 seconds when the new worker does not say that it took over", () => {
  const { updates, source, page } = start({ isControlled: true });
  source.emit("waiting");
  updates.applyUpdate();

  page.pass(1999);
  expect(page.reloads).toBe(0);
  page.pass(1);
  expect(page.reloads).toBe(1);
});

test("the first worker to control the page is news of offline use, not of an update", () => {
  const { told, page, source } = start({ isControlled: false });

  source.emit("controlling", { isUpdate: false });

  expect(told).toEqual(["offline"]);
  expect(page.reloads).toBe(0);
});

test("the first worker is no update, though it waits for a moment or an earlier load of the page installed it", () => {
  const { updates, told, page, source } = start({ isControlled: false });

  source.emit("waiting");
  source.emit("controlling", { isUpdate: false, isExternal: true });

  expect(told).toEqual(["offline"]);
  expect(updates.applyUpdate()).toBe(false);
  expect(page.reloads).toBe(0);
});

test("an update that another window applied waits for this one to reach a safe point", () => {
  const { updates, told, page, source } = start({ isControlled: true });

  source.emit("controlling", { isUpdate: true, isExternal: true });
  expect(told).toEqual(["offline", "update"]);
  expect(page.reloads).toBe(0);

  expect(updates.applyUpdate()).toBe(true);
  expect(page.reloads).toBe(1);
});

test("after a lock a release starts once the page has been quiet for a moment", () => {
  const { updates, source, page } = start({ isControlled: true });
  source.emit("waiting");

  updates.applyAfterLock(() => true);
  page.pass(QUIET_AFTER_LOCK_MS - 1);
  expect(source.skips).toBe(0);
  page.pass(1);
  expect(source.skips).toBe(1);
});

test("what is being typed after a lock holds a release back until the fields are empty again", () => {
  const { updates, source, page } = start({ isControlled: true });
  source.emit("waiting");

  updates.applyAfterLock(() => true);
  page.isTypedIn = true;
  for (let look = 0; look < 10; look++) page.pass(QUIET_AFTER_LOCK_MS);
  expect([source.skips, page.reloads]).toEqual([0, 0]);

  page.isTypedIn = false;
  page.pass(QUIET_AFTER_LOCK_MS);
  expect(source.skips).toBe(1);
});

test("whoever is in again gets the release at the next lock, and once", () => {
  const { updates, source, page } = start({ isControlled: true });
  source.emit("waiting");
  let isLocked = true;

  updates.applyAfterLock(() => isLocked);
  page.isTypedIn = true;
  page.pass(QUIET_AFTER_LOCK_MS);
  isLocked = false;
  page.isTypedIn = false;
  page.pass(QUIET_AFTER_LOCK_MS);
  expect(source.skips).toBe(0);

  isLocked = true;
  updates.applyAfterLock(() => isLocked);
  updates.applyAfterLock(() => isLocked);
  for (let look = 0; look < 10; look++) page.pass(QUIET_AFTER_LOCK_MS);
  expect(source.skips).toBe(1);
});

test("looking for an update tells whether the host answered", async () => {
  const { updates, source } = start();

  expect(await updates.checkForUpdate()).toBe(true);
  source.isUnreachable = true;
  expect(await updates.checkForUpdate()).toBe(false);
});

test("there are no updates to follow where there is no service worker", async () => {
  vi.stubGlobal("navigator", {});
  const never = () => expect.unreachable();

  expect(await startServiceWorker({ onUpdateReady: never, onOfflineReady: never })).toBeUndefined();
  vi.unstubAllGlobals();
});

function start({ isControlled = false } = {}) {
  const told: string[] = [];
  const source = new FakeSource();
  const page = new FakePage(isControlled);
  const updates = followUpdates(source.asSource(), page, {
    onUpdateReady: () => void told.push("update"),
    onOfflineReady: () => void told.push("offline"),
  });
  return { updates, told, source, page };
}

class FakeSource {
  skips = 0;
  isUnreachable = false;
  readonly #listeners = new Map<string, (event: { isUpdate?: boolean; isExternal?: boolean }) => void>();

  asSource(): UpdateSource {
    const source = {
      addEventListener: (type: string, listener: (event: object) => void) => void this.#listeners.set(type, listener),
      messageSkipWaiting: () => {
        this.skips += 1;
      },
      update: async () => {
        if (this.isUnreachable) throw new TypeError("Failed to update a ServiceWorker");
      },
    };
    // The fake sends the two flags that updates.ts reads of Workbox's events, and no more.
    return source as unknown as UpdateSource;
  }

  emit(type: "waiting" | "controlling", flags: { isUpdate?: boolean; isExternal?: boolean } = {}): void {
    this.#listeners.get(type)!(flags);
  }
}

class FakePage {
  reloads = 0;
  isTypedIn = false;
  readonly isControlled: boolean;
  #now = 0;
  #timers: { at: number; action: () => void }[] = [];

  constructor(isControlled: boolean) {
    this.isControlled = isControlled;
  }

  isInUse(): boolean {
    return this.isTypedIn;
  }

  reload(): void {
    this.reloads += 1;
  }

  after(milliseconds: number, action: () => void): void {
    this.#timers.push({ at: this.#now + milliseconds, action });
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { action } of due) action();
  }
}
