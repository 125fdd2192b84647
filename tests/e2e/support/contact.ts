import { expect, type Page } from "@playwright/test";
import { button, chip, expectHeading, type KindName, stepHeadings } from "./app.ts";
import type { Taps } from "./taps.ts";

/**
 * The fast path of a contact, step by step: all well, everything asked, nothing typed. Each function starts on its
 * step, answers it with as few taps as the screen allows, and taps Continue.
 */

/** What differs between the fast paths of the three kinds. */
export interface FastPath {
  /** The parent who is here. */
  parent: string;
  /** Undefined unless the place of the last contact is offered and still holds: "Same as 12 October: ...". */
  sameAs?: RegExp;
  isAntenatal?: boolean;
  /** How many plans of the contact before still hold, instead of new ones. */
  earlierPlans?: number;
}

/** From the caseload to a finalised record whose text is on the clipboard. Needs a family whose link shows. */
export async function recordFastPath(taps: Taps, kind: KindName, family: RegExp, path: FastPath): Promise<void> {
  const { page } = taps;
  await taps.tap(page.getByRole("list", { name: "Families" }).getByRole("link", { name: family }));
  await taps.tap(button(page, `Start ${kind}`));
  await answerAllSteps(taps, path);
  await finalise(taps);
  await taps.tap(button(page, "Copy text for your record system"));
  await expect(page.getByText("Text copied.")).toBeVisible();
}

/** Steps 1 to 7, from the first; ends on Check. */
export async function answerAllSteps(taps: Taps, path: FastPath): Promise<void> {
  await answerPeople(taps, path);
  await answerSleepSpace(taps, path);
  await answerBabyAndHome(taps);
  await answerTopics(taps);
  await answerNights(taps, path);
  await answerAgreement(taps, path);
  await answerConcerns(taps);
  await expectHeading(taps.page, stepHeadings.check);
}

/** Who is here. */
export async function answerPeople(taps: Taps, { parent }: FastPath): Promise<void> {
  const { page } = taps;
  await expectHeading(page, stepHeadings.people);
  await taps.tap(chip(page, "People here", parent));
  await goOn(taps);
}

/** A cot in the parents' room, seen, as advised, day and night. Before birth it is not set up yet. */
export async function answerSleepSpace(taps: Taps, { sameAs, isAntenatal }: FastPath): Promise<void> {
  const { page } = taps;
  await expectHeading(page, stepHeadings.sleepSpace);
  if (sameAs) await taps.tap(page.getByRole("button", { name: sameAs }));
  else {
    await taps.tap(chip(page, /baby sleep in at night\?$/, "Cot"));
    await taps.tap(chip(page, "Which room?", "Parents' room"));
  }
  await taps.tap(chip(page, "Did you see it today?", "Seen"));
  await taps.tap(chip(page, "What did you see?", "Clear, flat and firm, nothing else in it"));
  if (!sameAs && !isAntenatal) await taps.tap(chip(page, "And in the day?", "Same place"));
  await goOn(taps);
}

/** Asked as a list and asked alone, none reported. */
export async function answerBabyAndHome(taps: Taps): Promise<void> {
  const { page } = taps;
  await expectHeading(page, stepHeadings.babyAndHome);
  await taps.tap(chip(page, "Which of these are true?", "None of these"));
  await taps.tap(chip(page, "Ask only when the parent is alone", "Asked alone: none of these"));
  await goOn(taps);
}

/** Every topic that shows without unfolding: explained back. */
export async function answerTopics(taps: Taps): Promise<void> {
  const { page } = taps;
  await expectHeading(page, stepHeadings.topics);
  const results = page.getByRole("radio", { name: "Explained back" }).filter({ visible: true });
  await expect(results.first()).toBeVisible();
  const count = await results.count();
  for (let index = 0; index < count; index++) await taps.tap(results.nth(index));
  await expect(page.getByText(`${count} of ${count} answered`)).toBeVisible();
  await goOn(taps);
}

/** Two nights, each with its first starter phrase, or the plans from last time that still hold. */
export async function answerNights(taps: Taps, { earlierPlans }: FastPath): Promise<void> {
  const { page } = taps;
  await expectHeading(page, stepHeadings.nights);
  if (earlierPlans) {
    const offered = page.getByRole("group", { name: "Does the plan from last time still hold?" }).getByRole("checkbox");
    for (let left = earlierPlans; left > 0; left--) {
      await expect(offered).toHaveCount(left);
      await taps.tap(offered.first());
    }
  } else {
    const events = page.getByRole("group", { name: "What if…" }).getByRole("checkbox");
    for (const index of [0, 1]) {
      await taps.tap(events.nth(index));
      const starters = page.getByRole("group", { name: "What will you do?" }).nth(index).getByRole("radio");
      await taps.tap(starters.first());
    }
  }
  await goOn(taps);
}

/** The parent found it, the others were spoken to, the parent said it back and agrees. */
export async function answerAgreement(taps: Taps, { parent }: FastPath): Promise<void> {
  const { page } = taps;
  await expectHeading(page, stepHeadings.agreement);
  await taps.tap(chip(page, "Did the parent find the guidance?", "Found it without help"));
  await taps.tap(chip(page, "The others who put baby down to sleep", "Spoken to directly"));
  await taps.tap(chip(page, `How did ${parent} confirm what they understood?`, "Said it back"));
  await taps.tap(chip(page, "Does the parent agree with this record and plan?", "Yes"));
  await goOn(taps);
}

/** No concerns, and the first date offered for the next contact. */
export async function answerConcerns(taps: Taps): Promise<void> {
  const { page } = taps;
  await expectHeading(page, stepHeadings.concerns);
  await taps.tap(chip(page, "Today", "No concerns today"));
  await taps.tap(page.getByRole("group", { name: "Next contact" }).getByRole("radio").first());
  await goOn(taps);
}

/** Fixes the record, from Check; ends on the record. */
export async function finalise(taps: Taps): Promise<void> {
  const { page } = taps;
  await taps.tap(button(page, "Finalise record"));
  await expectHeading(page, "Record finalised");
}

/** What is on the clipboard now. The context must have been given "clipboard-read". */
export function readClipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

async function goOn(taps: Taps): Promise<void> {
  await taps.tap(button(taps.page, "Continue"));
}
