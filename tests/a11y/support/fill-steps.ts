import type { Locator, Page } from "@playwright/test";
import { button, chip, fillDate } from "../../e2e/support/app.ts";
import { openFolds } from "./look.ts";

/** Each step of a new birth contact, answered so that every field that depends on an answer shows. */

const long = "Grandmother, who comes on Tuesdays and puts baby down in the afternoon";

/** Step 1. */
export async function people(page: Page): Promise<void> {
  await tap(page, "People here", "Amina Khan", "Sam Khan");
  await button(page, "Add someone else").click();
  await page.getByLabel("Who else is here?").fill(long);
  await tap(page, "Could you talk with the parent alone?", /^No/);
  await openFolds(page);
  await tap(page, "Where?", /Clinic/);
  await page.getByLabel("Why not at home?").fill(long);
  await tap(page, "Interpreter", /Family member or friend/);
  await page.getByLabel("Language and booking reference").fill(long);
}

/** Step 2. */
export async function sleepSpace(page: Page): Promise<void> {
  await tap(page, /baby sleep in at night\?$/, "Other");
  await page.getByLabel("What?", { exact: true }).fill(long);
  await tap(page, "Which room?", "Other room");
  await page.getByRole("textbox", { name: "Which room?" }).fill(long);
  await tap(page, "Did you see it today?", "Seen");
  await tap(page, "What did you see?", "Something to change");
  await tap(page, "What was there?", "Pillow or duvet", "Something else");
  await page.getByLabel("What did you change together?").fill(long);
  await tap(page, "And in the day?", "Somewhere else");
  const day = page.getByRole("group", { name: "Did you see it today?" }).nth(1);
  await day.getByRole("radio", { name: "Not seen" }).click();
  await tap(page, "Why was it not seen?", "Other reason");
  await button(page, "Add another place").click();
  await tap(page, "Does what you saw match what you were told?", "No, it does not match");
  await page.getByLabel("What does not match?").fill(long);
  await openFolds(page);
  await tapAll(page.getByRole("radio", { name: "Seen, concern" }));
}

/** Step 3. */
export async function babyAndHome(page: Page): Promise<void> {
  await tapAll(page.getByRole("group", { name: "Which of these are true?" }).getByRole("checkbox"), { except: "last" });
  await tap(page, "Ask only when the parent is alone", "Not asked: parent was not alone");
  await openFolds(page);
  await tapAll(page.getByRole("radio", { name: "Rather not say" }), { upTo: 6 });
}

/** Step 4. */
export async function topics(page: Page): Promise<void> {
  await openFolds(page);
  await tapAll(page.getByRole("radio", { name: "Explained back" }));
  const notYet = page.getByRole("radio", { name: "Not yet" });
  const notToday = page.getByRole("radio", { name: "Not today" });
  for (const index of [0, 3, 5]) await notYet.nth(index).click();
  for (const index of [1, 4, 6]) await notToday.nth(index).click();
  await tapAll(page.getByRole("radio", { name: "Visit again" }));
  await tapAll(page.getByRole("radio", { name: "Ran out of time" }));
  await tapAll(page.getByRole("group", { name: "Who answered?" }).getByRole("checkbox", { name: "Amina Khan" }));
  await tapAll(page.getByRole("group", { name: "How?" }).getByRole("radio", { name: "Said and showed" }));
  await page.getByLabel("What they said or showed, in their words").first().fill(long);
}

/** Step 5. */
export async function nights(page: Page): Promise<void> {
  await tap(page, "If fewer than 2 nights are planned: why?", "Other reason");
  await page.getByLabel("The reason").fill(long);
  await tapAll(page.getByRole("group", { name: "What if…" }).getByRole("checkbox"), { upTo: 3 });
  await button(page, "Add a night of their own").click();
  await page.getByLabel("What is different?").fill(long);
  await openFolds(page);
  for (const group of await page.getByRole("group", { name: "What will you do?" }).all()) {
    await group.getByRole("radio").first().click();
  }
  await openFolds(page);
  await tapAll(
    page.getByRole("group", { name: "Where will baby sleep?" }).getByRole("radio", { name: "Somewhere else" }),
  );
}

/** Step 6. */
export async function agreement(page: Page): Promise<void> {
  await tap(page, "Did the parent find the guidance?", "Not found yet");
  await openFolds(page);
  await tap(page, "Where?", "Red book", "Somewhere else");
  await tap(page, "The others who put baby down to sleep", "Not reached");
  await page.getByLabel(/^Who, and how were they/).fill(long);
  await tapAll(page.getByRole("radio", { name: "Signed a paper copy" }));
  await tap(page, "Does the parent agree with this record and plan?", "In part");
  await page.getByLabel("What do they see differently?").fill(long);
}

/** Step 7. */
export async function concerns(page: Page): Promise<void> {
  await tap(page, "Today", "I am worried about a child's safety");
  await tap(page, "What did you do?", "Told my manager");
  await tap(page, "Did you tell the family?", "No, it was not safe to");
  await page.getByLabel("Professional notes").fill(long);
  await tapAll(page.getByRole("radio", { name: "Take this up" }), { upTo: 1 });
  await tapAll(page.getByRole("radio", { name: "Not needed" }), { except: "first" });
  await tapAll(page.getByRole("group", { name: "Why is it not needed?" }).getByRole("radio", { name: "Other reason" }));
  await button(page, "Add a follow-up of your own").click();
  await page.getByRole("group", { name: "Next contact" }).getByRole("radio").first().click();
  await fillDate(page.getByRole("group", { name: "Or another date" }), "2026-12-14");
}

async function tap(page: Page, question: string | RegExp, ...answers: (string | RegExp)[]): Promise<void> {
  for (const answer of answers) await chip(page, question, answer).first().click();
}

interface Range {
  except?: "first" | "last";
  upTo?: number;
}

async function tapAll(chips: Locator, { except, upTo }: Range = {}): Promise<void> {
  const count = await chips.count();
  const end = Math.min(upTo ?? count, except === "last" ? count - 1 : count);
  for (let index = except === "first" ? 1 : 0; index < end; index++) await chips.nth(index).click();
}
