import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import { provenanceOf } from "../../../src/content/provenance.ts";
import type { LocalNumber, Settings } from "../../../src/domain/settings.ts";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { SettingsScreen } from "../../../src/ui/screens/settings-screen.tsx";
import { aFamily } from "../../support/builders.ts";
import { aFakeApp, anUnlockedApp, type FakeWorkspace, goodPassphrase } from "../../support/fake-workspace.ts";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const team: LocalNumber = { label: "Safeguarding team", phone: "0118 496 0000" };
const night: LocalNumber = {
  label: "Out of hours",
  phone: "0118 496 0001",
  checkedOn: { day: "3", month: "6", year: "2026" },
};

test("the list leads to every section and says how each is set", async () => {
  await show(undefined, { localNumbers: [team, night] });

  expect(
    within(screen.getByRole("main"))
      .getAllByRole("link")
      .map((link) => link.getAttribute("href")),
  ).toEqual(
    ["you", "numbers", "lock", "passphrase", "unlock", "lock-name", "backup", "storage", "removal", "about"].map(
      (section) => `/settings/${section}`,
    ),
  );
  expect(screen.getByText("2 numbers")).toBeTruthy();
  expect(screen.getByText("After 5 minutes, in a contact after 15 minutes")).toBeTruthy();
});

test("a section that there is not is a page not found", async () => {
  await show("nonsense");

  expect(screen.getByRole("heading", { name: "Page not found" })).toBeTruthy();
});

test("a changed name is stored and announced", async () => {
  const { real } = await show("you");
  typeInto("Your name", "Jo Ward");

  fireEvent.click(button("Save"));

  expect((await screen.findByRole("alert")).textContent).toContain("Your details are saved");
  expect((await storedSettings(real)).you.name).toBe("Jo Ward");
});

describe("lock times", () => {
  test("can be set from 1 to 15 minutes and are stored", async () => {
    const { real } = await show("lock");
    const idle = screen.getByLabelText<HTMLSelectElement>("Lock after");
    expect([...idle.options].map((option) => option.value)).toEqual(
      Array.from({ length: 15 }, (_, index) => `${index + 1}`),
    );
    fireEvent.change(idle, { target: { value: "2" } });
    fireEvent.change(screen.getByLabelText("Lock after, while a contact is open"), { target: { value: "10" } });

    fireEvent.click(button("Save"));

    await screen.findByText("Your lock times are saved.");
    expect((await storedSettings(real)).lock).toEqual({ idleMinutes: 2, contactMinutes: 10 });
  });

  test("a contact never has less time than the rest of the app", async () => {
    const { real } = await show("lock");
    fireEvent.change(screen.getByLabelText("Lock after"), { target: { value: "10" } });
    fireEvent.change(screen.getByLabelText("Lock after, while a contact is open"), { target: { value: "5" } });

    fireEvent.click(button("Save"));

    await screen.findByRole("link", { name: /cannot be shorter/ });
    expect((await storedSettings(real)).lock).toEqual({ idleMinutes: 5, contactMinutes: 15 });
  });
});

