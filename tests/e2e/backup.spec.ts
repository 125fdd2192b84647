import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import {
  addFamily,
  button,
  choosePassphrase,
  expectHeading,
  goToCaseload,
  openFamily,
  readRecoverySheet,
  setUp,
  startClock,
  startContact,
  typeRecoveryWords,
} from "./support/app.ts";
import { answerPeople } from "./support/contact.ts";
import { Taps } from "./support/taps.ts";

const amina = { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" };

test("A backup brings every record to a new device, and the old one is asked nothing", async ({
  page,
  browser,
}, testInfo) => {
  test.setTimeout(240_000);
  const { passphrase } = await setUp(page);
  await addFamily(page, amina);
  await startContact(page, "new birth contact");
  const taps = await Taps.start(page);
  await answerPeople(taps, { parent: "Amina Khan" });
  await goToCaseload(page);
  await expect(page.getByText("1 contact is only on this device.")).toBeVisible();
  await look(page, "reminder");

  await page.getByRole("link", { name: "Back up now" }).click();
  await expectHeading(page, "Backup");
  await expect(page.getByText("Last backup: none yet")).toBeVisible();
  const offered = page.locator("main [translate=no]").first();
  await expect(offered).toHaveText(/^\w+(?: \w+){5}$/);
  const words = (await offered.textContent()) ?? "";
  await look(page, "backup");
  await page.getByLabel("I have written down the 6 words").check();
  await page.getByLabel("Your passphrase").fill("not the passphrase");
  await button(page, "Back up now").click();
  await expect(page.getByRole("alert").first()).toContainText("The passphrase is not correct");
  await page.getByLabel("Your passphrase").fill(passphrase);
  await button(page, "Back up now").click();
  await expect(page.getByRole("heading", { name: "The backup is ready" })).toBeVisible({ timeout: 30_000 });
  await page.evaluate(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save the file").click()]);
  expect(download.suggestedFilename()).toBe("safer-sleep-backup-2026-11-23.age");
  const path = testInfo.outputPath(download.suggestedFilename());
  await download.saveAs(path);
  const file = await readFile(path);
  expect(file.subarray(0, 21).toString()).toBe("age-encryption.org/v1");
  expect(file.includes("Amina")).toBe(false);
  await look(page, "is-it-there");
  await button(page, "The file is there").click();
  await expect(page.getByText("Backed up. The file was read back and is whole.")).toBeVisible();
  await page.getByRole("link", { name: "Go to your caseload" }).click();
  await expectHeading(page, "Caseload");
  await expect(page.getByText("only on this device")).toHaveCount(0);

  const fresh = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/London" });
  const other = await fresh.newPage();
  await setUpToReady(other);
  await look(other, "ready");
  await other.getByRole("link", { name: "Restore a backup" }).click();
  await open(other, path, words.toUpperCase());
  await expect(other.getByRole("heading", { name: "What is in the file" })).toBeVisible({ timeout: 30_000 });
  await expect(other.getByRole("main")).toContainText("1 new");
  await look(other, "preview");
  await button(other, "Restore").click();
  await expect(other.getByText("Restored. 1 family written")).toBeVisible();
  await other.getByRole("link", { name: "Go to your caseload" }).click();
  await expect(other.getByText("only on this device")).toHaveCount(0);
  await openFamily(other, /Amina Khan and baby Yusuf/);
  await expect(other.getByRole("main")).toContainText("New birth contact");
  await fresh.close();
});

/** Set-up as far as the page from which a backup can be restored. */
async function setUpToReady(page: Page): Promise<void> {
  await startClock(page);
  await page.goto("/");
  await choosePassphrase(page);
  const words = await readRecoverySheet(page);
  await page.getByLabel("I have saved my recovery sheet").check();
  await button(page, "Continue").click();
  await typeRecoveryWords(page, words);
  await button(page, "Continue").click();
  await page.getByLabel("Your name").fill("Jo Ward");
  await button(page, "Continue").click();
  await expectHeading(page, "Check this device");
}

async function open(page: Page, path: string, words: string): Promise<void> {
  await page.getByLabel("Backup file").setInputFiles(path);
  await button(page, "Continue").click();
  await page.getByLabel("The 6 words of this backup").fill(words);
  await button(page, "Open the file").click();
}

/** Pictures for whoever wants to see the pages: LOOK=<folder>. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env["LOOK"];
  if (folder === undefined) return;
  for (const [device, width, height] of [
    ["phone", 390, 844],
    ["tablet", 820, 1180],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${folder}/${name}-${device}.png`, fullPage: true });
  }
}
