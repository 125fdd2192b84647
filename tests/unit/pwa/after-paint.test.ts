import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterPaint } from "../../../src/pwa/after-paint.ts";

let frames: (() => void)[];

beforeEach(() => {
  frames = [];
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => frames.push(callback));
  vi.stubGlobal("cancelAnimationFrame", (frame: number) => {
    frames[frame - 1] = () => undefined;
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what waits for the paint comes behind the callbacks of the frame, once", () => {
  const calls: string[] = [];
  afterPaint(() => calls.push("painted"));

  draw();
  calls.push("frame");
  vi.advanceTimersByTime(0);
  vi.advanceTimersByTime(1_000);

  expect(calls).toEqual(["frame", "painted"]);
});

test("a page that draws nothing is waited for no longer than 100 ms", () => {
  const act = vi.fn();
  afterPaint(act);

  vi.advanceTimersByTime(99);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledOnce();
  draw();
  vi.advanceTimersByTime(1_000);

  expect(act).toHaveBeenCalledOnce();
});

test("what is called off does not come, before the frame or behind it", () => {
  const act = vi.fn();
  afterPaint(act)();
  draw();
  const callOff = afterPaint(act);
  draw();
  callOff();
  vi.advanceTimersByTime(1_000);

  expect(act).not.toHaveBeenCalled();
});

function draw(): void {
  for (const callback of frames.splice(0)) callback();
}
