import { act, cleanup, render, screen } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AppModel } from "../../../src/state/app-model.ts";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { lazyScreen } from "../../../src/ui/lazy-screen.ts";
import { MissingPartScreen } from "../../../src/ui/screens/missing-part-screen.tsx";
import { anUnlockedApp } from "../../support/fake-workspace.ts";
import { pressButton } from "./contact-page.tsx";

beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

test("starts the app again once by itself, locked, and then only when asked", async () => {
  const { app, device } = await anUnlockedApp();

  await show(app);
  expect(device.calls).toEqual(["reload"]);
  expect(app.status.value).toBe("locked");
  cleanup();
  await show(app);

  expect(device.calls).toEqual(["reload"]);
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("A part of the app is missing");
  await pressButton("Reload");
  await settled();
  expect(device.calls).toEqual(["reload", "reload"]);
});

test("takes up the next release where one waits", async () => {
  const { app, device } = await anUnlockedApp();
  app.updateReady.value = true;

  await show(app);

  expect(new Set(device.calls)).toEqual(new Set(["applyUpdate"]));
});

test("stores what is open first, and stays while the store refuses it", async () => {
  const { app, device } = await anUnlockedApp();
  const done: string[] = [];
  app.keepOpen({
    isContact: true,
    isUnsaved: true,
    async flush() {
      done.push("flush");
      return false;
    },
  });

  await show(app);

  expect(done).toEqual(["flush"]);
  expect(device.calls).toEqual([]);
  expect(app.status.value).toBe("unlocked");
});

test("never starts again by itself where the window remembers nothing", async () => {
  const { app, device } = await anUnlockedApp();
  const { getItem } = Storage.prototype;
  Storage.prototype.getItem = () => {
    throw new DOMException("Denied", "SecurityError");
  };

  await show(app);
  Storage.prototype.getItem = getItem;

  expect(device.calls).toEqual([]);
});

test("stands in for a screen whose code does not load, and loading ahead in vain changes nothing", async () => {
  let isThere = false;
  const Screen = lazyScreen(async () => {
    if (!isThere) throw new TypeError("Failed to fetch dynamically imported module");
    return () => <h1>There</h1>;
  });
  await expect(Screen.preload()).rejects.toThrow(TypeError);
  isThere = true;

  await Screen.preload();
  render(<Screen />);

  expect(screen.getByRole("heading").textContent).toBe("There");
});

async function show(app: AppModel): Promise<void> {
  render(
    <AppProvider value={app}>
      <LocationProvider>
        <MissingPartScreen />
      </LocationProvider>
    </AppProvider>,
  );
  await settled();
}

function settled(): Promise<void> {
  return act(() => new Promise((done) => setTimeout(done)));
}
