import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import {
  addFamily,
  button,
  chip,
  choosePassphrase,
  expectHeading,
  expectSaved,
  openFamily,
  readRecoverySheet,
  shownText,
  startClock,
  startContact,
  stepHeadings,
  typeRecoveryWords,
  unlock,
} from "./support/app.ts";
import {
  answerAgreement,
  answerBabyAndHome,
  answerNights,
  answerPeople,
  answerSleepSpace,
  answerTopics,
  finalise,
  readClipboard,
} from "./support/contact.ts";
import { newDevice } from "./support/device.ts";
import { readPdf } from "./support/pdf.ts";
import { serveRelease } from "./support/release-server.ts";
import { Taps } from "./support/taps.ts";

test.use({ serviceWorkers: "allow" });

const build = process.env["E2E_ROOT"] ?? "dist";
const path = { parent: "Amina Khan" };
const nhsNumber = "9991112227";
const parentsWords = "On her back in the cot, nothing else in it";
const professionalNotes = "Amina said alone that money is short and the heating is off at night.";

test("From nothing to a finalised record without signal, which a restarted device still has", async () => {
  test.setTimeout(360_000);
  const server = await serveRelease(build);
  const device = newDevice({ viewport: { width: 820, height: 1180 }, reducedMotion: "reduce" });
  try {
    let context = await startDevice(device);
    let page = await firstPage(context);
    await startClock(page);
    await page.goto(server.url);
    const passphrase = await setUpByHand(page);

    await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf", nhsNumber });
    await server.stop();
    await context.setOffline(true);
    await recordContact(page);

    await test.step("copies both texts into the record", async () => {
      await button(page, "Copy text for your record system").click();
      await expect(page.getByText("Text copied.")).toBeVisible();
      const text = await readClipboard(page);
      expect(text).toMatch(
        /^SAFER SLEEP: NEW BIRTH CONTACT\n23 November 2026, 10:\d\dam\. Amina Khan and baby Yusuf\n/,
      );
      expect(text).toContain(parentsWords);
      expect(text).toContain("Explained back: on their back");
      expect(text).toContain("Not yet: not too hot");
      expect(text).toContain("- Day and night: Cot, parents' room. Found: As advised (clear, flat and firm).");
      expect(text).not.toContain("heating is off");
      await button(page, "Copy professional notes").click();
      await expect(page.getByText("Professional notes copied.")).toBeVisible();
      const notes = await readClipboard(page);
      expect(notes).toContain(professionalNotes);
      expect(notes).not.toContain(parentsWords);
    });
    const record = await shownText(page.locator(".app-record-page"));
    expect(record).toContain(parentsWords);

    const parentCopy = await test.step("prints one side for the family", async () => {
      await page.getByRole("link", { name: "Parent copy" }).click();
      await expect(page.getByRole("button", { name: "Print parent copy" })).toBeVisible();
      return readParentCopy(page);
    });

    await context.close();
    context = await startDevice(device);
    page = await firstPage(context);
    await startClock(page, "2026-11-24T08:00:00Z");
    await page.goto(server.url);
    await unlock(page, passphrase);
    await openFamily(page, /Amina Khan and baby Yusuf/);
    await page.getByRole("link", { name: /^Record of/ }).click();
    await expectHeading(page, "New birth contact");
    expect(await shownText(page.locator(".app-record-page"))).toBe(record);
    await page.getByRole("link", { name: "Parent copy" }).click();
    await expect(page.getByRole("button", { name: "Print parent copy" })).toBeVisible();
    expect(await readParentCopy(page)).toBe(parentCopy);
  } finally {
    await device.dispose();
    await server.stop();
  }
});

test("Nothing is kept of a set-up that was not finished", async ({ page }) => {
  await startClock(page);
  await page.goto("/");
  await choosePassphrase(page);
  await expectHeading(page, "Save your recovery sheet");
  await page.goto("/caseload");
  await expectHeading(page, "Record safer sleep conversations, even without signal");
});

test("A passphrase that is short or easy to guess is refused with a reason", async ({ page }) => {
  await startClock(page);
  await page.goto("/setup/passphrase");
  await button(page, "Continue").click();
  const alert = page.getByRole("alert").filter({ hasText: "There is a problem" });
  await expect(alert).toContainText("Enter a passphrase");
  for (const [weak, reason] of [
    ["short", "Enter a passphrase of at least 12 characters"],
    ["passwordpassword", /easy|guess/],
  ] as const) {
    await page.getByLabel("Passphrase", { exact: true }).fill(weak);
    await button(page, "Continue").click();
    await expect(alert).toContainText(reason);
    await expect(page.getByLabel("Passphrase", { exact: true })).toHaveValue(weak);
    await expectHeading(page, "Create a passphrase");
  }
  await page.getByLabel("Passphrase", { exact: true }).fill("violet anchor drum seven lake");
  await button(page, "Continue").click();
  await expectHeading(page, "Save your recovery sheet");
});

