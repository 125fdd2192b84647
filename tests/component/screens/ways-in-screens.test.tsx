import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { SettingsScreen } from "../../../src/ui/screens/settings-screen.tsx";
import { UnlockScreen } from "../../../src/ui/screens/unlock-screen.tsx";
// Loaded when they are asked for, and loading takes a busy test machine longer than any wait below.
import "../../../src/ui/screens/recover-screen.tsx";
import "../../../src/ui/screens/unlock-more.tsx";
import {
  aFakeApp,
  anEscrow,
  anUnlockedApp,
  aPasskey,
  goodPassphrase,
  newRecoveryWords,
} from "../../support/fake-workspace.ts";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("ways to unlock", () => {
  test("are listed in plain words, with what is not in use", async () => {
    await show("unlock");

    const list = await screen.findByRole("list", { name: "Ways to unlock" });
    expect(
      within(list)
        .getAllByRole("link")
        .map((link) => link.textContent),
    ).toEqual(["Passphrase", "Recovery words", "Screen lock of this device", "Your organisation", "Make new keys"]);
    expect(within(list).getByText("Not in use")).toBeTruthy();
    expect(within(list).getByText("Cannot open your records")).toBeTruthy();
  });

  test("that were added say since when", async () => {
    const fakes = await anUnlockedApp();
    fakes.real.vault.ways.push({ ...aPasskey }, { ...anEscrow, addedAt: "2026-11-20T10:00:00.000Z" });
    showIn(fakes, "unlock");

    expect(await screen.findByText("Added on 23 November 2026")).toBeTruthy();
    expect(screen.getByText("Added on 20 November 2026")).toBeTruthy();
  });

  test.each(["unlock", "recovery-words", "screen-lock", "organisation", "new-keys"])(
    "in training there is nothing to change under %s",
    async (section) => {
      const fakes = aFakeApp();
      await fakes.app.startTraining();
      showIn(fakes, section);

      expect(await screen.findByText(/Training|training/, { selector: "main p" })).toBeTruthy();
      expect(screen.queryByRole("button")).toBeNull();
    },
  );
});

describe("recovery words", () => {
  test("replace the old ones only after three of them were typed again", async () => {
    const { real } = await show("recovery-words");
    await askForWords("Make new recovery words");

    const shown = within(screen.getByRole("region", { name: "Recovery sheet" })).getAllByRole("listitem");
    expect(shown.map((item) => item.textContent)).toEqual(newRecoveryWords);
    expect(real.vault.changes).toEqual([]);

    fireEvent.click(button("I have saved my new words"));
    expect(screen.queryByRole("region", { name: "Recovery sheet" })).toBeNull();
    fireEvent.click(button("Use the new words"));
    await waitFor(() => expect(screen.getAllByRole("link", { name: /^Enter word/ })).toHaveLength(3));
    expect(real.vault.changes).toEqual([]);

    retype();
    fireEvent.click(button("Use the new words"));
    await screen.findByRole("heading", { name: "Your new words are in use" });
    expect(real.vault.changes).toEqual([{ kind: "recovery-key" }]);
  });

  test("are not made with a wrong passphrase", async () => {
    const { real } = await show("recovery-words");
    typeInto("Your passphrase", "not the right one");

    fireEvent.click(button("Make new recovery words"));

    await screen.findByRole("link", { name: "The passphrase is not correct. Check it and try again." });
    expect(screen.queryByRole("region", { name: "Recovery sheet" })).toBeNull();
    expect(real.vault.changes).toEqual([]);
  });
});

