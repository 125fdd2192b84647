/** A page that is hidden, or that the browser holds back, draws nothing: then it is not waited for any longer. */
const PAINT_AT_MOST_MS = 100;

/** Calls back once what has just changed is on the screen. Returns how to call it off. */
export function afterPaint(action: () => void): () => void {
  let timer = setTimeout(act, PAINT_AT_MOST_MS);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    // The frame is drawn when its callbacks are through; this comes behind that.
    timer = setTimeout(act);
  });

  function callOff(): void {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  }

  function act(): void {
    callOff();
    action();
  }

  return callOff;
}