async function startDevice(device: ReturnType<typeof newDevice>): Promise<BrowserContext> {
  const context = await device.start();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  return context;
}

async function firstPage(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? context.newPage();
}

/** The set-up as a person goes through it, with a slip on the way. Gives the passphrase. */
async function setUpByHand(page: Page): Promise<string> {
  return test.step("sets the device up", async () => {
    const passphrase = await choosePassphrase(page);
    const words = await readRecoverySheet(page);
    expect(words).toHaveLength(12);
    expect(passphrase.split(/[\s-]+/)).toHaveLength(5);

    await button(page, "Continue").click();
    await expect(page.getByRole("alert").first()).toContainText("Tick to say that you have saved your recovery sheet");
    await page.getByLabel("I have saved my recovery sheet").check();
    await button(page, "Continue").click();

    await typeRecoveryWords(page, [...words.slice(1), "zebra"]);
    await button(page, "Continue").click();
    await expect(page.getByRole("alert").first()).toContainText(/Word \d+ does not match your recovery sheet/);
    await typeRecoveryWords(page, words);
    await button(page, "Continue").click();

    await expectHeading(page, "About you");
    await button(page, "Continue").click();
    await expect(page.getByRole("alert").first()).toContainText("Enter your name");
    await page.getByLabel("Your name").fill("Jo Ward");
    await page.getByLabel(/^Team phone number/).fill("0118 496 0000");
    await button(page, "Continue").click();
    await expectHeading(page, "Check this device");
    await expect(page.getByRole("heading", { name: "Ready to work offline" })).toBeVisible();
    await page.getByRole("link", { name: "Go to your caseload" }).click();
    await expect(page.getByText("No families yet. Add a family to begin.")).toBeVisible();
    return passphrase;
  });
}

/** A whole contact without signal: one topic not explained yet, the parent's words, a worry for professionals. */
async function recordContact(page: Page): Promise<void> {
  await test.step("records a contact without signal", async () => {
    await startContact(page, "new birth contact");
    const taps = await Taps.start(page);
    await answerPeople(taps, path);
    await answerSleepSpace(taps, path);
    await answerBabyAndHome(taps);

    await expectHeading(page, stepHeadings.topics);
    await page.getByText("In the parent's words").first().click();
    await page.getByLabel("What they said or showed, in their words").first().fill(parentsWords);
    await answerTopics(taps);
    await page.goBack();
    await chip(page, /not too hot|temperature|hot/i, "Not yet").click();
    await chip(page, "What happens next?", /visit/i).click();
    await expectSaved(page);
    await button(page, "Continue").click();

    await answerNights(taps, path);
    await answerAgreement(taps, path);
    await chip(page, "Today", "Something to follow up").click();
    await page.getByLabel("Professional notes").fill(professionalNotes);
    await page
      .getByRole("group", { name: /^Decision: / })
      .first()
      .getByRole("radio", { name: "Take this up" })
      .click();
    await page.getByRole("group", { name: "Next contact" }).getByRole("radio").first().click();
    await expectSaved(page);
    await button(page, "Continue").click();
    await expectHeading(page, stepHeadings.check);
    await finalise(taps);
  });
}

/** The copy as it is printed: one side of A4, with nothing on it that is for professionals only. */
async function readParentCopy(page: Page): Promise<string> {
  await page.emulateMedia({ media: "print" });
  const text = await shownText(page.locator("body"));
  await page.emulateMedia({ media: null });
  for (const hidden of ["heating", "alone", "concern", "999 111 2227", nhsNumber, "professional"]) {
    expect(text.toLowerCase()).not.toContain(hidden.toLowerCase());
  }
  expect(text).toContain("0118 496 0000");
  expect(text).toContain("A night away");
  expect(text).not.toContain("Hide screen");
  const { pages, size } = readPdf(await page.pdf({ preferCSSPageSize: true }));
  expect(pages).toBe(1);
  expect(size).toEqual({ width: 210, height: 297 });
  return text;
}
