import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchUse } from "../../../src/ui/watch-use.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";

let stop = () => {};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("Shift three times within a second hides the screen and locks", async () => {
  const { app } = await watched();

  tapShift(0);
  tapShift(400);
  expect(app.hidden.value).toBe(false);
  tapShift(999);

  expect([app.hidden.value, app.status.value]).toEqual([true, "locked"]);
});

test.each([
  ["too slow", [0, 500, 1_000]],
  ["only two", [0, 100]],
])("Shift that is %s hides nothing", async (_, times) => {
  const { app } = await watched();

  for (const time of times) tapShift(time);

  expect(app.hidden.value).toBe(false);
});

test("Shift that is held down, or used to write capitals, hides nothing", async () => {
  const { app } = await watched();

  tapShift(0);
  for (let time = 1; time < 20; time++) press("Shift", time, { repeat: true });
  press("A", 30);
  tapShift(100);
  press("B", 130);
  tapShift(200);

  expect(app.hidden.value).toBe(false);
});

test("taps count anew after the screen was hidden", async () => {
  const { app } = await watched();
  for (const time of [0, 100, 200]) tapShift(time);
  app.hidden.value = false;

  tapShift(300);
  tapShift(400);

  expect(app.hidden.value).toBe(false);
});

test.each(["pointerdown", "keydown", "input"])("%s counts as use", async (type) => {
  const { app } = await watched();
  const touch = vi.spyOn(app.autoLock, "touch");

  document.body.dispatchEvent(new Event(type, { bubbles: true }));

  expect(touch).toHaveBeenCalledTimes(1);
});

test("what is open is stored when the page is hidden or about to go, and not when it is shown again", async () => {
  const { app } = await watched();
  const flushAll = vi.spyOn(app, "flushAll");

  window.dispatchEvent(new Event("pagehide"));
  expect(flushAll).toHaveBeenCalledTimes(1);
  setHidden(true);
  expect(flushAll).toHaveBeenCalledTimes(2);
  setHidden(false);

  expect(flushAll).toHaveBeenCalledTimes(2);
});

test("a page that is frozen, or comes back from the browser's memory, is locked", async () => {
  const frozen = await watched();
  document.dispatchEvent(new Event("freeze"));
  expect(frozen.app.status.value).toBe("locked");
  stop();

  const back = await watched();
  window.dispatchEvent(pageShow(false));
  expect(back.app.status.value).toBe("unlocked");
  window.dispatchEvent(pageShow(true));

  expect(back.app.status.value).toBe("locked");
});

test("the app looks at its clock every second until it is told to stop", async () => {
  const { app } = await watched();
  const tick = vi.spyOn(app, "tick");

  vi.advanceTimersByTime(3_000);
  expect(tick).toHaveBeenCalledTimes(3);
  stop();
  vi.advanceTimersByTime(3_000);
  for (const time of [0, 100, 200]) tapShift(time);

  expect(tick).toHaveBeenCalledTimes(3);
  expect(app.hidden.value).toBe(false);
});

async function watched() {
  const fakes = await anUnlockedApp();
  stop = watchUse(fakes.app);
  return fakes;
}

function tapShift(at: number): void {
  press("Shift", at);
}

function press(key: string, at: number, given: KeyboardEventInit = {}): void {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, ...given });
  Object.defineProperty(event, "timeStamp", { value: 10_000 + at });
  document.dispatchEvent(event);
}

function setHidden(hidden: boolean): void {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  document.dispatchEvent(new Event("visibilitychange"));
}

function pageShow(persisted: boolean): Event {
  return Object.assign(new Event("pageshow"), { persisted });
}