describe("the screen lock", () => {
  test("is added with the passphrase, and can be removed again", async () => {
    const { real } = await show("screen-lock");
    await screen.findByText(/Do not use it on a shared device/);

    typeInto("Your passphrase", goodPassphrase);
    fireEvent.click(button("Use the screen lock"));
    await screen.findByText(/You can unlock with this device's screen lock from now on/);
    expect(screen.getByText("The passkey stays on this device.")).toBeTruthy();

    typeInto("Your passphrase", goodPassphrase);
    fireEvent.click(button("Remove the screen lock"));
    await screen.findByText(/does not open your records any more/);
    expect(real.vault.changes).toEqual([{ kind: "passkey" }, { kind: "remove", id: "passkey" }]);
  });

  test("of a device that cannot do it is refused in a plain sentence, and nothing is changed", async () => {
    const { real } = await show("screen-lock");
    real.vault.refuseChange = { kind: "screen-lock-unavailable" };
    await screen.findByText(/Do not use it/);
    typeInto("Your passphrase", goodPassphrase);

    fireEvent.click(button("Use the screen lock"));

    await within(await screen.findByRole("alert")).findByText(/Your passphrase works as before/);
    expect(real.vault.changes).toEqual([]);
  });

  test("that the browser may copy elsewhere says so", async () => {
    const fakes = await anUnlockedApp();
    fakes.real.vault.ways.push({ ...aPasskey, backup: "synced" });
    showIn(fakes, "screen-lock");

    expect(await screen.findByText(/may copy the passkey to your other devices/)).toBeTruthy();
  });

  test("opens the records from the lock screen", async () => {
    const { app, real } = await aLockedApp();
    real.vault.ways.push({ ...aPasskey });
    showElement(app, <UnlockScreen />);

    fireEvent.click(await screen.findByRole("button", { name: "Unlock with this device's screen lock" }));

    await waitFor(() => expect(app.status.value).toBe("unlocked"));
  });

  test("that gave no key leaves the passphrase, and says so", async () => {
    const { app, real } = await aLockedApp();
    real.vault.ways.push({ ...aPasskey });
    showElement(app, <UnlockScreen />);
    const lockButton = await screen.findByRole("button", { name: "Unlock with this device's screen lock" });
    real.vault.refuse = { kind: "screen-lock-failed" };

    fireEvent.click(lockButton);
    await screen.findByText(/The screen lock did not open your records. Use your passphrase./);

    real.vault.refuse = undefined;
    fireEvent.input(screen.getByLabelText("Passphrase"), { target: { value: goodPassphrase } });
    fireEvent.click(button("Unlock"));
    await waitFor(() => expect(app.status.value).toBe("unlocked"));
  });

  test.each([
    ["none was added", undefined],
    ["it was added at another address", { ...aPasskey, isUsableHere: false }],
  ])("is not offered where %s", async (_, way) => {
    const { app, real } = await aLockedApp();
    if (way !== undefined) real.vault.ways.push(way);
    showElement(app, <UnlockScreen />);

    await screen.findByRole("button", { name: "Someone else uses this device" });
    expect(screen.queryByRole("button", { name: /screen lock/ })).toBeNull();
  });
});

describe("an organisation's key", () => {
  test("is added on purpose, shown with its day and fingerprint, and removed", async () => {
    const { real, device } = await show("organisation");
    await screen.findByText(/Check the key with your information governance team first/);
    typeInto("Public key of your organisation", ` ${anEscrow.recipient} `);
    typeInto("Your passphrase", goodPassphrase);
    fireEvent.click(button("Let my organisation open my records"));

    await screen.findByText("Your organisation can open your records on this device.");
    expect(screen.getByText("23 November 2026")).toBeTruthy();
    expect(await screen.findByText(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/)).toBeTruthy();
    expect(screen.getByText(anEscrow.recipient)).toBeTruthy();
    fireEvent.click(button("Copy the file"));
    await waitFor(() => expect(device.copied).toEqual([anEscrow.file]));

    typeInto("Your passphrase", goodPassphrase);
    fireEvent.click(button("Remove my organisation's key"));
    await screen.findByText("Your organisation cannot open your records any more.");
    expect(real.vault.changes).toEqual([
      { kind: "escrow", recipient: anEscrow.recipient },
      { kind: "remove", id: "escrow" },
    ]);
  });

  test("that is not one is named beside its field", async () => {
    const { real } = await show("organisation");
    real.vault.refuseChange = { kind: "recipient-unreadable" };
    await screen.findByText(/Check the key/);
    typeInto("Public key of your organisation", "age1nonsense");
    typeInto("Your passphrase", goodPassphrase);

    fireEvent.click(button("Let my organisation open my records"));

    await waitFor(() =>
      expect(document.getElementById("recipient-error")?.textContent).toMatch(/This is not a public key/),
    );
  });

  test("has its file on the lock screen, for whoever has to open the device", async () => {
    const { app, real } = await aLockedApp();
    real.vault.ways.push({ ...anEscrow });
    showElement(app, <UnlockScreen />);
    fireEvent.click(await screen.findByRole("button", { name: "Use your recovery key" }));

    expect(await screen.findByText("The file that your organisation opens")).toBeTruthy();
    expect(screen.getByLabelText<HTMLTextAreaElement>("File for your organisation").value).toBe(anEscrow.file);
  });
});

describe("new keys", () => {
  test("come with new words to prove, then every record is moved", async () => {
    const { real } = await show("new-keys");
    await screen.findByText(/You get new recovery words/);
    await askForWords("Make new keys");
    fireEvent.click(button("I have saved my new words"));
    retype();
    fireEvent.click(button("Use the new words"));

    await screen.findByRole("heading", { name: "Your records have new keys" });
    expect(real.vault.changes).toEqual([{ kind: "new-keys" }]);
    expect(real.vault.keepsFormerKeys).toBe(false);
  });

  test("that were not finished say so and go on", async () => {
    const fakes = await anUnlockedApp();
    fakes.real.vault.keepsFormerKeys = true;
    fakes.real.newKeysProblem = { kind: "full" };
    showIn(fakes, "new-keys");

    fireEvent.click(await screen.findByRole("button", { name: "Move the rest" }));
    await screen.findByText(/no space left/);

    fakes.real.newKeysProblem = undefined;
    fireEvent.click(button("Move the rest"));
    await screen.findByRole("heading", { name: "Your records have new keys" });
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("name records that are damaged, and keep the former keys for them", async () => {
    const fakes = await anUnlockedApp();
    fakes.real.vault.keepsFormerKeys = true;
    fakes.real.newKeysProblem = { kind: "unreadable-left", count: 2 };
    showIn(fakes, "new-keys");

    fireEvent.click(await screen.findByRole("button", { name: "Move the rest" }));

    await screen.findByText(/2 records are damaged and could not be moved/);
    expect(button("Move the rest")).toBeTruthy();
  });
});

async function askForWords(action: string): Promise<void> {
  await screen.findByRole("button", { name: action });
  typeInto("Your passphrase", goodPassphrase);
  fireEvent.click(button(action));
  await screen.findByRole("region", { name: "Recovery sheet" });
}

function retype(): void {
  for (const input of screen.getAllByLabelText<HTMLInputElement>(/^Word \d+$/)) {
    const position = Number(input.id.replace("word-", ""));
    fireEvent.input(input, { target: { value: newRecoveryWords[position - 1] } });
  }
}

async function aLockedApp() {
  const fakes = aFakeApp();
  fakes.real.vault.setUp();
  await fakes.app.start();
  return fakes;
}

async function show(section: string) {
  const fakes = await anUnlockedApp();
  showIn(fakes, section);
  return fakes;
}

function showIn({ app }: Pick<ReturnType<typeof aFakeApp>, "app">, section: string): void {
  showElement(app, <SettingsScreen section={section} />);
}

function showElement(app: ReturnType<typeof aFakeApp>["app"], element: preact.JSX.Element): void {
  history.replaceState(null, "", "/settings");
  render(
    <AppProvider value={app}>
      <LocationProvider>{element}</LocationProvider>
    </AppProvider>,
  );
}

function button(name: string): HTMLElement {
  return screen.getByRole("button", { name });
}

function typeInto(label: string, value: string): void {
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
}
