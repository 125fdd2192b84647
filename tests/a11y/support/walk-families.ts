import { expect, type Page } from "@playwright/test";
import {
  addFamily,
  button,
  expectHeading,
  fillDate,
  fillFamily,
  goToCaseload,
  openFamily,
  setUp,
  startContact,
} from "../../e2e/support/app.ts";
import { type Look, openFolds, type Walk } from "./look.ts";

const nhsNumber = "999 111 2227";

/** Adding, finding and changing families. */
export const walkFamilies: Walk = async (page, look) => {
  await setUp(page);
  await walkAddFamily(page, look);

  await addFamily(page, { parent: "Bea Long-Doublebarrelled", due: "2026-11-20" });
  await look("family, expecting, past the due date");
  await walkRecordBirth(page, look);

  await addFamily(page, { parent: "Cat Lee", due: "unknown" });
  await look("family, due date not known");
  await walkEdit(page, look);

  await addFamily(page, { parent: "Dee Roe", born: "2026-11-12", baby: "Max" });
  await startContact(page, "new birth contact");
  await button(page, "Save and exit").click();
  await expectHeading(page, "Dee Roe");
  await openFolds(page);
  await look("family, with a draft");

  await goToCaseload(page);
  await look("caseload, due");
  for (const filter of [/^Drafts/, /^All/]) {
    await page.getByRole("link", { name: filter }).click();
    await expect(page.getByRole("link", { name: filter })).toHaveAttribute("aria-current", "page");
    await look(`caseload, ${filter.source.slice(1).toLowerCase()}`);
  }
  await page.getByLabel("Search by name or NHS number").fill("khan");
  await expect(page.getByText("1 found")).toBeAttached();
  await look("caseload, search");
  await page.getByLabel("Search by name or NHS number").fill("nobody");
  await expect(page.getByText("No families match.")).toBeVisible();
  await look("caseload, none found");
};

async function walkAddFamily(page: Page, look: Look): Promise<void> {
  await page.getByRole("link", { name: "Add a family" }).click();
  await expectHeading(page, "Add a family");
  await look("add family");
  await button(page, "Add family").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("add family, nothing typed");

  await fillFamily(page, { parent: "Amina Khan", others: ["Sam Khan"], born: "2026-11-12", baby: "Yusuf", nhsNumber });
  await button(page, "Add a twin").click();
  await openFolds(page);
  await look("add family, twins");
  const second = page.getByRole("group", { name: "Baby 2", exact: true });
  await fillDate(second.getByRole("group", { name: "Date of birth" }), "2027-02-31");
  await second.getByLabel("Weeks and days of pregnancy at birth").fill("many");
  await second.getByLabel("Birth weight").fill("heavy");
  await second.getByLabel("NHS number").fill("999 123 4567");
  await page.getByLabel("Name or initials", { exact: true }).fill("");
  await button(page, "Add family").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("add family, twins with errors");

  await button(page, "Remove Baby 2").click();
  await page.getByLabel("Name or initials", { exact: true }).fill("Sam Khan");
  await button(page, "Add family").click();
  await expectHeading(page, "Amina Khan");
  await openFolds(page);
  await look("family, no contacts yet");

  await goToCaseload(page);
  await page.getByRole("link", { name: "Add a family" }).click();
  await fillFamily(page, { parent: "Twice Entered", born: "2026-11-12", nhsNumber });
  await button(page, "Add family").click();
  await expect(page.getByText("This NHS number is already in your caseload")).toBeVisible();
  await look("add family, known NHS number");
}

async function walkRecordBirth(page: Page, look: Look): Promise<void> {
  await page.getByRole("link", { name: "Record birth" }).click();
  await expectHeading(page, "Record birth");
  await look("record birth");
  await button(page, "Add a twin").click();
  await openFolds(page);
  await button(page, "Record birth").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("record birth, nothing typed");
}

async function walkEdit(page: Page, look: Look): Promise<void> {
  await openFamily(page, "Amina Khan");
  await page.getByRole("link", { name: "Change family details" }).click();
  await expectHeading(page, "Change family details");
  await openFolds(page);
  await look("edit family");
  await page.getByLabel("Parent's name or initials").fill("");
  await button(page, "Save changes").click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("edit family, no name");
}
