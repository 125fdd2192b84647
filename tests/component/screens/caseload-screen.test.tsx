import { act, cleanup, render, screen, waitFor, within } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Family } from "../../../src/domain/family.ts";
import { ContactId, FamilyId } from "../../../src/domain/ids.ts";
import { err } from "../../../src/shared/result.ts";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { CaseloadScreen } from "../../../src/ui/screens/caseload-screen.tsx";
import { aCarer, aFamily, anId, born, expecting } from "../../support/builders.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";
import { pressButton, type } from "./contact-page.tsx";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const due = aNamed("Due Parent", { stage: born({ birthDate: "2026-11-11" }) });
const late = aNamed("Late Parent", { stage: born({ birthDate: "2026-11-01" }) });
const coming = aNamed("Coming Parent", { stage: expecting("2027-06-20") });

describe("the list", () => {
  test("begins with what is due, the overdue first, each with its words and tag", async () => {
    await showCaseload([due, late, coming]);

    const rows = within(screen.getByRole("list", { name: "Families" })).getAllByRole("listitem");
    expect(rows.map((row) => within(row).getByRole("link").textContent)).toEqual([
      "Late Parent and baby Yusuf",
      "Due Parent and baby Yusuf",
    ]);
    expect(rows[0]?.textContent).toMatch(/22 days old\. New birth contact.*Overdue by \d+ days/);
    expect(rows[1]?.textContent).toContain("12 days old. New birth contact");
    expect(within(rows[0]!).getByRole("link").getAttribute("href")).toBe(`/family/${late.id}`);
  });

  test("shows what a family has open", async () => {
    await showCaseload([
      aNamed("Open Parent", {
        interpreter: "in-person",
        contacts: [
          { id: anId(ContactId, "final"), kind: "antenatal", status: "final", startedAt: "2026-10-01T09:00:00Z" },
          { id: anId(ContactId, "draft"), kind: "new-birth", status: "draft", startedAt: "2026-11-22T09:00:00Z" },
        ],
      }),
    ]);

    const row = within(screen.getByRole("list", { name: "Families" })).getByRole("listitem");
    for (const tag of ["Draft", "Not copied yet", "Interpreter"]) expect(row.textContent).toContain(tag);
  });

  test.each([
    ["drafts", "Drafts (0)"],
    ["all", "All (3)"],
    ["nonsense", "Due (2)"],
  ])("the address show=%s marks %s", async (show, label) => {
    await showCaseload([due, late, coming], `?show=${show}`);

    await waitFor(() => expect(screen.getByRole("link", { name: label }).getAttribute("aria-current")).toBe("page"));
  });

  test("shows 25 at a time and says how many more there are", async () => {
    await showCaseload(Array.from({ length: 30 }, (_, index) => aNamed(`Parent ${index + 10}`)));

    expect(document.querySelectorAll(".app-row")).toHaveLength(25);
    await pressButton("Show 5 more");

    expect(document.querySelectorAll(".app-row")).toHaveLength(30);
    expect(screen.queryByText(/^Show \d+ more$/)).toBeNull();
  });
});

test("records that only the second copy has are said, and go back with one tap", async () => {
  const { app } = await showCaseload([due]);
  const putBack = vi.fn(async () => {
    app.looks.foundInCopy.value = { count: 3, left: 0, putBack };
  });
  app.looks.foundInCopy.value = { count: 3, left: undefined, putBack };
  await screen.findByText("Records missing from this browser's store: 3. A second copy on this device has them.");

  await pressButton("Put them back");

  await screen.findByText("Everything is put back.");
  expect(screen.queryByRole("button", { name: "Put them back" })).toBeNull();
});

describe("the search", () => {
  test("looks through every family, says how many it found, and never stands in the address", async () => {
    await showCaseload([due, late, coming]);

    await type("Search by name or NHS number", "coming");

    expect(screen.getByRole("link", { name: "Coming Parent, expecting" })).toBeTruthy();
    expect(screen.getByText("1 found").getAttribute("aria-live")).toBe("polite");
    expect(screen.queryByRole("navigation", { name: "Show families" })).toBeNull();
    expect(location.href).not.toContain("coming");
  });

  test("that finds nobody says what to try", async () => {
    await showCaseload([due]);

    await type("Search by name or NHS number", "zzz");

    expect(screen.getByText("No families match. Check the spelling, or search by NHS number.")).toBeTruthy();
  });
});

