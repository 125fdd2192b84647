import { expect, type Page, test } from "@playwright/test";
import {
  addFamily,
  button,
  chip,
  expectHeading,
  expectSaved,
  goToCaseload,
  lock,
  type Owner,
  setUp,
  startContact,
  stepHeadings,
  unlock,
} from "./support/app.ts";

const words = "We always lay him on his back";

let owner: Owner;

test.beforeEach(async ({ page }) => {
  owner = await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" });
  await startContact(page, "new birth contact");
});

test("A reload at any step comes back to that step with its answers", async ({ page }) => {
  test.setTimeout(240_000);
  const answers: [heading: string | RegExp, group: string | RegExp, answer: string][] = [
    [stepHeadings.people, "People here", "Amina Khan"],
    [stepHeadings.sleepSpace, /baby sleep in at night\?$/, "Moses basket"],
    [stepHeadings.babyAndHome, "Ask only when the parent is alone", "Not asked: parent was not alone"],
    [stepHeadings.topics, /on their back/i, "Talked only"],
    [stepHeadings.nights, "If fewer than 2 nights are planned: why?", "Ran out of time"],
    [stepHeadings.agreement, "Did the parent find the guidance?", "Found it when shown"],
    [stepHeadings.concerns, "Today", "Something to follow up"],
  ];
  for (const [heading, group, answer] of answers) {
    await test.step(`${heading}`, async () => {
      await expectHeading(page, heading);
      const given = chip(page, group, answer).first();
      await expect(given).not.toBeChecked();
      await given.click();
      await expectSaved(page);
      await page.reload();
      await unlock(page, owner.passphrase);
      await expectHeading(page, heading);
      await expect(given).toBeChecked();
      await button(page, "Continue").click();
    });
  }
  await expectHeading(page, stepHeadings.check);
  await page.reload();
  await unlock(page, owner.passphrase);
  await expectHeading(page, stepHeadings.check);
  await expect(page.getByRole("main")).toContainText("Moses basket");
});

test("Locking in the middle of a sentence keeps every word", async ({ page }) => {
  await goToTopics(page);
  await page.getByText("In the parent's words").first().click();
  const field = page.getByLabel("What they said or showed, in their words").first();
  await field.pressSequentially(words);
  // At once, before the pause after which typing is stored.
  await lock(page);
  expect(await page.content()).not.toContain(words);
  await unlock(page, owner.passphrase);
  await expectHeading(page, stepHeadings.topics);
  await expect(field).toHaveValue(words);
});

test("A reload in the middle of a sentence keeps every word", async ({ page }) => {
  await goToTopics(page);
  await page.getByText("In the parent's words").first().click();
  const field = page.getByLabel("What they said or showed, in their words").first();
  await field.pressSequentially(words);
  await expectSaved(page);
  await page.reload();
  await unlock(page, owner.passphrase);
  await expect(field).toHaveValue(words);
});

test("The page says that an answer is saved only after the store has it", async ({ page }) => {
  const status = page.locator(".app-save-status");
  await expect(status).toHaveText("");
  await page.evaluate(() => {
    const { put, add } = IDBObjectStore.prototype;
    const refuse = () => {
      throw new DOMException("No space", "QuotaExceededError");
    };
    IDBObjectStore.prototype.put = refuse;
    IDBObjectStore.prototype.add = refuse;
    // The test gives the space back by this name.
    Object.assign(window, { freeSpace: () => Object.assign(IDBObjectStore.prototype, { put, add }) });
  });
  await chip(page, "People here", "Amina Khan").click();
  await expect(status).toContainText("Your last answer was not saved.");
  await expect(page.getByText(/^Saved /)).toHaveCount(0);

  await page.evaluate(() => (window as unknown as { freeSpace(): void }).freeSpace());
  await button(page, "Try again").click();
  await expectSaved(page);
  await page.reload();
  await unlock(page, owner.passphrase);
  await expect(chip(page, "People here", "Amina Khan")).toBeChecked();
});

test("A draft opens from the caseload at the step where it was left", async ({ page }) => {
  await chip(page, "People here", "Amina Khan").click();
  await button(page, "Continue").click();
  await expectHeading(page, stepHeadings.sleepSpace);
  await button(page, "Continue").click();
  await expectHeading(page, stepHeadings.babyAndHome);
  await button(page, "Save and exit").click();
  await expectHeading(page, "Amina Khan and baby Yusuf");
  await resumeFromDrafts(page);
  await expectHeading(page, stepHeadings.babyAndHome);
});

test("A draft whose first answer was given at a later step opens there", async ({ page }) => {
  await goToTopics(page);
  await chip(page, /on their back/i, "Talked only")
    .first()
    .click();
  await expectSaved(page);
  await button(page, "Save and exit").click();
  await expectHeading(page, "Amina Khan and baby Yusuf");
  await resumeFromDrafts(page);
  await expectHeading(page, stepHeadings.topics);
});

test("A draft without any answer can be removed, and one with an answer cannot", async ({ page }) => {
  await page.getByRole("link", { name: "All steps" }).click();
  await button(page, "Remove this empty draft").click();
  await expectHeading(page, "Amina Khan and baby Yusuf");
  await expect(page.getByText("No contacts recorded yet.")).toBeVisible();

  await startContact(page, "new birth contact");
  await chip(page, "People here", "Amina Khan").click();
  await page.getByRole("link", { name: "All steps" }).click();
  await expect(page.getByText("Not finalised yet.")).toBeVisible();
  await expect(button(page, "Remove this empty draft")).toHaveCount(0);
});

test("A record names the version of the advice with which its draft was begun", async ({ page }) => {
  await chip(page, "People here", "Amina Khan").click();
  await goToTopics(page);
  await chip(page, /on their back/i, "Talked only")
    .first()
    .click();
  await expectSaved(page);
  await goToCaseload(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "About" }).click();
  const row = page.locator(".nhsuk-summary-list__row", { hasText: "Advice version" });
  const version = (await row.getByRole("definition").textContent()) ?? "";
  expect(version).toMatch(/^\d{4}-\d{2}-\d{2}\.\d+$/);

  await resumeFromDrafts(page);
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: "Check" }).click();
  await button(page, "Finalise record").click();
  await expectHeading(page, "Record finalised");
  await expect(page.getByText(`${version}, prepared `)).toBeVisible();
});

async function goToTopics(page: Page): Promise<void> {
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: "Topics" }).click();
  await expectHeading(page, stepHeadings.topics);
}

/** Locks, and comes back as on another day: through the drafts of the caseload. */
async function resumeFromDrafts(page: Page): Promise<void> {
  await expect(page.getByRole("navigation", { name: "Back" })).toBeVisible();
  await lock(page);
  await unlock(page, owner.passphrase);
  await goToCaseload(page);
  await page.getByRole("link", { name: /^Drafts\b/ }).click();
  await page
    .getByRole("list", { name: "Families" })
    .getByRole("link", { name: /Amina Khan/ })
    .click();
  await page.getByRole("link", { name: "Carry on with the new birth contact" }).click();
}