describe("changing the passphrase", () => {
  test("needs the present one and sets the new one", async () => {
    const { real } = await show("passphrase");
    typeInto("Present passphrase", goodPassphrase);
    typeInto("New passphrase", "another maple rocket blanket");

    fireEvent.click(button("Change passphrase"));

    await screen.findByText(/Your passphrase is changed/);
    expect(screen.getByLabelText<HTMLInputElement>("Present passphrase").value).toBe("");
    expect(screen.getByLabelText<HTMLInputElement>("New passphrase").value).toBe("");
    expect((await real.vault.unlock({ kind: "passphrase", passphrase: "another maple rocket blanket" })).ok).toBe(true);
  });

  test("a wrong present passphrase clears only itself and starts the wait", async () => {
    const { real } = await show("passphrase");
    real.vault.waitSeconds = 30;
    typeInto("Present passphrase", "not the right one");
    typeInto("New passphrase", "another maple rocket blanket");

    fireEvent.click(button("Change passphrase"));

    await screen.findByRole("link", { name: /The passphrase is not correct. Wait 30 seconds/ });
    expect(screen.getByLabelText<HTMLInputElement>("Present passphrase").value).toBe("");
    expect(screen.getByLabelText<HTMLInputElement>("New passphrase").value).toBe("another maple rocket blanket");
    expect(screen.getByText("You can try again in 30 seconds.")).toBeTruthy();
  });

  test("an easy one is refused without spending a try", async () => {
    const { real } = await show("passphrase");
    const change = vi.spyOn(real.vault, "changePassphrase");
    typeInto("Present passphrase", goodPassphrase);
    typeInto("New passphrase", "password12345");

    fireEvent.click(button("Change passphrase"));

    await screen.findByRole("link", { name: /harder to guess/ });
    expect(change).not.toHaveBeenCalled();
  });

  test("training, which opens without a passphrase, cannot be given one", async () => {
    const fakes = aFakeApp();
    await fakes.app.startTraining();
    showIn(fakes, "passphrase");

    expect(screen.getByText(/Training has no passphrase/)).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("local numbers", () => {
  test("a number is added with the date it was checked", async () => {
    const { real } = await show("numbers");
    fireEvent.click(button("Add a number"));
    await screen.findByRole("heading", { name: "Add a number" });
    typeInto("What the number is for", "Out of hours");
    typeInto("Phone number", "0118 496 0001");
    typeDate("3", "6", "2026");

    fireEvent.click(button("Save"));

    await screen.findByText("Checked 3 June 2026");
    expect((await storedSettings(real)).localNumbers).toEqual([night]);
  });

  test("what is missing or wrong is named field by field, and nothing is cleared", async () => {
    await show("numbers");
    fireEvent.click(button("Add a number"));
    await screen.findByRole("heading", { name: "Add a number" });
    typeInto("Phone number", "ask Jo");
    typeDate("31", "2", "2026");

    fireEvent.click(button("Save"));

    await screen.findByRole("link", { name: "Enter what the number is for" });
    expect(screen.getByRole("link", { name: "Enter a phone number, like 0118 496 0000" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "The date of the check must be a real date" })).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("Phone number").value).toBe("ask Jo");
  });

  test.each(["999", "+44 118 496 0000", "0118 496 0000 ext 12", "(0118) 496-0000"])("%s is a number", async (phone) => {
    const { real } = await show("numbers");
    fireEvent.click(button("Add a number"));
    await screen.findByRole("heading", { name: "Add a number" });
    typeInto("What the number is for", "Team");
    typeInto("Phone number", phone);

    fireEvent.click(button("Save"));

    await screen.findByText("The number is saved.");
    expect((await storedSettings(real)).localNumbers).toEqual([{ label: "Team", phone }]);
  });

  test("a check in the future is refused", async () => {
    await show("numbers");
    fireEvent.click(button("Add a number"));
    await screen.findByRole("heading", { name: "Add a number" });
    typeInto("What the number is for", "Team");
    typeInto("Phone number", "999");
    typeDate("24", "11", "2026");

    fireEvent.click(button("Save"));

    await screen.findByRole("link", { name: "The date of the check must be today or in the past" });
  });

  test("a number is changed in its place", async () => {
    const { real } = await show("numbers", { localNumbers: [team, night] });
    fireEvent.click(button(/^Change\s*Safeguarding team$/));
    await screen.findByRole("heading", { name: "Change a number" });
    typeInto("Phone number", "0118 496 0009");

    fireEvent.click(button("Save"));

    await screen.findByText("The number is saved.");
    expect((await storedSettings(real)).localNumbers).toEqual([{ ...team, phone: "0118 496 0009" }, night]);
  });

  test("a removed number can be put back where it was", async () => {
    const { real } = await show("numbers", { localNumbers: [team, night] });

    fireEvent.click(button(/^Remove\s*Safeguarding team$/));
    await screen.findByText("The number is removed.");
    expect((await storedSettings(real)).localNumbers).toEqual([night]);
    fireEvent.click(button("Put it back"));

    await waitFor(async () => expect((await storedSettings(real)).localNumbers).toEqual([team, night]));
  });

  test("a removal that is not stored leaves the number and says so", async () => {
    const { real } = await show("numbers", { localNumbers: [team] });
    real.saveFailure = { kind: "full" };

    fireEvent.click(button(/^Remove\s*Safeguarding team$/));

    expect((await screen.findByRole("alert")).textContent).toContain("no space left");
    expect(screen.getByText("0118 496 0000")).toBeTruthy();
  });

  test("12 numbers are the most", async () => {
    await show("numbers", { localNumbers: Array.from({ length: 12 }, () => team) });

    expect(screen.queryByRole("button", { name: "Add a number" })).toBeNull();
    expect(screen.getByText(/Remove one to add another/)).toBeTruthy();
  });

  test("the place in the red book is stored, and an empty one is taken out", async () => {
    const { real } = await show("numbers");
    const label = "Where to find safer sleep in your red book (optional)";

    typeInto(label, "page 12");
    fireEvent.click(button("Save"));
    await waitFor(async () => expect((await storedSettings(real)).redBookPlace).toBe("page 12"));
    await screen.findByText("The place in the red book is saved.");
    typeInto(label, "");
    fireEvent.click(button("Save"));

    await waitFor(async () => expect(await storedSettings(real)).not.toHaveProperty("redBookPlace"));
  });
});

describe("storage", () => {
  test("says whether records are kept and how much space they take", async () => {
    await show("storage");

    expect(await screen.findByText("yes")).toBeTruthy();
    expect(screen.getByText("2.4MB of 1GB")).toBeTruthy();
    expect(screen.queryByText(/may delete records/)).toBeNull();
    expect(screen.queryByText(/without its protection/)).toBeNull();
  });

  test("asks the browser to keep records where it has not promised", async () => {
    const fakes = await anUnlockedApp();
    fakes.device.health = { persistence: "not-promised", usedBytes: undefined, quotaBytes: undefined };
    showIn(fakes, "storage");
    await screen.findByText(/This device may delete records when space is low/);
    fakes.device.health = { ...fakes.device.health, persistence: "promised" };

    fireEvent.click(button("Ask the browser to keep records"));

    await screen.findByText("yes");
    expect(fakes.device.calls).toEqual(["askToKeep"]);
    expect(screen.getByText("not known")).toBeTruthy();
  });

  test("warns where the host left out the headers that protect the app", async () => {
    const fakes = await anUnlockedApp();
    fakes.device.shutOff = false;
    showIn(fakes, "storage");

    expect(await screen.findByText(/This address sends the app without its protection/)).toBeTruthy();
  });

  test("checks offline use when asked", async () => {
    const fakes = await anUnlockedApp();
    fakes.device.offline = { kind: "files-missing", files: 40, missing: ["/a.js"] };
    showIn(fakes, "storage");

    fireEvent.click(button("Check offline"));

    await screen.findByText(/1 of 40 files of the app are missing/);
  });

  test("opens every record and counts those that cannot be opened", async () => {
    const fakes = await anUnlockedApp();
    const family = fakes.real.putFamily(aFamily());
    showIn(fakes, "storage");

    fireEvent.click(button("Check all records"));
    await screen.findByText(/1 record was opened/);
    fakes.real.unreadable.add(family.value.id);
    fireEvent.click(button("Check all records"));

    expect((await screen.findByText(/0 of 1 records were opened/)).textContent).toContain(
      "1 could not be opened. Nothing has been deleted.",
    );
  });

  test("says how many records something other than the app has changed", async () => {
    const fakes = await anUnlockedApp();
    fakes.real.putFamily(aFamily());
    fakes.real.notAsSaved = 1;
    showIn(fakes, "storage");

    fireEvent.click(button("Check all records"));

    await screen.findByText(/0 of 1 records were opened\. 1 was changed by something other than this app/);
  });

  test("says that the records have gone back to an earlier day, until somebody has compared them", async () => {
    const fakes = await anUnlockedApp();
    fakes.real.putFamily(aFamily());
    fakes.real.isLogPutBack = true;
    fakes.real.found = { suspects: 0, areSummariesSuspect: false, isLogPutBack: true };
    await fakes.app.lookOver();
    expect(fakes.app.looks.suspects.value).toBe(1);
    showIn(fakes, "storage");
    fireEvent.click(button("Check all records"));
    await screen.findByText(/gone back to an earlier day/);

    fireEvent.click(button("I have compared them"));

    await waitFor(() => expect(screen.queryByText(/gone back to an earlier day/)).toBeNull());
    expect(screen.queryByRole("button", { name: "I have compared them" })).toBeNull();
    expect(fakes.real.isLogPutBack).toBe(false);
    expect(fakes.app.looks.suspects.value).toBe(0);
    expect(screen.getByText(/1 record was opened/)).toBeTruthy();
  });

  test("a check that the store does not answer says so", async () => {
    const fakes = await anUnlockedApp();
    fakes.real.checkFailure = { kind: "unavailable", cause: undefined };
    showIn(fakes, "storage");

    fireEvent.click(button("Check all records"));

    await screen.findByText(/The store on this device did not answer/);
  });
});

describe("the second copy", () => {
  const whole = { kept: 1, toPutBack: 0, forked: 0, added: 0, wasDamaged: false, hasHeader: true };

  test("is looked through when asked, and records that the store lost are put back", async () => {
    const fakes = await anUnlockedApp();
    fakes.real.copy.found = { ...whole, kept: 3, toPutBack: 1, forked: 2, added: 1, wasDamaged: true };
    showIn(fakes, "storage");
    await screen.findByText(/also written to a second copy on this device/);

    fireEvent.click(button("Check the second copy"));
    await screen.findByText("The second copy has 3 records.");
    for (const text of [
      "1 record of these was missing in it until now.",
      "A part of it was damaged. That part is written again.",
      "This browser's store has lost or damaged 1 record. The second copy can put back each of them.",
      "2 records changed after a later version was lost. Both are kept. Tell your IT team.",
    ]) {
      expect(screen.getByText(text)).toBeTruthy();
    }

    fakes.real.copy.onPutBack = () => {
      fakes.real.copy.found = whole;
    };
    fireEvent.click(button("Put them back"));
    await screen.findByText("Nothing is missing.");
    expect(screen.queryByRole("button", { name: "Put them back" })).toBeNull();
  });

  test("that cannot be written is said, without calling the records unsaved", async () => {
    const fakes = await anUnlockedApp();
    fakes.real.copy.isWritten = false;
    showIn(fakes, "storage");

    await screen.findByText(/^The second copy on this device could not be written\. Your records are saved\./);
  });

  test("that does not answer is said", async () => {
    const fakes = await anUnlockedApp();
    fakes.real.copy.failure = { kind: "unavailable", cause: undefined };
    showIn(fakes, "storage");

    fireEvent.click(await screen.findByRole("button", { name: "Check the second copy" }));
    await screen.findByText(/^The second copy on this device did not answer\./);
  });
});

describe("about", () => {
  test("names the app, the advice with its dates and every source, and is no official product", async () => {
    await show("about");

    const advice = checklistFor("new-birth");
    expect(screen.getByText("0.1.0+test")).toBeTruthy();
    expect(screen.getByText(advice.version)).toBeTruthy();
    expect(screen.getByText("Draft content, not yet clinically signed off")).toBeTruthy();
    expect(screen.getByText("This is not an official NHS product.")).toBeTruthy();
    const { sources } = provenanceOf(advice.version)!;
    expect(sources.length).toBeGreaterThan(10);
    for (const source of sources) {
      expect(screen.getAllByText(new RegExp(escapeRegExp(source.title))).length).toBeGreaterThan(0);
    }
    expect(screen.queryByText(/due for review/)).toBeNull();
  });

  test("warns from the day the review is due", async () => {
    const fakes = await anUnlockedApp();
    fakes.device.clock.setTo(`${checklistFor("new-birth").reviewDue}T09:00:00Z`);
    fakes.app.tick();
    showIn(fakes, "about");

    expect(screen.getByText(/The advice is due for review/)).toBeTruthy();
    expect(screen.getByText(/Check with your team before you use it/)).toBeTruthy();
  });
});

async function show(section: string | undefined, settings: Partial<Settings> = {}) {
  const fakes = await anUnlockedApp();
  await fakes.app.saveSettings((present) => ({ ...present, ...settings }));
  showIn(fakes, section);
  return fakes;
}

function showIn({ app }: Pick<ReturnType<typeof aFakeApp>, "app">, section: string | undefined): void {
  history.replaceState(null, "", "/settings");
  render(
    <AppProvider value={app}>
      <LocationProvider>
        <SettingsScreen section={section} />
      </LocationProvider>
    </AppProvider>,
  );
}

async function storedSettings(workspace: FakeWorkspace): Promise<Settings> {
  const loaded = await workspace.settings.load();
  if (!loaded.ok) throw new Error(`The settings are ${loaded.error.kind}`);
  return loaded.value.value;
}

function button(name: string | RegExp): HTMLElement {
  return screen.getByRole("button", { name });
}

function typeInto(label: string, value: string): void {
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
}

function typeDate(day: string, month: string, year: string): void {
  typeInto("Day", day);
  typeInto("Month", month);
  typeInto("Year", year);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
