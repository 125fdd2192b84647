import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import {
  addFamily,
  button,
  expectHeading,
  expectSaved,
  goToCaseload,
  setUp,
  startContact,
  unlock,
} from "../e2e/support/app.ts";
import { newDevice } from "../e2e/support/device.ts";
import { serveRelease } from "../e2e/support/release-server.ts";
import { buildRoot, waitUntilOffline } from "./support/build.ts";
import { waitUntilCopied } from "./support/second-copy.ts";

const missing = "Some records are missing from this browser's store";

test("Records come back from the second copy after the browser's database was damaged, and after it was deleted", async () => {
  test.setTimeout(240_000);
  const device = newDevice();
  const server = await serveRelease(buildRoot);
  try {
    let page = await firstPage(await device.start());
    const { passphrase } = await setUp(page, { url: server.url });
    for (const parent of ["Amina Khan", "Bea Lund", "Cem Aydin"]) await addFamily(page, { parent, born: "2026-11-12" });
    await startContact(page, "new birth contact");
    await page.getByRole("checkbox", { name: "Cem Aydin" }).check();
    await expectSaved(page);
    const contact = page.url();
    await waitUntilOffline(page);
    await waitUntilCopied(page);

    const database = join(device.profile, "Default", "IndexedDB");
    for (const damage of ["its files", "the one file without which Chromium opens nothing"]) {
      await page.context().close();
      flipBytes(database, damage === "its files" ? /^(\d+\.(log|ldb)|MANIFEST-.*)$/ : /^CURRENT$/);
      page = await firstPage(await device.start());
      await page.goto(server.url);
      if (damage !== "its files") {
        await expectHeading(page, "Your records cannot be opened now");
        await expect(page.getByRole("main")).toContainText("A second copy of your records is on this device");
        await page.context().close();
        rmSync(database, { recursive: true }); // as the IT team would
        page = await firstPage(await device.start());
        await page.goto(server.url);
      }
      await expectHeading(page, missing);
      await expect(page.getByRole("main")).toContainText("Your passphrase still opens them.");
      await button(page, "Put everything back").click();
      await unlock(page, passphrase);
      await goToCaseload(page);
      await page.getByRole("link", { name: /^All\b/ }).click();
      await expect(page.getByRole("list", { name: "Families" }).getByRole("listitem")).toHaveCount(3);
      await page.goto(contact);
      await unlock(page, passphrase);
      await expect(page.getByRole("checkbox", { name: "Cem Aydin" })).toBeChecked();
    }

    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("link", { name: "Storage" }).click();
    await button(page, "Check all records").click();
    await expect(page.getByText(/^All \d+ records were opened\.$/)).toBeVisible();
    await button(page, "Check the second copy").click();
    await expect(page.getByText("Nothing is missing.")).toBeVisible();
  } finally {
    await server.stop();
    await device.dispose();
  }
});

test("A database and its second copy that were put back together to an earlier day are noticed until somebody has compared them", async () => {
  test.setTimeout(240_000);
  const device = newDevice();
  const server = await serveRelease(buildRoot);
  const earlier = mkdtempSync(join(tmpdir(), "earlier-"));
  try {
    let page = await firstPage(await device.start());
    const { passphrase } = await setUp(page, { url: server.url });
    await addFamily(page, { parent: "Amina Khan", born: "2026-11-12" });
    await waitUntilCopied(page);
    await page.context().close();
    const stores = ["IndexedDB", "File System"];
    for (const store of stores)
      cpSync(join(device.profile, "Default", store), join(earlier, store), { recursive: true });

    page = await firstPage(await device.start());
    await page.goto(server.url);
    await unlock(page, passphrase);
    await addFamily(page, { parent: "Bea Lund", born: "2026-11-12" });
    await waitUntilCopied(page);
    const noted = () => page.evaluate(() => localStorage.getItem("/log-witness/safer-sleep-contacts") ?? "");
    const before = await noted();
    await button(page, "Lock").click();
    await unlock(page, passphrase);
    await expect.poll(noted, { timeout: 30_000 }).not.toBe(before);
    await page.waitForTimeout(6_000); // the browser writes local storage down within 5 seconds
    await page.context().close();
    for (const store of stores) {
      rmSync(join(device.profile, "Default", store), { recursive: true });
      cpSync(join(earlier, store), join(device.profile, "Default", store), { recursive: true });
    }

    page = await firstPage(await device.start());
    await page.goto(server.url);
    await unlock(page, passphrase);
    await goToCaseload(page);
    await page.getByRole("link", { name: "Check all records" }).click({ timeout: 30_000 });
    await button(page, "Check all records").click();
    await expect(page.getByText(/have gone back to an earlier day/)).toBeVisible();
    await button(page, "I have compared them").click();
    await expect(page.getByText(/have gone back to an earlier day/)).toBeHidden();
    await goToCaseload(page);
    await expect(page.getByRole("link", { name: "Check all records" })).toBeHidden();
    await button(page, "Lock").click();
    await unlock(page, passphrase);
    await goToCaseload(page);
    await page.getByRole("link", { name: /^All\b/ }).click();
    await expect(page.getByRole("list", { name: "Families" }).getByRole("listitem")).toHaveCount(1);
    await expect(page.getByRole("link", { name: "Check all records" })).toBeHidden();
  } finally {
    await server.stop();
    await device.dispose();
    rmSync(earlier, { recursive: true });
  }
});

async function firstPage(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? context.newPage();
}

/** Turns a byte in every 256 of every file of these names. */
function flipBytes(folder: string, names: RegExp): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !names.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    for (let at = 7; at < bytes.length; at += 256) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
  }
}
