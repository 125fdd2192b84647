import { expect, test } from "@playwright/test";
import {
  addFamily,
  button,
  chip,
  expectHeading,
  fillDate,
  goToCaseload,
  openFamily,
  setUp,
  shownText,
  startContact,
} from "./support/app.ts";
import { answerPeople, readClipboard, recordFastPath } from "./support/contact.ts";
import { Taps } from "./support/taps.ts";

const sara = { parent: "Sara Obi", due: "2027-01-04" };
const path = { parent: "Sara Obi", isAntenatal: true };

test.beforeEach(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

test("An antenatal contact where all is well takes at most 36 taps and no typing, and is complete", async ({
  page,
}) => {
  await setUp(page);
  await addFamily(page, sara);
  await goToCaseload(page);

  const taps = await Taps.start(page);
  await recordFastPath(taps, "antenatal contact", /Sara Obi, expecting/, path);

  const counts = await taps.counts();
  console.info(`antenatal contact: taps: ${counts.taps}, keys: ${counts.keys}`);
  expect(counts.taps).toBeLessThanOrEqual(36);
  expect(counts.keys).toBe(0);
  const text = await readClipboard(page);
  expect(text).toMatch(/^SAFER SLEEP: ANTENATAL CONTACT\n23 November 2026, 10:\d\dam\. Sara Obi, expecting\n/);
  expect(text).toContain("Completeness: Complete\n");
});

test("Recording the birth of twins makes two babies, each with a sleep space of their own", async ({ page }) => {
  await setUp(page);
  await addFamily(page, sara);
  await goToCaseload(page);
  const taps = await Taps.start(page);
  await recordFastPath(taps, "antenatal contact", /Sara Obi, expecting/, path);
  await openFamily(page, /Sara Obi, expecting/);

  await page.getByRole("link", { name: "Record birth" }).or(button(page, "Record birth")).click();
  await expectHeading(page, "Record birth");
  await fillDate(page.getByRole("group", { name: "Date of birth" }), "2026-11-10");
  await page.getByLabel("First name (optional)").fill("Ada");
  await button(page, "Add a twin").click();
  const second = page.getByRole("group", { name: "Baby 2" });
  await expect(second.getByLabel("Day", { exact: true })).toHaveValue("10");
  await second.getByLabel("First name (optional)").fill("Ben");
  await button(page, "Record birth").click();
  await expectHeading(page, "Sara Obi and babies Ada and Ben");
  await expect(page.getByRole("link", { name: /^Record of/ })).toBeVisible();

  await startContact(page, "new birth contact");
  await answerPeople(taps, { parent: "Sara Obi" });
  await expectHeading(page, /Where does baby sleep\?/);
  await chip(page, "For which baby? Leave blank for all", "Ada").click();
  await chip(page, /baby sleep in at night\?$/, "Cot").click();
  await chip(page, "Which room?", "Parents' room").click();
  await chip(page, "Did you see it today?", "Seen").click();
  await chip(page, "What did you see?", "Clear, flat and firm, nothing else in it").click();
  await button(page, "Add another place").click();
  const cribs = page.getByRole("group", { name: /baby sleep in at night\?$/ });
  await expect(cribs).toHaveCount(2);
  await page.getByRole("group", { name: "For which baby? Leave blank for all" }).nth(1).getByLabel("Ben").click();
  await cribs.nth(1).getByRole("radio", { name: "Moses basket" }).click();
  await page.getByRole("group", { name: "Which room?" }).nth(1).getByRole("radio", { name: "Baby's own room" }).click();
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: "Check" }).click();

  const record = page.getByRole("main");
  await expect(record).toContainText(/Ada.*Cot.*Parents' room/is);
  await expect(record).toContainText(/Ben.*Moses basket.*own room/is);
  await expect(record).toContainText("Record whether you saw where Ben sleeps at night");
  await expect(record).not.toContainText("Record whether you saw where Ada sleeps at night");
});

test("The record of the pregnancy reads the same after the birth", async ({ page }) => {
  await setUp(page);
  await addFamily(page, sara);
  await goToCaseload(page);
  const taps = await Taps.start(page);
  await recordFastPath(taps, "antenatal contact", /Sara Obi, expecting/, path);
  const before = await shownText(page.locator(".app-record-page"));
  expect(before).toContain("Sara Obi, expecting");
  await openFamily(page, /Sara Obi, expecting/);
  await page.getByRole("link", { name: "Record birth" }).click();
  await fillDate(page.getByRole("group", { name: "Date of birth" }), "2026-11-20");
  await button(page, "Record birth").click();
  await expectHeading(page, "Sara Obi and baby");
  await page.getByRole("link", { name: /^Record of/ }).click();
  await expectHeading(page, "Antenatal contact");
  expect(await shownText(page.locator(".app-record-page"))).toBe(before);
});
