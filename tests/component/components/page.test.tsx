import { act, cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppHeader } from "../../../src/ui/components/app-header.tsx";
import { BackLink } from "../../../src/ui/components/back-link.tsx";
import { DateInput } from "../../../src/ui/components/date-input.tsx";
import { ErrorSummary, type FieldError } from "../../../src/ui/components/error-summary.tsx";
import { Page } from "../../../src/ui/components/page.tsx";
import { SkipLink } from "../../../src/ui/components/skip-link.tsx";
import { TextInput } from "../../../src/ui/components/text-input.tsx";

const scrolledTo: (string | null)[] = [];

beforeEach(() => {
  scrolledTo.length = 0;
  // jsdom has no layout and so no scrolling.
  Element.prototype.scrollIntoView = function () {
    scrolledTo.push(this.textContent);
  };
});
afterEach(cleanup);

describe("page", () => {
  // First in the file: what is first on a page load is remembered for its whole life.
  test("leaves the focus alone on the first load and moves it to the heading on every page after", () => {
    const { unmount } = render(<Page title="Caseload">…</Page>);
    expect(document.activeElement).toBe(document.body);
    unmount();

    render(<Page title="Reports">…</Page>);

    expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1, name: "Reports" }));
  });

  test("titles the document, and says when there is an error", () => {
    const { rerender } = render(<Page title="Topics">…</Page>);
    expect(document.title).toBe("Topics - Safer Sleep Contacts");

    rerender(
      <Page title="Topics" error>
        …
      </Page>,
    );
    expect(document.title).toBe("Error: Topics - Safer Sleep Contacts");
  });

  test("can be headed by other words than its title", () => {
    render(
      <Page title="Family" heading="Amina Khan and baby">
        …
      </Page>,
    );

    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Amina Khan and baby");
    expect(document.title).toBe("Family - Safer Sleep Contacts");
  });

  test("does not take the focus while it is in use", () => {
    const page = (title: string) => (
      <Page title={title}>
        <button type="button">Tap</button>
      </Page>
    );
    const { rerender } = render(page("9 of 12"));
    screen.getByRole("button", { name: "Tap" }).focus();

    rerender(page("10 of 12"));

    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Tap" }));
  });

  test("leaves the focus to a page that puts it back itself", () => {
    render(
      <Page title="Topics" focusHeading={false}>
        …
      </Page>,
    );

    expect(document.activeElement).toBe(document.body);
  });

  test("keeps the way back outside of its main content", () => {
    render(
      <Page title="Topics" back={<BackLink href="/contact" />}>
        …
      </Page>,
    );

    expect(screen.getByRole("main").contains(screen.getByRole("link", { name: "Back" }))).toBe(false);
  });
});

test("the skip link puts the focus on the heading without changing the address", () => {
  render(
    <>
      <SkipLink />
      <Page title="Topics" focusHeading={false}>
        …
      </Page>
    </>,
  );

  const isLeftToTheBrowser = fireEvent.click(screen.getByRole("link", { name: "Skip to main content" }));

  expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1 }));
  expect(isLeftToTheBrowser).toBe(false);
});

describe("error summary", () => {
  const errors: FieldError[] = [
    { message: "Enter a name", fieldId: "name" },
    { message: "Enter a real date", fieldId: "born" },
  ];

  test("takes the focus when it appears, also from the heading of a page that opens with it", () => {
    render(
      <Page title="Add" error>
        <ErrorSummary errors={errors} />
      </Page>,
    );

    expect(document.activeElement?.textContent).toContain("There is a problem");
    expect(document.activeElement?.tagName).toBe("DIV");
  });

  test("takes the focus again for each failed attempt, and not in between", () => {
    const form = (attempt: number, message: string) => (
      <>
        <ErrorSummary errors={[{ message }]} attempt={attempt} />
        <button type="button">Continue</button>
      </>
    );
    const { rerender } = render(form(1, "Enter a name"));
    const button = screen.getByRole("button", { name: "Continue" });
    button.focus();

    rerender(form(1, "Enter a longer name"));
    expect(document.activeElement).toBe(button);

    act(() => rerender(form(2, "Enter a longer name")));
    expect(document.activeElement?.textContent).toContain("Enter a longer name");
  });

  test("leads to the field and shows its label, without changing the address", () => {
    render(<NameAndDate errors={errors} />);

    const isLeftToTheBrowser = fireEvent.click(screen.getByRole("link", { name: "Enter a name" }));

    expect(document.activeElement).toBe(screen.getByLabelText("Name"));
    expect(scrolledTo).toEqual(["Name"]);
    expect(isLeftToTheBrowser).toBe(false);
  });

  test("leads to the first field of a group and shows its legend", () => {
    render(<NameAndDate errors={errors} />);

    fireEvent.click(screen.getByRole("link", { name: "Enter a real date" }));

    expect(document.activeElement).toBe(screen.getByLabelText("Day"));
    expect(scrolledTo).toEqual(["Date of birth"]);
  });

  test("links to another page when the fault is mended there", () => {
    render(<ErrorSummary errors={[{ message: "Answer the topics", href: "/topics" }]} />);

    expect(screen.getByRole("link", { name: "Answer the topics" }).getAttribute("href")).toBe("/topics");
  });

  test("is not there when nothing is wrong", () => {
    const { container } = render(<ErrorSummary errors={[]} />);

    expect(container.childElementCount).toBe(0);
  });
});

describe("header", () => {
  test("holds its actions in the order given and marks the current part of the menu", () => {
    const hide = vi.fn();
    render(
      <AppHeader
        productName="Safer Sleep Contacts"
        homeHref="/caseload"
        actions={[
          { label: "Hide screen", onClick: hide },
          { label: "Help", href: "/help" },
        ]}
        navigation={[
          { label: "Caseload", href: "/caseload", current: true },
          { label: "Reports", href: "/reports" },
        ]}
      />,
    );

    fireEvent.click(screen.getByRole("button", { name: "Hide screen" }));

    expect(hide).toHaveBeenCalledTimes(1);
    expect(screen.getByRole("link", { name: "Safer Sleep Contacts" }).getAttribute("href")).toBe("/caseload");
    expect(screen.getByRole("link", { current: "page" }).textContent).toBe("Caseload");
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "Hide screen",
      "Help",
      "Caseload",
      "Reports",
    ]);
  });

  test("offers no menu and no link home while locked", () => {
    render(<AppHeader productName="Safer Sleep Contacts" />);

    expect(screen.queryByRole("navigation")).toBeNull();
    expect(screen.queryByRole("link")).toBeNull();
  });
});

function NameAndDate({ errors }: { errors: readonly FieldError[] }) {
  return (
    <>
      <ErrorSummary errors={errors} />
      <TextInput id="name" label="Name" value="" onChange={() => {}} />
      <DateInput id="born" legend="Date of birth" value={{ day: "", month: "", year: "" }} onChange={() => {}} />
    </>
  );
}
