import { expect, type Page, test } from "@playwright/test";
import {
  addFamily,
  chip,
  expectHeading,
  goToCaseload,
  openFamily,
  setUp,
  stepHeadings,
  unlock,
} from "./support/app.ts";
import { readClipboard, recordFastPath } from "./support/contact.ts";
import { Taps } from "./support/taps.ts";

const lena = { parent: "Lena Roy", born: "2026-10-01", baby: "Theo" };

test.beforeEach(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

test("A 6 to 8 week contact where all is as before takes at most 36 taps and no typing", async ({ page }) => {
  await recordNewBirth(page);
  await goToCaseload(page);

  const taps = await Taps.start(page);
  await recordFastPath(taps, "6 to 8 week contact", /Lena Roy and baby Theo/, {
    parent: "Lena Roy",
    sameAs: /^Same as 12 October: cot, parents' room$/,
    earlierPlans: 2,
  });

  const counts = await taps.counts();
  console.info(`6 to 8 week contact: taps: ${counts.taps}, keys: ${counts.keys}`);
  expect(counts.taps).toBeLessThanOrEqual(36);
  expect(counts.keys).toBe(0);
  const text = await readClipboard(page);
  expect(text).toMatch(/^SAFER SLEEP: 6 TO 8 WEEK CONTACT\n23 November 2026, 10:\d\dam\. Lena Roy and baby Theo\n/);
  expect(text).toContain("Completeness: Complete\n");
});

test("Answers of the last contact stand beside the questions, and none of them is chosen", async ({ page }) => {
  await recordNewBirth(page);
  await openFamily(page, /Lena Roy/);
  await page.getByRole("button", { name: "Start 6 to 8 week contact" }).click();
  await expectHeading(page, stepHeadings.people);

  await expectNothingChosen(page, /Where\?|Interpreter/);
  await goToStep(page, "Sleep space");
  await expectNothingChosen(page);
  await page.getByRole("button", { name: "Same as 12 October: cot, parents' room" }).click();
  await expect(chip(page, /baby sleep in at night\?$/, "Cot")).toBeChecked();
  await expect(
    page.getByRole("group", { name: "Did you see it today?" }).getByRole("radio", { checked: true }),
  ).toHaveCount(0);
  await goToStep(page, "Baby and home");
  await expectNothingChosen(page);
  await goToStep(page, "Topics");
  await expectNothingChosen(page);
  expect(await page.getByText("12 October: explained back").count()).toBeGreaterThan(5);
  await goToStep(page, "Different nights");
  await expectNothingChosen(page);
  await expect(
    page.getByRole("group", { name: "Does the plan from last time still hold?" }).getByRole("checkbox"),
  ).toHaveCount(2);
  await goToStep(page, "Find it again");
  await expectNothingChosen(page);
  await goToStep(page, "Concerns");
  await expectNothingChosen(page);
});

/** On 12 October: a finalised new birth contact with two plans. Afterwards it is 23 November. */
async function recordNewBirth(page: Page): Promise<void> {
  const { passphrase } = await setUp(page, { at: "2026-10-12T09:00:00Z" });
  await addFamily(page, lena);
  await goToCaseload(page);
  const taps = await Taps.start(page);
  await recordFastPath(taps, "new birth contact", /Lena Roy and baby Theo/, { parent: "Lena Roy" });
  await page.clock.setSystemTime(new Date("2026-11-23T10:05:00Z"));
  // The app takes so long a gap for sleep of the device, and locks.
  await unlock(page, passphrase);
}

async function goToStep(page: Page, step: string): Promise<void> {
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: step }).click();
  await expect(page.getByRole("link", { name: "All steps" })).toBeVisible();
}

/** No radio and no checkbox is chosen, but for the questions named, which start from what is known. */
async function expectNothingChosen(page: Page, known?: RegExp): Promise<void> {
  const chosen: string[] = [];
  for (const group of await page.locator("main fieldset").all()) {
    if ((await group.locator("input:checked").count()) === 0) continue;
    chosen.push((await group.locator("legend").first().textContent()) ?? "");
  }
  expect(chosen.filter((legend) => !known?.test(legend))).toEqual([]);
}
