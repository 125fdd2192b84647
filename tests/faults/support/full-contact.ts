import { expect, type Locator, type Page } from "@playwright/test";
import {
  button,
  chip,
  expectHeading,
  expectSaved,
  fillDate,
  goToCaseload,
  stepHeadings,
} from "../../e2e/support/app.ts";
import { openAll, tapAll, typeAll } from "../../e2e/support/at-once.ts";

/** Gives the text for the next field, which is told by its label or id. */
export type NextText = (field: string) => string;

/** What was put in which field, by step and the field's id. */
export type Filled = Map<string, string>;

interface FamilyNumbers {
  phone: string;
  nhsNumber: string;
}

/**
 * Adds a family with text in every field there is: three grown-ups, a baby, language, phone and numbers. Ends on its
 * page. Returns what is in each field.
 */
export async function addFullFamily(page: Page, next: NextText, numbers: FamilyNumbers): Promise<Filled> {
  const filled: Filled = new Map();
  await goToCaseload(page);
  await page.getByRole("link", { name: "Add a family" }).click();
  for (const _ of [1, 2]) await button(page, "Add a partner or another carer").click();
  await page.getByLabel("Baby born").check();
  await fillDate(page.getByRole("group", { name: "Date of birth" }), "2026-11-12");
  await openFolds(page);
  await page.getByRole("group", { name: "Interpreter" }).getByRole("radio", { name: "By phone or video" }).check();
  await page.getByLabel("NHS number").fill(numbers.nhsNumber);
  await page.getByLabel("Phone", { exact: true }).fill(numbers.phone);
  await fillFields(page, filled, { step: "family", next });
  await button(page, "Add family").click();
  await expectHeading(page, filled.get("family carer-1-name") ?? "");
  return filled;
}

/**
 * From the page of a family to Check: starts a new birth contact, gives the answer to each question that opens a text
 * field, and fills every text field. Returns what is in each.
 */
