import { type CDPSession, expect, type Page, test } from "@playwright/test";
import {
  addFamily,
  button,
  choosePassphrase,
  expectHeading,
  lock,
  readRecoverySheet,
  setUp,
  typeRecoveryWords,
  unlock,
} from "./support/app.ts";

test("The screen lock unlocks in one tap, and once it is gone from the device the passphrase still does", async ({
  page,
}) => {
  const browser = await page.context().newCDPSession(page);
  const withoutKeys = await addScreenLock(browser, { hasPrf: false });
  const { passphrase } = await setUp(page);
  await openScreenLock(page);
  await useScreenLock(page, passphrase);
  await expect(page.getByRole("alert")).toContainText("Your passphrase works as before");

  await browser.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: withoutKeys });
  const authenticatorId = await addScreenLock(browser, { hasPrf: true });
  await useScreenLock(page, passphrase);
  await expect(page.getByText("You can unlock with this device's screen lock from now on.")).toBeVisible();

  await lock(page);
  const screenLock = button(page, "Unlock with this device's screen lock");
  await screenLock.click();
  await expect(button(page, "Lock")).toBeVisible();

  await lock(page);
  await browser.send("WebAuthn.clearCredentials", { authenticatorId });
  await screenLock.click();
  await expect(page.getByRole("alert")).toContainText("Use your passphrase. Nothing has been deleted.");
  await unlock(page, passphrase);
});

test("Two people on one device see nothing of each other, and the lock screen says nothing of who was in", async ({
  page,
}) => {
  const { passphrase } = await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12" });
  await lock(page);
  await button(page, "Someone else uses this device").click();
  await button(page, "Set up for someone new").click();
  await page.getByLabel("Initials or a nickname").fill("Kit");
  await button(page, "Continue").click();
  const theirs = await choosePassphrase(page);
  const words = await readRecoverySheet(page);
  await page.getByLabel("I have saved my recovery sheet").check();
  await button(page, "Continue").click();
  await typeRecoveryWords(page, words);
  await button(page, "Continue").click();
  await page.getByLabel("Your name").fill("Kit May");
  await button(page, "Continue").click();
  await page.getByRole("link", { name: "Go to your caseload" }).click();
  await expectHeading(page, "Caseload");
  await expect(page.getByText("Amina Khan")).toHaveCount(0);

  await button(page, "Lock").click();
  await expectHeading(page, "Who is unlocking?");
  const afterKit = await page.getByRole("main").textContent();
  await button(page, "The first person on this device").click();
  await page.getByLabel("Passphrase", { exact: true }).fill(theirs);
  await button(page, "Unlock").click();
  await expect(page.getByRole("alert")).toContainText("The passphrase is not correct");
  await unlock(page, passphrase);
  await expect(page.getByText("Amina Khan").first()).toBeVisible();

  await button(page, "Lock").click();
  await expectHeading(page, "Who is unlocking?");
  expect(await page.getByRole("main").textContent()).toBe(afterKit);
  await button(page, "Kit").click();
  await unlock(page, theirs);
  await expect(page.getByText("Amina Khan")).toHaveCount(0);
});

/** A screen lock in place of the device's own, which agrees to everything. */
async function addScreenLock(browser: CDPSession, { hasPrf }: { hasPrf: boolean }): Promise<string> {
  await browser.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    },
  });
  return authenticatorId;
}

async function openScreenLock(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Ways to unlock", exact: true }).click();
  await page.getByRole("link", { name: "Screen lock of this device" }).click();
  await expectHeading(page, "Screen lock of this device");
}

async function useScreenLock(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel("Your passphrase", { exact: true }).fill(passphrase);
  await button(page, "Use the screen lock").click();
}
