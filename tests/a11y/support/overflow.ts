import type { Page } from "@playwright/test";

/** What sticks out of the page, or is too small for its own text, while `css` applies too. */
export function findOverflow(page: Page, css = ""): Promise<string[]> {
  return page.evaluate((extra) => {
    // A sheet of its own, because the policy of the page forbids style elements.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(extra);
    document.adoptedStyleSheets = [sheet];
    try {
      return [...findWide(), ...findTight()];
    } finally {
      document.adoptedStyleSheets = [];
    }

    function findWide(): string[] {
      const { clientWidth, scrollWidth } = document.documentElement;
      // First where it lies, which is quick to ask, then whether anybody sees it there.
      const wide = [...document.body.querySelectorAll<HTMLElement>("*")].filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return (right > clientWidth + 1 || left < -1) && isShown(element);
      });
      return [
        ...(scrollWidth > clientWidth ? [`The page is ${scrollWidth} px wide in ${clientWidth}`] : []),
        ...wide.map((element) => `${nameOf(element)} sticks out of the page`),
      ];
    }

    // Text is measured by itself, since a frame or shadow drawn around a box counts into its scroll size.
    function findTight(): string[] {
      const tight = new Set<string>();
      for (const field of document.body.querySelectorAll<HTMLElement>("input, select")) {
        if (isShown(field) && field.scrollHeight > field.clientHeight + 1) tight.add(nameOf(field));
      }
      const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      while (words.nextNode()) {
        const parent = words.currentNode.parentElement;
        if (parent === null) continue;
        range.selectNodeContents(words.currentNode);
        const text = range.getBoundingClientRect();
        if (text.width === 0) continue;
        const block = blockOf(parent);
        const box = block.getBoundingClientRect();
        const sticksOut = text.right > box.right + 1 || text.left < box.left - 1 || text.bottom > box.bottom + 4;
        if (sticksOut && isShown(parent) && !parent.closest("select, textarea")) tight.add(nameOf(block));
      }
      return [...tight].map((name) => `${name} is too small for its text`);
    }

    function blockOf(element: HTMLElement): HTMLElement {
      const isInline = getComputedStyle(element).display === "inline";
      return isInline && element.parentElement ? blockOf(element.parentElement) : element;
    }

    function isShown(element: HTMLElement): boolean {
      if (element.closest("svg, .nhsuk-u-visually-hidden, .nhsuk-skip-link")) return false;
      return element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
    }

    function nameOf(element: HTMLElement): string {
      return `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.trim().slice(0, 40)}"`;
    }
  }, css);
}
