import type { AppModel } from "../state/app-model.ts";

/** Taps of Shift in a row that hide the screen, and how fast they must come. ux.md 3.3. */
const shiftTaps = 3;
const shiftMilliseconds = 1_000;

/** Tells the app when it is used, hidden, put to sleep or about to close. Returns how to stop. */
export function watchUse(model: AppModel, view: Window = window): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const { document } = view;
  for (const type of ["pointerdown", "keydown", "input"] as const) {
    document.addEventListener(type, () => model.autoLock.touch(), { signal, passive: true, capture: true });
  }
  document.addEventListener("keydown", hideOnShift(model), { signal });
  // A page may be thrown away at any moment once it is hidden, so what is still being typed is stored now.
  document.addEventListener("visibilitychange", () => document.hidden && void model.flushAll(), { signal });
  view.addEventListener("pagehide", () => void model.flushAll(), { signal });
  document.addEventListener("freeze", () => void model.lock(), { signal });
  // A page that comes back from the back-forward cache shows nothing of before.
  view.addEventListener("pageshow", (event) => event.persisted && void model.lock(), { signal });
  let wasAway = document.hidden;
  document.addEventListener("visibilitychange", () => (wasAway = true), { signal });
  const timer = view.setInterval(() => {
    model.tick(wasAway);
    wasAway = document.hidden;
  }, 1_000);
  return () => {
    stop.abort();
    view.clearInterval(timer);
  };
}

function hideOnShift(model: AppModel): (event: KeyboardEvent) => void {
  let taps: number[] = [];
  return (event) => {
    if (event.key !== "Shift") {
      taps = [];
      return;
    }
    if (event.repeat) return;
    taps = [...taps.filter((at) => event.timeStamp - at < shiftMilliseconds), event.timeStamp];
    if (taps.length < shiftTaps) return;
    taps = [];
    model.hide();
  };
}
