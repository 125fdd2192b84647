import { signal } from "@preact/signals";
import { expect, test, vi } from "vitest";
import type { AppModel } from "../../src/state/app-model.ts";
import { firstScreen, readyToShow, whenFirstUsed } from "../../src/ui/first-screen.ts";

test("the first touch or key counts, and only the first", () => {
  const used = vi.fn();
  whenFirstUsed(used);
  expect(used).not.toHaveBeenCalled();

  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
  document.body.dispatchEvent(new MouseEvent("pointerdown", { bubbles: true }));

  expect(used).toHaveBeenCalledTimes(1);
});

test("the first screen is there once the app knows whether it is set up", async () => {
  const status = signal<AppModel["status"]["value"]>("opening");
  const shown = vi.fn();
  // It looks at nothing else of the model.
  const waiting = firstScreen({ status } as AppModel).then(shown);
  await Promise.resolve();
  expect(shown).not.toHaveBeenCalled();

  status.value = "locked";
  await waiting;

  expect(shown).toHaveBeenCalled();
});

test("nothing is drawn before it is known what to show, unless that takes longer than people take for at once", async () => {
  vi.useFakeTimers();
  const loadWelcome = vi.fn(async () => undefined);
  const status = signal<AppModel["status"]["value"]>("opening");
  const ready = vi.fn();
  void readyToShow({ status } as AppModel, loadWelcome).then(ready);
  await vi.advanceTimersByTimeAsync(299);
  expect(ready).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(ready).toHaveBeenCalled();

  const known = vi.fn();
  void readyToShow({ status } as AppModel, loadWelcome).then(known);
  status.value = "locked";
  await vi.advanceTimersByTimeAsync(0);
  expect(known).toHaveBeenCalled();
  expect(loadWelcome).not.toHaveBeenCalled();
  vi.useRealTimers();
});

test("on a new device the welcome page is waited for as well", async () => {
  vi.useFakeTimers();
  let loaded = () => {};
  const loadWelcome = () => new Promise<void>((resolve) => (loaded = resolve));
  const ready = vi.fn();
  void readyToShow({ status: signal("none") } as unknown as AppModel, loadWelcome).then(ready);
  await vi.advanceTimersByTimeAsync(0);
  expect(ready).not.toHaveBeenCalled();

  loaded();
  await vi.advanceTimersByTimeAsync(0);
  expect(ready).toHaveBeenCalled();
  vi.useRealTimers();
});
