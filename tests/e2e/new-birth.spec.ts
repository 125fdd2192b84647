import { expect, test } from "@playwright/test";
import {
  addFamily,
  button,
  chip,
  expectHeading,
  goToCaseload,
  openFamily,
  setUp,
  startContact,
  stepHeadings,
} from "./support/app.ts";
import { answerPeople, answerTopics, finalise, readClipboard, recordFastPath } from "./support/contact.ts";
import { readPdf } from "./support/pdf.ts";
import { Taps } from "./support/taps.ts";

const amina = { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" };

test.beforeEach(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

test("A new birth contact where all is well takes at most 39 taps and no typing, and is complete", async ({ page }) => {
  await setUp(page);
  await addFamily(page, amina);
  await goToCaseload(page);

  const taps = await Taps.start(page);
  await recordFastPath(taps, "new birth contact", /Amina Khan and baby Yusuf/, { parent: "Amina Khan" });

  const counts = await taps.counts();
  console.info(`new birth contact: taps: ${counts.taps}, keys: ${counts.keys}`);
  expect(counts.taps).toBeLessThanOrEqual(39);
  expect(counts.keys).toBe(0);
  await expect(page.getByText("Contact finalised")).toBeVisible();
  const text = await readClipboard(page);
  expect(text).toMatch(/^SAFER SLEEP: NEW BIRTH CONTACT\n23 November 2026, 10:\d\dam\. Amina Khan and baby Yusuf\n/);
  expect(text).toContain("Completeness: Complete\n");
  expect(text).toContain("By: Jo Ward, Health visitor");
});

test("A contact with only a person and one topic can be finalised, and says what is missing", async ({ page }) => {
  await setUp(page);
  await addFamily(page, amina);
  await startContact(page, "new birth contact");
  const taps = await Taps.start(page);
  await answerPeople(taps, { parent: "Amina Khan" });
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: "Topics" }).click();
  await page.getByRole("radio", { name: "Explained back" }).first().click();
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: "Check" }).click();

  await expect(page.getByText("Partly done.", { exact: true })).toBeVisible();
  await button(page, "Finalise record").click();
  await expectHeading(page, "Record finalised");
  await button(page, "Copy text for your record system").click();
  await expect(page.getByText("Text copied.")).toBeVisible();
  expect(await readClipboard(page)).toContain("Completeness: Partly done. Missing in: ");
});

test("A contact without a person or a topic is not finalised, and the page says why", async ({ page }) => {
  await setUp(page);
  await addFamily(page, amina);
  await startContact(page, "new birth contact");
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: "Check" }).click();
  await button(page, "Finalise record").click();

  const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
  await expect(summary).toBeVisible();
  await expect(summary).toContainText("(People)");
  await expect(summary).toContainText("(Topics");
  await expect(page).toHaveTitle(/^Error: /);
  await expectHeading(page, stepHeadings.check);
});

test("What raises a follow-up is proposed at once, and the record tells what was decided", async ({ page }) => {
  await setUp(page);
  await addFamily(page, amina);
  await startContact(page, "new birth contact");
  const taps = await Taps.start(page);
  await answerPeople(taps, { parent: "Amina Khan" });
  await chip(page, /baby sleep in at night\?$/, "Adult bed").click();
  await chip(page, "Which room?", "Parents' room").click();
  await chip(page, "Did you see it today?", "Told by parent").click();
  await button(page, "Continue").click();
  await button(page, "Continue").click();
  await answerTopics(taps);
  await button(page, "Continue").click();
  await button(page, "Continue").click();

  await expectHeading(page, stepHeadings.concerns);
  const proposal = page.getByRole("group", { name: /^Decision: / }).first();
  await proposal.getByRole("radio", { name: "Take this up" }).click();
  const action = await page.getByLabel("What will be done?").first().inputValue();
  expect(action).not.toBe("");
  await expect(page.getByLabel("Who does it?").first()).toHaveValue("Jo Ward");
  await button(page, "Continue").click();
  await expectHeading(page, stepHeadings.check);
  await finalise(taps);
  await expect(page.getByText(action).first()).toBeVisible();
  await openFamily(page, /Amina Khan/);
  await expect(page.getByRole("heading", { name: "What to follow up" })).toBeVisible();
  // The list goes on with who and by when in the place of the full stop.
  await expect(page.getByText(`${action.replace(/\.$/, "")}, Jo Ward, by `)).toBeVisible();
});

test("The parent copy of a contact with four plans is still one printed side", async ({ page }) => {
  await setUp(page);
  await addFamily(page, amina);
  await startContact(page, "new birth contact");
  const taps = await Taps.start(page);
  await answerPeople(taps, { parent: "Amina Khan" });
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: "Topics" }).click();
  await answerTopics(taps);
  for (const index of [0, 1, 2, 3]) {
    await page.getByRole("group", { name: "What if…" }).getByRole("checkbox").nth(index).click();
    const starters = page.getByRole("group", { name: "What will you do?" });
    await expect(starters).toHaveCount(index + 1);
    await starters.nth(index).getByRole("radio").first().click();
  }
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: "Check" }).click();
  await finalise(taps);
  await page.getByRole("link", { name: "Parent copy" }).click();
  await expect(button(page, "Print parent copy")).toBeVisible();

  expect(readPdf(await page.pdf({ preferCSSPageSize: true }))).toEqual({
    pages: 1,
    size: { width: 210, height: 297 },
  });
});
