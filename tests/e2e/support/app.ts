import { expect, type Locator, type Page } from "@playwright/test";
import { layVault } from "./prepared-vault.ts";

/** The day on which every journey starts, unless it says otherwise: a Monday in term time, in winter time, not on the hour. */
export const journeyDay = "2026-11-23T10:05:00Z";

/** What somebody who has set up the app has on paper and in mind. */
export interface Owner {
  passphrase: string;
  recoveryWords: readonly string[];
}

/** Who uses the device, as set-up asks. */
export const visitor = "Jo Ward";

/** Stops the page's clock from being the machine's: it starts at `at` and goes on at its own pace. */
export async function startClock(page: Page, at: string = journeyDay): Promise<void> {
  await page.clock.install({ time: new Date(at) });
}

/** A device that was set up by `visitor` before, unlocked at its empty caseload. */
export async function setUp(page: Page, { at = journeyDay, url = "/" } = {}): Promise<Owner> {
  await startClock(page, at);
  await page.goto(url);
  await expectHeading(page, "Record safer sleep conversations");
  const owner = await layVault(page, visitor);
  await page.reload();
  await unlock(page, owner.passphrase);
  await expectHeading(page, "Caseload");
  return owner;
}

/** The first run by hand, from nothing to an empty caseload, with a passphrase the app made up. */
export async function setUpInApp(page: Page, { at = journeyDay, url = "/" } = {}): Promise<Owner> {
  await startClock(page, at);
  await page.goto(url);
  const passphrase = await choosePassphrase(page);
  const recoveryWords = await readRecoverySheet(page);
  await page.getByLabel("I have saved my recovery sheet").check();
  await button(page, "Continue").click();
  await typeRecoveryWords(page, recoveryWords);
  await button(page, "Continue").click();
  await page.getByLabel("Your name").fill(visitor);
  await button(page, "Continue").click();
  await page.getByRole("link", { name: "Go to your caseload" }).click();
  await expectHeading(page, "Caseload");
  return { passphrase, recoveryWords };
}

/** From the welcome page to the recovery sheet, with the 5 words that the app offers. Gives these. */
export async function choosePassphrase(page: Page): Promise<string> {
  await button(page, "Set up this device").click();
  await page.getByRole("link", { name: "Skip for now" }).click();
  await button(page, "Use these 5 words").click();
  const passphrase = await page.getByLabel("Passphrase", { exact: true }).inputValue();
  await button(page, "Continue").click();
  await expectHeading(page, "Save your recovery sheet");
  return passphrase;
}

/** The 12 words as the recovery sheet shows them. */
export async function readRecoverySheet(page: Page): Promise<string[]> {
  await expectHeading(page, "Save your recovery sheet");
  return page.getByRole("region", { name: "Recovery sheet" }).getByRole("listitem").allInnerTexts();
}

/** Types the words that set-up asks to see again, each at its own place. */
export async function typeRecoveryWords(page: Page, words: readonly string[]): Promise<void> {
  await expectHeading(page, "Check your recovery sheet");
  for (const input of await page.getByLabel(/^Word \d+$/).all()) {
    const id = (await input.getAttribute("id")) ?? "";
    await input.fill(words[Number(id.replace("word-", "")) - 1] ?? "");
  }
}

/** A family as the form takes it. Only the parent and one date are needed. */
export interface NewFamily {
  parent: string;
  /** Others who look after the baby, by name. */
  others?: readonly string[];
  /** A day like "2026-11-12", for a baby who is born. */
  born?: string;
  /** A day like "2027-01-04", or "unknown", for a baby who is not. */
  due?: string;
  baby?: string;
  nhsNumber?: string;
}

/** Adds a family from the caseload and ends on its page. */
export async function addFamily(page: Page, family: NewFamily): Promise<void> {
  await goToCaseload(page);
  await page.getByRole("link", { name: "Add a family" }).click();
  await fillFamily(page, family);
  await button(page, "Add family").click();
  await expectHeading(page, family.parent);
}

