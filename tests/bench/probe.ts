/** One tap in the page: when it came in, when its answer was painted, and when the page said that it is saved. */
export interface Tap {
  at: number;
  painted?: number;
  saved?: number;
  savedPainted?: number;
}

/** What a page opened for measuring knows about itself. Times are as of `performance.now()`. */
export interface Probe {
  tap: Tap | undefined;
  /** When an element that fits the selector, with this text if given, had been painted; waits for it. */
  whenPainted(selector: string, text?: string): Promise<number>;
  /** When the next input event's answer had been painted, and when the event came in. */
  nextInput(): Promise<{ at: number; painted: number }>;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/**
 * Runs in each page before its own scripts. Paint is when a task runs that was queued in an animation frame: the frame
 * is drawn by then. One function with everything inside, because it is sent to the page as text.
 */
export function installProbe(): void {
  const afterPaint = (done: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });

  const probe: Probe = {
    tap: undefined,
    whenPainted: (selector, text) =>
      new Promise((resolve) => {
        const look = () => {
          const found = [...document.querySelectorAll(selector)];
          if (!found.some((element) => text === undefined || element.textContent?.includes(text))) return false;
          afterPaint(() => resolve(performance.now()));
          return true;
        };
        if (look()) return;
        const observer = new MutationObserver(() => {
          if (look()) observer.disconnect();
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true });
      }),
    nextInput: () =>
      new Promise((resolve) => {
        const heard = (event: Event) => afterPaint(() => resolve({ at: event.timeStamp, painted: performance.now() }));
        document.addEventListener("input", heard, { once: true, capture: true });
      }),
  };
  window.probe = probe;

  let isSaving = false;
  document.addEventListener(
    "click",
    ({ timeStamp }) => {
      // A click on a label is followed by one on its control.
      if (probe.tap && timeStamp - probe.tap.at < 1) return;
      const tap: Tap = { at: timeStamp };
      probe.tap = tap;
      isSaving = false;
      afterPaint(() => {
        tap.painted = performance.now();
      });
    },
    { capture: true },
  );
  new MutationObserver(() => {
    const { tap } = probe;
    const status = document.querySelector(".app-save-status p")?.textContent ?? "";
    if (status === "Saving") isSaving = true;
    if (!tap || !isSaving || !status.startsWith("Saved")) return;
    isSaving = false;
    tap.saved = performance.now();
    afterPaint(() => {
      tap.savedPainted = performance.now();
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
