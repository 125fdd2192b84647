import { expect } from "@playwright/test";
import { button, expectHeading, readRecoverySheet, startClock, typeRecoveryWords } from "../../e2e/support/app.ts";
import type { Walk } from "./look.ts";

/** First run: each page as it opens and with its errors, to the empty caseload. */
export const walkSetUp: Walk = async (page, look) => {
  await startClock(page);
  await page.goto("/");
  await expectHeading(page, "Record safer sleep conversations");
  await look("welcome");

  await button(page, "Set up this device").click();
  await expectHeading(page, "Install the app");
  await look("install");

  await page.getByRole("link", { name: "Skip for now" }).click();
  await expect(button(page, "Use these 5 words")).toBeVisible();
  await look("passphrase");
  await page.getByLabel("Passphrase", { exact: true }).fill("too short");
  await button(page, "Continue").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("passphrase, too short");
  await button(page, "Use these 5 words").click();
  await button(page, "Show passphrase").click();
  await look("passphrase, shown");

  await button(page, "Continue").click();
  const words = await readRecoverySheet(page);
  await look("recovery sheet");
  await button(page, "Continue").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("recovery sheet, not ticked");

  await page.getByLabel("I have saved my recovery sheet").check();
  await button(page, "Continue").click();
  await expectHeading(page, "Check your recovery sheet");
  await look("confirm");
  await page
    .getByLabel(/^Word \d+$/)
    .first()
    .fill("wrong");
  await button(page, "Continue").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("confirm, wrong words");

  await typeRecoveryWords(page, words);
  await button(page, "Continue").click();
  await expectHeading(page, "About you");
  await look("you");
  await button(page, "Continue").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("you, no name");

  await page.getByLabel("Your name").fill("Jo Ward");
  await button(page, "Continue").click();
  await expect(page.getByText("Kept safely:")).toBeVisible();
  await look("ready");

  await page.getByRole("link", { name: "Go to your caseload" }).click();
  await expectHeading(page, "Caseload");
  await look("caseload, no families");
};
