import type { Locator } from "@playwright/test";

/**
 * Opens every fold that is shown, those inside others too, and does it in the page: a click by hand waits until each
 * fold lies still. For tests about something else than folds.
 */
export async function openAll(folds: Locator): Promise<void> {
  while ((await folds.count()) > 0) {
    await folds.evaluateAll((all) => {
      for (const fold of all) (fold as HTMLDetailsElement).open = true;
    });
  }
}

/** Taps each of the controls in turn, in the page, a frame apart: as fast as nobody can, and that must do no harm. */
export function tapAll(controls: Locator): Promise<void> {
  return controls.evaluateAll(async (all) => {
    // By id, since an answer can draw the rest anew.
    for (const { id } of all) {
      document.getElementById(id)?.click();
      await new Promise((drawn) => requestAnimationFrame(drawn));
    }
  });
}

/** Types a text into each of the fields, named by id, in the page: focus, the whole text at once, and on to the next. */
export function typeAll(page: Pick<Locator, "evaluate">, texts: ReadonlyMap<string, string>): Promise<void> {
  return page.evaluate(
    async (_, entries) => {
      for (const [id, text] of entries) {
        const field = document.getElementById(id);
        if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
          throw new Error(`No field ${id}`);
        field.focus();
        // Not by its own property, in which the framework would see what it has set itself.
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, text);
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await new Promise((drawn) => requestAnimationFrame(drawn));
      }
      (document.activeElement as HTMLElement | null)?.blur();
    },
    [...texts],
  );
}
