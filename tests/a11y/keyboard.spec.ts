import { expect, type Page, test } from "@playwright/test";
import { addFamily, expectHeading, goToCaseload, lock, setUp, stepHeadings } from "../e2e/support/app.ts";
import { Keys } from "./support/keys.ts";
import { openLockWarning } from "./support/walk-odd.ts";

test.use({ actionTimeout: 10_000 });

test("A whole new birth contact can be recorded with the keyboard alone", async ({ page, context }) => {
  test.setTimeout(180_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { passphrase } = await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" });
  await goToCaseload(page);
  await lock(page);

  const keys = new Keys(page);
  await keys.tabTo("Passphrase");
  await keys.type(passphrase);
  await keys.press("Enter");
  await expectHeading(page, "Caseload");
  await expectFocusOnHeading(page);
  await keys.follow("Amina Khan and baby Yusuf");
  await expectFocusOnHeading(page, "Amina Khan");
  await keys.push("Start new birth contact");

  await expectFocusOnHeading(page, stepHeadings.people);
  await keys.choose("Amina Khan");
  await keys.push("Continue");

  await expectFocusOnHeading(page, stepHeadings.sleepSpace);
  await keys.choose("Bedside crib");
  await keys.choose("Parents' room");
  await keys.choose("Seen");
  await keys.choose("Clear, flat and firm, nothing else in it");
  await keys.choose("Same place");
  await keys.push("Continue");

  await expectFocusOnHeading(page, stepHeadings.babyAndHome);
  await keys.choose("None of these");
  await keys.choose("Asked alone: none of these");
  await keys.push("Continue");

  await expectFocusOnHeading(page, stepHeadings.topics);
  const topics = await page.getByRole("radio", { name: "Explained back" }).filter({ visible: true }).count();
  expect(topics).toBeGreaterThan(8);
  for (let topic = 0; topic < topics; topic++)
    await keys.choose(topic === 1 ? "After going over it again" : "Explained back");
  await expect(page.getByText(`${topics} of ${topics} answered`)).toBeVisible();
  await keys.push("Continue");

  await expectFocusOnHeading(page, stepHeadings.nights);
  for (let event = 0; event < 2; event++) await keys.tickNext();
  for (let plan = 0; plan < 2; plan++) await keys.chooseFirstOf("What will you do?");
  await keys.push("Continue");

  await expectFocusOnHeading(page, stepHeadings.agreement);
  await keys.choose("Found it without help");
  await keys.choose("Spoken to directly");
  await keys.choose("Showed it");
  await keys.choose("Yes");
  await keys.push("Continue");

  await expectFocusOnHeading(page, stepHeadings.concerns);
  await keys.choose("No concerns today");
  await keys.chooseFirstOf("Next contact");
  await keys.push("Continue");

  await expectFocusOnHeading(page, stepHeadings.check);
  await keys.push("Finalise record");
  await expectFocusOnHeading(page, "Record finalised");
  await keys.push("Copy text for your record system");
  await expect(page.getByText("Text copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("Amina Khan");
  expect(keys.faults).toEqual([]);
});

test("Tab goes through a page in reading order, and Shift and Tab goes back the same way", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Try with a made-up family" }).click();
  await page.getByRole("link", { name: /Jo Sample/ }).click();
  await page.getByRole("button", { name: "Start new birth contact" }).click();
  await expectFocusOnHeading(page, stepHeadings.people);

  const keys = new Keys(page);
  const there = await keys.tabToEnd("Tab");
  const back = await keys.tabToEnd("Shift+Tab");
  expect(there.length).toBeGreaterThan(5);
  expect(keys.faults).toEqual([]);
  const all = await keys.tabToEnd("Tab");
  expect(all.slice(-there.length)).toEqual(there);
  expect(back).toEqual(all.toReversed());
});

test("The skip link is the first stop and leads past the header", async ({ page }) => {
  await page.goto("/help");
  await expectHeading(page, "Help");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to main content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  expect(new URL(page.url()).pathname).toBe("/help");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Search help")).toBeFocused();
});

test("The lock warning keeps the focus in and gives it back", async ({ page }) => {
  await setUp(page);
  const keys = new Keys(page);
  await keys.tabTo("Search by name or NHS number");
  await openLockWarning(page);
  const dialog = page.getByRole("dialog", { name: "Locking in 1 minute" });
  await expect(dialog.getByRole("heading")).toBeFocused();
  const stops = new Set<string>();
  for (let press = 0; press < 8; press++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const focused = document.activeElement;
      return focused === document.body || focused?.closest("dialog") ? (focused.textContent ?? "") : "outside";
    });
    stops.add(name);
  }
  expect(stops).not.toContain("outside");
  expect(stops).toContain("Stay unlocked");
  expect(stops).toContain("Lock now");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel("Search by name or NHS number")).toBeFocused();
});

test("A summary of errors takes the focus, and its links lead into the fields", async ({ page }) => {
  await setUp(page);
  const keys = new Keys(page);
  await keys.follow("Add a family");
  await expectFocusOnHeading(page, "Add a family");
  await keys.choose("Baby born");
  await keys.push("Add family");
  const summary = page.locator(".nhsuk-error-summary");
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  const names = await summary.getByRole("link").allTextContents();
  expect(names).toHaveLength(2);
  for (const name of names) {
    await keys.tabBackTo(name);
    await page.keyboard.press("Enter");
    const field = page.locator("input:focus");
    await expect(field).toHaveCount(1);
    const notes = await field.evaluate((input) => input.closest(".nhsuk-form-group--error")?.textContent);
    expect(notes).toContain(name);
  }
  expect(keys.faults).toEqual([]);
});

async function expectFocusOnHeading(page: Page, heading: string | RegExp = /./): Promise<void> {
  await expectHeading(page, heading);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
}
