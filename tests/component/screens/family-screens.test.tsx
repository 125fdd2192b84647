import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import type { ComponentChild } from "preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { currentVersion } from "../../../src/content/checklists.ts";
import type { Contact } from "../../../src/domain/contact.ts";
import type { Family } from "../../../src/domain/family.ts";
import { ContactId, FamilyId } from "../../../src/domain/ids.ts";
import { NhsNumber } from "../../../src/domain/nhs-number.ts";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { AddFamilyScreen } from "../../../src/ui/screens/add-family-screen.tsx";
import { EditFamilyScreen } from "../../../src/ui/screens/edit-family-screen.tsx";
import { FamilyScreen } from "../../../src/ui/screens/family-screen.tsx";
import { RecordBirthScreen } from "../../../src/ui/screens/record-birth-screen.tsx";
import { aDraft, aFamily, aFinalContact, anId, born, expecting } from "../../support/builders.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";
import { pressButton, question, tap, type } from "./contact-page.tsx";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const familyId = aFamily().id;
const version = currentVersion("new-birth");

describe("a family", () => {
  test("says what is due and starts it, as a draft opened at its first step", async () => {
    const { real } = await showFamily({ stage: born({ birthDate: "2026-11-11" }) });
    expect(screen.getByText(/^The new birth contact is due by/)).toBeTruthy();

    await pressButton("Start new birth contact");

    await waitFor(() => expect(location.pathname).toMatch(/^\/contact\/[\w-]{22}\/people$/));
    const family = await real.families.load(familyId);
    expect(family.ok && family.value.value.contacts).toMatchObject([{ kind: "new-birth", status: "draft" }]);
  });

  test("that cannot start a contact says why and stays", async () => {
    const { real } = await showFamily();
    real.saveFailure = { kind: "full" };

    await pressButton("Start new birth contact");

    expect((await screen.findByRole("alert")).textContent).toContain("This device has no space left.");
    expect(location.pathname).toBe(`/family/${familyId}`);
  });

  test("with a draft carries on at the step it was left at, and starts no other", async () => {
    await showFamily({}, [aDraft({ id: anId(ContactId, "draft"), resumeAt: "topics" })]);

    const link = screen.getByRole("link", { name: "Carry on with the new birth contact" });
    expect(link.getAttribute("href")).toBe(`/contact/${anId(ContactId, "draft")}/topics`);
    expect(screen.queryByText(/^Start /)).toBeNull();
  });

  test("with a draft that cannot be read still leads to it", async () => {
    const draft = anId(ContactId, "draft");
    await showFamily({}, [aDraft({ id: draft })], [draft]);

    expect(screen.getByRole("link", { name: /^Carry on/ }).getAttribute("href")).toBe(`/contact/${draft}`);
    expect(screen.getByText(/^This contact could not be opened\. Nothing has been deleted/)).toBeTruthy();
  });

  test("after birth offers the other contact behind a fold, and never the one before birth", async () => {
    await showFamily();

    expect(buttons()).toContain("Start 6 to 8 week contact");
    expect(buttons()).not.toContain("Start antenatal contact");
  });

  test("before birth offers to record it, first of all when the due date is past", async () => {
    await showFamily({ stage: expecting("2027-01-20") });
    expect(screen.getByRole("link", { name: "Record birth" }).getAttribute("href")).toBe(`/family/${familyId}/birth`);
    expect(buttons()).toContain("Start antenatal contact");
    cleanup();

    await showFamily({ stage: expecting("2026-11-01") });
    expect(screen.getByText(/If the baby is born, record the birth/)).toBeTruthy();
    const fold = screen.getByText("Start another contact").closest("details")!;
    expect(within(fold).getByText("Start antenatal contact")).toBeTruthy();
  });

  test("lists its contacts with what stands in them and whether they were copied", async () => {
    const final = aFinalContact({
      id: anId(ContactId, "final"),
      checklistVersion: version,
      startedAt: "2026-11-20T09:00:00Z",
      answers: { topics: { results: { "NB-back": { result: "explained-back" } } } },
    });
    await showFamily({}, [final]);

    const timeline = screen.getByRole("heading", { name: "Contacts" }).parentElement!;
    expect(timeline.textContent).toMatch(/1 explained back \(\d+ key topics\), night place: not recorded/);
    expect(timeline.textContent).toContain("no plan for different nights");
    expect(timeline.textContent).toContain("Not copied yet");
    expect(
      within(timeline)
        .getByRole("link", { name: /^Record/ })
        .getAttribute("href"),
    ).toMatch(/\/record$/);
    expect(screen.getByRole("heading", { name: "What to follow up" })).toBeTruthy();
    expect(timeline.textContent).toContain("Where baby sleeps at night has not been seen");
  });

  test("without contacts has nothing to follow up", async () => {
    await showFamily();

    expect(screen.getByText("No contacts recorded yet.")).toBeTruthy();
    expect(screen.queryByRole("heading", { name: "What to follow up" })).toBeNull();
  });

  test("keeps its details folded away, with a way to change them", async () => {
    await showFamily({
      stage: born({ nhsNumber: NhsNumber.parse("9991112227") }),
      language: "Urdu",
      interpreter: "in-person",
      phone: "0118 496 0000",
      localRecordId: "RX 44",
    });

    const fold = screen.getByText("Show details").closest("details")!;
    expect(fold.open).toBe(false);
    for (const detail of ["Amina Khan", "39 weeks and 2 days", "3400g", "Urdu", "0118 496 0000", "RX 44"]) {
      expect(fold.textContent).toContain(detail);
    }
    expect(screen.getByRole("link", { name: "Change family details" }).getAttribute("href")).toBe(
      `/family/${familyId}/edit`,
    );
  });

  test("that is missing, unreadable or no family at all says so", async () => {
    await show(<FamilyScreen id="nonsense" />);
    expect(screen.getByText("Page not found")).toBeTruthy();
    cleanup();
    await show(<FamilyScreen id={anId(FamilyId, "other")} />);
    await screen.findByText("This family is not on this device");
    cleanup();

    const { app } = await show(<FamilyScreen id={familyId} />, { unreadable: [familyId], isListed: true });
    await screen.findByText("This family could not be opened");
    expect(screen.getByText("Amina Khan and baby Yusuf")).toBeTruthy();
    expect(app.caseload.labelOf(familyId)).toBe("Amina Khan and baby Yusuf");
  });
});

