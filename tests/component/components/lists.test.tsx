import { cleanup, fireEvent, render, screen, within } from "@testing-library/preact";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Card } from "../../../src/ui/components/card.tsx";
import { Details } from "../../../src/ui/components/details.tsx";
import { RowLink } from "../../../src/ui/components/row-link.tsx";
import { RowList } from "../../../src/ui/components/row-list.tsx";
import { SegmentedFilter } from "../../../src/ui/components/segmented-filter.tsx";
import { SummaryList } from "../../../src/ui/components/summary-list.tsx";
import { Tag } from "../../../src/ui/components/tag.tsx";
import { TaskList } from "../../../src/ui/components/task-list.tsx";
import { Timeline } from "../../../src/ui/components/timeline.tsx";
import { WarningCallout } from "../../../src/ui/components/warning-callout.tsx";
import { descriptionOf } from "./description-of.ts";

afterEach(cleanup);

describe("summary list", () => {
  test("says what each Change changes, as a link or a button", () => {
    const change = vi.fn();
    render(
      <SummaryList
        rows={[
          { key: "Place", value: "Home", action: { href: "/people", visuallyHiddenText: "place" } },
          { key: "Notes", value: "None", action: { onClick: change, label: "Add", visuallyHiddenText: "notes" } },
        ]}
      />,
    );

    expect(screen.getByRole("link", { name: "Change place" }).getAttribute("href")).toBe("/people");
    fireEvent.click(screen.getByRole("button", { name: "Add notes" }));
    expect(change).toHaveBeenCalledTimes(1);
  });

  test("pairs each question with its answer", () => {
    render(<SummaryList rows={[{ key: "Place", value: "Home" }]} />);

    expect(screen.getByRole("term").textContent).toBe("Place");
    expect(screen.getByRole("definition").textContent).toBe("Home");
  });
});

test("a row is one link named by its title and described by its lines and tags", () => {
  render(
    <RowList label="Families">
      <RowLink href="/family" title="Amina Khan" lines={["11 days old"]} tags={<Tag colour="orange">Overdue</Tag>} />
    </RowList>,
  );

  const row = within(screen.getByRole("list", { name: "Families" })).getByRole("listitem");
  const link = within(row).getByRole("link", { name: "Amina Khan" });
  expect(descriptionOf(link)).toEqual(["11 days old", "Overdue"]);
});

test("a task is a link described by its progress and status, and plain text until it can be started", () => {
  render(
    <TaskList
      items={[
        {
          id: "topics",
          title: "Topics",
          href: "/topics",
          hint: "9 of 12",
          status: "In progress",
          statusColour: "blue",
        },
        { id: "check", title: "Check", status: "Cannot start yet" },
      ]}
    />,
  );

  expect(descriptionOf(screen.getByRole("link", { name: "Topics" }))).toEqual(["9 of 12", "In progress"]);
  expect(screen.queryByRole("link", { name: "Check" })).toBeNull();
  expect(screen.getByText("Cannot start yet")).toBeTruthy();
});

test("a filter marks the view that is shown and counts each", () => {
  render(
    <SegmentedFilter
      label="Filter contacts"
      items={[
        { label: "Due", href: "?show=due", count: 0, current: true },
        { label: "Closed", href: "?show=closed" },
      ]}
    />,
  );

  const filter = screen.getByRole("navigation", { name: "Filter contacts" });
  expect(within(filter).getByRole("link", { current: "page" }).textContent).toBe("Due (0)");
  expect(within(filter).getByRole("link", { name: "Closed" }).hasAttribute("aria-current")).toBe(false);
});

test("a timeline keeps its order and gives each date to machines too", () => {
  render(
    <Timeline
      items={[
        { id: "b", title: "New birth contact", date: "24 November 2026", dateTime: "2026-11-24", by: "Jo Ward" },
        { id: "a", title: "Antenatal contact", date: "12 October 2026" },
      ]}
    />,
  );

  expect(screen.getAllByRole("heading", { level: 3 }).map((heading) => heading.textContent)).toEqual([
    "New birth contact",
    "Antenatal contact",
  ]);
  expect(screen.getByText("24 November 2026").getAttribute("datetime")).toBe("2026-11-24");
});

describe("details", () => {
  test("stay as the reader left them when the page is drawn again", () => {
    const { rerender } = render(<Details summary="More">Words</Details>);
    const details = screen.getByRole<HTMLDetailsElement>("group");

    details.open = true;
    fireEvent(details, new Event("toggle"));
    rerender(<Details summary="More">Other words</Details>);

    expect(details.open).toBe(true);
  });

  test("open when the page asks, and report it", () => {
    const toggled = vi.fn();
    const { rerender } = render(
      <Details summary="More" onToggle={toggled}>
        Words
      </Details>,
    );
    const details = screen.getByRole<HTMLDetailsElement>("group");
    expect(details.open).toBe(false);

    rerender(
      <Details summary="More" open onToggle={toggled}>
        Words
      </Details>,
    );
    fireEvent(details, new Event("toggle"));

    expect(details.open).toBe(true);
    expect(toggled).toHaveBeenLastCalledWith(true);
  });

  test("open again when the page asks again after the reader closed them", () => {
    const more = (open: boolean) => (
      <Details summary="More" open={open}>
        Words
      </Details>
    );
    const { rerender } = render(more(true));
    const details = screen.getByRole<HTMLDetailsElement>("group");
    details.open = false;
    fireEvent(details, new Event("toggle"));

    rerender(more(false));
    expect(details.open).toBe(false);

    rerender(more(true));
    expect(details.open).toBe(true);
  });
});

test("a card with an address is a link named by its heading alone", () => {
  render(
    <Card heading="Next contact" href="/start">
      Due by 24 November.
    </Card>,
  );

  const heading = screen.getByRole("heading", { level: 2, name: "Next contact" });
  expect(within(heading).getByRole("link", { name: "Next contact" }).getAttribute("href")).toBe("/start");
});

test("a warning says that it is important, once", () => {
  render(
    <>
      <WarningCallout heading="Safeguarding">Do not show this.</WarningCallout>
      <WarningCallout heading="Important dates">Know them.</WarningCallout>
    </>,
  );

  expect(screen.getAllByRole("heading").map((heading) => heading.textContent)).toEqual([
    "Important: Safeguarding",
    "Important dates",
  ]);
});
