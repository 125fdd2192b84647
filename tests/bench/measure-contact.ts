import type { Page } from "@playwright/test";
import { settle, slowDown, withPage } from "./bench-browser.ts";
import { type Figure, median, percentile } from "./figures.ts";
import { plainGetRecords, tap, unlockApp } from "./in-app.ts";
import type { Seeded } from "./measure-store.ts";

const chips = ".app-chip__label";
const tapsPerStep = 20;
const steps = ["people", "sleep-space", "baby-and-home", "topics", "different-nights", "agreement", "concerns"];
const openings = 9;
const frame = 1000 / 60;

interface TapTimes {
  toPaint: number[];
  toSaved: number[];
}

/** What somebody feels who uses the app with a full caseload: the list, the search, opening, and each tap. */
export async function measureUse({ profile, passphrase }: Seeded, url: string): Promise<Figure[]> {
  return withPage(profile, async (page) => {
    await unlockApp(page, url, passphrase);
    const list = await sampleList(page);
    await slowDown(page);
    const keystrokes = await sampleKeystrokes(page);
    const opening = await sampleOpenings(page);
    const byStep = await sampleSteps(page);
    const limit = await sampleStatic(page, url);

    const toPaint = [...byStep.values()].flatMap((times) => times.toPaint);
    const toSaved = [...byStep.values()].flatMap((times) => times.toSaved);
    const [slowest, slowestTimes] = [...byStep].reduce((a, b) => (median(a[1].toPaint) > median(b[1].toPaint) ? a : b));
    return [
      {
        name: "List of all families, full speed: tap to paint, median",
        unit: "ms",
        value: median(list),
        budget: { of: "value", limit: 2 * frame },
      },
      { name: "Search: keystroke to paint, p95", unit: "ms", value: percentile(keystrokes, 0.95) },
      {
        name: "Open a family: tap to paint, median, against plain get and parse",
        unit: "ms",
        value: median(opening.family),
        reference: median(opening.plain),
      },
      {
        name: "Open a contact: tap to painted step, median, against plain get and parse",
        unit: "ms",
        value: median(opening.contact),
        reference: median(opening.plain),
      },
      {
        name: `Tap in a contact to paint, median of ${toPaint.length}, against static HTML`,
        unit: "ms",
        value: median(toPaint),
        reference: median(limit),
        budget: { of: "ratio", limit: 2 },
      },
      {
        name: "Tap in a contact to paint, p95, against static HTML",
        unit: "ms",
        value: percentile(toPaint, 0.95),
        reference: percentile(limit, 0.95),
        budget: { of: "value", limit: 50 },
      },
      {
        name: `Tap to paint in the slowest step (${slowest}), p95`,
        unit: "ms",
        value: percentile(slowestTimes.toPaint, 0.95),
      },
      { name: `Tap to "Saved" on the screen, median of ${toSaved.length}`, unit: "ms", value: median(toSaved) },
      { name: 'Tap to "Saved" on the screen, p95', unit: "ms", value: percentile(toSaved, 0.95) },
    ];
  });
}

async function sampleList(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < 10; n++) {
    await tap(page, ".app-segments__link[href$='drafts']", 0);
    await settle(page);
    await tap(page, ".app-segments__link[href$='all']", 0);
    times.push(await tapToPaint(page));
    await settle(page);
  }
  return times;
}

async function sampleKeystrokes(page: Page): Promise<number[]> {
  const times: number[] = [];
  const box = page.getByRole("searchbox");
  for (const text of ["amina khan", "zoe", "murphy-ali", "lr 104", "nobody"]) {
    await box.focus();
    for (const key of text) {
      const answered = page.evaluate(() => window.probe.nextInput());
      await settle(page);
      await page.keyboard.press(key === " " ? "Space" : key);
      const { at, painted } = await answered;
      times.push(painted - at);
    }
    await box.fill("");
    await settle(page);
  }
  return times;
}

// Families that have a draft, each opened to its page and on to the step where the draft was left.
async function sampleOpenings(page: Page) {
  const times = { family: [] as number[], contact: [] as number[], plain: [] as number[] };
  for (let n = 0; n <= openings; n++) {
    await page.getByRole("banner").getByRole("link", { name: "Safer Sleep Contacts" }).click();
    await page.getByRole("link", { name: /^Drafts/ }).click();
    await page.locator(".app-row").first().waitFor();
    await settle(page);
    const toFamily = await tapUntil(page, ".app-row__link", { index: n, shown: "h2", text: "Family details" });
    const familyId = new URL(page.url()).pathname.split("/")[2] ?? "";
    const toContact = await tapUntil(page, "a.nhsuk-button[href^='/contact/']", {
      index: 0,
      shown: "h1",
      text: "Step",
    });
    const plain = await plainGetRecords(page, familyId);
    if (n === 0) continue; // loads the screens' scripts
    times.family.push(toFamily);
    times.contact.push(toContact);
    times.plain.push(plain);
  }
  return times;
}

// Stays in the contact that was opened last, and goes through its steps.
async function sampleSteps(page: Page): Promise<Map<string, TapTimes>> {
  const contact = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  const byStep = new Map<string, TapTimes>();
  for (const step of steps) {
    await page.getByRole("link", { name: "All steps" }).click();
    await page.locator(`main a[href='${contact}/${step}']`).first().click();
    await page.locator("h1", { hasText: "Step" }).waitFor();
    await settle(page);
    const times: TapTimes = { toPaint: [], toSaved: [] };
    for (let n = -3; n < tapsPerStep; n++) {
      // Seven on, so that the taps wander over the page, and most of them change an answer.
      await tap(page, chips, (n + 3) * 7);
      const toPaint = await tapToPaint(page);
      await settle(page);
      const toSaved = await page.evaluate(() => {
        const { at, savedPainted } = window.probe.tap ?? { at: 0 };
        return savedPainted === undefined ? undefined : savedPainted - at;
      });
      if (n < 0) continue;
      times.toPaint.push(toPaint);
      if (toSaved !== undefined) times.toSaved.push(toSaved);
    }
    byStep.set(step, times);
  }
  return byStep;
}

async function sampleStatic(page: Page, url: string): Promise<number[]> {
  await page.goto(`${url}/bench/static.html`);
  await page.locator(".choice").first().waitFor();
  const times: number[] = [];
  for (let n = -3; n < 60; n++) {
    await tap(page, ".choice", (n + 3) * 7);
    const toPaint = await tapToPaint(page);
    await settle(page);
    if (n >= 0) times.push(toPaint);
  }
  return times;
}

function tapToPaint(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { at, painted } = window.probe.tap ?? {};
    if (at === undefined || painted === undefined) throw new Error("The tap was not painted");
    return painted - at;
  });
}

async function tapUntil(
  page: Page,
  selector: string,
  { index, shown, text }: { index: number; shown: string; text?: string },
): Promise<number> {
  await page.evaluate(() => {
    window.probe.tap = undefined;
  });
  const painted = page.evaluate(({ shown, text }) => window.probe.whenPainted(shown, text), { shown, text });
  await tap(page, selector, index);
  const at = await page.evaluate(() => window.probe.tap?.at ?? Number.NaN);
  const time = (await painted) - at;
  await settle(page);
  return time;
}
