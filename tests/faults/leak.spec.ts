import { expect, type Page, test } from "@playwright/test";
import {
  button,
  expectHeading,
  expectSaved,
  goToCaseload,
  lock,
  setUp,
  setUpInApp,
  unlock,
} from "../e2e/support/app.ts";
import { newDevice } from "../e2e/support/device.ts";
import { serveRelease } from "../e2e/support/release-server.ts";
import { hostileStrings } from "../support/hostile-strings.ts";
import { buildRoot } from "./support/build.ts";
import { addFullFamily, fillContact, fillSettings, openFolds, openSettings } from "./support/full-contact.ts";
import { heldIn, readMemory, wholeStrings } from "./support/heap.ts";
import { newMarker, newNhsNumber, newPhoneNumber } from "./support/markers.ts";
import { answerFirstQuestion, startFirstContact } from "./support/start.ts";

test.use({ serviceWorkers: "allow" });

test("Hostile text in every field shows as text everywhere and runs nowhere", async ({ page, context }) => {
  test.setTimeout(360_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const incidents = await watchIncidents(page);
  const uses = new Map<string, number>();
  let turn = 0;
  // As many strings as a field takes, each in several fields.
  const next = (field: string) => {
    const room = /^(family|you|number|numbers)\b/.test(field) ? 100 : 300;
    const texts: string[] = [];
    for (;;) {
      const text = hostileStrings[turn % hostileStrings.length] ?? "";
      if ([...texts, text].join(" ").length > room) return texts.join(" ");
      texts.push(text);
      uses.set(text, (uses.get(text) ?? 0) + 1);
      turn++;
    }
  };

  await setUp(page);
  const settings = await fillSettings(page, next, newPhoneNumber());
  await expectAllShown(page, [settings.get("numbers red-book")], "input");
  const family = await addFullFamily(page, next, { nhsNumber: newNhsNumber(), phone: newPhoneNumber() });
  const parent = family.get("family carer-1-name") ?? "";
  await openFolds(page);
  await expectAllShown(page, [...family.values()]);
  await goToCaseload(page);
  await page.getByRole("link", { name: /^All\b/ }).click();
  await expectAllShown(page, [parent, family.get("family baby-1-name")]);
  await page.getByLabel("Search by name or NHS number").fill(parent.slice(0, 20));
  await page.getByRole("list", { name: "Families" }).getByRole("link").first().click();

  const contact = await fillContact(page, next);
  expect(uses.size).toBe(hostileStrings.length);
  expect(Math.min(...uses.values())).toBeGreaterThanOrEqual(2);
  await expectAllShown(page, [...contact.values()]);
  await button(page, "Finalise record").click();
  await expectHeading(page, "Record finalised");
  await expectAllShown(page, [...contact.values()]);
  expect(await page.locator(".app-record-page").locator(markup).count()).toBe(0);

  await button(page, "Copy text for your record system").click();
  await expect(page.getByText("Text copied.")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  await button(page, "Copy professional notes").click();
  await expect(page.getByText("Professional notes copied.")).toBeVisible();
  const notes = await page.evaluate(() => navigator.clipboard.readText());
  const missing = [...contact.values()].filter((text) => !folded(`${copied} ${notes}`).includes(folded(text)));
  expect(missing).toEqual([]);

  await page.getByRole("link", { name: "Parent copy" }).click();
  await expect(page.getByRole("main")).toContainText(settings.get("numbers red-book") ?? "");
  expect(await page.getByRole("main").locator(markup).count()).toBe(0);
  await openSettings(page, "You");
  await openSettings(page, "Local numbers and red book");
  await expectAllShown(page, [settings.get("number-1 label"), settings.get("number-2 label")]);

  expect(incidents).toEqual([]);
  console.info(
    `hostile text: ${hostileStrings.length} strings, ${turn} uses in ${settings.size + family.size + contact.size} fields, ` +
      `each in ${Math.min(...uses.values())} or more: 0 violations of the policy, 0 dialogs`,
  );
});

test("10 seconds after locking the memory of the page holds nothing of the records", async () => {
  test.setTimeout(360_000);
  const device = newDevice(wholeStrings);
  const server = await serveRelease(buildRoot);
  try {
    const markers: string[] = [];
    const next = () => markers[markers.push(newMarker()) - 1] ?? "";
    const nhsNumber = newNhsNumber();
    let context = await device.start();
    let page = context.pages()[0] ?? (await context.newPage());
    const { passphrase, recoveryWords } = await setUpInApp(page, { url: server.url });
    await fillSettings(page, next, newPhoneNumber());
    await addFullFamily(page, next, { nhsNumber, phone: newPhoneNumber() });
    await fillContact(page, next);
    const check = page.url();
    await context.close();

    // Afresh, because the clock that set-up pretends holds on to what waits for it.
    context = await device.start();
    page = context.pages()[0] ?? (await context.newPage());
    await page.goto(check);
    await unlock(page, passphrase);
    await useEverything(page, markers);
    const secrets = [...markers, passphrase, recoveryWords.join(" "), nhsNumber];

    const unlocked = heldIn(await readMemory(page), secrets);
    expect(unlocked.length).toBeGreaterThan(50);
    await lock(page);
    await page.waitForTimeout(10_000);
    const locked = heldIn(await readMemory(page), secrets);

    console.info(
      `memory: ${unlocked.length} of ${secrets.length} secrets while unlocked, ${locked.length} after locking`,
    );
    expect(locked).toEqual([]);
    expect(page.workers()).toEqual([]);
  } finally {
    await server.stop();
    await device.dispose();
  }
});

test("Once locked, going back, forward or to another window shows nothing of the records", async ({
  page,
  context,
}) => {
  const { passphrase, contactUrl } = await startFirstContact(page);
  await answerFirstQuestion(page);
  await lock(page);

  for (const move of ["back", "back", "back", "forward", "forward"] as const) {
    await (move === "back" ? page.goBack() : page.goForward());
    await expectHeading(page, "Unlock");
    await expectNothingShown(page);
  }

  await page.goto(contactUrl);
  await unlock(page, passphrase);
  await expect(page.getByRole("checkbox", { name: "Amina Khan" })).toBeChecked();
  await page.goto("about:blank");
  await page.goBack();
  await expectHeading(page, "Unlock");
  await expectNothingShown(page);

  await unlock(page, passphrase);
  const other = await context.newPage();
  await other.goto(contactUrl);
  await expectHeading(other, "The app is open in another window");
  await expectNothingShown(other);
  await other.close();

  await button(page, "Hide screen").click();
  await expectHeading(page, "Safer sleep for babies");
  await expectNothingShown(page);
  await page.goBack();
  await expectNothingShown(page);
});

/** What hostile text would make if it were taken for markup. */
const markup =
  "script, iframe, object, embed, base, meta, link, style, img, video, audio, svg:not([class]), math, marquee, template, " +
  "[onerror], [onload], [onfocus], [onclick], [onpointerover], a[href^='javascript' i], a[href^='data' i]";

/** Notes each sign that text was run: refused by the policy, an error, or a dialog. */
async function watchIncidents(page: Page): Promise<string[]> {
  const incidents: string[] = [];
  page.on("dialog", (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => incidents.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!["http:", "https:", "blob:"].includes(new URL(request.url()).protocol)) incidents.push(request.url());
  });
  await page.exposeFunction("reportViolation", (text: string) => incidents.push(`policy: ${text}`));
  await page.addInitScript(() => {
    const { reportViolation } = window as unknown as { reportViolation(text: string): void };
    document.addEventListener("securitypolicyviolation", (event) =>
      reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  return incidents;
}

/** Every text stands on the page as it was typed, and no part of it has become an element. */
async function expectAllShown(page: Page, texts: readonly (string | undefined)[], where: "text" | "input" = "text") {
  const main = page.getByRole("main");
  const wanted = texts.filter((text) => text !== undefined);
  expect(wanted.length).toBeGreaterThan(0);
  await expect
    .poll(async () => {
      const shown =
        where === "text"
          ? await main.evaluate((element) => element.textContent ?? "")
          : (
              await main
                .locator("input, textarea")
                .evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value))
            ).join();
      return wanted.filter((text) => !folded(shown).includes(folded(text)));
    })
    .toEqual([]);
  expect(await main.locator(markup).count()).toBe(0);
}

// A record puts words between quotation marks, which words inside cannot close, and drops what nobody can see.
function folded(text: string): string {
  return text.replace(/["\u201c-\u201f\u00ab\u00bb\uff02]/g, "'").replace(/\s+/g, " ");
}

/** Opens each screen that holds records, so that whatever keeps something has had the chance to. */
async function useEverything(page: Page, markers: readonly string[]): Promise<void> {
  await expectHeading(page, "Check before you finalise");
  for (const step of ["People", "Topics", "Concerns and next steps"]) {
    await page.getByRole("link", { name: "All steps" }).click();
    await page.getByRole("link", { name: step, exact: true }).first().click();
    await openFolds(page);
  }
  const note = page.getByLabel("Professional notes");
  await note.fill(`${await note.inputValue()} again`);
  await expectSaved(page);
  await goToCaseload(page);
  await page.getByLabel("Search by name or NHS number").fill(markers[8] ?? "");
  await page.getByLabel("Search by name or NHS number").fill("");
  await page.getByRole("link", { name: /^Drafts\b/ }).click();
  await page.getByRole("list", { name: "Families" }).getByRole("link").first().click();
  await openFolds(page);
  await page.getByRole("link", { name: "Change family details" }).click();
  await openFolds(page);
  await openSettings(page, "You");
  await openSettings(page, "Local numbers and red book");
  await goToCaseload(page);
  await page.getByRole("link", { name: /^Drafts\b/ }).click();
  await page.getByRole("list", { name: "Families" }).getByRole("link").first().click();
  await page.getByRole("link", { name: "Carry on with the new birth contact" }).click();
  await expectHeading(page, "Do you have any concerns?");
}

async function expectNothingShown(page: Page): Promise<void> {
  await expect(page.locator("body")).not.toContainText(/Amina|Khan|Yusuf|alone/);
  expect(await page.title()).not.toMatch(/Amina|Khan|Yusuf/);
}
