import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { LocationProvider, Route, Router } from "preact-iso";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { OfflineCheck } from "../../../src/domain/device.ts";
import { err } from "../../../src/shared/result.ts";
import type { AppModel } from "../../../src/state/app-model.ts";
import { setupOf } from "../../../src/state/setup-model.ts";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { SetupScreen } from "../../../src/ui/screens/setup-screen.tsx";
import { aFakeApp, anUnlockedApp, fakeRecoveryWords, goodPassphrase } from "../../support/fake-workspace.ts";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("before set-up", () => {
  test("the first page asks to check with the organisation and offers both ways in", async () => {
    await showFirstRun("/");

    expect(heading()).toBe("Record safer sleep conversations, even without signal");
    expect(screen.getByText(/Check that your organisation lets you use this app/)).toBeTruthy();
    expect(button("Set up this device")).toBeTruthy();
    expect(button("Try with a made-up family")).toBeTruthy();
  });

  test("any unknown step is the first page", async () => {
    await showFirstRun("/setup/nonsense");

    expect(heading()).toBe("Record safer sleep conversations, even without signal");
  });

  test("a browser that keeps nothing is told so, and offers help instead of set-up", async () => {
    const fakes = aFakeApp();
    fakes.device.storage = err({ kind: "unavailable", cause: undefined });

    await showFirstRun("/", fakes);

    expect(await screen.findByText(/Open the app outside private browsing/)).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getByRole("link", { name: "Help" }).getAttribute("href")).toBe("/help");
  });

  test("a made-up family opens the caseload without a vault for real families", async () => {
    const { app, real } = await showFirstRun("/");

    fireEvent.click(button("Try with a made-up family"));

    await waitFor(() => expect(location.pathname).toBe("/caseload"));
    expect(app.isTraining).toBe(true);
    expect(await real.vault.status()).toBe("none");
  });
});

describe("installing", () => {
  test("an installed app goes straight to the passphrase", async () => {
    await showFirstRun("/");

    fireEvent.click(button("Set up this device"));

    await screen.findByRole("heading", { name: "Create a passphrase" });
    expect(location.pathname).toBe("/setup/passphrase");
  });

  test("an iPad tab offers no way on but the made-up family", async () => {
    const fakes = aFakeApp();
    fakes.device.setInstallState({ kind: "home-screen" });

    await showFirstRun("/setup/install", fakes);

    expect(screen.getByText(/the iPad can delete your records after 7 days/)).toBeTruthy();
    expect(screen.getAllByRole("listitem")).toHaveLength(3);
    expect(screen.getAllByRole("button").map((element) => element.textContent)).toEqual(["Try with a made-up family"]);
    expect(screen.queryByRole("link", { name: "Skip for now" })).toBeNull();
  });

  test("an iPad tab cannot get past installing by its address", async () => {
    const fakes = aFakeApp();
    fakes.device.setInstallState({ kind: "home-screen" });

    await showFirstRun("/setup/passphrase", fakes);

    await screen.findByRole("heading", { name: "Install the app" });
    expect(location.pathname).toBe("/setup/install");
  });

  test("where the browser offers it, one tap installs and goes on", async () => {
    const fakes = aFakeApp();
    fakes.device.setInstallState({ kind: "offered" });
    await showFirstRun("/setup/install", fakes);

    fireEvent.click(button("Install on this device"));

    await screen.findByRole("heading", { name: "Create a passphrase" });
    expect(fakes.device.calls).toEqual(["install"]);
  });

  test("somebody who declines to install can still go on", async () => {
    const fakes = aFakeApp();
    fakes.device.setInstallState({ kind: "offered" });
    fakes.device.agreesToInstall = false;
    await showFirstRun("/setup/install", fakes);

    fireEvent.click(button("Install on this device"));
    await screen.findByText(/Look in the menu of your browser/);
    fireEvent.click(screen.getByRole("link", { name: "Skip for now" }));

    await screen.findByRole("heading", { name: "Create a passphrase" });
  });
});

