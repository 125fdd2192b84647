import { act, cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { useState } from "preact/hooks";
import { afterEach, describe, expect, test, vi } from "vitest";
import { DateInput } from "../../../src/ui/components/date-input.tsx";
import { PasswordInput } from "../../../src/ui/components/password-input.tsx";
import { Select } from "../../../src/ui/components/select.tsx";
import { TextArea } from "../../../src/ui/components/text-area.tsx";
import { TextInput } from "../../../src/ui/components/text-input.tsx";
import { descriptionOf } from "./description-of.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("text input", () => {
  test("is named by its label and described by its hint, then its error", () => {
    render(<TextInput id="name" label="Name" hint="As they like" error="Enter a name" value="" onChange={() => {}} />);

    expect(descriptionOf(screen.getByLabelText("Name"))).toEqual(["As they like", "Error: Enter a name"]);
  });

  test("without a hint or an error has no description", () => {
    render(<TextInput id="name" label="Name" value="" onChange={() => {}} />);

    expect(screen.getByLabelText("Name").hasAttribute("aria-describedby")).toBe(false);
  });

  test("reports what is typed and asks the browser not to remember it", () => {
    const change = vi.fn();
    render(<TextInput id="name" label="Name" value="" onChange={change} />);
    const input = screen.getByLabelText<HTMLInputElement>("Name");

    fireEvent.input(input, { target: { value: "Am" } });

    expect(change).toHaveBeenCalledExactlyOnceWith("Am");
    expect(input.autocomplete).toBe("off");
  });
});

describe("text area", () => {
  test("counts down and never cuts off what is over the limit", () => {
    const { rerender } = render(
      <TextArea id="words" label="Words" maxLength={10} value="12345678" onChange={() => {}} />,
    );
    expect(screen.getByText("You have 2 characters remaining")).toBeTruthy();

    rerender(<TextArea id="words" label="Words" maxLength={10} value="12345678901" onChange={() => {}} />);

    expect(screen.getByText("You have 1 character too many")).toBeTruthy();
    expect(screen.getByLabelText<HTMLTextAreaElement>("Words").value).toBe("12345678901");
    expect(descriptionOf(screen.getByLabelText("Words"))).toEqual(["You can enter up to 10 characters"]);
  });

  test("speaks the count only near the limit and once typing pauses", async () => {
    vi.useFakeTimers();
    const area = (value: string) => (
      <TextArea id="words" label="Words" maxLength={20} value={value} onChange={() => {}} />
    );
    const { container, rerender } = render(area("a"));
    const spoken = () => container.querySelector("[aria-live]")?.textContent;

    await act(() => void vi.advanceTimersByTime(2000));
    expect(spoken()).toBe("");

    rerender(area("a".repeat(19)));
    await act(() => void vi.advanceTimersByTime(500));
    expect(spoken()).toBe("");
    await act(() => void vi.advanceTimersByTime(600));
    expect(spoken()).toBe("You have 1 character remaining");
  });
});

