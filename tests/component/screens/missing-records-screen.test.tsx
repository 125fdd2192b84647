import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { MissingRecordsScreen } from "../../../src/ui/screens/missing-records-screen.tsx";
import { StoreUnavailableScreen } from "../../../src/ui/screens/store-unavailable-screen.tsx";
import { aFakeApp } from "../../support/fake-workspace.ts";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const found = { kept: 1200, toPutBack: 1200, forked: 0, added: 0, wasDamaged: false, hasHeader: true };

test("a device that had a vault is not met as a new one: everything is put back with one tap, and then it is locked", async () => {
  const { app, real } = await show();
  real.copy.found = found;
  real.copy.witnessed = { vaultId: "v", madeOn: "2026-11-02", records: 1199 };
  real.copy.onPutBack = () => real.vault.setUp();
  showScreen(app);

  await screen.findByText(/A second copy on this device has 1,200 records\./);
  expect(document.body.textContent).toContain("set up on 2 November 2026 and had 1,199 records");
  fireEvent.click(screen.getByRole("button", { name: "Put everything back" }));

  await waitFor(() => expect(app.status.value).toBe("locked"));
});

test("records that would not go back are counted, and it can be tried again", async () => {
  const { app, real } = await show();
  real.copy.found = found;
  real.copy.left = 2;
  showScreen(app);

  fireEvent.click(await screen.findByRole("button", { name: "Put everything back" }));

  await screen.findByText(/^2 records could not be put back\. Nothing has been deleted\./);
  expect(app.status.value).toBe("missing");
  expect(screen.getByRole("button", { name: "Put everything back" })).toBeDefined();
});

test("with the second copy gone it says so and what to do, and starts again only after typed words", async () => {
  const { app, real } = await show();
  real.copy.found = { ...found, kept: 0, toPutBack: 0, hasHeader: false };
  showScreen(app);

  await screen.findByText(/The second copy on this device is gone as well\./);
  expect(document.body.textContent).toContain("Tell your IT team today.");
  fireEvent.click(screen.getByText("Start again without these records"));
  fireEvent.click(screen.getByRole("button", { name: "Start again" }));
  await screen.findByRole("link", { name: "Type “start again” to go on" });
  expect(real.copy.hasStartedAgain).toBe(false);

  fireEvent.input(screen.getByRole("textbox"), { target: { value: "Start again" } });
  real.isWitnessed = false;
  fireEvent.click(screen.getByRole("button", { name: "Start again" }));
  await waitFor(() => expect(app.status.value).toBe("none"));
  expect(real.copy.hasStartedAgain).toBe(true);
});

test("a second copy that does not answer is not called gone", async () => {
  const { app, real, device } = await show();
  real.copy.failure = { kind: "unavailable", cause: new Error("no answer") };
  showScreen(app);

  await screen.findByText(/^The second copy on this device did not answer\./);
  expect(document.body.textContent).not.toContain("gone");
  fireEvent.click(screen.getByRole("button", { name: "Reload" }));
  expect(device.calls).toEqual(["reload"]);
});

test("where the store does not open on a known device, it says that there is a second copy and what not to do", async () => {
  const { app } = await show();
  render(
    <AppProvider value={app}>
      <StoreUnavailableScreen />
    </AppProvider>,
  );

  await screen.findByText(/A second copy of your records is on this device/);
  expect(document.body.textContent).toContain("Do not clear this browser's data");
});

async function show() {
  const fakes = aFakeApp();
  fakes.real.isWitnessed = true;
  await fakes.app.start();
  expect(fakes.app.status.value).toBe("missing");
  return fakes;
}

function showScreen(app: Awaited<ReturnType<typeof show>>["app"]): void {
  render(
    <AppProvider value={app}>
      <LocationProvider>
        <MissingRecordsScreen />
      </LocationProvider>
    </AppProvider>,
  );
}