describe("the passphrase", () => {
  test("one that is too short is refused beside the field and in the summary, and stays there to mend", async () => {
    await showFirstRun("/setup/passphrase");

    typeInto("Passphrase", "too short");
    fireEvent.click(button("Continue"));

    const message = "Enter a passphrase of at least 12 characters";
    const link = await screen.findByRole("link", { name: message });
    expect(describedTexts(screen.getByLabelText("Passphrase"))).toContain(message);
    // Not `document.body`, which holds everything: the summary itself takes the focus.
    await waitFor(() => expect(document.activeElement).toBe(link.closest("[tabindex]")));
    await waitFor(() => expect(document.title).toMatch(/^Error: Create a passphrase/));
    expect(screen.getByLabelText<HTMLInputElement>("Passphrase").value).toBe("too short");
  });

  test("nothing is judged while somebody types", async () => {
    await showFirstRun("/setup/passphrase");

    typeInto("Passphrase", "abc");

    expect(screen.queryByText("There is a problem")).toBeNull();
  });

  test("the random words fill the field, and others can be had", async () => {
    await showFirstRun("/setup/passphrase");
    await screen.findByText("violet lantern pebble orchard one");

    fireEvent.click(button("Other words"));
    await screen.findByText("violet lantern pebble orchard take2");
    fireEvent.click(button("Use these 5 words"));

    expect(screen.getByLabelText<HTMLInputElement>("Passphrase").value).toBe("violet lantern pebble orchard take2");
    expect(screen.getByRole("status").textContent).toContain("These 5 words are in the field");
  });
});

