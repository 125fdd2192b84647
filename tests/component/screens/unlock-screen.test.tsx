import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isInUse } from "../../../src/pwa/in-use.ts";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { HiddenScreen } from "../../../src/ui/screens/hidden-screen.tsx";
import { NotFoundScreen } from "../../../src/ui/screens/not-found-screen.tsx";
import { OtherWindowScreen } from "../../../src/ui/screens/other-window-screen.tsx";
import { StoreUnavailableScreen } from "../../../src/ui/screens/store-unavailable-screen.tsx";
import { UnlockScreen } from "../../../src/ui/screens/unlock-screen.tsx";
// Loaded when it is asked for, and loading takes a busy test machine longer than any wait below.
import "../../../src/ui/screens/recover-screen.tsx";
import "../../../src/ui/screens/unlock-more.tsx";
import { aFamily } from "../../support/builders.ts";
import { aFakeApp, fakeRecoveryWords, goodPassphrase } from "../../support/fake-workspace.ts";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the lock screen", () => {
  test("says nothing of the records behind it", async () => {
    const { real } = await showLocked();
    real.putFamily(aFamily());

    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Unlock");
    expect(document.body.textContent).not.toMatch(/Amina|Khan|\d/);
  });

  test("takes the passphrase that a password manager fills in, and may be pasted into", async () => {
    await showLocked();

    const field = passphraseField();
    expect(field.autocomplete).toBe("current-password");
    expect(field.type).toBe("password");
    expect(fireEvent.paste(field)).toBe(true);
  });

  test("is left alone by a release from the moment somebody goes to the field until it is empty again", async () => {
    await showLocked();
    expect(isInUse()).toBe(false);

    passphraseField().focus();
    expect(isInUse()).toBe(true);
    typeInto("Passphrase", "quiet maple");
    passphraseField().blur();
    expect(isInUse()).toBe(true);

    typeInto("Passphrase", "");
    expect(isInUse()).toBe(false);
  });

  test("so are the words of the recovery key", async () => {
    await showLocked();
    fireEvent.click(screen.getByRole("button", { name: "Use your recovery key" }));
    fireEvent.input(await screen.findByLabelText("12 recovery words"), { target: { value: "abandon" } });

    expect(isInUse()).toBe(true);
  });

  test("the right passphrase opens the app at the address that was open", async () => {
    const { app } = await showLocked("/family/abc");

    typeInto("Passphrase", goodPassphrase);
    submit();

    await waitFor(() => expect(app.status.value).toBe("unlocked"));
    expect(location.pathname).toBe("/family/abc");
    await waitFor(() => expect(passphraseField().value).toBe(""));
  });

  test("a wrong passphrase empties the field and says so beside it and in the summary", async () => {
    const { app } = await showLocked();

    typeInto("Passphrase", "not the right one");
    submit();

    const message = "The passphrase is not correct. Check it and try again.";
    await screen.findByRole("link", { name: message });
    expect(document.getElementById("passphrase-error")?.textContent).toBe(`Error: ${message}`);
    expect(passphraseField().value).toBe("");
    expect(app.status.value).toBe("locked");
    await waitFor(() => expect(document.title).toMatch(/^Error: Unlock/));
  });

  test("an empty field is not counted as a try", async () => {
    const { real } = await showLocked();
    const unlock = vi.spyOn(real.vault, "unlock");

    submit();

    await screen.findByRole("link", { name: "Enter your passphrase" });
    expect(unlock).not.toHaveBeenCalled();
  });

  test("after wrong tries it counts down in words, deaf to taps, and then takes a try again", async () => {
    const { app, device, real } = await showLocked();
    real.vault.waitSeconds = 30;
    vi.useFakeTimers();
    typeInto("Passphrase", "not the right one");
    submit();
    await pass(0);
    expect(screen.getByText("You can try again in 30 seconds.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Unlock" }).getAttribute("aria-disabled")).toBe("true");

    device.clock.advance(12_000);
    await pass(1_000);
    expect(screen.getByText("You can try again in 18 seconds.")).toBeTruthy();
    typeInto("Passphrase", goodPassphrase);
    submit();
    await pass(0);
    expect(app.status.value).toBe("locked");

    device.clock.advance(18_000);
    await pass(1_000);
    expect(screen.getByText("You can try again now.").closest("[aria-live]")).not.toBeNull();
    expect(screen.queryByText(/You can try again in/)).toBeNull();
    submit();
    await pass(0);
    expect(app.status.value).toBe("unlocked");
  });

  test("a device that slept through the wait need not wait again", async () => {
    const { device, real } = await showLocked();
    real.vault.waitSeconds = 60;
    vi.useFakeTimers();
    typeInto("Passphrase", "not the right one");
    submit();
    await pass(0);

    device.clock.advance(60_000);
    await pass(1_000);

    expect(screen.getByText("You can try again now.")).toBeTruthy();
  });

  test("a made-up family opens training at the caseload and leaves the real records locked", async () => {
    const { app, real } = await showLocked("/family/abc");

    fireEvent.click(screen.getByRole("button", { name: "Try with a made-up family" }));

    await waitFor(() => expect(app.status.value).toBe("unlocked"));
    expect(app.isTraining).toBe(true);
    expect(location.pathname).toBe("/caseload");
    expect(await real.vault.status()).toBe("locked");
  });
});

