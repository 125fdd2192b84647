import { expect, type Page } from "@playwright/test";
import { button, expectHeading, setUp } from "../../e2e/support/app.ts";
import type { Look, Walk } from "./look.ts";

/** What can be seen without unlocking: the lock screen, recovery, help, the hidden screen. */
export const walkLocked: Walk = async (page, look) => {
  await setUp(page);
  await button(page, "Hide screen").click();
  await expectHeading(page, "Safer sleep for babies");
  await look("hidden screen");
  await button(page, "Back").click();

  await expectHeading(page, "Unlock");
  await expect(button(page, "Someone else uses this device")).toBeVisible();
  await look("unlock");
  await walkPeople(page, look);
  await button(page, "Unlock").click();
  await expect(page.getByRole("alert")).toHaveText(/Enter your passphrase/);
  await look("unlock, nothing typed");
  await guessUntilTold(page);
  await look("unlock, waiting");

  await button(page, "Use your recovery key").click();
  await expect(button(page, "Use these 5 words")).toBeVisible();
  await look("recover");
  await button(page, "Set the passphrase and unlock").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("recover, nothing typed");

  await page.getByRole("banner").getByRole("link", { name: "Help" }).click();
  await expectHeading(page, "Help");
  await look("help");
  await page.getByLabel("Search help").fill("zzzz");
  await expect(page.getByRole("status")).toHaveText(/No help page/);
  await look("help, none found");
  await page.getByLabel("Search help").fill("");
  for (const name of ["Install on iPad", "Safeguarding"]) {
    await page.getByRole("link", { name, exact: true }).click();
    await expectHeading(page, name);
    await look(`help: ${name}`);
    await page.getByRole("link", { name: "All help" }).click();
    await expectHeading(page, "Help");
  }
};

/** Who else may use the device, and back to the only person there is. */
async function walkPeople(page: Page, look: Look): Promise<void> {
  await button(page, "Someone else uses this device").click();
  await expectHeading(page, "Who is unlocking?");
  await look("people");
  await button(page, "Set up for someone new").click();
  await button(page, "Continue").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("someone new, nothing typed");
  await button(page, "Back").click();
  await button(page, "The first person on this device").click();
  await expectHeading(page, "Unlock");
}

/** Unlocks wrongly until the app makes one wait. */
async function guessUntilTold(page: Page): Promise<void> {
  const wait = page.getByText(/You can try again in \d+ seconds/);
  const alert = page.getByRole("alert");
  for (let guess = 1; guess <= 5; guess++) {
    await page.getByLabel("Passphrase", { exact: true }).fill(`wrong guess number ${guess}`);
    await button(page, "Unlock").click();
    await expect(page.getByLabel("Passphrase", { exact: true })).toHaveValue("");
    await expect(alert).toHaveText(/is not correct/);
  }
  await expect(wait).toBeVisible();
}
