import type { Page } from "@playwright/test";

/**
 * The controls of the open page that a finger cannot hit well: smaller than 44 px, or under another. What is measured is
 * what answers to a touch, point by point, so a label and a row that is one link count. Links inside a sentence may be
 * small. Leaves the page as tall as its content, so that every point of it can be asked.
 */
export async function findTargetFaults(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 844 });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, 844) });
  return page.evaluate(() => {
    const least = 44;
    const almost = 21.75; // from the middle of 44 px, just inside
    const selector = "a[href], button, input, select, textarea, summary";
    const faults: string[] = [];
    for (const control of document.querySelectorAll<HTMLElement>(selector)) {
      if (!control.checkVisibility() || control.matches(".nhsuk-skip-link") || isInSentence(control)) continue;
      const name = `${control.tagName.toLowerCase()} "${nameOf(control)}"`;
      const box = control.getClientRects()[0];
      if (box === undefined) continue;
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      if (ownerAt(x, y) !== control) {
        faults.push(`${name} lies under ${nameOf(ownerAt(x, y) ?? document.body)}`);
        continue;
      }
      // Point by point only where one of the four ends does not answer: asking takes long on a page of many controls.
      const ends = [
        [almost, 0],
        [-almost, 0],
        [0, almost],
        [0, -almost],
      ] as const;
      if (ends.every(([right, down]) => ownerAt(x + right, y + down) === control)) continue;
      const wide = reach(control, x, y, 1, 0) + reach(control, x, y, -1, 0);
      const high = reach(control, x, y, 0, 1) + reach(control, x, y, 0, -1);
      if (wide < least || high < least) faults.push(`${name} is ${wide} by ${high} px`);
    }
    return faults;

    function ownerAt(x: number, y: number): Element | null {
      const hit = document.elementFromPoint(x, y);
      const label = hit?.closest("label");
      return label?.control ?? hit?.closest("a[href], button, input, select, textarea, summary") ?? null;
    }

    // How far from a point the control still answers, in steps of half a pixel.
    function reach(control: Element, x: number, y: number, right: number, down: number): number {
      let far = 0;
      while (far < 22.5 && ownerAt(x + right * far, y + down * far) === control) far += 0.5;
      return far;
    }

    function isInSentence(control: HTMLElement): boolean {
      if (control.tagName !== "A" || getComputedStyle(control).display !== "inline") return false;
      const block = control.closest("p, li, dd");
      const words = block?.textContent?.replace(control.textContent ?? "", "").trim() ?? "";
      return words.length > 0;
    }

    function nameOf(element: Element): string {
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent;
      return (label ?? element.id).trim().slice(0, 50);
    }
  });
}
