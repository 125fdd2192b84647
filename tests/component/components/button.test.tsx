import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { Button } from "../../../src/ui/components/button.tsx";
import { ButtonLink } from "../../../src/ui/components/button-link.tsx";

afterEach(cleanup);

test("a double tap runs a slow action once, and the button works again afterwards", async () => {
  const first = aPromise();
  const save = vi.fn(() => first.promise);
  render(<Button onClick={save}>Save</Button>);
  const button = screen.getByRole("button", { name: "Save" });

  fireEvent.click(button);
  fireEvent.click(button);

  expect(save).toHaveBeenCalledTimes(1);
  first.resolve();
  await waitFor(() => expect(button.getAttribute("aria-disabled")).toBeNull());
  fireEvent.click(button);
  expect(save).toHaveBeenCalledTimes(2);
});

test("while an action runs the button says it is unavailable but keeps the focus", async () => {
  const action = aPromise();
  render(<Button onClick={() => action.promise}>Save</Button>);
  const button = screen.getByRole("button", { name: "Save" });
  button.focus();

  await act(() => void fireEvent.click(button));

  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(document.activeElement).toBe(button);
  action.resolve();
  await waitFor(() => expect(button.getAttribute("aria-disabled")).toBeNull());
});

test("a plain action can be repeated at once", () => {
  const add = vi.fn();
  render(<Button onClick={add}>Add another</Button>);

  fireEvent.click(screen.getByRole("button", { name: "Add another" }));
  fireEvent.click(screen.getByRole("button", { name: "Add another" }));

  expect(add).toHaveBeenCalledTimes(2);
});

test("a busy submit button neither acts nor submits", () => {
  const submit = vi.fn((event: Event) => event.preventDefault());
  const press = vi.fn();
  render(
    <form onSubmit={submit}>
      <Button type="submit" busy onClick={press}>
        Continue
      </Button>
    </form>,
  );

  fireEvent.click(screen.getByRole("button", { name: "Continue" }));

  expect(press).not.toHaveBeenCalled();
  expect(submit).not.toHaveBeenCalled();
});

test("a button does not submit the form it stands in unless it is told to", () => {
  const submit = vi.fn((event: Event) => event.preventDefault());
  render(
    <form onSubmit={submit}>
      <Button>Show more</Button>
      <Button type="submit">Continue</Button>
    </form>,
  );

  fireEvent.click(screen.getByRole("button", { name: "Show more" }));
  expect(submit).not.toHaveBeenCalled();

  fireEvent.click(screen.getByRole("button", { name: "Continue" }));
  expect(submit).toHaveBeenCalledTimes(1);
});

test("a link drawn as a button is still a link", () => {
  render(<ButtonLink href="/caseload">Start</ButtonLink>);

  expect(screen.getByRole("link", { name: "Start" }).getAttribute("href")).toBe("/caseload");
});

/** A promise that the test settles. */
function aPromise() {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: () => resolve() };
}
