import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { App } from "../../../src/ui/app.tsx";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { SettingsScreen } from "../../../src/ui/screens/settings-screen.tsx";
// Loaded when they are asked for, and loading takes a busy test machine longer than any wait below.
import "../../../src/ui/screens/people-screen.tsx";
import "../../../src/ui/screens/unlock-more.tsx";
import { aFamily } from "../../support/builders.ts";
import { aFakeApp, anUnlockedApp, goodPassphrase } from "../../support/fake-workspace.ts";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const first = { databaseName: "safer-sleep-contacts", label: "JW" };
const second = { databaseName: "safer-sleep-contacts-number-2", label: "Kit" };

describe("a device of several people", () => {
  test("asks whose records these are before anything else, and names everybody alike", async () => {
    await showShared();

    expect(await peopleOffered()).toEqual(["JW", "Kit"]);
    expect(screen.queryByLabelText("Passphrase")).toBeNull();
  });

  test("opens only the records of whoever was chosen, and tells whose they are", async () => {
    const { app, real, others } = await showShared();
    real.putFamily(aFamily());
    history.replaceState(null, "", "/family/AAECAwQFBgcICQoLDA0ODw");
    fireEvent.click(await screen.findByRole("button", { name: "Kit" }));

    expect(location.pathname).toBe("/caseload"); // not at the address of somebody else's record
    await screen.findByText("These are the records of Kit.");
    fireEvent.input(screen.getByLabelText("Passphrase"), { target: { value: goodPassphrase } });
    fireEvent.click(screen.getByRole("button", { name: "Unlock" }));
    await screen.findByRole("link", { name: /not correct/ });

    fireEvent.input(screen.getByLabelText("Passphrase"), { target: { value: "quiet maple rocket blanket friday" } });
    fireEvent.click(screen.getByRole("button", { name: "Unlock" }));
    await waitFor(() => expect(app.status.value).toBe("unlocked"));
    expect(app.workspace).toBe(others.get(second.databaseName));
    expect(app.caseload.rows.value).toEqual([]);
    expect(real.vault.isUnlocked).toBe(false);
  });

  test("shows the same after a lock, whoever was in", async () => {
    const { app } = await showShared();
    const before = await peopleOffered();
    fireEvent.click(screen.getByRole("button", { name: "Kit" }));
    await screen.findByLabelText("Passphrase");
    await app.unlock({ kind: "passphrase", passphrase: "quiet maple rocket blanket friday" });

    await app.lock();

    expect(await peopleOffered()).toEqual(before);
    expect(document.body.textContent).not.toContain("These are the records of");
  });

  test("finds people whose entry in the list was lost", async () => {
    const { app, users } = await showShared();
    users.lost = [{ databaseName: "safer-sleep-contacts-number-3", label: "" }];

    app.askWho();
    cleanup();
    render(<App model={app} />);

    await waitFor(async () => expect(await peopleOffered()).toContain("Person 3 on this device"));
  });
});

describe("setting up for someone new", () => {
  test("asks for a label first, then sets up a vault of its own, and lists it once that is written", async () => {
    const { app, real, users } = await showOne();
    fireEvent.click(await screen.findByRole("button", { name: "Someone else uses this device" }));
    expect(await peopleOffered()).toEqual(["The first person on this device"]);
    fireEvent.click(screen.getByRole("button", { name: "Set up for someone new" }));

    await screen.findByText("This is not encrypted. Anyone with this device can read it.");
    fireEvent.click(screen.getByRole("button", { name: "Continue" }));
    await screen.findByRole("link", { name: "Enter initials or a nickname" });
    fireEvent.input(screen.getByLabelText("Initials or a nickname"), { target: { value: "Kit" } });
    fireEvent.click(screen.getByRole("button", { name: "Continue" }));

    await screen.findByRole("button", { name: "Set up this device" });
    expect(users.list()).toHaveLength(1);
    await app.workspace.vault.prepare("quiet maple rocket blanket friday");
    await app.workspace.vault.commit();
    await app.enter();
    expect(users.list().map(({ label }) => label)).toEqual(["", "Kit"]);
    expect(app.workspace).not.toBe(real);
  });

  test("can be left again, and leaves nothing", async () => {
    const { app, users } = await showOne();
    await app.choose({ databaseName: users.newDatabaseName(), label: "Kit" });

    fireEvent.click(await screen.findByRole("button", { name: "Back to who uses this device" }));

    expect(await peopleOffered()).toEqual(["The first person on this device"]);
    expect(users.list()).toHaveLength(1);
  });
});

describe("the name on the lock screen", () => {
  test("is changed in Settings, and two people cannot have the same", async () => {
    const fakes = await showLockName();
    fakes.users.keep({ ...second });

    fireEvent.input(screen.getByLabelText("Initials or a nickname"), { target: { value: "kit" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByRole("link", { name: /Somebody else on this device uses this/ });

    fireEvent.input(screen.getByLabelText("Initials or a nickname"), { target: { value: " JW " } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Your name on the lock screen is saved.");
    expect(fakes.users.list().map(({ label }) => label)).toEqual(["JW", "Kit"]);
  });

  test("is said not to be saved where the browser does not store it, and stays as it was", async () => {
    const fakes = await showLockName();
    fakes.users.isBlocked = true;

    fireEvent.input(screen.getByLabelText("Initials or a nickname"), { target: { value: "JW" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));

    await screen.findByText(/This device has no space left/);
    expect(fakes.app.people.current.label).toBe("");
  });
});

async function showLockName() {
  const fakes = await anUnlockedApp();
  render(
    <AppProvider value={fakes.app}>
      <LocationProvider>
        <SettingsScreen section="lock-name" />
      </LocationProvider>
    </AppProvider>,
  );
  return fakes;
}

async function showShared() {
  const fakes = aFakeApp();
  fakes.users.keep(first);
  fakes.users.keep(second);
  fakes.real.vault.setUp();
  await fakes.app.start();
  await fakes.app.choose(second); // makes the fake store that is to be set up
  fakes.others.get(second.databaseName)?.vault.setUp("quiet maple rocket blanket friday");
  fakes.app.askWho();
  render(<App model={fakes.app} />);
  return fakes;
}

async function showOne() {
  const fakes = aFakeApp();
  fakes.real.vault.setUp();
  await fakes.app.start();
  render(<App model={fakes.app} />);
  return fakes;
}

async function peopleOffered(): Promise<(string | null)[]> {
  await screen.findByRole("heading", { level: 1, name: "Who is unlocking?" });
  return within(screen.getByRole("main"))
    .getAllByRole("listitem")
    .map((item) => item.textContent);
}