describe("adding a family", () => {
  test("needs a name and one date, and says so beside each field", async () => {
    const { app } = await show(<AddFamilyScreen />);

    await pressButton("Add family");

    const summary = await screen.findByRole("alert");
    expect(within(summary).getAllByRole("link").length).toBeGreaterThanOrEqual(2);
    for (const link of within(summary).getAllByRole("link")) {
      expect(document.getElementById(link.getAttribute("href")!.slice(1)), link.textContent ?? "").not.toBeNull();
    }
    await waitFor(() => expect(document.title).toBe("Error: Add a family - Safer Sleep Contacts"));
    expect(app.caseload.counts.value.all).toBe(0);
  });

  test("with a due date opens its page, and the caseload has it", async () => {
    const { app } = await show(<AddFamilyScreen />);
    await type("Parent's name or initials", "Sara Ali");
    fireEvent.click(screen.getByLabelText("Expecting"));
    await screen.findByRole("group", { name: "Due date" });
    await enterDate("Due date", "4", "1", "2027");

    await pressButton("Add family");

    await waitFor(() => expect(location.pathname).toMatch(/^\/family\/[\w-]{22}$/));
    app.caseload.search("sara");
    expect(app.caseload.rows.value[0]?.summary).toMatchObject({ label: "Sara Ali, expecting", keyDate: "2027-01-04" });
  });

  test("with a due date that is not known needs none", async () => {
    const { app } = await show(<AddFamilyScreen />);
    await type("Parent's name or initials", "Sara Ali");
    fireEvent.click(screen.getByLabelText("Expecting"));
    await screen.findByRole("group", { name: "Due date" });
    await tap("Due date not known", "Due date not known");
    expect(screen.queryByRole("group", { name: "Due date" })).toBeNull();

    await pressButton("Add family");

    await waitFor(() => expect(app.caseload.counts.value.all).toBe(1));
  });

  test("with twins offers the first one's birthday for the second, and a twin or carer can be removed", async () => {
    const { app } = await show(<AddFamilyScreen />);
    await type("Parent's name or initials", "Sara Ali");
    await pressButton("Add a partner or another carer");
    await pressButton("Remove this carer");
    fireEvent.click(screen.getByLabelText("Baby born"));
    await screen.findByRole("group", { name: "Date of birth" });
    await enterDate("Date of birth", "12", "11", "2026");
    await pressButton("Add a twin");
    await pressButton("Add a twin");
    await pressButton("Remove Baby 3");

    await pressButton("Add family");

    await waitFor(() => expect(app.caseload.counts.value.all).toBe(1));
    app.caseload.search("sara");
    expect(app.caseload.rows.value[0]?.summary.label).toBe("Sara Ali and 2 babies");
  });

  test("with an NHS number that the caseload has leads to that family and adds none", async () => {
    const number = NhsNumber.parse("9991112227");
    const { app } = await show(<AddFamilyScreen />, { family: { stage: born({ nhsNumber: number }) }, isListed: true });
    await type("Parent's name or initials", "Sara Ali");
    fireEvent.click(screen.getByLabelText("Baby born"));
    await screen.findByRole("group", { name: "Date of birth" });
    await enterDate("Date of birth", "12", "11", "2026");
    await type(/^NHS number/, "999 111 2227");

    await pressButton("Add family");

    const link = await screen.findByRole("link", { name: "Open that family" });
    expect(link.getAttribute("href")).toBe(`/family/${familyId}`);
    expect(app.caseload.counts.value.all).toBe(1);
  });

  test("that the store refuses keeps what was typed", async () => {
    const { real } = await show(<AddFamilyScreen />);
    real.saveFailure = { kind: "full" };
    await type("Parent's name or initials", "Sara Ali");
    fireEvent.click(screen.getByLabelText("Expecting"));
    await screen.findByRole("group", { name: "Due date" });
    await enterDate("Due date", "4", "1", "2027");

    await pressButton("Add family");

    await screen.findByText(/^The family was not saved\. This device has no space left/);
    expect(screen.getByLabelText<HTMLInputElement>("Parent's name or initials").value).toBe("Sara Ali");
  });
});