describe("an empty list", () => {
  test("without families says how to begin", async () => {
    await showCaseload([]);

    expect(screen.getByText("No families yet. Add a family to begin.")).toBeTruthy();
  });

  test("with nothing due names what comes next", async () => {
    await showCaseload([coming]);

    const next = screen.getByText(/^No contacts due\. Next:/);
    expect(within(next).getByRole("link").getAttribute("href")).toBe(`/family/${coming.id}`);
    expect(next.textContent).toMatch(/antenatal contact\.$/);
  });

  test("with nothing to come says only that nothing is due, and that there are no drafts", async () => {
    const done = aNamed("Done Parent", { stage: expecting(null) });
    await showCaseload([done]);
    expect(screen.getByText("No contacts due.")).toBeTruthy();
    cleanup();

    await showCaseload([done], "?show=drafts");
    await screen.findByText("No drafts. Every contact that was begun is finalised.");
  });
});

describe("what stands in the way", () => {
  test.each([
    [1, "1 record could not be opened."],
    [2, "2 records could not be opened."],
  ])("%i families that cannot be read are counted", async (count, words) => {
    await showCaseload([due, late, coming], "", { unreadable: [late, coming].slice(0, count) });

    expect(screen.getByText(new RegExp(`^${words} Nothing has been deleted`))).toBeTruthy();
  });

  test("says when something else has changed records, and where to check them", async () => {
    const { app, real } = await showCaseload([due]);
    expect(screen.queryByRole("link", { name: "Check all records" })).toBeNull();
    real.found = { suspects: 1, areSummariesSuspect: true, isLogPutBack: false };

    await act(() => app.lookOver());

    expect(screen.getByText(/Something other than this app has changed records/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "Check all records" }).getAttribute("href")).toBe("/settings/storage");
    await act(() => app.lock());
    expect(app.looks.suspects.value).toBe(0);
  });

  test("says the same when the log was put back, unless the second copy has what is missing", async () => {
    const { app, real } = await showCaseload([due]);
    real.found = { suspects: 0, areSummariesSuspect: false, isLogPutBack: true };

    await act(() => app.lookOver());
    expect(screen.getByText(/Something other than this app has changed records/)).toBeTruthy();

    app.looks.foundInCopy.value = { count: 3, left: undefined, putBack: async () => undefined };
    await act(() => app.lookOver());
    expect(screen.queryByText(/Something other than this app has changed records/)).toBeNull();
  });

  test("a caseload that cannot be read says so", async () => {
    const fakes = await anUnlockedApp();
    await fakes.app.caseload.load({
      ...fakes.real.families,
      loadSummaries: async () => err({ kind: "unavailable", cause: "x" }),
    });
    show(fakes.app);

    expect(screen.getByText("This caseload could not be opened")).toBeTruthy();
  });

  test("settings that cannot be read are not taken for a missing name", async () => {
    const { app } = await showCaseload([due]);
    expect(screen.getByRole("link", { name: "Add your name" })).toBeTruthy();
    cleanup();

    app.settingsFailure.value = { kind: "unreadable" };
    show(app);

    expect(screen.queryByRole("link", { name: "Add your name" })).toBeNull();
    expect(screen.getByText(/could not be opened\. Nothing has been deleted/)).toBeTruthy();
  });

  test("a caseload on its way shows nothing of an empty one", async () => {
    const { app } = await anUnlockedApp();
    app.caseload.clear();
    show(app);

    expect(screen.queryByText(/No families|No contacts/)).toBeNull();
    expect(screen.queryByRole("list")).toBeNull();
  });
});

function aNamed(name: string, given: Partial<Family> = {}): Family {
  return aFamily({
    id: anId(FamilyId, name.replace(/ /g, "_")),
    carers: [aCarer({ name })],
    stage: born({ birthDate: "2026-11-11" }),
    ...given,
  });
}

async function showCaseload(
  families: readonly Family[],
  query = "",
  { unreadable = [] }: { unreadable?: readonly Family[] } = {},
) {
  const fakes = await anUnlockedApp();
  for (const family of families) fakes.real.putFamily(family);
  for (const { id } of unreadable) fakes.real.unreadable.add(id);
  await fakes.app.caseload.load(fakes.real.families);
  history.replaceState(null, "", `/caseload${query}`);
  show(fakes.app);
  return fakes;
}

function show(app: Awaited<ReturnType<typeof anUnlockedApp>>["app"]): void {
  render(
    <AppProvider value={app}>
      <LocationProvider>
        <CaseloadScreen />
      </LocationProvider>
    </AppProvider>,
  );
}
