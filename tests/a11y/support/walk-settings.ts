import { expect, type Page } from "@playwright/test";
import { button, expectHeading, fillDate, setUp } from "../../e2e/support/app.ts";
import { type Look, openFolds, type Walk } from "./look.ts";

/** Every page of Settings, with its errors and what it says when it worked. */
export const walkSettings: Walk = async (page, look) => {
  await setUp(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await expectHeading(page, "Settings");
  await look("settings");
  await walkForms(page, look);
  await walkNumbers(page, look);

  await open(page, "Change passphrase");
  await expect(button(page, "Use these 5 words")).toBeVisible();
  await look("settings: passphrase");
  await button(page, "Change passphrase").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("settings: passphrase, nothing typed");

  await walkWaysToUnlock(page, look);
  await walkBackup(page, look);
  await open(page, "Storage");
  await expect(page.getByText("Kept safely")).toBeVisible();
  await look("settings: storage");
  await button(page, "Check offline").click();
  await button(page, "Check all records").click();
  await expect(page.getByText(/record was opened|records were opened/)).toBeVisible();
  await look("settings: storage, checked");
  await noteALaterLog(page);
  await button(page, "Check all records").click();
  await expect(button(page, "I have compared them")).toBeVisible();
  await look("settings: storage, put back to an earlier day");

  await open(page, "About");
  await openFolds(page);
  await look("settings: about");
};

// As if the log had stood further on at the last look.
async function noteALaterLog(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const database = "safer-sleep-contacts";
    const vaultId = await new Promise((found) => {
      const opening = indexedDB.open(database);
      opening.onsuccess = () => {
        const asking = opening.result.transaction("rows").objectStore("rows").getAllKeys(null, 1);
        asking.onsuccess = () => {
          opening.result.close();
          const [key] = asking.result;
          found(Array.isArray(key) ? key[0] : undefined);
        };
      };
    });
    const point = { vaultId, seq: 9_999_999, head: "0123456789abcdef" };
    localStorage.setItem(`/log-witness/${database}`, JSON.stringify(point));
  });
}

async function walkWaysToUnlock(page: Page, look: Look): Promise<void> {
  await open(page, "Ways to unlock");
  await expect(page.getByText("Not in use")).toBeVisible();
  await look("settings: ways to unlock");
  for (const [way, action] of [
    ["Recovery words", "Make new recovery words"],
    ["Screen lock of this device", "Use the screen lock"],
    ["Your organisation", "Let my organisation open my records"],
    ["Make new keys", "Make new keys"],
  ] as const) {
    await page.getByRole("link", { name: way, exact: true }).click();
    await expectHeading(page, way);
    await button(page, action).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await look(`settings: ${way}, nothing typed`);
    await page.getByRole("link", { name: "Ways to unlock", exact: true }).click();
    await expectHeading(page, "Ways to unlock");
  }
  await open(page, "Name on the lock screen");
  await button(page, "Save").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("settings: name on the lock screen, nothing typed");
}

async function walkBackup(page: Page, look: Look): Promise<void> {
  await open(page, "Backup");
  await openFolds(page);
  await look("settings: backup");
  await button(page, "Back up now").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("settings: backup, nothing typed");
  await page.getByRole("link", { name: "Restore a backup" }).click();
  await expectHeading(page, "Restore a backup");
  await look("settings: restore");
  const file = `age-encryption.org/v1\n-> scrypt ${"A".repeat(22)} 17\n${"B".repeat(43)}\n--- ${"C".repeat(43)}\n`;
  await page.getByLabel("Backup file").setInputFiles({ name: "a.age", mimeType: "", buffer: Buffer.from(file) });
  await button(page, "Continue").click();
  await button(page, "Open the file").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("settings: restore, the words");
}

async function walkForms(page: Page, look: Look): Promise<void> {
  await open(page, "You", "About you");
  await look("settings: you");
  await page.getByLabel("Your name").fill("");
  await button(page, "Save").click();
  await expect(page.getByRole("alert")).toHaveText(/Enter your name/);
  await look("settings: you, no name");
  await page.getByLabel("Your name").fill("Jo Ward");
  await page.getByLabel("Organisation (optional)").fill("Community health of the far end of the county");
  await button(page, "Save").click();
  await expect(page.getByRole("alert")).toHaveText(/Your details are saved/);
  await look("settings: you, saved");

  await open(page, "Lock");
  await look("settings: lock");
  await page.getByLabel("Lock after", { exact: true }).selectOption("9 minutes");
  await page.getByLabel("Lock after, while a contact is open").selectOption("2 minutes");
  await button(page, "Save").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("settings: lock, times the wrong way round");
}

async function walkNumbers(page: Page, look: Look): Promise<void> {
  await open(page, "Local numbers and red book");
  await look("settings: numbers, none");
  await button(page, "Add a number").click();
  await expectHeading(page, "Add a number");
  await look("settings: add a number");
  await page.getByLabel("Phone number").fill("not a number");
  await fillDate(page.getByRole("group", { name: /last checked/ }), "2026-02-31");
  await button(page, "Save").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("settings: add a number, with errors");
  await page.getByLabel("What the number is for").fill("Children's social care, out of hours and at weekends");
  await page.getByLabel("Phone number").fill("0118 496 0000 ext 12");
  await fillDate(page.getByRole("group", { name: /last checked/ }), "2026-10-01");
  await button(page, "Save").click();
  await expect(page.getByRole("alert")).toHaveText(/The number is saved/);
  await look("settings: numbers, one saved");
  await button(page, "Remove Children's social care, out of hours and at weekends").click();
  await expect(button(page, "Put it back")).toBeVisible();
  await look("settings: numbers, one removed");
}

async function open(page: Page, section: string, heading = section): Promise<void> {
  await page.getByRole("banner").getByRole("link", { name: "Safer Sleep Contacts" }).click();
  await expectHeading(page, "Caseload");
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("list", { name: "Settings" }).getByRole("link", { name: section, exact: true }).click();
  await expectHeading(page, heading);
}