describe("changing a family", () => {
  test("keeps its contacts and goes back to its page", async () => {
    const { real } = await show(<EditFamilyScreen id={familyId} />, {
      contacts: [aDraft({ id: anId(ContactId, "draft") })],
    });
    await screen.findByLabelText("Parent's name or initials");
    expect(screen.queryByLabelText("Expecting")).toBeNull();
    await type("Parent's name or initials", "Amina Ali");

    await pressButton("Save changes");

    await waitFor(() => expect(location.pathname).toBe(`/family/${familyId}`));
    const family = await real.families.load(familyId);
    expect(family.ok && family.value.value).toMatchObject({ carers: [{ name: "Amina Ali" }, {}], contacts: [{}] });
  });

  test("says what is wrong, and when the store refuses", async () => {
    const { real } = await show(<EditFamilyScreen id={familyId} />);
    await screen.findByLabelText("Parent's name or initials");
    await type("Parent's name or initials", " ");
    await pressButton("Save changes");
    expect(within(await screen.findByRole("alert")).getAllByRole("link")).toHaveLength(1);

    real.saveFailure = { kind: "changed-elsewhere" };
    await type("Parent's name or initials", "Amina");
    await pressButton("Save changes");

    await screen.findByText(/^The change was not saved\. This was changed in another window/);
  });

  test("that is not there says so", async () => {
    await show(<EditFamilyScreen id="nonsense" />);
    expect(screen.getByText("Page not found")).toBeTruthy();
    cleanup();

    await show(<EditFamilyScreen id={anId(FamilyId, "other")} />);
    await screen.findByText("This family is not on this device");
  });
});

