import { expect, test } from "@playwright/test";
import { button } from "../e2e/support/app.ts";
import { openFolds } from "./support/look.ts";

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
