import { expect, type Page, test } from "@playwright/test";
import { allRules, colourRules, violations } from "./support/axe.ts";
import { frameFaults, Titles } from "./support/frame.ts";
import { findOverflow } from "./support/overflow.ts";
import { findTargetFaults } from "./support/targets.ts";
import { walks } from "./support/walks.ts";

/**
 * A phone of 320 px, which is also 1,280 px at 400%, once as low as that makes it; phone and tablet, both ways round.
 */
const sizes = [
  { width: 320, height: 256 },
  { width: 390, height: 844 },
  { width: 844, height: 390 },
  { width: 820, height: 1180 },
  { width: 1180, height: 820 },
];

/** What WCAG 1.4.12 lets people set. */
const wideText = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }`;

/** The walk whose controls are measured for fingers: it meets every kind of control. */
const touched = "a contact";

// A control that is not there fails at once, and says so, rather than at the end of the whole walk.
test.use({ actionTimeout: 20_000, serviceWorkers: "allow" });

// One walk for all that is looked at: getting to each state takes longer than looking.
for (const [part, walk] of Object.entries(walks)) {
  test(`Every state of ${part} keeps the rules of axe, has its frame, fits every size and can be touched`, async ({
    page,
    context,
  }) => {
    test.setTimeout(600_000);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const titles = new Titles();
    await walk(page, async (state) => {
      const before = page.viewportSize();
      expect.soft(await violations(page, allRules), `${state}, light`).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect.soft(await violations(page, colourRules), `${state}, dark`).toEqual([]);
      await page.emulateMedia({ colorScheme: "light" });
      expect.soft(await frameFaults(page, titles), state).toEqual([]);
      expect.soft(await reflowFaults(page), state).toEqual([]);
      for (const width of part === touched ? [390, 820] : []) {
        expect.soft(await findTargetFaults(page, width), `${state}, ${width} px`).toEqual([]);
      }
      if (before) await page.setViewportSize(before);
    });
  });
}

test("What is looked for at every state is found where it is", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await violations(page, allRules)).toEqual([]);
  await page.evaluate(() => {
    const text = document.createElement("p");
    text.textContent = "Faint";
    text.style.color = "#ccc";
    document.querySelector("main")?.append(text, document.createElement("input"));
  });
  const found = await violations(page, allRules);
  expect(found).toEqual([expect.stringMatching(/^color-contrast: /), expect.stringMatching(/^label: /)]);
  expect(await violations(page, colourRules)).toEqual(found.slice(0, 1));
});

async function reflowFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const { width, height } of sizes) {
    await page.setViewportSize({ width, height });
    faults.push(...(await findOverflow(page)).map((fault) => `${width} by ${height}: ${fault}`));
    if (width > 400) continue;
    faults.push(...(await findOverflow(page, wideText)).map((fault) => `${width}, wide text: ${fault}`));
  }
  return faults;
}
