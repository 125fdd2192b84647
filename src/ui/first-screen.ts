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

/** Resolves once the first screen has been painted and the page has nothing else to do. */
export async function firstScreen(model: AppModel): Promise<void> {
  await new Promise<void>((shown) => {
    const stop = model.status.subscribe((status) => {
      if (status === "opening") return;
      // Called at once by `subscribe`, before it has given the way to stop.
      queueMicrotask(() => stop());
      shown();
    });
  });
  await new Promise<void>((idle) => whenIdle(idle));
}

/** Calls back once the page has nothing else to do, or after a second. */
export function whenIdle(action: () => unknown): void {
  // Safari has no idle callback.
  if ("requestIdleCallback" in window) requestIdleCallback(action, { timeout: 1_000 });
  else setTimeout(action, 200);
}