export async function fillContact(page: Page, next: NextText): Promise<Filled> {
  const filled: Filled = new Map();
  const fill = (step: string) => fillFields(page, filled, { step, next });
  await button(page, "Start new birth contact").click();

  await expectHeading(page, stepHeadings.people);
  await page.getByRole("group", { name: "People here" }).getByRole("checkbox").first().check();
  for (const _ of [1, 2]) await button(page, "Add someone else").click();
  await openFolds(page);
  await chip(page, "Where?", "Somewhere else").check();
  await fill("people");
  await goOn(page);

  await expectHeading(page, stepHeadings.sleepSpace);
  await chip(page, /baby sleep in at night\?$/, "Other").check();
  await chip(page, "Which room?", "Other room").check();
  await chip(page, "Did you see it today?", "Seen").check();
  await chip(page, "What did you see?", "Something to change").check();
  await chip(page, "What was there?", "Something else").check();
  await button(page, "Add another place").click();
  const other = page.locator(".nhsuk-card").nth(1);
  await other.getByRole("radio", { name: "Other", exact: true }).check();
  await other.getByRole("radio", { name: "Not seen" }).check();
  await other.getByRole("radio", { name: "Other reason" }).check();
  await chip(page, "Does what you saw match what you were told?", "No, it does not match").check();
  await openFolds(page);
  await checkEach(page, page.locator("details fieldset input[type=radio][value=seen-concern]"));
  await fill("sleep-space");
  await goOn(page);

  await expectHeading(page, stepHeadings.babyAndHome);
  await openFolds(page);
  await checkEach(page, page.locator("details fieldset input[type=radio][value=yes]"));
  await fill("baby-and-home");
  await goOn(page);

  await expectHeading(page, stepHeadings.topics);
  await openFolds(page);
  await checkEach(page, page.locator("input[type=radio][value=explained-back]"));
  await fill("topics");
  await goOn(page);

  await expectHeading(page, stepHeadings.nights);
  await chip(page, "If fewer than 2 nights are planned: why?", "Other reason").check();
  await page.getByRole("group", { name: "What if…" }).getByRole("checkbox").first().check();
  await button(page, "Add a night of their own").click();
  await openFolds(page);
  await checkEach(page, page.locator("input[type=radio][name$=-place][value=other]"));
  await fill("different-nights");
  await goOn(page);

  await expectHeading(page, stepHeadings.agreement);
  await openFolds(page);
  await chip(page, "Did the parent find the guidance?", "Found it when shown").check();
  await chip(page, "The others who put baby down to sleep", "Plan to reach them").check();
  await chip(page, "Does the parent agree with this record and plan?", "In part").check();
  await fill("agreement");
  await goOn(page);

  await expectHeading(page, stepHeadings.concerns);
  await chip(page, "Today", /worried about a child's safety/).check();
  for (const _ of [1, 2]) await button(page, "Add a follow-up of your own").click();
  await checkEach(page, page.getByRole("radio", { name: "Take this up" }));
  await page.getByRole("radio", { name: "Not needed" }).first().check();
  await page.getByRole("group", { name: "Why is it not needed?" }).getByRole("radio", { name: "Other reason" }).check();
  await page.getByRole("group", { name: "Next contact" }).getByRole("radio").first().check();
  await fill("concerns");
  await goOn(page);
  await expectHeading(page, stepHeadings.check);
  return filled;
}

/** Puts text in every field of the settings: about the visitor, the red book and two local numbers with `phone`. */
export async function fillSettings(page: Page, next: NextText, phone: string): Promise<Filled> {
  const filled: Filled = new Map();
  await openSettings(page, "You");
  await fillFields(page, filled, { step: "you", next });
  await button(page, "Save").click();
  await expect(page.getByRole("main")).toContainText(/saved/i);
  for (const number of [1, 2]) {
    await openSettings(page, "Local numbers and red book");
    await button(page, "Add a number").click();
    await page.getByLabel("Phone number").fill(phone);
    await fillFields(page, filled, { step: `number-${number}`, next });
    await page
      .getByRole("main")
      .getByRole("button", { name: /^(Save|Add)/ })
      .first()
      .click();
    await expect(page.getByRole("main")).toContainText(filled.get(`number-${number} label`) ?? "");
  }
  await fillFields(page, filled, { step: "numbers", next });
  await page
    .locator("form")
    .filter({ has: page.locator("#red-book") })
    .getByRole("button")
    .click();
  await expect(page.getByRole("main")).toContainText(/saved/i);
  return filled;
}

/** Opens a section of the settings. */
export async function openSettings(page: Page, section: string): Promise<void> {
  await page.getByRole("contentinfo").getByRole("link", { name: "Settings" }).click();
  await page.getByRole("list", { name: "Settings" }).getByRole("link", { name: section }).click();
}

/** Opens everything on the page that is folded away. */
export async function openFolds(page: Page): Promise<void> {
  await openAll(page.locator("main details:not([open])").filter({ visible: true }));
}

async function fillFields(page: Page, filled: Filled, { step, next }: { step: string; next: NextText }): Promise<void> {
  // Dates, times and numbers hold no words.
  const numeric = ".nhsuk-date-input__input, #contact-time, #phone, [id$=-gestation], [id$=-weight], [id$=-nhs-number]";
  const fields = page.locator(`main :is(input[type=text], input[type=tel], textarea):not(${numeric})`);
  const ids = await fields.filter({ visible: true }).evaluateAll((all) => all.map((field) => field.id));
  expect(ids.length, `text fields of ${step}`).toBeGreaterThan(0);
  const texts = new Map(ids.map((id) => [id, next(`${step} ${id}`)]));
  await typeAll(page.locator("main"), texts);
  for (const [id, text] of texts) filled.set(`${step} ${id}`, text);
}

async function checkEach(page: Page, inputs: Locator): Promise<void> {
  await expect(inputs.first()).toBeVisible();
  const ids = await inputs.evaluateAll((all) => all.map((input) => input.id));
  await tapAll(inputs);
  for (const id of ids) await expect(page.locator(`[id="${id}"]`)).toBeChecked();
}

async function goOn(page: Page): Promise<void> {
  await expectSaved(page);
  await button(page, "Continue").click();
}
