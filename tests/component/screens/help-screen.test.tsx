import { cleanup, fireEvent, render, screen, within } from "@testing-library/preact";
import { LocationProvider } from "preact-iso";
import { afterEach, expect, test } from "vitest";
import { helpPages } from "../../../src/content/help-pages.ts";
import { AppProvider } from "../../../src/ui/app-context.ts";
import { HelpScreen } from "../../../src/ui/screens/help-screen.tsx";
import { aFakeApp } from "../../support/fake-workspace.ts";

afterEach(cleanup);

test("before set-up, the list has every page", () => {
  show();

  expect(titles()).toEqual(helpPages.map((page) => page.title));
  expect(screen.getByRole("link", { name: "Start in 5 minutes" }).getAttribute("href")).toBe("/help/start");
});

test("the filter finds words in the text of a page, whatever their case, and counts", () => {
  show();

  filter("SHARE button");

  expect(titles()).toContain("Install on iPad");
  expect(titles().length).toBeLessThan(helpPages.length);
  expect(screen.getByRole("status").textContent).toMatch(/^\d+ pages? found$/);
});

test("a filter that finds nothing says so, and emptying it brings every page back", () => {
  show();

  filter("zzz");
  expect(screen.queryByRole("listitem")).toBeNull();
  expect(screen.getByRole("status").textContent).toContain("No help page");
  filter("");

  expect(titles()).toHaveLength(helpPages.length);
});

test.each(helpPages.map((page) => [page.id, page] as const))("the page %s shows all of its text", (id, page) => {
  show(id);

  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(page.title);
  const main = screen.getByRole("main");
  for (const block of page.blocks) {
    for (const text of block.kind === "p" ? [block.text] : block.items) {
      expect(within(main).getAllByText(text).length).toBeGreaterThan(0);
    }
  }
  expect(screen.getByRole("link", { name: "All help" }).getAttribute("href")).toBe("/help");
});

test("a page that there is not says that records are safe", () => {
  show("nonsense");

  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Page not found");
  expect(screen.getByText(/Your records are safe/)).toBeTruthy();
});

function show(page?: string): void {
  render(
    <AppProvider value={aFakeApp().app}>
      <LocationProvider>
        <HelpScreen page={page} />
      </LocationProvider>
    </AppProvider>,
  );
}

function titles(): (string | null)[] {
  return screen.queryAllByRole("listitem").map((item) => item.textContent);
}

function filter(value: string): void {
  fireEvent.input(screen.getByLabelText("Search help"), { target: { value } });
}
