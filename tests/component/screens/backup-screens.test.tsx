import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Contact } from "../../../src/domain/contact.ts";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import { backupContent } from "../../../src/exports/backup-file.ts";
import type { AppModel } from "../../../src/state/app-model.ts";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { BackupReminder } from "../../../src/ui/screens/backup-reminder.tsx";
import { CaseloadScreen } from "../../../src/ui/screens/caseload-screen.tsx";
import { SettingsScreen } from "../../../src/ui/screens/settings-screen.tsx";
import { aDraft, aFamily, aFinalContact, someAnswers } from "../../support/builders.ts";
import { fakePhrase, fakeTeamKey } from "../../support/fake-cipher.ts";
import { aFakeApp, anUnlockedApp, type FakeWorkspace, goodPassphrase } from "../../support/fake-workspace.ts";
import { hostileStrings } from "../../support/hostile-strings.ts";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const entryOf = ({ id, kind, status, startedAt }: Contact) => ({ id, kind, status, startedAt });

function show(app: AppModel, section: string) {
  return render(
    <AppProvider value={app}>
      <LocationProvider>
        <SettingsScreen section={section} />
      </LocationProvider>
    </AppProvider>,
  );
}

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const fill = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

function putDraft(real: FakeWorkspace) {
  const draft = aDraft();
  real.putFamily(aFamily({ contacts: [entryOf(draft)] }));
  real.putContact(draft);
  return draft;
}

/** A backup file that holds this contact of this family, opened by the fake words. */
function aFile(contact: Contact, family = aFamily()): File {
  const records = {
    vaultId: "elsewhere",
    families: [{ value: { ...family, contacts: [entryOf(contact)] }, version: 1 }],
    contacts: [{ value: contact, version: 1 }],
    unreadable: 0,
  };
  const content = backupContent({ records, settings: defaultSettings, madeAt: "2026-11-20T14:05:00Z", build: "test" });
  const json: unknown = JSON.parse(new TextDecoder().decode(content));
  return new File([JSON.stringify({ lock: { kind: "phrase", phrase: fakePhrase }, json })], "backup.age");
}

async function openFile(file: File): Promise<void> {
  fireEvent.change(screen.getByLabelText("Backup file"), { target: { files: [file] } });
  press("Continue");
  fireEvent.input(await screen.findByLabelText("The 6 words of this backup"), { target: { value: fakePhrase } });
  press("Open the file");
  await screen.findByRole("heading", { name: "What is in the file" });
}

describe("Backup", () => {
  test("asks for the words to be written down and for the passphrase, and says Backed up only at the end", async () => {
    const { app, real, device } = await anUnlockedApp();
    putDraft(real);
    show(app, "backup");
    expect(await screen.findByText(fakePhrase)).toBeTruthy();
    expect(await screen.findByText("1 contact is only on this device.")).toBeTruthy();

    press("Back up now");
    expect((await screen.findByRole("alert")).textContent).toContain(
      "Tick to say that you have written down the 6 words",
    );
    fireEvent.click(screen.getByLabelText("I have written down the 6 words"));
    fill("Your passphrase", goodPassphrase);
    press("Back up now");
    await screen.findByRole("heading", { name: "The backup is ready" });
    expect(screen.queryByText(/^Backed up/)).toBeNull();
    press("Save the file");

    expect(await screen.findByText("Backed up. The file was read back and is whole.")).toBeTruthy();
    expect(device.files).toHaveLength(1);
  });

  test("says that a file which was not written is none", async () => {
    const { app, device } = await anUnlockedApp();
    device.savesFiles = "failed";
    show(app, "backup");
    fireEvent.click(await screen.findByLabelText("I have written down the 6 words"));
    fill("Your passphrase", goodPassphrase);
    press("Back up now");
    await screen.findByRole("heading", { name: "The backup is ready" });
    press("Save the file");

    expect((await screen.findByRole("alert")).textContent).toContain("The file was not written as it should be");
    expect(screen.queryByText(/^Backed up/)).toBeNull();
  });

  test("shows the team's key, takes only a whole one, and then needs no words", async () => {
    const { app } = await anUnlockedApp();
    show(app, "backup");
    fill("Public age key", "age1wrong");
    press("Save");
    expect((await screen.findByRole("alert")).textContent).toContain("This is not an age key");
    fill("Public age key", fakeTeamKey.recipient);
    press("Save");

    expect(await screen.findByText(fakeTeamKey.recipient)).toBeTruthy();
    expect(screen.queryByLabelText("I have written down the 6 words")).toBeNull();
  });

  test("training is neither backed up nor restored into", async () => {
    const { app } = aFakeApp();
    await app.startTraining();
    for (const section of ["backup", "restore"]) {
      show(app, section);
      expect(screen.queryByRole("button", { name: /Back up now|Continue/ })).toBeNull();
      cleanup();
    }
  });
});

