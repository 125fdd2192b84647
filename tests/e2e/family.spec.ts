import { expect, type Page, test } from "@playwright/test";
import {
  addFamily,
  button,
  chip,
  expectHeading,
  fillDate,
  fillFamily,
  goToCaseload,
  openFamily,
  setUp,
  startContact,
} from "./support/app.ts";
import { answerPeople, finalise } from "./support/contact.ts";
import { Taps } from "./support/taps.ts";

test("A name and a due date are enough for a family", async ({ page }) => {
  await setUp(page);
  await addFamily(page, { parent: "Sara Obi", due: "2027-01-04" });
  await expectHeading(page, "Sara Obi, expecting");
  await expect(page.getByText("Due 4 January", { exact: true })).toBeVisible();
  await expect(page.getByText("No contacts recorded yet.")).toBeVisible();
  await goToCaseload(page);
  await expect(families(page)).toHaveText([/Sara Obi, expecting.*Antenatal contact/s]);
});

test("A form that lacks something says what, beside the field and above, and keeps what was typed", async ({
  page,
}) => {
  await setUp(page);
  await page.getByRole("link", { name: "Add a family" }).click();
  await button(page, "Add family").click();
  const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
  await expect(summary).toContainText("Enter the parent's name or initials");
  await expect(summary).toContainText("Select whether the baby is expected or born");
  await page.getByLabel("Parent's name or initials").fill("Sara Obi");
  await page.getByLabel("Baby born").check();
  await fillDate(page.getByRole("group", { name: "Date of birth" }), "2026-11-31");
  await page.getByText("Weeks at birth, weight, NHS number (optional)").click();
  await page.getByLabel("NHS number").fill("999 123 4567");
  await button(page, "Add family").click();
  await expect(summary.getByRole("link")).toHaveCount(2);
  await expect(page.getByLabel("Parent's name or initials")).toHaveValue("Sara Obi");
  await expect(page.getByLabel("NHS number")).toHaveValue("999 123 4567");
  await summary.getByRole("link").last().click();
  await expect(page.getByLabel("NHS number")).toBeFocused();
  await goToCaseload(page);
  await expect(page.getByText("No families yet. Add a family to begin.")).toBeVisible();
});

test("A due date that is not known yet is asked for until it is there", async ({ page }) => {
  await setUp(page);
  await addFamily(page, { parent: "Sara Obi", due: "unknown" });
  await expect(page.getByText("The due date is not known. Add it when you know it")).toBeVisible();
  await goToCaseload(page);
  await page.getByRole("link", { name: "All (1)" }).click();
  await expect(families(page)).toHaveText([/Sara Obi.*Add the due date/s]);
  await openFamily(page, /Sara Obi/);
  await page.getByRole("link", { name: "Change family details" }).click();
  await expect(page.getByLabel("Due date not known")).toBeChecked();
  await page.getByLabel("Due date not known").uncheck();
  await fillDate(page.getByRole("group", { name: "Due date", exact: true }), "2027-01-04");
  await button(page, "Save changes").click();
  await expect(page.getByText("Due 4 January", { exact: true })).toBeVisible();
});

test("Twins are one family with two babies", async ({ page }) => {
  await setUp(page);
  await page.getByRole("link", { name: "Add a family" }).click();
  await fillFamily(page, { parent: "Sara Obi", others: ["Chidi Obi"], born: "2026-11-10", baby: "Ada" });
  await button(page, "Add a twin").click();
  await page.getByRole("group", { name: "Baby 2" }).getByLabel("First name (optional)").fill("Ben");
  await button(page, "Add family").click();
  await expectHeading(page, "Sara Obi and babies Ada and Ben");
  await page.getByText("Show details").click();
  await expect(page.getByText("Ada: born", { exact: true })).toBeVisible();
  await expect(page.getByText("Ben: born", { exact: true })).toBeVisible();
  await expect(page.getByText("Chidi Obi")).toBeVisible();
});

test("Changed details show at once, and a search finds the new name only", async ({ page }) => {
  await setUp(page);
  await addFamily(page, { parent: "Sara Obi", born: "2026-11-10", baby: "Ada" });
  await page.getByRole("link", { name: "Change family details" }).click();
  await page.getByLabel("Parent's name or initials").fill("Sarah Okafor");
  await page.getByText("Language, phone, local record number (optional)").click();
  await page.getByLabel("Language", { exact: true }).fill("Igbo");
  await chip(page, "Interpreter", /phone or video/i).click();
  await button(page, "Save changes").click();
  await expectHeading(page, "Sarah Okafor and baby Ada");
  await goToCaseload(page);
  await search(page, "okafor");
  await expect(families(page)).toHaveText([/Sarah Okafor and baby Ada.*Interpreter/s]);
  await search(page, "obi");
  await expect(page.getByText("No families match.")).toBeVisible();
});

