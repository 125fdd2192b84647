import { expect, type Page, test } from "@playwright/test";
import { waitUntilOffline } from "../faults/support/build.ts";
import {
  addFamily,
  button,
  chip,
  expectHeading,
  goToCaseload,
  lock,
  openFamily,
  setUp,
  shownText,
  startClock,
  startContact,
  unlock,
} from "./support/app.ts";
import { answerPeople, finalise, readClipboard, recordFastPath } from "./support/contact.ts";
import { Taps } from "./support/taps.ts";

test.use({ serviceWorkers: "allow" });

const amina = { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" };
const trainingMark = "TRAINING: made-up family, not a real record.";
const trainingNotice = "Training: made-up families only. Nothing here is a real record.";

test("A new name stands on new records only", async ({ page }) => {
  await setUp(page);
  await addFamily(page, amina);
  await recordShort(page);
  const before = await shownText(page.locator(".app-record-page"));
  expect(before).toContain("Jo Ward, Health visitor");

  await openSettings(page, "You");
  await page.getByLabel("Your name").fill("Joanna Ward-Smith");
  await page.getByLabel(/^Organisation/).fill("Riverside Community Trust");
  await button(page, "Save").click();
  await expect(page.getByText("Your details are saved.")).toBeVisible();
  await expect(page.getByRole("banner")).toContainText("Riverside Community Trust");
  await openFamily(page, /Amina Khan/);
  await page.getByRole("link", { name: /^Record of/ }).click();
  await expectHeading(page, "New birth contact");
  expect(await shownText(page.locator(".app-record-page"))).toBe(before);
  await openFamily(page, /Amina Khan/);
  await startContact(page, "6 to 8 week contact");
  await fillShort(page);
  await expect(page.getByText("Joanna Ward-Smith, Health visitor").first()).toBeVisible();
});

test("The lock times set in Settings hold, also after the next unlock", async ({ page }) => {
  const { passphrase } = await setUp(page);
  await openSettings(page, "Lock");
  await page.getByLabel("Lock after", { exact: true }).selectOption("3 minutes");
  await page.getByLabel("Lock after, while a contact is open").selectOption("2 minutes");
  await button(page, "Save").click();
  await expect(page.getByRole("alert").first()).toContainText("cannot be shorter than the usual time");
  await page.getByLabel("Lock after, while a contact is open").selectOption("10 minutes");
  await button(page, "Save").click();
  await expect(page.getByText("Your lock times are saved.")).toBeVisible();
  await lock(page);
  await unlock(page, passphrase);
  await page.getByRole("heading", { level: 1 }).click();
  await page.clock.runFor(115_000);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.clock.runFor(10_000);
  await expect(page.getByRole("dialog", { name: "Locking in 1 minute" })).toBeVisible();
  await page.clock.runFor(60_000);
  await expectHeading(page, "Unlock");
});

test("A local number can be called from a contact, changed, removed and put back", async ({ page }) => {
  await setUp(page);
  await openSettings(page, "Local numbers and red book");
  await button(page, "Add a number").click();
  await page.getByLabel("What the number is for").fill("Safeguarding team");
  await page.getByLabel("Phone number").fill("not a number");
  await button(page, "Save").click();
  await expect(page.getByRole("alert").first()).toContainText("Enter a phone number, like 0118 496 0000");
  await page.getByLabel("Phone number").fill("0118 496 0000");
  await button(page, "Save").click();
  await expect(page.getByText("The number is saved.")).toBeVisible();
  await page.getByLabel(/^Where to find safer sleep in your red book/).fill("page 31");
  await button(page, "Save").click();
  await expect(page.getByText("The place in the red book is saved.")).toBeVisible();

  await addFamily(page, amina);
  await startContact(page, "new birth contact");
  await goToStep(page, "Find it again");
  await expect(page.getByText("In our red book it is at: page 31")).toBeVisible();
  await goToStep(page, "Concerns");
  await chip(page, "Today", "I am worried about a child's safety").click();
  await expect(page.getByText("If someone is in immediate danger, call 999.")).toBeVisible();
  await expect(page.getByRole("link", { name: "0118 496 0000" })).toHaveAttribute("href", "tel:01184960000");

  await openSettings(page, "Local numbers and red book");
  await page.getByRole("button", { name: "Remove Safeguarding team" }).click();
  await expect(page.getByText("The number is removed.")).toBeVisible();
  await expect(page.getByText("0118 496 0000")).toHaveCount(0);
  await button(page, "Put it back").click();
  await expect(page.getByText("0118 496 0000")).toBeVisible();
});

test("Storage tells whether the app works offline and opens every record", async ({ page, context }) => {
  await setUp(page);
  await addFamily(page, amina);
  await recordShort(page);
  await waitUntilOffline(page);
  await openSettings(page, "Storage");
  await expect(page.getByText("Kept safely")).toBeVisible();
  await button(page, "Check offline").click();
  await expect(page.getByText("Ready to work offline.")).toBeVisible();
  await context.setOffline(true);
  await button(page, "Check all records").click();
  await expect(page.getByText(/^All \d+ records were opened\.$/)).toBeVisible();
});

test("About names the release, the advice and its sources, and says that it is not signed off", async ({ page }) => {
  await setUp(page);
  await openSettings(page, "About");
  const main = page.getByRole("main");
  await expect(main).toContainText("This is not an official NHS product.");
  await expect(main).toContainText(/Advice version\s*\d{4}-\d{2}-\d{2}\.\d+/);
  await expect(main).toContainText("not yet clinically signed off");
  await expect(main).toContainText("The Lullaby Trust");
  await expect(main).toContainText("MIT licence");
  for (const link of await main.locator("a[target=_blank]").all()) {
    expect(await link.getAttribute("rel")).toContain("noopener");
  }
});

test("Help can be read before set-up, without signal and while locked", async ({ page, context }) => {
  await startClock(page);
  await page.goto("/");
  await readHelp(page);
  await page.goto("/");
  await setUp(page);
  await addFamily(page, amina);
  await waitUntilOffline(page);
  await context.setOffline(true);
  await lock(page);
  await readHelp(page);
  expect(await page.content()).not.toContain("Amina");
});

test("Training has families of its own, marks what leaves it, and never shows with real ones", async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { passphrase } = await setUp(page);
  await addFamily(page, amina);
  await lock(page);
  await button(page, "Try with a made-up family").click();
  await expect(page.getByText(trainingNotice)).toBeVisible();
  await expectHeading(page, "Caseload");
  await expect(page.getByRole("link", { name: "All (3)" })).toBeVisible();
  await expect(page.getByText("Amina Khan")).toHaveCount(0);

  const taps = await Taps.start(page);
  await recordFastPath(taps, "new birth contact", /Jo Sample and baby Robin/, { parent: "Jo Sample" });
  expect(await readClipboard(page)).toMatch(new RegExp(`^${trainingMark}\n`));
  await expect(page.getByText(trainingNotice)).toBeVisible();
  await expectPrinted(page, trainingMark);
  await page.getByRole("link", { name: "Parent copy" }).click();
  await expect(button(page, "Print parent copy")).toBeVisible();
  await expectPrinted(page, trainingMark);

  await lock(page);
  await expect(page.getByText(trainingNotice)).toHaveCount(0);
  await unlock(page, passphrase);
  await goToCaseload(page);
  await page.getByRole("link", { name: "All (1)" }).click();
  await expect(page.getByRole("list", { name: "Families" })).toContainText("Amina Khan and baby Yusuf");
  await expect(page.getByText("Sample")).toHaveCount(0);
  await lock(page);
  await button(page, "Try with a made-up family").click();
  await expect(page.getByText(trainingNotice)).toBeVisible();
  await openFamily(page, /Jo Sample/);
  await expect(page.getByRole("link", { name: /^Record of/ })).toBeVisible();
});