describe("Restore", () => {
  test("shows conflicts side by side in words, chooses nothing beforehand, and asks for each", async () => {
    const { app, real } = await anUnlockedApp();
    const here = aFinalContact({ answers: someAnswers({ sleep: { note: "here" } }) });
    real.putFamily(aFamily({ contacts: [entryOf(here)] }));
    real.putContact(here);
    show(app, "restore");
    await openFile(
      aFile(
        aFinalContact({
          answers: someAnswers({ sleep: { note: "file" } }),
          author: { name: "Ana Reid", role: "Nurse" },
        }),
      ),
    );

    const page = document.body.textContent ?? "";
    expect(page).toContain("Amina Khan and baby Yusuf: New birth contact, 23 November 2026");
    expect(page).toMatch(/On this device.*Finalised .* by Jo Ward.*In the file.*Finalised .* by Ana Reid/);
    expect(page).toMatch(/Different.*Sleep space/);
    expect(screen.getAllByRole("radio").filter((radio) => (radio as HTMLInputElement).checked)).toEqual([]);
    expect(screen.queryByLabelText("Use what is in the file")).toBeNull();

    press("Restore");
    expect((await screen.findByRole("alert")).textContent).toContain("Choose what to keep for Amina Khan");
    fireEvent.click(screen.getByLabelText("Keep both, as two contacts"));
    press("Restore");
    expect(await screen.findByText(/^Restored\. 1 family/)).toBeTruthy();
  });

  test("refuses a file that is none, beside the field", async () => {
    const { app } = await anUnlockedApp();
    show(app, "restore");
    press("Continue");
    expect((await screen.findByRole("alert")).textContent).toContain("Choose a backup file");
    fireEvent.change(screen.getByLabelText("Backup file"), { target: { files: [new File(["x"], "x.age")] } });
    press("Continue");

    await waitFor(() =>
      expect(screen.getByRole("alert").textContent).toContain("This file is not a backup from this app"),
    );
  });

  test("each of more than 100 hostile strings in an import is shown as text, in the preview and on the caseload", async () => {
    expect(hostileStrings.length).toBeGreaterThanOrEqual(100);
    for (const text of hostileStrings) {
      const { app, real } = await anUnlockedApp();
      const name = text.slice(0, 1_000);
      const here = aFinalContact();
      const family = aFamily({ carers: [{ ...aFamily().carers[0]!, name }], phone: name, language: name });
      real.putFamily(aFamily({ contacts: [entryOf(here)] }));
      real.putContact(here);
      show(app, "restore");
      await openFile(aFile(aFinalContact({ author: { name, role: name } }), family));
      expect(document.body.textContent).toContain(name);
      expectOnlyOurs();

      press("Keep what is on this device for the rest");
      fireEvent.click(screen.getAllByLabelText("Use what is in the file")[0]!);
      press("Restore");
      await screen.findByText(/^Restored/);
      cleanup();
      app.caseload.showFilter("all");
      render(
        <AppProvider value={app}>
          <LocationProvider>
            <CaseloadScreen />
          </LocationProvider>
        </AppProvider>,
      );
      expect(document.body.textContent).toContain(name);
      expectOnlyOurs();
      cleanup();
    }
  });
});

describe("The reminder on the caseload", () => {
  async function remind(hours: number): Promise<HTMLElement> {
    const { app, real, device } = await anUnlockedApp();
    const draft = putDraft(real);
    device.clock.setTo(draft.startedAt);
    device.clock.advance(hours * 3_600_000);
    render(
      <AppProvider value={app}>
        <BackupReminder />
      </AppProvider>,
    );
    return screen.findByText(/only on this device/);
  }

  test("says what would be lost, with a way to back it up, and stands out after a day", async () => {
    const early = await remind(23);
    expect(early.textContent).toBe("1 contact is only on this device. Back up now");
    expect(screen.getByRole("link", { name: "Back up now" }).getAttribute("href")).toBe("/settings/backup");
    expect(early.closest(".nhsuk-inset-text")).toBeNull();
    cleanup();

    expect((await remind(25)).closest(".nhsuk-inset-text")).not.toBeNull();
  });

  test("says nothing when nothing would be lost", async () => {
    const { app } = await anUnlockedApp();
    const { container } = render(
      <AppProvider value={app}>
        <BackupReminder />
      </AppProvider>,
    );
    await Promise.resolve();

    expect(container.textContent).toBe("");
  });
});

/** Nothing that could run, load or lead elsewhere came onto the page. */
function expectOnlyOurs(): void {
  expect(
    document.querySelector("script, iframe, object, embed, base, meta, link, style, img, video, audio, marquee"),
  ).toBeNull();
  for (const element of document.body.querySelectorAll("*")) {
    expect([...element.attributes].filter(({ name }) => name.startsWith("on"))).toEqual([]);
  }
  for (const link of document.querySelectorAll("a")) expect(link.getAttribute("href")).toMatch(/^[/#]/);
}
