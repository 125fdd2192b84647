import { cleanup, fireEvent, render, screen, within } from "@testing-library/preact";
import { useState } from "preact/hooks";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Checkboxes } from "../../../src/ui/components/checkboxes.tsx";
import { Chips } from "../../../src/ui/components/chips.tsx";
import { Radios } from "../../../src/ui/components/radios.tsx";
import { toggleValue } from "../../../src/ui/components/toggle-value.ts";
import { descriptionOf } from "./description-of.ts";

afterEach(cleanup);

const risks = [
  { value: "early", label: "Born early" },
  { value: "smoke", label: "Smoking", hint: "By anyone" },
  { value: "none", label: "None of these", exclusive: true },
] as const;

const results = [
  { value: "back", label: "Explained back" },
  { value: "again", label: "After going over it again" },
  { value: "not-yet", label: "Not yet" },
] as const;

describe("radios", () => {
  test("begin with nothing chosen, as one group described by its error", () => {
    render(<Feeding error="Choose one" />);

    const group = screen.getByRole("group", { name: "Feeding" });
    expect(checkedLabels("radio")).toEqual([]);
    expect(descriptionOf(group)).toEqual(["Error: Choose one"]);
  });

  test("share one name, so that the arrow keys move among them", () => {
    render(<Feeding />);

    const names = screen.getAllByRole<HTMLInputElement>("radio").map((radio) => radio.name);
    expect(new Set(names)).toEqual(new Set(["feeding"]));
  });

  test("give the first radio the id that an error summary links to", () => {
    render(<Feeding />);

    expect(document.getElementById("feeding")).toBe(screen.getByRole("radio", { name: "Breast" }));
  });

  test("show what belongs to an option only while it is chosen", () => {
    render(<Feeding />);
    expect(screen.queryByText("Which milk?")).toBeNull();

    fireEvent.click(screen.getByRole("radio", { name: "Formula" }));
    expect(screen.getByText("Which milk?")).toBeTruthy();

    fireEvent.click(screen.getByRole("radio", { name: "Breast" }));
    expect(screen.queryByText("Which milk?")).toBeNull();
    expect(checkedLabels("radio")).toEqual(["Breast"]);
  });
});

describe("checkboxes", () => {
  test("clear every other answer when none of these is ticked", () => {
    render(<Risks initial={["early", "smoke"]} />);

    fireEvent.click(screen.getByRole("checkbox", { name: "None of these" }));

    expect(checkedLabels("checkbox")).toEqual(["None of these"]);
  });

  test("clear none of these when another answer is ticked", () => {
    render(<Risks initial={["none"]} />);

    fireEvent.click(screen.getByRole("checkbox", { name: "Smoking" }));

    expect(checkedLabels("checkbox")).toEqual(["Smoking"]);
  });

  test("can all be unticked again", () => {
    render(<Risks initial={["none"]} />);

    fireEvent.click(screen.getByRole("checkbox", { name: "None of these" }));

    expect(checkedLabels("checkbox")).toEqual([]);
  });

  test("describe an option by its own hint", () => {
    render(<Risks initial={[]} />);

    expect(descriptionOf(screen.getByRole("checkbox", { name: "Smoking" }))).toEqual(["By anyone"]);
  });
});

test("ticked values come in the order of the options, whatever the order of the taps", () => {
  expect(toggleValue(["smoke"], "early", risks)).toEqual(["early", "smoke"]);
});

describe("chips", () => {
  test("are native radios under a legend, with nothing chosen and nothing to clear", () => {
    render(<Topic />);

    const group = screen.getByRole("group", { name: "Smoke-free" });
    const radios = within(group).getAllByRole<HTMLInputElement>("radio");
    expect(radios.map((radio) => [radio.name, radio.checked])).toEqual([
      ["topic", false],
      ["topic", false],
      ["topic", false],
    ]);
    expect(screen.queryByRole("button")).toBeNull();
  });

  test("tapping the chosen chip again keeps it", () => {
    render(<Topic />);
    const chip = screen.getByRole("radio", { name: "Not yet" });

    fireEvent.click(chip);
    fireEvent.click(chip);

    expect(checkedLabels("radio")).toEqual(["Not yet"]);
  });

  test("clearing takes the answer away and leaves the focus on the row", () => {
    render(<Topic />);
    fireEvent.click(screen.getByRole("radio", { name: "Not yet" }));

    fireEvent.click(screen.getByRole("button", { name: "Clear answer: Smoke-free" }));

    expect(checkedLabels("radio")).toEqual([]);
    expect(document.activeElement).toBe(screen.getByRole("radio", { name: "Explained back" }));
    expect(screen.queryByRole("button")).toBeNull();
  });

  test("offer no clearing unless the page handles it", () => {
    render(<Chips legend="Place" name="place" options={results} value="back" onChange={() => {}} />);

    expect(screen.queryByRole("button")).toBeNull();
  });

  test("are checkboxes when several answers may be chosen", () => {
    const change = vi.fn();
    render(<Chips legend="Who" name="who" multiple options={risks} values={["smoke"]} onChange={change} />);

    fireEvent.click(screen.getByRole("checkbox", { name: "Born early" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "None of these" }));

    expect(change.mock.calls).toEqual([[["early", "smoke"]], [["none"]]]);
  });

  test("keep a hint out of the chip's name", () => {
    render(<Chips legend="Who" name="who" multiple options={risks} values={[]} onChange={() => {}} />);

    expect(descriptionOf(screen.getByRole("checkbox", { name: "Smoking" }))).toEqual(["By anyone"]);
  });

  test("carry an error like any other question", () => {
    render(
      <Chips legend="Who" name="who" options={results} value={undefined} onChange={() => {}} error="Choose one" />,
    );

    expect(descriptionOf(screen.getByRole("group", { name: "Who" }))).toEqual(["Error: Choose one"]);
  });
});

function checkedLabels(role: "radio" | "checkbox"): (string | null | undefined)[] {
  return screen
    .getAllByRole<HTMLInputElement>(role)
    .filter((control) => control.checked)
    .map((control) => control.labels?.[0]?.textContent);
}

function Feeding({ error }: { error?: string }) {
  const [value, setValue] = useState<"breast" | "formula" | undefined>();
  return (
    <Radios
      id="feeding"
      legend="Feeding"
      error={error}
      options={[
        { value: "breast", label: "Breast" },
        { value: "formula", label: "Formula", conditional: <p>Which milk?</p> },
      ]}
      value={value}
      onChange={setValue}
    />
  );
}

function Risks({ initial }: { initial: (typeof risks)[number]["value"][] }) {
  const [values, setValues] = useState(initial);
  return <Checkboxes id="risk" legend="Risks" options={risks} values={values} onChange={setValues} />;
}

function Topic() {
  const [value, setValue] = useState<(typeof results)[number]["value"] | undefined>();
  return (
    <Chips
      legend="Smoke-free"
      legendHidden
      name="topic"
      options={results}
      value={value}
      onChange={setValue}
      onClear={() => setValue(undefined)}
    />
  );
}
