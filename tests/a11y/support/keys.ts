import { expect, type Page } from "@playwright/test";

/** One stop of the Tab key, as a person meets it. */
interface Stop {
  name: string;
  role: string;
  /** The question it belongs to. */
  group: string;
  checked: boolean;
  /** Nothing lies over it and it is on the screen. */
  isClear: boolean;
  /** The stop before, if it looks the same without the focus as it did with it. */
  unseen: string | undefined;
  /** Whether it comes after the stop before in the document. */
  isAfter: boolean;
}

/**
 * Somebody at the keyboard: nothing here touches the page but keys. Each stop on the way is looked at; one whose focus
 * cannot be seen, lies under something else, or comes out of order is kept in `faults`.
 */
export class Keys {
  readonly faults: string[] = [];
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  /** Tabs on to the control of this name. */
  async tabTo(name: string): Promise<void> {
    await this.#tabUntil("Tab", (stop) => stop.name === name, name);
  }

  /** Tabs back to the control of this name. */
  async tabBackTo(name: string): Promise<void> {
    await this.#tabUntil("Shift+Tab", (stop) => stop.name === name, name);
  }

  /** Tabs on to a link and follows it. */
  async follow(name: string): Promise<void> {
    await this.#tabUntil("Tab", (stop) => stop.role === "a" && stop.name === name, name);
    await this.press("Enter");
  }

  /** Tabs on to a button and presses it, by the space bar. */
  async push(name: string): Promise<void> {
    await this.#tabUntil("Tab", (stop) => stop.role === "button" && stop.name === name, name);
    await this.press("Space");
  }

  /** Tabs on to the next unanswered question that has this answer and chooses it: with the arrow keys among radios. */
  async choose(name: string): Promise<void> {
    for (;;) {
      const stop = await this.#tabUntil("Tab", ({ role, checked }) => /radio|checkbox/.test(role) && !checked, name);
      if (stop.name === name) break;
      if (stop.role === "radio" && (await this.#hasSibling(name))) {
        for (let press = 0; (await this.#look("Tab")).name !== name; press++) {
          if (press > 20) throw new Error(`The arrow keys do not reach ${name}`);
          await this.press("ArrowDown");
        }
        break;
      }
    }
    if (!(await this.#look("Tab")).checked) await this.press("Space");
    await expect(this.#page.locator("input:focus")).toBeChecked();
  }

  /** Tabs on to the question and takes its first answer. */
  async chooseFirstOf(question: string): Promise<void> {
    await this.#tabUntil("Tab", ({ group, role }) => group === question && role === "radio", question);
    await this.press("Space");
    await expect(this.#page.locator("input:focus")).toBeChecked();
  }

  /** Ticks the next checkbox. */
  async tickNext(): Promise<void> {
    await this.#tabUntil("Tab", ({ role, checked }) => role === "checkbox" && !checked, "a checkbox");
    await this.press("Space");
    await expect(this.#page.locator("input:focus")).toBeChecked();
  }

  /** Presses Tab, or Shift and Tab, until the focus leaves the page. Gives the stops it met. */
  async tabToEnd(key: "Tab" | "Shift+Tab"): Promise<string[]> {
    const stops: string[] = [];
    for (let press = 0; press < 300; press++) {
      await this.press(key);
      const stop = await this.#look(key);
      if (stop.role === "body") return stops;
      stops.push(`${stop.role} ${stop.group} ${stop.name}`);
    }
    throw new Error("The focus never leaves the page");
  }

  async #tabUntil(key: "Tab" | "Shift+Tab", isThere: (stop: Stop) => boolean, what: string): Promise<Stop> {
    const met: string[] = [];
    for (let press = 0; press < 200; press++) {
      await this.press(key);
      const stop = await this.#look(key);
      if (isThere(stop)) return stop;
      met.push(stop.name);
    }
    throw new Error(`No key leads to ${what}, only to ${[...new Set(met)].join("; ")}`);
  }

  #hasSibling(name: string): Promise<boolean> {
    return this.#page.locator("fieldset:has(input:focus)").last().getByRole("radio", { name, exact: true }).isVisible();
  }

  async #look(key: "Tab" | "Shift+Tab"): Promise<Stop> {
    const stop = await this.#page.evaluate(lookAtFocus);
    if (stop.unseen) this.faults.push(`${stop.unseen} does not show that it has the focus`);
    if (stop.role !== "body" && stop.role !== "h1") {
      const name = `${stop.role} "${stop.name}"`;
      if (!stop.isClear) this.faults.push(`${name} has the focus under something else or off the screen`);
      if (key === "Tab" && !stop.isAfter) this.faults.push(`${name} comes out of order`);
    }
    return stop;
  }
}

// Runs in the page. Keeps the last stop on the window, to compare it with itself once the focus has gone.
function lookAtFocus(): Stop {
  const kept = window as unknown as { last?: { element: Element; name: string; styles: string } };
  const focused = document.activeElement ?? document.body;
  const label = focused instanceof HTMLInputElement ? focused.labels?.[0] : undefined;
  const labelledBy = document.getElementById(focused.getAttribute("aria-labelledby") ?? "");
  const name = (labelledBy ?? label ?? focused).textContent?.trim() || focused.getAttribute("aria-label") || "";
  const { last } = kept;
  kept.last = { element: focused, name, styles: stylesOf(focused) };

  const box = (label && getComputedStyle(focused).opacity === "0" ? label : focused).getBoundingClientRect();
  const hit = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
  const isFirst = !last?.element.isConnected || last.element === focused || last.element === document.body;
  const role = focused instanceof HTMLInputElement ? focused.type : focused.tagName.toLowerCase();
  return {
    name,
    role: focused === document.body ? "body" : role,
    group: focused.closest("fieldset")?.querySelector("legend")?.textContent ?? "",
    checked: focused instanceof HTMLInputElement && focused.checked,
    isClear: hit !== null && (focused.contains(hit) || hit === label || label?.contains(hit) === true),
    isAfter: isFirst || (last.element.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
    unseen:
      !isFirst && last.element.matches("a, button, input, select, textarea, summary") && isUnchanged(last)
        ? last.name
        : undefined,
  };

  function isUnchanged({ element, styles }: { element: Element; styles: string }): boolean {
    return stylesOf(element) === styles;
  }

  // What can show a focus, on the control, its label, and what is drawn before and after them.
  function stylesOf(element: Element): string {
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    // Radios and checkboxes lie invisibly over what stands for them, and so would a ring around them.
    const shown = [element, ...labels].filter((part) => getComputedStyle(part).opacity !== "0");
    const parts = shown.flatMap((part) => [
      getComputedStyle(part),
      getComputedStyle(part, "::before"),
      getComputedStyle(part, "::after"),
    ]);
    return parts
      .map(({ outline, boxShadow, backgroundColor, borderColor }) => [outline, boxShadow, backgroundColor, borderColor])
      .join();
  }
}