test("The caseload shows 25 families, the most overdue first, and the rest on demand", async ({ page }) => {
  test.setTimeout(240_000);
  await setUp(page);
  // Babies of 0 to 29 days: the first 10 are not due yet, the next 5 are due, the other 15 are overdue.
  for (let age = 0; age < 30; age++) {
    const born = new Date(Date.UTC(2026, 10, 23 - age)).toISOString().slice(0, 10);
    await addFamily(page, { parent: `Parent ${String.fromCharCode(65 + ((age * 7) % 26))}${age}`, born });
  }
  await goToCaseload(page);
  await expect(page.getByRole("link", { name: "Due (20)" })).toHaveAttribute("aria-current", "page");
  await expect(families(page)).toHaveCount(20);
  await expect(families(page).first()).toContainText("Overdue by 15 days");
  await expect(families(page).nth(14)).toContainText("Overdue by 1 day");
  await expect(families(page).nth(15)).toContainText("Due by 23 November");

  await page.getByRole("link", { name: "All (30)" }).click();
  await expect(families(page)).toHaveCount(25);
  await expect(families(page).first()).toContainText("Overdue by 15 days");
  await button(page, "Show 5 more").click();
  await expect(families(page)).toHaveCount(30);
  await expect(families(page).last()).toContainText("From 3 December");
  await expect(page.getByRole("button", { name: /^Show \d+ more$/ })).toHaveCount(0);

  await page.getByRole("link", { name: "Drafts (0)" }).click();
  await expect(page.getByText("No drafts. Every contact that was begun is finalised.")).toBeVisible();
});

test("A search takes names without accents and NHS numbers with spaces, and is never in the address", async ({
  page,
}) => {
  await setUp(page);
  await addFamily(page, { parent: "Zoë Müller", born: "2026-11-22", baby: "Renée", nhsNumber: "9991112227" });
  await addFamily(page, { parent: "Zainab Aziz", born: "2026-11-22", baby: "Omar" });
  await goToCaseload(page);
  await expect(page.getByText("No contacts due. Next: 2 December")).toBeVisible();
  for (const query of ["zoe", "MULLER", "renee zoë", "999 111 2227", "999-111-2227", "1112227"]) {
    await search(page, query);
    await expect(families(page)).toHaveText([/Zoë Müller and baby Renée/]);
  }
  await search(page, "z");
  await expect(families(page)).toHaveCount(2);
  await search(page, "zoe omar");
  await expect(page.getByText("No families match. Check the spelling, or search by NHS number.")).toBeVisible();
  expect(page.url()).not.toMatch(/zoe|omar/i);
});

test("An NHS number that is in the caseload already leads to that family", async ({ page }) => {
  await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf", nhsNumber: "9991112227" });
  await goToCaseload(page);
  await page.getByRole("link", { name: "Add a family" }).click();
  await fillFamily(page, { parent: "A Khan", born: "2026-11-12", nhsNumber: "999 111 2227" });
  await button(page, "Add family").click();
  await expect(page.getByText("This NHS number is already in your caseload")).toBeVisible();
  await page.getByRole("link", { name: "Open that family" }).click();
  await expectHeading(page, "Amina Khan and baby Yusuf");
  await goToCaseload(page);
  await expect(page.getByRole("link", { name: "All (1)" })).toBeVisible();
});

test("A record counts as not copied until both its texts are copied and it is marked", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" });
  await startContact(page, "new birth contact");
  await answerPeople(await Taps.start(page), { parent: "Amina Khan" });
  await goToStep(page, "Topics");
  await page.getByRole("radio", { name: "Explained back" }).first().click();
  await goToStep(page, "Concerns");
  await chip(page, "Today", "Something to follow up").click();
  await page.getByLabel("Professional notes").fill("Facts for professionals.");
  await goToStep(page, "Check");
  await finalise(await Taps.start(page));

  const mark = button(page, "I have pasted it into the record");
  await expect(page.getByText("Not copied yet.")).toBeVisible();
  await button(page, "Copy text for your record system").click();
  await expect(page.getByText("Text copied.")).toBeVisible();
  await expect(mark).toHaveCount(0);
  await button(page, "Copy professional notes").click();
  await expect(mark).toBeVisible();
  await goToCaseload(page);
  await page.getByRole("link", { name: "All (1)" }).click();
  await expect(families(page)).toHaveText([/Amina Khan.*Not copied yet/s]);
  await openFamily(page, /Amina Khan/);
  const entry = page.getByRole("listitem").filter({ hasText: "New birth contact" });
  await expect(entry).toContainText("Not copied yet");
  await expect(entry).toContainText("Jo Ward");
  await expect(entry).toContainText(/1 explained back \(\d+ key topics\)/);
  await expect(entry).toContainText("night place: not recorded");

  await entry.getByRole("link", { name: /^Record of/ }).click();
  await mark.click();
  await expect(page.getByText("In the family's record. You marked it on 23 November 2026.")).toBeVisible();
  await openFamily(page, /Amina Khan/);
  await expect(entry).toBeVisible();
  await expect(page.getByText("Not copied yet")).toHaveCount(0);
  await goToCaseload(page);
  await expect(page.getByText("Not copied yet")).toHaveCount(0);
});

function families(page: Page) {
  return page.getByRole("list", { name: "Families" }).getByRole("listitem");
}

async function search(page: Page, query: string): Promise<void> {
  await page.getByLabel("Search by name or NHS number").fill(query);
}

async function goToStep(page: Page, step: string): Promise<void> {
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: step }).click();
}
