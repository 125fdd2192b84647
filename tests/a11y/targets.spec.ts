import { expect, test } from "@playwright/test";
import { button } from "../e2e/support/app.ts";
import { openFolds } from "./support/look.ts";
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

test("A chip in a fold is as tall as one outside", async ({ page }) => {
  await page.goto("/");
  await button(page, "Try with a made-up family").click();
  await page.getByRole("link", { name: /Jo Sample/ }).click();
  await button(page, "Start new birth contact").click();
  await openFolds(page);
  const heights = await page
    .locator(".app-chip__label")
    .filter({ hasText: /^(Yes|Home)$/ })
    .evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().height));
  expect(heights).toEqual([48, 48]);
});
