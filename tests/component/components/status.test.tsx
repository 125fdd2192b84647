import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { useState } from "preact/hooks";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Button } from "../../../src/ui/components/button.tsx";
import { Dialog } from "../../../src/ui/components/dialog.tsx";
import { NotificationBanner } from "../../../src/ui/components/notification-banner.tsx";
import { SaveStatus } from "../../../src/ui/components/save-status.tsx";
import { Spinner } from "../../../src/ui/components/spinner.tsx";

afterEach(cleanup);

describe("save status", () => {
  test("shows every save and announces only the first", () => {
    const { container, rerender } = render(<SaveStatus state={{ kind: "saving" }} />);
    const announced = () => container.querySelector("[aria-live]")?.textContent;
    expect(screen.getByText("Saving")).toBeTruthy();
    expect(announced()).toBe("");

    rerender(<SaveStatus state={{ kind: "saved", at: "2:14pm" }} />);
    expect(announced()).toBe("Saved 2:14pm");

    rerender(<SaveStatus state={{ kind: "saved", at: "2:15pm" }} />);
    expect(screen.getByText("Saved 2:15pm")).toBeTruthy();
    expect(announced()).toBe("Saved 2:14pm");
  });

  test("announces a failure, offers a way out and takes back the save it announced", () => {
    const { container, rerender } = render(<SaveStatus state={{ kind: "saved", at: "2:14pm" }} />);

    rerender(<SaveStatus state={{ kind: "failed", message: "Not saved." }} actions={<Button>Try again</Button>} />);

    expect(screen.getByRole("alert").textContent).toContain("Not saved.");
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
    expect(container.textContent).not.toContain("Saved 2:14pm");
  });
});

test("a spinner says what is on its way", () => {
  render(<Spinner label="Loading contact" />);

  expect(screen.getByRole("status").textContent).toBe("Loading contact …");
});

describe("notification banner", () => {
  test("is a region named by its title", () => {
    render(<NotificationBanner>1 contact is not finalised.</NotificationBanner>);

    expect(screen.getByRole("region", { name: "Important" }).textContent).toContain("1 contact is not finalised.");
  });

  test("is announced at once when it reports a success", () => {
    render(<NotificationBanner variant="success">Back-up saved.</NotificationBanner>);

    expect(screen.getByRole("alert").textContent).toContain("Back-up saved.");
  });
});

describe("dialog", () => {
  // jsdom knows the element but not how to open it; the browser tests see the real one.
  beforeEach(() => {
    HTMLDialogElement.prototype.showModal = vi.fn(function (this: HTMLDialogElement) {
      this.open = true;
    });
    HTMLDialogElement.prototype.close = vi.fn(function (this: HTMLDialogElement) {
      this.open = false;
      this.dispatchEvent(new Event("close"));
    });
  });

  test("opens as a modal with the focus on its heading, not on a button", () => {
    render(<Warning onClose={() => {}} />);
    expect(screen.queryByRole("dialog")).toBeNull();

    fireEvent.click(screen.getByRole("button", { name: "Wait" }));

    expect(screen.getByRole("dialog", { name: "Locking in 1 minute" })).toBeTruthy();
    expect(HTMLDialogElement.prototype.showModal).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Locking in 1 minute" }));
  });

  test("asks to be closed on Escape, once, and closes when the page agrees", () => {
    const close = vi.fn();
    render(<Warning onClose={close} />);
    fireEvent.click(screen.getByRole("button", { name: "Wait" }));

    const cancel = new Event("cancel", { cancelable: true });
    fireEvent(screen.getByRole("dialog"), cancel);

    expect(cancel.defaultPrevented).toBe(true);
    expect(close).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("tells the page when the browser closes it without asking", () => {
    const close = vi.fn();
    render(<Warning onClose={close} />);
    fireEvent.click(screen.getByRole("button", { name: "Wait" }));

    screen.getByRole<HTMLDialogElement>("dialog").close();

    expect(close).toHaveBeenCalledTimes(1);
  });

  test("closes when its page goes away, so that the focus can return", () => {
    const { unmount } = render(<Warning onClose={() => {}} />);
    fireEvent.click(screen.getByRole("button", { name: "Wait" }));

    unmount();

    expect(HTMLDialogElement.prototype.close).toHaveBeenCalledTimes(1);
  });
});

function Warning({ onClose }: { onClose: () => void }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setIsOpen(true)}>
        Wait
      </button>
      <Dialog
        open={isOpen}
        title="Locking in 1 minute"
        actions={<Button>Stay unlocked</Button>}
        onClose={() => {
          onClose();
          setIsOpen(false);
        }}
      >
        Your answers are saved.
      </Dialog>
    </>
  );
}
