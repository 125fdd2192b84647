import type { Locator, Page } from "@playwright/test";

interface Counted {
  counted?: { taps: number; keys: number };
}

/**
 * Counts what a person does to a page: each touch of a control is a tap, each character typed is a key. The page
 * itself counts too, so a click that went past this class is found out. It holds until the page is reloaded.
 */
export class Taps {
  readonly page: Page;
  #taps = 0;
  #keys = 0;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Starts to count from 0. */
  static async start(page: Page): Promise<Taps> {
    await page.evaluate(() => {
      // The counter is this function's own addition to the page.
      const view = window as unknown as Counted;
      const isCounting = view.counted !== undefined;
      const counted = Object.assign(view.counted ?? {}, { taps: 0, keys: 0 });
      view.counted = counted;
      if (isCounting) return;
      addEventListener("pointerdown", (event) => event.isTrusted && counted.taps++, { capture: true });
      addEventListener("keydown", (event) => event.isTrusted && counted.keys++, { capture: true });
    });
    return new Taps(page);
  }

  /** Taps a control, as one finger does. */
  async tap(target: Locator): Promise<void> {
    await target.click();
    this.#taps++;
  }

  /** Types into a control that has the focus after a tap of its own. */
  async type(target: Locator, text: string): Promise<void> {
    await this.tap(target);
    await target.pressSequentially(text);
    this.#keys += text.length;
  }

  /** Taps and keys so far. Rejects if the page saw others than these. */
  async counts(): Promise<{ taps: number; keys: number }> {
    const seen = await this.page.evaluate(() => (window as unknown as Counted).counted ?? { taps: 0, keys: 0 });
    if (seen.taps !== this.#taps || seen.keys !== this.#keys) {
      throw new Error(`Counted ${this.#taps} taps and ${this.#keys} keys, but the page saw ${JSON.stringify(seen)}`);
    }
    return seen;
  }
}