async function openSettings(page: Page, section: string): Promise<void> {
  await goToCaseload(page);
  await page.getByRole("link", { name: "Settings" }).first().click();
  await page.getByRole("list", { name: "Settings" }).getByRole("link", { name: section }).first().click();
}

async function goToStep(page: Page, step: string): Promise<void> {
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: step }).click();
}

/** A new birth contact with one topic, finalised. */
async function recordShort(page: Page): Promise<void> {
  await startContact(page, "new birth contact");
  await fillShort(page);
}

async function fillShort(page: Page): Promise<void> {
  const taps = await Taps.start(page);
  await answerPeople(taps, { parent: "Amina Khan" });
  await goToStep(page, "Topics");
  await page.getByRole("radio", { name: "Explained back" }).first().click();
  await goToStep(page, "Check");
  await finalise(taps);
}

async function readHelp(page: Page): Promise<void> {
  await page.getByRole("banner").getByRole("link", { name: "Help" }).click();
  await expectHeading(page, "Help");
  await page.getByLabel("Search help").fill("lost pass");
  await expect(page.getByText(/^\d pages? found$/)).toBeVisible();
  await page.getByRole("link", { name: "Lost passphrase" }).click();
  await expectHeading(page, "Lost passphrase");
  await page.getByRole("link", { name: "All help" }).click();
  const pages = page.getByRole("main").getByRole("link");
  await expect(pages).toHaveCount(11);
  for (let index = 0; index < 11; index++) {
    const title = (await pages.nth(index).textContent()) ?? "";
    await pages.nth(index).click();
    await expectHeading(page, title);
    await page.getByRole("link", { name: "All help" }).click();
  }
}

async function expectPrinted(page: Page, text: string): Promise<void> {
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText(text)).toBeVisible();
  await page.emulateMedia({ media: null });
  await expect(page.getByText(text)).toBeHidden();
}