/** Fills in the form of a new family and sends nothing. */
export async function fillFamily(page: Page, family: NewFamily): Promise<void> {
  await page.getByLabel("Parent's name or initials").fill(family.parent);
  for (const [index, other] of (family.others ?? []).entries()) {
    await button(page, "Add a partner or another carer").click();
    await page.getByLabel("Name or initials", { exact: true }).nth(index).fill(other);
  }
  if (family.born !== undefined) {
    await page.getByLabel("Baby born").check();
    await fillDate(page.getByRole("group", { name: "Date of birth" }), family.born);
    if (family.baby) await page.getByLabel("First name (optional)").fill(family.baby);
    if (family.nhsNumber) {
      await page.getByText("Weeks at birth, weight, NHS number (optional)").click();
      await page.getByLabel("NHS number").fill(family.nhsNumber);
    }
    return;
  }
  await page.getByLabel("Expecting").check();
  if (family.due === "unknown") await page.getByLabel("Due date not known").check();
  else await fillDate(page.getByRole("group", { name: "Due date", exact: true }), family.due ?? "");
}

/** Fills the three fields of a date from a day like "2026-11-12". */
export async function fillDate(group: Locator, day: string): Promise<void> {
  const [year = "", month = "", date = ""] = day.split("-").map((part) => String(Number(part)));
  await group.getByLabel("Day", { exact: true }).fill(date);
  await group.getByLabel("Month", { exact: true }).fill(month);
  await group.getByLabel("Year", { exact: true }).fill(year);
}

/** Goes to the caseload by the name in the header, which needs no reload and so no unlocking. */
export async function goToCaseload(page: Page): Promise<void> {
  await page.getByRole("banner").getByRole("link", { name: "Safer Sleep Contacts" }).click();
  await expectHeading(page, "Caseload");
}

/** Opens a family from the caseload, whatever the filter would show. */
export async function openFamily(page: Page, name: string | RegExp): Promise<void> {
  await goToCaseload(page);
  await page.getByRole("link", { name: /^All\b/ }).click();
  await page.getByRole("list", { name: "Families" }).getByRole("link", { name }).click();
}

/** The kinds of contact as the buttons name them. */
export type KindName = "antenatal contact" | "new birth contact" | "6 to 8 week contact";

/** Starts a contact on the page of a family, whether or not it is the one that is due, and ends at its first step. */
export async function startContact(page: Page, kind: KindName): Promise<void> {
  const start = button(page, `Start ${kind}`);
  const others = page.getByText("Start another contact", { exact: true });
  await expect(start.or(others).first()).toBeVisible();
  if (!(await start.isVisible())) await others.click();
  await start.click();
  await expectHeading(page, stepHeadings.people);
}

/** The first heading of each step of a contact. */
export const stepHeadings = {
  people: "Who is with you?",
  sleepSpace: /Where (does|will) baby sleep\?/,
  babyAndHome: "Anything that makes advice different for this baby?",
  topics: "What did you talk about?",
  nights: "Nights that might be different",
  agreement: "Find it again, and agreement",
  concerns: "Do you have any concerns?",
  check: "Check before you finalise",
} as const;

/** Locks by hand. */
export async function lock(page: Page): Promise<void> {
  await button(page, "Lock").click();
  await expectHeading(page, "Unlock");
}

/** Unlocks with the passphrase; ends where the app was locked. */
export async function unlock(page: Page, passphrase: string): Promise<void> {
  await expectHeading(page, "Unlock");
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await button(page, "Unlock").click();
  await expect(button(page, "Lock")).toBeVisible();
}

/** A button by its whole name. */
export function button(page: Page, name: string): Locator {
  return page.getByRole("button", { name, exact: true });
}

/** A chip of a question: `chip(page, "Which room?", "Parents' room")`. */
export function chip(page: Page, question: string | RegExp, answer: string | RegExp): Locator {
  const group = page.getByRole("group", { name: question });
  const name = typeof answer === "string" ? { name: answer, exact: true } : { name: answer };
  return group.getByRole("radio", name).or(group.getByRole("checkbox", name));
}

/** Waits for a page by its first heading, or by a part of it: the caption of a step counts as part of a heading. */
export async function expectHeading(page: Page, heading: string | RegExp): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toContainText(heading);
}

/** Waits until the last answer of the open contact is stored. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(page.locator(".app-save-status")).toHaveText(/^Saved \d{1,2}(:\d{2})?(am|pm)$/);
}

/** The text that a place shows, line by line, without what is hidden. */
export async function shownText(place: Locator): Promise<string> {
  return (await place.allInnerTexts()).join("\n");
}