describe("password input", () => {
  test("hides the passphrase until Show is pressed, and says so each time", () => {
    render(<Passphrase />);
    const input = screen.getByLabelText<HTMLInputElement>("Passphrase");
    expect(input.type).toBe("password");

    fireEvent.click(screen.getByRole("button", { name: "Show passphrase" }));
    expect(input.type).toBe("text");
    expect(screen.getByText("Your passphrase is visible")).toBeTruthy();

    fireEvent.click(screen.getByRole("button", { name: "Hide passphrase" }));
    expect(input.type).toBe("password");
    expect(screen.getByText("Your passphrase is hidden")).toBeTruthy();
  });

  test("is under cover again when the form is sent", async () => {
    const { container } = render(
      <form onSubmit={(event) => event.preventDefault()}>
        <Passphrase />
      </form>,
    );
    fireEvent.click(screen.getByRole("button", { name: "Show passphrase" }));

    const form = container.querySelector("form") as HTMLFormElement; // rendered above
    await act(() => void fireEvent.submit(form));

    expect(screen.getByLabelText<HTMLInputElement>("Passphrase").type).toBe("password");
  });

  test("helps password managers and keeps the browser from changing the secret", () => {
    render(<Passphrase />);
    const input = screen.getByLabelText("Passphrase");

    expect(input.getAttribute("autocomplete")).toBe("current-password");
    expect(input.getAttribute("autocapitalize")).toBe("none");
    expect(input.hasAttribute("maxlength")).toBe(false);
    const paste = new Event("paste", { bubbles: true, cancelable: true });
    expect(input.dispatchEvent(paste)).toBe(true);
  });

  test("keeps what was typed when it is shown", () => {
    render(<Passphrase />);
    const input = screen.getByLabelText<HTMLInputElement>("Passphrase");
    fireEvent.input(input, { target: { value: "correct horse" } });

    fireEvent.click(screen.getByRole("button", { name: "Show passphrase" }));

    expect(input.value).toBe("correct horse");
  });
});

describe("date input", () => {
  test("is one group of three numeric fields, described by its hint and error", () => {
    render(<Birthday error="Enter a real date" />);

    const group = screen.getByRole("group", { name: "Date of birth" });
    expect(descriptionOf(group)).toEqual(["For example, 15 3 2026", "Error: Enter a real date"]);
    expect(["Day", "Month", "Year"].map((label) => screen.getByLabelText(label).getAttribute("inputmode"))).toEqual([
      "numeric",
      "numeric",
      "numeric",
    ]);
  });

  test("changes one part and keeps the others", () => {
    const change = vi.fn();
    render(<Birthday onChange={change} />);

    fireEvent.input(screen.getByLabelText("Month"), { target: { value: "2" } });

    expect(change).toHaveBeenCalledExactlyOnceWith({ day: "31", month: "2", year: "2026" });
  });

  test("marks only the part at fault", () => {
    render(<Birthday error="Enter a real month" errorFields={["month"]} />);

    const isMarked = (label: string) => screen.getByLabelText(label).classList.contains("nhsuk-input--error");
    expect(["Day", "Month", "Year"].map(isMarked)).toEqual([false, true, false]);
  });
});

describe("select", () => {
  const languages = [
    { value: "so", label: "Somali" },
    { value: "ur", label: "Urdu" },
  ] as const;

  test("begins with a prompt that is no answer", () => {
    const change = vi.fn();
    render(<Select id="lang" label="Language" options={languages} value={undefined} onChange={change} />);
    const select = screen.getByLabelText<HTMLSelectElement>("Language");
    expect(select.selectedOptions[0]?.textContent).toBe("Choose one");

    fireEvent.change(select, { target: { value: "" } });
    expect(change).not.toHaveBeenCalled();

    fireEvent.change(select, { target: { value: "ur" } });
    expect(change).toHaveBeenCalledExactlyOnceWith("ur");
  });

  test("shows the answer it is given, without the prompt", () => {
    render(<Select id="lang" label="Language" options={languages} value="ur" onChange={() => {}} />);

    expect(screen.getByLabelText<HTMLSelectElement>("Language").value).toBe("ur");
    expect(screen.queryByRole("option", { name: "Choose one" })).toBeNull();
  });
});

function Passphrase() {
  const [value, setValue] = useState("");
  return (
    <PasswordInput id="pass" label="Passphrase" autoComplete="current-password" value={value} onChange={setValue} />
  );
}

interface BirthdayProps {
  error?: string;
  errorFields?: readonly ("day" | "month" | "year")[];
  onChange?: (value: { day: string; month: string; year: string }) => void;
}

function Birthday({ error, errorFields, onChange = () => {} }: BirthdayProps) {
  return (
    <DateInput
      id="born"
      legend="Date of birth"
      hint="For example, 15 3 2026"
      error={error}
      errorFields={errorFields}
      value={{ day: "31", month: "13", year: "2026" }}
      onChange={onChange}
    />
  );
}