describe("recording a birth", () => {
  test("turns a pregnancy into a baby in the same family", async () => {
    const { real } = await show(<RecordBirthScreen id={familyId} />, { family: { stage: expecting("2026-11-20") } });
    await screen.findByRole("group", { name: "Date of birth" });
    await enterDate("Date of birth", "20", "11", "2026");
    await type("First name (optional)", "Yusuf");

    await pressButton("Record birth");

    await waitFor(() => expect(location.pathname).toBe(`/family/${familyId}`));
    expect(await real.families.load(familyId)).toMatchObject({
      value: { value: { stage: { stage: "born", babies: [{ name: "Yusuf", birthDate: "2026-11-20" }] } } },
    });
  });

  test("takes twins, and one too many can be removed", async () => {
    const { real } = await show(<RecordBirthScreen id={familyId} />, { family: { stage: expecting("2026-11-20") } });
    await screen.findByRole("group", { name: "Date of birth" });
    await enterDate("Date of birth", "20", "11", "2026");
    await pressButton("Add a twin");
    await pressButton("Add a twin");
    await pressButton("Remove Baby 3");

    await pressButton("Record birth");

    await waitFor(() => expect(location.pathname).toBe(`/family/${familyId}`));
    const family = await real.families.load(familyId);
    expect(family.ok && family.value.value.stage).toMatchObject({
      babies: [{ birthDate: "2026-11-20" }, { birthDate: "2026-11-20" }],
    });
  });

  test("needs a date, and says so when the store refuses", async () => {
    const { real } = await show(<RecordBirthScreen id={familyId} />, { family: { stage: expecting("2026-11-20") } });
    await screen.findByRole("group", { name: "Date of birth" });
    await pressButton("Record birth");
    expect(
      within(await screen.findByRole("alert"))
        .getAllByRole("link")[0]
        ?.getAttribute("href"),
    ).toBe("#baby-1-birth-date");

    real.saveFailure = { kind: "full" };
    await enterDate("Date of birth", "20", "11", "2026");
    await pressButton("Record birth");

    await screen.findByText(/^The birth was not saved\. This device has no space left/);
  });

  test("of a family that is not there says so", async () => {
    await show(<RecordBirthScreen id="nonsense" />);
    expect(screen.getByText("Page not found")).toBeTruthy();
    cleanup();

    await show(<RecordBirthScreen id={anId(FamilyId, "other")} />);
    await screen.findByText("This family is not on this device");
  });
});

interface Around {
  family?: Partial<Family>;
  contacts?: readonly Contact[];
  unreadable?: readonly string[];
  /** The caseload lists the family. */
  isListed?: boolean;
}

async function showFamily(
  family: Partial<Family> = {},
  contacts: readonly Contact[] = [],
  unreadable: readonly string[] = [],
) {
  const fakes = await show(<FamilyScreen id={familyId} />, { family, contacts, unreadable });
  await screen.findByRole("heading", { name: "Contacts" });
  return fakes;
}

async function show(element: ComponentChild, around: Around = {}) {
  const fakes = await anUnlockedApp();
  const { contacts = [] } = around;
  const family = aFamily({
    ...around.family,
    contacts: contacts.map(({ id, kind, status, startedAt }) => ({ id, kind, status, startedAt })),
  });
  fakes.real.putFamily(family);
  for (const contact of contacts) fakes.real.putContact(contact);
  for (const id of around.unreadable ?? []) fakes.real.unreadable.add(id);
  if (around.isListed) fakes.app.caseload.show(family);
  history.replaceState(null, "", `/family/${familyId}`);
  render(
    <AppProvider value={fakes.app}>
      <LocationProvider>{element}</LocationProvider>
    </AppProvider>,
  );
  return fakes;
}

function buttons(): (string | null)[] {
  return [...document.querySelectorAll("main button")].map((button) => button.textContent);
}

async function enterDate(legend: string, ...parts: [day: string, month: string, year: string]): Promise<void> {
  for (const [index, value] of parts.entries()) {
    const field = question(legend).querySelectorAll("input")[index]!;
    fireEvent.input(field, { target: { value } });
    await waitFor(() => expect(field.value).toBe(value));
  }
}