describe("the recovery key", () => {
  test("opens the records and sets a new passphrase, however the words are spaced", async () => {
    const { app, real } = await showRecover();
    typeInto("12 recovery words", `  ${fakeRecoveryWords.join("\n").toUpperCase()} `);
    typeInto("New passphrase", "another maple rocket blanket");

    fireEvent.click(screen.getByRole("button", { name: "Set the passphrase and unlock" }));

    await waitFor(() => expect(app.status.value).toBe("unlocked"));
    real.vault.lock();
    expect((await real.vault.unlock({ kind: "passphrase", passphrase: goodPassphrase })).ok).toBe(false);
    expect((await real.vault.unlock({ kind: "passphrase", passphrase: "another maple rocket blanket" })).ok).toBe(true);
  });

  test("too few words and a weak passphrase are both named, before any try is spent", async () => {
    const { real } = await showRecover();
    const change = vi.spyOn(real.vault, "changePassphrase");
    typeInto("12 recovery words", "anchor basket candle");
    typeInto("New passphrase", "short");

    fireEvent.click(screen.getByRole("button", { name: "Set the passphrase and unlock" }));

    await screen.findByRole("link", { name: "Enter all 12 words of your recovery sheet. You entered 3" });
    expect(screen.getByRole("link", { name: "Enter a passphrase of at least 12 characters" })).toBeTruthy();
    expect(change).not.toHaveBeenCalled();
  });

  test("wrong words are said to be wrong and nothing is cleared", async () => {
    const { app } = await showRecover();
    const words = fakeRecoveryWords.toReversed().join(" ");
    typeInto("12 recovery words", words);
    typeInto("New passphrase", goodPassphrase);

    fireEvent.click(screen.getByRole("button", { name: "Set the passphrase and unlock" }));

    await screen.findByRole("link", { name: /The recovery key is not correct/ });
    expect(screen.getByLabelText<HTMLTextAreaElement>("12 recovery words").value).toBe(words);
    expect(screen.getByLabelText<HTMLInputElement>("New passphrase").value).toBe(goodPassphrase);
    expect(app.status.value).toBe("locked");
  });

  test("keeps the words from autofill and capitals", async () => {
    await showRecover();

    const field = screen.getByLabelText("12 recovery words");
    expect(field.getAttribute("autocomplete")).toBe("off");
    expect(field.getAttribute("autocapitalize")).toBe("none");
  });

  test("Back returns to the passphrase", async () => {
    await showRecover();

    fireEvent.click(screen.getByRole("button", { name: "Back" }));

    await screen.findByRole("heading", { level: 1, name: "Unlock" });
  });
});

describe("pages that stand in the way", () => {
  test("the hidden page tells of nothing but safer sleep, in the tab as well", async () => {
    const { app } = aFakeApp();
    app.hidden.value = true;
    show(app, <HiddenScreen />);

    await waitFor(() => expect(document.title).toBe("Safer sleep for babies"));
    expect(screen.getAllByRole("listitem")).toHaveLength(4);
    expect(document.body.textContent).not.toMatch(/record|family|contact|lock/i);
    fireEvent.click(screen.getByRole("button", { name: "Back" }));
    expect(app.hidden.value).toBe(false);
  });

  test("a page that is not there leads to the caseload", () => {
    show(aFakeApp().app, <NotFoundScreen />);

    expect(screen.getByText("Your records are safe.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Go to your caseload" }).getAttribute("href")).toBe("/caseload");
  });

  test("a second window can take over", () => {
    const { app, device } = aFakeApp();
    show(app, <OtherWindowScreen />);

    fireEvent.click(screen.getByRole("button", { name: "Use this one" }));

    expect(device.calls).toEqual(["takeOver"]);
  });

  test("a store that does not answer loses nothing and offers to reload", () => {
    const { app, device } = aFakeApp();
    app.failure.value = { kind: "unavailable", cause: new Error("no answer") };
    show(app, <StoreUnavailableScreen />);

    expect(screen.getByText("Nothing has been deleted.")).toBeTruthy();
    expect(screen.getByText(/open the app outside private browsing/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Reload" }));
    expect(device.calls).toEqual(["reload"]);
  });

  test("records of a newer version ask for an update, also when the store wrapped the error", () => {
    const newer = Object.assign(new Error("version 3"), { name: "NewerDatabaseError" });
    const { app } = aFakeApp();
    app.failure.value = { kind: "unavailable", cause: new Error("cannot open", { cause: newer }) };
    show(app, <StoreUnavailableScreen />);

    expect(screen.getByText(/made by a newer version of the app. Update the app first/)).toBeTruthy();
    expect(screen.queryByText(/private/)).toBeNull();
  });
});

async function showLocked(path = "/caseload") {
  const fakes = aFakeApp();
  fakes.real.vault.setUp();
  await fakes.app.start();
  history.replaceState(null, "", path);
  show(fakes.app, <UnlockScreen />);
  return fakes;
}

async function showRecover() {
  const fakes = await showLocked();
  fireEvent.click(screen.getByRole("button", { name: "Use your recovery key" }));
  await screen.findByRole("heading", { level: 1, name: "Use your recovery key" });
  return fakes;
}

function show(app: ReturnType<typeof aFakeApp>["app"], element: preact.JSX.Element): void {
  render(
    <AppProvider value={app}>
      <LocationProvider>{element}</LocationProvider>
    </AppProvider>,
  );
}

/** Lets timers run without the device's clock, which a test moves by itself. */
async function pass(milliseconds: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(milliseconds);
  });
}

function passphraseField(): HTMLInputElement {
  return screen.getByLabelText<HTMLInputElement>("Passphrase");
}

function submit(): void {
  fireEvent.click(screen.getByRole("button", { name: "Unlock" }));
}

function typeInto(label: string, value: string): void {
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
}
