import { expect, test } from "@playwright/test";
import { addFamily, button, expectHeading, expectSaved, lock, setUp, startContact, unlock } from "./support/app.ts";
import { answerPeople, finalise, readClipboard } from "./support/contact.ts";
import { Taps } from "./support/taps.ts";

test.beforeEach(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

test("A record is amended with a reason, stays readable as it was written, and can be marked as an error", async ({
  page,
}) => {
  const { passphrase } = await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" });
  await startContact(page, "new birth contact");
  const taps = await Taps.start(page);
  await answerPeople(taps, { parent: "Amina Khan" });
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: "Topics" }).click();
  await page.getByRole("radio", { name: "Explained back" }).first().click();
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: "Check" }).click();
  await finalise(taps);

  await button(page, "Amend this record").click();
  await expectHeading(page, "Amend this record");
  await page
    .getByRole("link", { name: "Topics and teach-back" })
    .or(page.getByRole("link", { name: "Topics" }))
    .click();
  await page.getByRole("radio", { name: "Not yet" }).first().click();
  await expectSaved(page);
  await lock(page);
  await unlock(page, passphrase);
  await expect(page.getByRole("radio", { name: "Not yet" }).first()).toBeChecked();
  await page.getByRole("link", { name: "All steps" }).click();
  await page.getByRole("link", { name: /^Check what changed/ }).click();
  await expect(page.getByText(/Before: Explained back\. Now: Not yet\./)).toBeVisible();
  await button(page, "Finalise amendment").click();
  await expect(page.getByRole("alert")).toContainText("Say why you amend this record");
  await page.getByLabel("Why do you amend this record?").fill("Wrong result tapped");
  await button(page, "Finalise amendment").click();

  const main = page.getByRole("main");
  await expectHeading(page, "New birth contact");
  await expect(
    main.getByText(/^Amended on 23 November 2026.* by Jo Ward.*: Wrong result tapped$/).first(),
  ).toBeVisible();
  await page.getByRole("link", { name: "See the record as it was first written" }).click();
  await expect(main.getByText(/^This is the record as it was first written/)).toBeVisible();
  await page.getByRole("link", { name: "See the record as it stands now" }).click();
  await button(page, "Copy text for your record system").click();
  await expect(page.getByText("Text copied.")).toBeVisible();
  expect(await readClipboard(page)).toMatch(
    /Amended on .*Wrong result tapped\n[\s\S]*Before: Explained back\. Now: Not yet\./,
  );

  await page.getByRole("link", { name: "This record was entered in error" }).click();
  await page.getByRole("radio", { name: "Recorded for the wrong family" }).click();
  await button(page, "Mark as entered in error").click();
  await expect(main.getByRole("heading", { name: /Entered in error$/ })).toBeVisible();
  await expect(button(page, "Amend this record")).toHaveCount(0);
  await button(page, "Copy text for your record system").click();
  await expect(page.getByText("Text copied.")).toBeVisible();
  expect(await readClipboard(page)).toMatch(/^ENTERED IN ERROR\. SAFER SLEEP/);
  await page.getByRole("link", { name: "Family page" }).click();
  await expect(main.getByText("The new birth contact is due by 26 November.")).toBeVisible();
});
