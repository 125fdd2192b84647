import { act, cleanup, render, screen } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { AppShell } from "../../../src/ui/app-shell.tsx";
import { aFakeApp, anUnlockedApp } from "../../support/fake-workspace.ts";
import { pressButton } from "./contact-page.tsx";

beforeEach(() => {
  // The test browser knows no modal dialogs.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
});
afterEach(cleanup);

test("the footer comes with the first screen, so that nothing pushes it down", async () => {
  const { app } = aFakeApp();
  app.status.value = "opening";
  show(app);
  expect(screen.queryByRole("contentinfo")).toBeNull();

  await act(() => {
    app.status.value = "locked";
  });

  expect(screen.getByRole("contentinfo")).toBeTruthy();
});

describe("the header", () => {
  test("offers Hide screen, Lock and Help while unlocked", async () => {
    const { app } = await showShell();

    await pressButton("Lock");
    expect(app.status.value).toBe("locked");

    const second = await showShell();
    await pressButton("Hide screen");
    expect([second.app.hidden.value, second.app.status.value]).toEqual([true, "locked"]);
  });

  test("offers only Help while locked, and no settings", () => {
    show(aFakeApp().app);

    expect(screen.queryByRole("button", { name: "Lock" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Hide screen" })).toBeNull();
    expect(screen.queryByRole("link", { name: "Settings" })).toBeNull();
    expect(screen.getAllByRole("link", { name: "Help" }).length).toBeGreaterThan(0);
  });

  test("names the organisation, and training as training", async () => {
    const { app } = await showShell();
    expect(screen.queryByRole("complementary", { name: "Training" })).toBeNull();

    await act(async () => {
      await app.saveSettings((settings) => ({ ...settings, you: { ...settings.you, organisation: "Reading Trust" } }));
      app.kind.value = "training";
    });

    expect(screen.getByText("Reading Trust")).toBeTruthy();
    expect(screen.getByRole("complementary", { name: "Training" }).textContent).toContain("made-up families only");
  });
});

test("the footer says that an update waits for the lock", async () => {
  const { app } = await showShell();
  expect(screen.queryByText(/An update is ready/)).toBeNull();

  await act(() => {
    app.updateReady.value = true;
  });

  expect(screen.getByText("An update is ready. It will be applied when you lock.")).toBeTruthy();
});

describe("the warning before the lock", () => {
  test("shows a minute before, and Stay unlocked ends it", async () => {
    const { app, wait } = await showShell();
    expect(screen.queryByRole("dialog")).toBeNull();

    await wait(4);
    expect(screen.getByRole("dialog", { name: "Locking in 1 minute" }).textContent).toContain(
      "Your answers are saved.",
    );
    await pressButton("Stay unlocked");
    await act(async () => {});

    expect(screen.queryByRole("dialog")).toBeNull();
    expect(app.status.value).toBe("unlocked");
  });

  test("can lock at once", async () => {
    const { app, wait } = await showShell();
    await wait(4);

    await pressButton("Lock now");

    expect(app.status.value).toBe("locked");
  });

  test("is asked to close with Escape, which means to stay", async () => {
    const { app, wait } = await showShell();
    await wait(4);

    await act(() => {
      screen.getByRole("dialog").dispatchEvent(new Event("cancel", { cancelable: true }));
    });

    expect(app.autoLock.warning.value).toBeUndefined();
  });

  test("never says that answers are saved while the store refuses one", async () => {
    const { app, wait } = await showShell();
    app.keepOpen({ flush: async () => false, isContact: false, isUnsaved: true });

    await wait(4);

    const dialog = screen.getByRole("dialog").textContent;
    expect(dialog).toContain("Your last answer is not saved.");
    expect(dialog).not.toContain("Your answers are saved");
  });

  test("with 1 minute allowed does not promise a minute", async () => {
    const { app, wait } = await showShell();
    await app.saveSettings((settings) => ({ ...settings, lock: { idleMinutes: 1, contactMinutes: 1 } }));

    await wait(0.5);

    expect(screen.getByRole("dialog", { name: "Locking within 30 seconds" })).toBeTruthy();
  });
});

async function showShell() {
  cleanup();
  const fakes = await anUnlockedApp();
  show(fakes.app);

  async function wait(minutes: number): Promise<void> {
    await act(() => {
      for (let seconds = 0; seconds < minutes * 60; seconds += 30) {
        fakes.device.clock.advance(30_000);
        fakes.app.tick();
      }
    });
  }

  return { ...fakes, wait };
}

function show(app: ReturnType<typeof aFakeApp>["app"]): void {
  render(
    <AppProvider value={app}>
      <LocationProvider>
        <AppShell>
          <main>Page</main>
        </AppShell>
      </LocationProvider>
    </AppProvider>,
  );
}
