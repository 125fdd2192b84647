import { expect, test } from "@playwright/test";
import { findTargetFaults } from "./support/targets.ts";
import { walkContact } from "./support/walk-contact.ts";

test.use({ actionTimeout: 10_000 });

test("Every control of a contact is at least 44 by 44 px and lies clear of the others", async ({ page, context }) => {
  test.setTimeout(240_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await walkContact(page, async (state) => {
    const before = page.viewportSize();
    for (const width of [390, 820]) {
      expect.soft(await findTargetFaults(page, width), `${state}, ${width} px`).toEqual([]);
    }
    if (before) await page.setViewportSize(before);
  });
});
