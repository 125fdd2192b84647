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

const hiddenHeading = "Safer sleep for babies";
const second = 1_000;
const minute = 60 * second;

let owner: Owner;

test.beforeEach(async ({ page }) => {
  owner = await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" });
});

test("Lock leaves no name on the page, and unlocking comes back to where it was", async ({ page }) => {
  await lock(page);
  await expectNoNames(page);
  await expect(page).toHaveTitle("Unlock - Safer Sleep Contacts");
  await unlock(page, owner.passphrase);
  await expectHeading(page, "Amina Khan and baby Yusuf");
});

test("Hide screen covers everything with general advice, and coming back needs the passphrase", async ({ page }) => {
  await button(page, "Hide screen").click();
  await expectHeading(page, hiddenHeading);
  await expectNoNames(page);
  await expect(page).toHaveTitle(hiddenHeading);
  await expect(page.getByRole("banner")).toHaveCount(0);
  await button(page, "Back").click();
  await unlock(page, owner.passphrase);
  await expectHeading(page, "Amina Khan and baby Yusuf");
});

test("Pressing Shift 3 times hides the screen, and slow or mixed presses do not", async ({ page }) => {
  const press = async (keys: string[], pause = 0) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      if (pause > 0) await page.waitForTimeout(pause);
    }
  };
  await press(["Shift", "a", "Shift", "Shift"]);
  await page.waitForTimeout(1_100);
  await press(["Shift", "Shift", "Shift"], 600);
  await expectHeading(page, "Amina Khan and baby Yusuf");
  await page.waitForTimeout(1_100);
  await press(["Shift", "Shift", "Shift"]);
  await expectHeading(page, hiddenHeading);
  await expectNoNames(page);
});

test("The app locks 5 minutes after the last touch, with a warning 1 minute before", async ({ page }) => {
  const warning = page.getByRole("dialog", { name: "Locking in 1 minute" });
  await touch(page);
  await page.clock.runFor(3 * minute + 50 * second);
  await expect(warning).toHaveCount(0);
  await page.clock.runFor(15 * second);
  await expect(warning).toBeVisible();
  await expect(warning).toContainText("Your answers are saved.");
  await page.clock.runFor(1 * minute);
  await expectHeading(page, "Unlock");
  await expectNoNames(page);
});

test("Stay unlocked gives the whole time again", async ({ page }) => {
  const warning = page.getByRole("dialog", { name: "Locking in 1 minute" });
  await touch(page);
  await page.clock.runFor(4 * minute + 5 * second);
  await button(page, "Stay unlocked").click();
  await expect(warning).toBeHidden();
  await page.clock.runFor(3 * minute + 50 * second);
  await expect(warning).toBeHidden();
  await expectHeading(page, "Amina Khan and baby Yusuf");
  await page.clock.runFor(1 * minute + 15 * second);
  await expectHeading(page, "Unlock");
});

test("An open contact may lie untouched for 15 minutes, and locking it loses nothing", async ({ page }) => {
  await startContact(page, "new birth contact");
  await chip(page, "People here", "Amina Khan").click();
  await expectSaved(page);
  await page.clock.runFor(13 * minute + 50 * second);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.clock.runFor(15 * second);
  await expect(page.getByRole("dialog", { name: "Locking in 1 minute" })).toBeVisible();
  await page.clock.runFor(1 * minute);
  await unlock(page, owner.passphrase);
  await expectHeading(page, stepHeadings.people);
  await expect(chip(page, "People here", "Amina Khan")).toBeChecked();
});

test("A device that slept for 2 minutes is locked when it wakes", async ({ page }) => {
  await touch(page);
  await page.clock.fastForward(2 * minute);
  await expectHeading(page, "Unlock");
  await expectNoNames(page);
});

test("A clock that is set back does not keep the app open", async ({ page }) => {
  await touch(page);
  await page.clock.setSystemTime(new Date("2020-01-01T00:00:00Z"));
  await page.clock.runFor(5 * minute + 5 * second);
  await expectHeading(page, "Unlock");
});

test("The back button shows nothing after locking", async ({ page }) => {
  await goToCaseload(page);
  await lock(page);
  for (let step = 0; step < 3; step++) {
    await page.goBack();
    await expectNoNames(page);
    await expect(button(page, "Lock")).toHaveCount(0);
  }
});

test("A page that comes back from the browser's memory, or is put to sleep, is locked", async ({ page }) => {
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await expectHeading(page, "Unlock");
  await expectNoNames(page);
  await unlock(page, owner.passphrase);
  await page.evaluate(() => document.dispatchEvent(new Event("freeze")));
  await expectHeading(page, "Unlock");
  await expectNoNames(page);
});

