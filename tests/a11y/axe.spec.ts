import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { button, chip, expectHeading, stepHeadings } from "../e2e/support/app.ts";
import { frameFaults, Titles } from "./support/frame.ts";
import { walks } from "./support/walks.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The rules whose outcome hangs on the colour scheme; no other rule looks at a colour. */
const colourRules = ["color-contrast", "link-in-text-block"];

// A control that is not there fails at once, and says so, rather than at the end of the whole walk.
test.use({ actionTimeout: 10_000 });

for (const [part, walk] of Object.entries(walks)) {
  test(`No state of ${part} breaks a rule of axe or lacks a heading, title or landmark`, async ({ page, context }) => {
    test.setTimeout(240_000);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const titles = new Titles();
    await walk(page, async (state) => {
      expect.soft(await violations(build(page).withTags(tags)), `${state}, light`).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect.soft(await violations(build(page).withRules(colourRules)), `${state}, dark`).toEqual([]);
      await page.emulateMedia({ colorScheme: "light" });
      expect.soft(await frameFaults(page, titles), state).toEqual([]);
    });
  });
}

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
  expect(await violations(build(page).withTags(tags))).toEqual([]);
});

// Its other way of working opens a page of its own at every look, which takes four times as long.
function build(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode();
}

async function violations(axe: AxeBuilder): Promise<string[]> {
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}
