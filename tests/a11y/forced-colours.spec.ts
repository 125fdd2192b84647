import { expect, test } from "@playwright/test";
import { button, chip, expectHeading, stepHeadings } from "../e2e/support/app.ts";
import { allRules, violations } from "./support/axe.ts";

test("In forced colours a chosen chip still differs from the others, and axe finds nothing", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto("/");
  await button(page, "Try with a made-up family").click();
  await page.getByRole("link", { name: /Jo Sample/ }).click();
  await button(page, "Start new birth contact").click();
  await expectHeading(page, stepHeadings.people);
  await chip(page, "People here", "Jo Sample").click();

  const looks = await page
    .locator("fieldset", { hasText: "People here" })
    .locator(".app-chip__label")
    .evaluateAll((labels) =>
      labels.map((label) => {
        const { outlineStyle, borderColor } = getComputedStyle(label);
        const tick = label.querySelector(".app-chip__tick");
        return { outlineStyle, borderColor, tick: tick && getComputedStyle(tick).display };
      }),
    );
  const [chosen, other] = looks;
  expect(chosen?.tick).toBe("block");
  expect(other?.tick).toBe("none");
  expect(chosen?.borderColor).not.toBe(other?.borderColor);
  expect(await violations(page, allRules)).toEqual([]);
});
