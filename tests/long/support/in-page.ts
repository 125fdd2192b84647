import type { Engine } from "./engine.ts";

/** The page as a person sees it, in an engine for which there is no Playwright: found by text, as labels and names. */
export class Screen {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Calls a function in the page. It may use what `library` has, and gets its arguments as JSON. */
  async run<A extends unknown[], T>(work: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    const call = `(${work})(...${JSON.stringify(args)})`;
    // What comes back went through JSON, so it is a T only as far as JSON can say.
    return (await this.#engine.evaluate(`(async () => { ${library}; return ${call}; })()`)) as T;
  }

  /** Waits until `work` gives something truthy, and gives that. A page that is being replaced counts as not yet. */
  async until<A extends unknown[], T>(what: string, work: (...args: A) => T, ...args: A): Promise<T> {
    const end = Date.now() + 30_000;
    let last: unknown;
    while (Date.now() < end) {
      try {
        const value = await this.run(work, ...args);
        if (value) return value;
        last = value;
      } catch (error) {
        last = error;
      }
      await new Promise((later) => setTimeout(later, 50));
    }
    const seen = await this.run(() => textOf(document.body).slice(0, 1_500)).catch(String);
    throw new Error(`Waited in vain: ${what} (${last})\n${seen}`);
  }

  /** Presses the button, link or fold of that name. */
  async press(name: string): Promise<void> {
    await this.until(`"${name}" to press`, (text) => press(text), name);
  }

  /** Waits for the first heading of the page. */
  async heading(text: string): Promise<void> {
    await this.until(`heading "${text}"`, (wanted) => textOf(document.querySelector("h1")).includes(wanted), text);
  }

  /** Types into the field of that label. */
  async fill(label: string, value: string, at = 0): Promise<void> {
    await this.until(`field "${label}"`, (name, text, index) => fill(name, text, index), label, value, at);
  }

  /** Chooses an option of a question; the first one where none is named. */
  async choose(question: string, option?: string, at = 0): Promise<void> {
    await this.until(
      `"${option}" of "${question}"`,
      (group, name, index) => choose(group, name, index),
      question,
      option ?? null,
      at,
    );
  }

  /** Waits until an option of a question is chosen. */
  async chosen(question: string, option: string): Promise<void> {
    await this.until(`"${option}" to be chosen`, (group, name) => isChosen(group, name), question, option);
  }

  /** Waits for words anywhere on the page. */
  async see(words: string): Promise<void> {
    await this.until(`words "${words}"`, (text) => textOf(document.body).includes(text), words);
  }

  /** Waits until the last answer is stored. */
  async saved(): Promise<void> {
    await this.until("Saved", () => /^Saved \d/.test(textOf(document.querySelector(".app-save-status"))));
  }

  /** A click of the browser's own on the button of that name. */
  async clickOn(name: string): Promise<void> {
    await this.until(`"${name}" to click`, (text) => markForClick(text), name);
    await this.#engine.click("[data-to-click]");
  }
}

function textOf(element: Element | null | undefined): string {
  return (element?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}

function isShown(element: Element): boolean {
  return element.getClientRects().length > 0;
}

function toPress(name: string): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>("button, a[href], summary")];
  return all.find((element) => isShown(element) && textOf(element) === name && !element.hasAttribute("disabled"));
}

function press(name: string): boolean {
  const found = toPress(name);
  found?.click();
  return found !== undefined;
}

function markForClick(name: string): boolean {
  const found = toPress(name);
  for (const old of document.querySelectorAll("[data-to-click]")) old.removeAttribute("data-to-click");
  found?.setAttribute("data-to-click", "");
  found?.scrollIntoView({ block: "center" });
  return found !== undefined;
}

function controlOf(label: Element): HTMLInputElement | null {
  return document.getElementById(label.getAttribute("for") ?? "") as HTMLInputElement | null;
}

function fill(label: string, value: string, at: number): boolean {
  const labels = [...document.querySelectorAll("label")].filter((one) => isShown(one) && textOf(one) === label);
  const field = labels[at] && controlOf(labels[at]);
  if (!field) return false;
  field.focus();
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function optionOf(question: string, option: string | null, at: number): HTMLInputElement | undefined {
  const groups = [...document.querySelectorAll("fieldset")].filter(
    (group) => isShown(group) && textOf(group.querySelector("legend")).includes(question),
  );
  const inputs = [...(groups[at]?.querySelectorAll<HTMLInputElement>("input[type=radio], input[type=checkbox]") ?? [])];
  if (option === null) return inputs[0];
  const label = (input: HTMLInputElement) => textOf(input.labels?.[0]);
  // A label may have a hint in it, after its own words.
  return inputs.find((one) => label(one) === option) ?? inputs.find((one) => label(one).startsWith(option));
}

function choose(question: string, option: string | null, at: number): boolean {
  const input = optionOf(question, option, at);
  if (!input?.checked) input?.click();
  return input?.checked ?? false;
}

function isChosen(question: string, option: string): boolean {
  return optionOf(question, option, 0)?.checked ?? false;
}

/** What every function in the page can use. */
const library = [textOf, isShown, toPress, press, markForClick, controlOf, fill, optionOf, choose, isChosen]
  .map(String)
  .join("\n");