describe("the recovery sheet", () => {
  test("shows the 12 words in order and leaves out whose device it is", async () => {
    const { device } = await showRecoverySheet();

    const sheet = screen.getByRole("region", { name: "Recovery sheet" });
    expect(
      within(sheet)
        .getAllByRole("listitem")
        .map((item) => item.textContent),
    ).toEqual(fakeRecoveryWords);
    expect(within(sheet).getByText("Safer Sleep Contacts, 23 November 2026")).toBeTruthy();
    expect(screen.getByText(/the records on this device cannot be opened/)).toBeTruthy();
    fireEvent.click(button("Print"));
    expect(device.calls).toContain("print");
  });

  test("must be saved before going on", async () => {
    await showRecoverySheet();

    fireEvent.click(button("Continue"));
    expect(await screen.findByRole("link", { name: /you have saved your recovery sheet/ })).toBeTruthy();
    fireEvent.click(screen.getByLabelText("I have saved my recovery sheet"));
    fireEvent.click(button("Continue"));

    await screen.findByRole("heading", { name: "Check your recovery sheet" });
  });

  test("is still there after a look at another page", async () => {
    const { app } = await showRecoverySheet();
    cleanup();

    await show(app, "/");

    await screen.findByRole("heading", { name: "Save your recovery sheet" });
  });

  test("cannot be reached without a prepared vault", async () => {
    await showFirstRun("/setup/confirm");

    await waitFor(() => expect(location.pathname).toBe("/setup/welcome"));
  });

  test("asks for 3 different words of the sheet, not always the same", async () => {
    const asked = new Set<string>();
    for (let round = 0; round < 40; round++) {
      const { app } = aFakeApp();
      await setupOf(app).prepare(goodPassphrase);
      const positions = setupOf(app).sheet.value!.positions;
      expect(new Set(positions).size).toBe(3);
      expect(positions.every((position) => position >= 1 && position <= 12)).toBe(true);
      asked.add(positions.join());
    }

    expect(asked.size).toBeGreaterThan(5);
  });

  test("a word that does not match is named by its number, and the vault is not written", async () => {
    const { app, real } = await showConfirm();
    const [first, second, third] = positionsOf(app);
    typeInto(`Word ${first}`, wordAt(first));
    typeInto(`Word ${second}`, "wrong");

    fireEvent.click(button("Continue"));

    await screen.findByText("There is a problem");
    const links = screen.getAllByRole("link").map((link) => link.textContent);
    expect(links).toEqual([
      "Back",
      `Word ${second} does not match your recovery sheet. Check it and type it again`,
      `Enter word ${third}`,
    ]);
    expect(screen.getByLabelText<HTMLInputElement>(`Word ${first}`).value).toBe(wordAt(first));
    expect(await real.vault.status()).toBe("none");
  });

  test("the right words write the vault, go on to About you, and are forgotten", async () => {
    const { app, real } = await showConfirm();

    for (const position of positionsOf(app)) typeInto(`Word ${position}`, ` ${wordAt(position).toUpperCase()} `);
    fireEvent.click(button("Continue"));

    await screen.findByRole("heading", { name: "About you" });
    expect(location.pathname).toBe("/setup/you");
    expect(await real.vault.status()).toBe("unlocked");
    expect(setupOf(app).sheet.value).toBeUndefined();
  });

  test("words that are all filled at once, as by a password manager, are all kept", async () => {
    const { app, real } = await showConfirm();

    // Nothing is drawn in between.
    await act(() => {
      for (const position of positionsOf(app)) {
        const field = screen.getByLabelText<HTMLInputElement>(`Word ${position}`);
        field.value = wordAt(position);
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
    fireEvent.click(button("Continue"));

    await screen.findByRole("heading", { name: "About you" });
    expect(await real.vault.status()).toBe("unlocked");
  });
});

describe("about you", () => {
  test("a name is required and nothing else is cleared when it is missing", async () => {
    const { app } = await anUnlockedApp();
    await show(app, "/setup/you");
    typeInto("Organisation (optional)", "Riverside Community");

    fireEvent.click(button("Continue"));

    await screen.findByRole("link", { name: "Enter your name" });
    expect(screen.getByLabelText<HTMLInputElement>("Organisation (optional)").value).toBe("Riverside Community");
    expect(screen.getByLabelText<HTMLInputElement>("Your role").value).toBe("Health visitor");
  });

  test("is stored as typed, without what was left empty", async () => {
    const { app, real } = await anUnlockedApp();
    await show(app, "/setup/you");
    typeInto("Your name", " Jo Ward ");
    typeInto("NMC PIN (optional)", "12A3456E");

    fireEvent.click(button("Continue"));

    await waitFor(() => expect(location.pathname).toBe("/setup/ready"));
    const stored = await real.settings.load();
    expect(stored.ok && stored.value.value.you).toEqual({
      name: "Jo Ward",
      role: "Health visitor",
      registration: "12A3456E",
    });
  });

  test("a failed save says what to do and keeps what was typed", async () => {
    const { app, real } = await anUnlockedApp();
    real.saveFailure = { kind: "full" };
    await show(app, "/setup/you");
    typeInto("Your name", "Jo Ward");

    fireEvent.click(button("Continue"));

    expect(await screen.findByText(/This device has no space left/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("Your name").value).toBe("Jo Ward");
  });
});

describe("the last check", () => {
  test("says ready only after offline use and storage were both proved", async () => {
    const { app } = await anUnlockedApp();

    await show(app, "/setup/ready");

    await screen.findByRole("heading", { name: "Ready to work offline" });
    expect(screen.getByText("Kept safely: yes")).toBeTruthy();
    expect(screen.queryByText(/without its protection/)).toBeNull();
    expect(screen.getByRole("link", { name: "Go to your caseload" }).getAttribute("href")).toBe("/caseload");
  });

  test.each<[OfflineCheck, RegExp]>([
    [{ kind: "not-active" }, /Not ready yet. Stay connected for 1 minute/],
    [{ kind: "no-answer" }, /Not ready yet. Stay connected for 1 minute/],
    [{ kind: "files-missing", files: 40, missing: ["/a.js", "/b.js"] }, /2 of 40 files of the app are missing/],
    [{ kind: "unsupported" }, /cannot keep the app for use without signal/],
  ])("%j is not ready, and says why", async (offline, words) => {
    const { app, device } = await anUnlockedApp();
    device.offline = offline;

    await show(app, "/setup/ready");

    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.queryByRole("heading", { name: "Ready to work offline" })).toBeNull();
    device.offline = { kind: "ready", files: 40 };
    fireEvent.click(button("Try again"));
    await screen.findByRole("heading", { name: "Ready to work offline" });
  });

  test("warns where the host left out the headers that protect the app", async () => {
    const { app, device } = await anUnlockedApp();
    device.shutOff = false;

    await show(app, "/setup/ready");

    expect(await screen.findByText(/Use it with made-up families only, and tell your IT team/)).toBeTruthy();
  });

  test("a page that was loaded past the worker offers to reload", async () => {
    const { app, device } = await anUnlockedApp();
    device.offline = { kind: "not-controlled" };

    await show(app, "/setup/ready");
    fireEvent.click(await screen.findByRole("button", { name: "Reload" }));

    expect(device.calls).toContain("reload");
  });

  test("storage that does not last is not ready, however complete the app is", async () => {
    const { app, device } = await anUnlockedApp();
    device.storage = err({ kind: "not-written", cause: undefined });

    await show(app, "/setup/ready");

    expect(await screen.findByText(/This browser will not keep records/)).toBeTruthy();
    expect(screen.queryByRole("heading", { name: "Ready to work offline" })).toBeNull();
  });

  test("warns where the browser does not promise to keep records", async () => {
    const { app, device } = await anUnlockedApp();
    device.health = { ...device.health, persistence: "not-promised" };

    await show(app, "/setup/ready");

    expect(await screen.findByText("Kept safely: no")).toBeTruthy();
    expect(screen.getByText(/copy each record on the same day/)).toBeTruthy();
  });
});

async function showFirstRun(path: string, fakes = aFakeApp()) {
  await fakes.app.start();
  await show(fakes.app, path);
  return fakes;
}

async function showRecoverySheet() {
  const fakes = await showFirstRun("/setup/passphrase");
  typeInto("Passphrase", goodPassphrase);
  fireEvent.click(button("Continue"));
  await screen.findByRole("heading", { name: "Save your recovery sheet" });
  return fakes;
}

async function showConfirm() {
  const fakes = await showRecoverySheet();
  fireEvent.click(screen.getByLabelText("I have saved my recovery sheet"));
  fireEvent.click(button("Continue"));
  await screen.findByRole("heading", { name: "Check your recovery sheet" });
  return fakes;
}

async function show(app: AppModel, path: string): Promise<void> {
  history.replaceState(null, "", path);
  render(
    <AppProvider value={app}>
      <LocationProvider>
        <Router>
          <Route path="/setup/:step" component={SetupScreen} />
          <Route path="/caseload" component={Caseload} />
          <Route default component={SetupScreen} />
        </Router>
      </LocationProvider>
    </AppProvider>,
  );
  await screen.findByRole("heading", { level: 1 });
}

function Caseload() {
  return <h1>Caseload</h1>;
}

function positionsOf(app: AppModel): [number, number, number] {
  const [first, second, third] = setupOf(app).sheet.value!.positions;
  return [first!, second!, third!];
}

function wordAt(position: number): string {
  return fakeRecoveryWords[position - 1]!;
}

function heading(): string | null {
  return screen.getByRole("heading", { level: 1 }).textContent;
}

function button(name: string): HTMLElement {
  return screen.getByRole("button", { name });
}

function typeInto(label: string, value: string): void {
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
}

function describedTexts(element: HTMLElement): string {
  const ids = element.getAttribute("aria-describedby")?.split(" ") ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent).join(" ");
}
