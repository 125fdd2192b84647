import { expect, test, vi } from "vitest";
import { holdWindow, type WindowListeners } from "../../../src/pwa/one-window.ts";

test("the first window owns the app, and keeps it", async () => {
  const locks = new FakeLocks();
  const first = aWindow(locks);
  await turn();

  expect(first.heard).toEqual(["owned"]);
  expect(locks.isHeld).toBe(true);
});

test("a second window hears that the app is open elsewhere, and the first hears nothing", async () => {
  const locks = new FakeLocks();
  const first = aWindow(locks);
  await turn();
  const second = aWindow(locks);
  await turn();

  expect(second.heard).toEqual(["elsewhere"]);
  expect(first.heard).toEqual(["owned"]);
});

test("a window that takes over owns the app, and the one before it lets go", async () => {
  const locks = new FakeLocks();
  const first = aWindow(locks);
  const second = aWindow(locks);
  await turn();

  second.takeOver();
  await turn();
  expect([first.heard, second.heard]).toEqual([
    ["owned", "elsewhere"],
    ["elsewhere", "owned"],
  ]);
  first.takeOver();
  await turn();

  expect(first.heard.at(-1)).toBe("owned");
  expect(second.heard.at(-1)).toBe("elsewhere");
});

test("without locks every window may write", () => {
  vi.stubGlobal("navigator", {});
  const only = aWindow(undefined);
  vi.unstubAllGlobals();

  only.takeOver();

  expect(only.heard).toEqual(["owned", "owned"]);
});

/** Locks as the browser has them, for the two ways in which this app asks: if available, and by stealing. */
class FakeLocks {
  #holder: ((reason: unknown) => void) | undefined;

  get isHeld(): boolean {
    return this.#holder !== undefined;
  }

  // The browser's own type has more ways to be called than this app uses.
  readonly request = ((name: string, options: LockOptions, work: (lock: Lock | null) => unknown) => {
    if (this.#holder !== undefined && !options.steal) return Promise.resolve(work(null));
    this.#holder?.(new DOMException("The lock was stolen", "AbortError"));
    const stolen = new Promise<never>((_, reject) => {
      this.#holder = reject;
    });
    return Promise.race([stolen, work({ name, mode: "exclusive" })]);
  }) as LockManager["request"];
}

function aWindow(locks: FakeLocks | undefined) {
  const heard: string[] = [];
  const listeners: WindowListeners = {
    onOwned: () => heard.push("owned"),
    onElsewhere: () => heard.push("elsewhere"),
  };
  const { takeOver } = holdWindow(listeners, locks);
  return { heard, takeOver };
}

async function turn(): Promise<void> {
  for (let count = 0; count < 10; count++) await Promise.resolve();
}
