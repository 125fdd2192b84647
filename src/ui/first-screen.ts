import type { AppModel } from "../state/app-model.ts";

/** Calls back once, at the first touch or key. */
export function whenFirstUsed(action: () => void): void {
  const used = new AbortController();
  for (const event of ["pointerdown", "keydown"]) {
    window.addEventListener(
      event,
      () => {
        used.abort();
        action();
      },
      { signal: used.signal, capture: true, passive: true },
    );
  }
}

/** How long the page stays empty while the device is asked whether it holds a vault; then it says that it is opening. */
const EMPTY_AT_MOST_MS = 300;

/** Resolves once it is known what to show first and its code is there, or when people would not take it for at once. */
export async function readyToShow(model: AppModel, loadWelcome: () => Promise<void>): Promise<void> {
  const ready = known(model).then(() => (model.status.value === "none" ? loadWelcome() : undefined));
  await Promise.race([ready, new Promise((tooLong) => setTimeout(tooLong, EMPTY_AT_MOST_MS))]);
}

/** Resolves once the first screen has been painted and the page has nothing else to do. */
export async function firstScreen(model: AppModel): Promise<void> {
  await known(model);
  await new Promise<void>((idle) => whenIdle(idle));
}

function known(model: AppModel): Promise<void> {
  return new Promise((shown) => {
    const stop = model.status.subscribe((status) => {
      if (status === "opening") return;
      // Called at once by `subscribe`, before it has given the way to stop.
      queueMicrotask(() => stop());
      shown();
    });
  });
}

/** Calls back once the page has nothing else to do, or after a second. */
export function whenIdle(action: () => unknown): void {
  // Safari has no idle callback.
  if ("requestIdleCallback" in window) requestIdleCallback(action, { timeout: 1_000 });
  else setTimeout(action, 200);
}
