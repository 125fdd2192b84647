import { expect, type Page, test } from "@playwright/test";
import { addFamily, expectHeading, goToCaseload, setUp } from "../e2e/support/app.ts";
import { recordFastPath } from "../e2e/support/contact.ts";
import { Taps } from "../e2e/support/taps.ts";

test.use({ actionTimeout: 10_000 });

test("On paper a record and its parent copy show no buttons, and the copy is one side of A4", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await setUp(page);
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" });
  await goToCaseload(page);
  await recordFastPath(await Taps.start(page), "new birth contact", /Amina Khan and baby Yusuf/, {
    parent: "Amina Khan",
  });

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await shownControls(page)).toEqual([]);
  await expect(page.getByRole("main")).toContainText("Topics and teach-back");
  expect(await colours(page)).toEqual({ text: "rgb(0, 0, 0)", paper: "rgb(255, 255, 255)" });
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  expect((await shownControls(page)).length).toBeGreaterThan(5);

  await page.getByRole("link", { name: "Parent copy" }).click();
  await expectHeading(page, "Safer sleep for your baby");
  await page.emulateMedia({ media: "print" });
  expect(await shownControls(page)).toEqual([]);
  expect(countPages(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
  expect(await smallestText(page)).toBeGreaterThanOrEqual(10);
});

test("Nothing moves for who asks for less motion", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/");
  await page.getByRole("button", { name: "Try with a made-up family" }).click();
  await expectHeading(page, "Caseload");
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  expect(await moving(page)).toEqual([]);
  // The same look finds motion where it is not asked to stay away.
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect((await moving(page)).length).toBeGreaterThan(0);
});

/** The controls and the frame of the app that would be printed. */
function shownControls(page: Page): Promise<string[]> {
  return page
    .locator("button, input, select, textarea, summary, .app-header, .app-footer, .nhsuk-skip-link, nav a")
    .filter({ visible: true })
    .allTextContents();
}

function colours(page: Page): Promise<{ text: string; paper: string }> {
  return page.evaluate(() => {
    const cell = document.querySelector("main dd, main p") ?? document.body;
    return { text: getComputedStyle(cell).color, paper: getComputedStyle(document.body).backgroundColor };
  });
}

/** The smallest type of the page, in points to one decimal. */
function smallestText(page: Page): Promise<number> {
  return page
    .locator("main :is(p, li, h1, h2)")
    .evaluateAll((all) =>
      Math.min(
        ...all
          .filter((element) => element.checkVisibility())
          .map((element) => Math.round(Number.parseFloat(getComputedStyle(element).fontSize) * 7.5) / 10),
      ),
    );
}

/** Rules of the app's style sheets that animate or glide, as far as they apply to something that could be on a page. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const probe = document.createElement("span");
    probe.className = "app-spinner__ring";
    document.body.append(probe);
    const all = [...document.querySelectorAll("*")];
    const found = all.filter((element) => {
      const { animationName, transitionProperty, transitionDuration } = getComputedStyle(element);
      return animationName !== "none" || (transitionProperty !== "none" && Number.parseFloat(transitionDuration) > 0);
    });
    const names = found.map((element) => element.className.toString());
    probe.remove();
    return names;
  });
}

/** How many pages a PDF has: the objects of type Page, which Chromium writes uncompressed. */
function countPages(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