test("Leaving the app and coming back by the back button shows the lock screen", async ({ page }) => {
  await page.goto("/robots.txt");
  await page.goBack();
  await expectHeading(page, "Unlock");
  await expectNoNames(page);
});

test("Wrong passphrases are refused, slowed down after the fourth, and never lock anybody out", async ({ page }) => {
  await lock(page);
  const field = page.getByLabel("Passphrase", { exact: true });
  const alert = page.getByRole("alert").filter({ hasText: "There is a problem" });
  await button(page, "Unlock").click();
  await expect(alert).toContainText("Enter your passphrase");
  for (let wrong = 1; wrong <= 3; wrong++) {
    await field.fill(`wrong passphrase ${wrong}`);
    await button(page, "Unlock").click();
    await expect(alert).toContainText("The passphrase is not correct");
    await expect(field).toHaveValue("");
    await expect(page.getByText(/You can try again in/)).toHaveCount(0);
  }
  await field.fill("wrong passphrase 4");
  await button(page, "Unlock").click();
  await expect(page.getByText(/^You can try again in [12] seconds?\.$/)).toBeVisible();
  await expect(page.getByText("You can try again now.")).toBeVisible();
  await field.fill("wrong passphrase 5");
  await button(page, "Unlock").click();
  await expect(page.getByText(/^You can try again in [2345] seconds\.$/)).toBeVisible();

  // Closing the app does not shorten the wait.
  await page.reload();
  await field.fill(owner.passphrase);
  await button(page, "Unlock").click();
  await expect(page.getByText(/^You can try again in \d seconds?\.$/)).toBeVisible();
  await expect(page.getByText("You can try again now.")).toBeVisible();
  await unlock(page, owner.passphrase);
});

test("The recovery key sets a new passphrase, and the old one opens nothing any more", async ({ page }) => {
  await lock(page);
  await button(page, "Use your recovery key").click();
  await page.getByLabel("12 recovery words").fill(owner.recoveryWords.slice(0, 11).join(" "));
  await button(page, "Use these 5 words").click();
  const next = await page.getByLabel("New passphrase", { exact: true }).inputValue();
  await button(page, "Set the passphrase and unlock").click();
  await expect(page.getByRole("alert").first()).toContainText("You entered 11");
  await page.getByLabel("12 recovery words").fill(owner.recoveryWords.join(" "));
  await button(page, "Set the passphrase and unlock").click();
  await expectHeading(page, "Amina Khan and baby Yusuf");
  await expectOnlyOpensWith(page, next, owner.passphrase);

  // The sheet stays valid.
  await lock(page);
  await button(page, "Use your recovery key").click();
  await page.getByLabel("12 recovery words").fill(owner.recoveryWords.join(" "));
  await button(page, "Use these 5 words").click();
  await button(page, "Set the passphrase and unlock").click();
  await expectHeading(page, "Amina Khan and baby Yusuf");
});

test("The passphrase can be changed in Settings with the present one", async ({ page }) => {
  await goToCaseload(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Change passphrase" }).click();
  await page.getByLabel("Present passphrase", { exact: true }).fill("not the right one at all");
  await button(page, "Use these 5 words").click();
  const next = await page.getByLabel("New passphrase", { exact: true }).inputValue();
  await button(page, "Change passphrase").click();
  await expect(page.getByRole("alert").first()).toContainText("The passphrase is not correct");
  await page.getByLabel("Present passphrase", { exact: true }).fill(owner.passphrase);
  await button(page, "Change passphrase").click();
  await expect(page.getByText("Your passphrase is changed. Your recovery sheet stays valid.")).toBeVisible();
  await expectOnlyOpensWith(page, next, owner.passphrase);
});

/** Neither the page nor its title or address names anybody. */
async function expectNoNames(page: Page): Promise<void> {
  const all = [await page.content(), await page.title(), page.url()].join("\n");
  for (const name of ["Amina", "Khan", "Yusuf", "Jo Ward"]) expect(all).not.toContain(name);
}

async function expectOnlyOpensWith(page: Page, right: string, wrong: string): Promise<void> {
  expect(right).not.toBe(wrong);
  await lock(page);
  await page.getByLabel("Passphrase", { exact: true }).fill(wrong);
  await button(page, "Unlock").click();
  await expect(page.getByRole("alert").first()).toContainText("The passphrase is not correct");
  await unlock(page, right);
}

/** A touch of somewhere that does nothing. */
async function touch(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).click();
}
