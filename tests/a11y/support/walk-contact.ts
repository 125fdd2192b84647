import { expect, type Page } from "@playwright/test";
import { addFamily, button, expectHeading, setUp, startContact, stepHeadings, unlock } from "../../e2e/support/app.ts";
import * as fill from "./fill-steps.ts";
import { fillDisk, type Look, type Walk } from "./look.ts";

const steps = [
  { name: "people", heading: stepHeadings.people, fill: fill.people },
  { name: "sleep space", heading: stepHeadings.sleepSpace, fill: fill.sleepSpace },
  { name: "baby and home", heading: stepHeadings.babyAndHome, fill: fill.babyAndHome },
  { name: "topics", heading: stepHeadings.topics, fill: fill.topics },
  { name: "different nights", heading: stepHeadings.nights, fill: fill.nights },
  { name: "agreement", heading: stepHeadings.agreement, fill: fill.agreement },
  { name: "concerns", heading: stepHeadings.concerns, fill: fill.concerns },
] as const;

/** A new birth contact with twins' worth of trouble: every step blank, filled in to the last field, and not saved. */
export const walkContact: Walk = async (page, look) => {
  const { passphrase } = await setUp(page);
  await addFamily(page, { parent: "Amina Khan", others: ["Sam Khan"], born: "2026-11-12", baby: "Yusuf" });
  await startContact(page, "new birth contact");
  await page.getByRole("link", { name: "All steps" }).click();
  await expectHeading(page, "New birth contact");
  await look("task list, nothing answered");
  await walkBlockedCheck(page, look);
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: "People", exact: true }).click();

  for (const step of steps) {
    await expectHeading(page, step.heading);
    await look(`${step.name}, blank`);
    await step.fill(page);
    await failToSave(page, () => look(`${step.name}, everything open, not saved`));
    await button(page, "Continue").click();
  }

  await expectHeading(page, stepHeadings.check);
  await look("check");
  await page.getByRole("link", { name: "All steps" }).click();
  await expectHeading(page, "New birth contact");
  await look("task list, nearly all answered");
  await page.getByRole("link", { name: "Check and finalise" }).click();
  await walkRecord(page, look);
  await walkRemoval(page, look, passphrase);
};

async function walkBlockedCheck(page: Page, look: Look): Promise<void> {
  await page.getByRole("link", { name: "Check and finalise" }).click();
  await expectHeading(page, stepHeadings.check);
  await button(page, "Finalise record").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("check, not enough to finalise");
}

/** Types one more character on a full disk, looks, and saves it after all. */
async function failToSave(page: Page, look: () => Promise<void>): Promise<void> {
  const empty = await fillDisk(page);
  await page.getByRole("main").getByRole("textbox").filter({ visible: true }).first().pressSequentially("1");
  await expect(button(page, "Try again")).toBeVisible();
  await look();
  await empty();
  await button(page, "Try again").click();
  await expect(page.getByText(/^Saved \d/).first()).toBeVisible();
}

async function walkRecord(page: Page, look: Look): Promise<void> {
  await button(page, "Finalise record").click();
  await expectHeading(page, "Record finalised");
  await look("record, just finalised");
  await button(page, "Copy text for your record system").click();
  await button(page, "Copy professional notes").click();
  await button(page, "I have pasted it into the record").click();
  await expect(page.getByText("In the family's record.")).toBeVisible();
  await look("record, copied");
  await page.getByRole("link", { name: "Parent copy" }).click();
  await expect(button(page, "Print parent copy")).toBeVisible();
  await look("parent copy");
  await page.getByRole("link", { name: "Record", exact: true }).click();
  await expectHeading(page, "New birth contact");
  await look("record, later");
  await page.getByRole("link", { name: "Family page" }).click();
  await expectHeading(page, "Amina Khan");
  await look("family, with a record");
  await walkAmend(page, look);
}

async function walkAmend(page: Page, look: Look): Promise<void> {
  await page.getByRole("link", { name: /^Record of/ }).click();
  await button(page, "Amend this record").click();
  await expectHeading(page, "Amend this record");
  await look("amend, steps");
  await page.getByRole("link", { name: /^Check what changed/ }).click();
  await button(page, "Finalise amendment").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("amend, nothing changed");
  await page.goBack();
  await button(page, "Remove this amendment").click();
  await page.getByRole("link", { name: "This record was entered in error" }).click();
  await button(page, "Mark as entered in error").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("entered in error, nothing chosen");
  await page.getByRole("radio", { name: "Recorded for the wrong family" }).click();
  await button(page, "Mark as entered in error").click();
  await expect(page.getByRole("heading", { name: /Entered in error$/ })).toBeVisible();
  await look("record, entered in error");
}

/** 35 days later: the clock seems to have jumped, and the record that was handed over may go. */
async function walkRemoval(page: Page, look: Look, passphrase: string): Promise<void> {
  await button(page, "No patient record has it wrong now").click();
  await expect(page.getByText("In the family's record.")).toBeVisible();
  await page.clock.setSystemTime(new Date("2026-12-28T10:05:00Z"));
  await expectHeading(page, "Unlock");
  await unlock(page, passphrase);
  await expect(page.getByRole("heading", { name: "This device's clock may be wrong" })).toBeVisible();
  await expect(page.getByRole("heading", { name: /Entered in error$/ })).toBeVisible();
  await look("clock in doubt");
  await button(page, "I have checked. The clock is right").click();
  await page.getByRole("link", { name: "Family page" }).click();
  await expectHeading(page, "Amina Khan");
  await expect(page.getByRole("link", { name: "1 record can be removed from this device" })).toBeVisible();
  await look("family, with a record that can go");
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Removing records" }).click();
  await expect(page.getByRole("list", { name: "Families with records to remove" })).toBeVisible();
  await look("settings: removing records");
  await page.getByRole("list", { name: "Families with records to remove" }).getByRole("link").click();
  await expectHeading(page, "Remove records from this device");
  await look("remove records");
  await button(page, "Remove 1 record from this device").click();
  await expectHeading(page, "Amina Khan");
  await expect(page.getByText(/^Entered in error\..*Removed from this device on 28 December 2026/)).toBeVisible();
  await look("family, with a receipt");
}
