import type { Page } from "@playwright/test";
import { settle, slowDown, slowdown, withPage } from "./bench-browser.ts";
import { type Figure, median, percentile } from "./figures.ts";
import { plainGetAll, unlockApp } from "./in-app.ts";

/** A browser profile that holds a vault with this many families. */
export interface Seeded {
  families: number;
  profile: string;
  passphrase: string;
}

/** What grows with the number of families, for comparing two sizes. */
export interface StoreTimes {
  unlock: number;
  /** Saves as multiples of a plain put in the same minute: the two sizes are measured minutes apart. */
  draftSave: number;
  familySave: number;
}

const unlocks = 9;
const savesEach = 120;

/**
 * Unlocking, saving, searching and memory with one number of families. Unlocking and saving are held to their budgets
 * at full speed and shown slowed down besides: only the page's thread can be slowed, not the disk or the worker, which
 * is no device that exists.
 */
export async function measureStore(seeded: Seeded, url: string): Promise<{ figures: Figure[]; times: StoreTimes }> {
  const { families, profile } = seeded;
  const isFull = families >= 10_000; // the budgets are set for the largest caseload
  const named = (name: string, rate = 1) =>
    `${name}${rate === 1 ? "" : `, ${rate}x slower`}, ${families.toLocaleString("en-GB")} families`;

  const figures: Figure[] = [];
  let atFullSpeed: StoreTimes | undefined;
  for (const rate of [1, slowdown]) {
    const isHeld = rate === 1;
    const { opened, plain, megabytes } = await sampleUnlocks(seeded, { url, rate });
    const saved = await inHarness({ profile, url, rate }, (page) =>
      page.evaluate((n) => window.harness.saves(n), savesEach),
    );
    const plainPut = median(saved.plainDraft);
    const draftSave = median(saved.draft);
    const familySave = median(saved.family);
    const times = { unlock: median(opened), draftSave: draftSave / plainPut, familySave: familySave / plainPut };
    atFullSpeed ??= times;
    figures.push(
      {
        name: named("Unlock: keys to usable list, against plain getAll", rate),
        unit: "ms",
        value: times.unlock,
        reference: median(plain),
        ...(isFull && isHeld ? { budget: { of: "ratio", limit: 0.6 } } : {}),
      },
      {
        name: named("Save a draft, call to commit, median, against plain put", rate),
        unit: "ms",
        value: draftSave,
        reference: plainPut,
        ...(isHeld ? { budget: { of: "ratio", limit: 1.8 } } : {}),
      },
      {
        name: named("Save a draft, call to commit, p95, against plain put's p95", rate),
        unit: "ms",
        value: percentile(saved.draft, 0.95),
        reference: percentile(saved.plainDraft, 0.95),
        ...(isHeld ? { budget: { of: "ratio", limit: 3 } } : {}),
      },
      {
        name: named("Save a draft and its second copy, median, against plain put", rate),
        unit: "ms",
        value: median(saved.draftAndCopy),
        reference: plainPut,
      },
      {
        name: named("Save a family and its summary, median, against plain put", rate),
        unit: "ms",
        value: familySave,
        reference: plainPut,
      },
    );
    if (isHeld) {
      figures.push({
        name: named("Memory of the page and its worker, unlocked"),
        unit: "MB",
        value: megabytes,
        ...(isFull ? { budget: { of: "value", limit: 150 } } : {}),
      });
    }
  }

  const found = await inHarness({ profile, url, rate: slowdown }, (page) =>
    page.evaluate(() => window.harness.search()),
  );
  figures.push({
    name: named("Search: find the rows, p95 per keystroke", slowdown),
    unit: "ms",
    value: percentile(found.ours, 0.95),
    reference: percentile(found.bare, 0.95),
    ...(isFull ? { budget: { of: "value", limit: 5 } } : {}),
  });
  if (!atFullSpeed) throw new Error("Nothing was measured at full speed");
  return { figures, times: atFullSpeed };
}

/** How the times at the greater number compare with those at the smaller. */
export function growth(small: StoreTimes, large: StoreTimes, factor: number): Figure[] {
  return [
    // A fifth is the noise between two browsers.
    {
      name: "Growth: save a draft, as multiples of a plain put, 10 times as many families",
      unit: "x",
      value: large.draftSave,
      reference: small.draftSave,
      budget: { of: "ratio", limit: 1.2 },
    },
    {
      name: "Growth: save a family, as multiples of a plain put, 10 times as many families",
      unit: "x",
      value: large.familySave,
      reference: small.familySave,
    },
    {
      name: "Growth: unlock, 10 times as many families",
      unit: "ms",
      value: large.unlock,
      reference: small.unlock,
      budget: { of: "ratio", limit: factor },
    },
  ];
}

async function sampleUnlocks({ profile, passphrase }: Seeded, { url, rate }: { url: string; rate: number }) {
  return withPage(profile, async (page) => {
    await slowDown(page, rate);
    const opened: number[] = [];
    const plain: number[] = [];
    for (let n = 0; n < unlocks; n++) {
      opened.push(await unlockApp(page, url, passphrase));
      plain.push(await plainGetAll(page));
    }
    return { opened, plain, megabytes: await memoryOf(page) };
  });
}

// Counts the worker as well, and collects what nobody uses any more first.
async function memoryOf(page: Page): Promise<number> {
  await settle(page);
  const bytes = await page.evaluate(async () => {
    // The DOM types lack it; Chromium has it wherever a page is isolated, as this one's headers ask.
    const { measureUserAgentSpecificMemory: measure } = performance as Performance & {
      measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
    };
    if (!measure) throw new Error("The page is not isolated, so its memory cannot be measured");
    return (await measure.call(performance)).bytes;
  });
  return bytes / 1_000_000;
}

async function inHarness<T>(
  { profile, url, rate }: { profile: string; url: string; rate: number },
  work: (page: Page) => Promise<T>,
): Promise<T> {
  return withPage(profile, async (page) => {
    await page.goto(`${url}/bench/harness.html`);
    await page.waitForFunction(() => "harness" in window);
    await slowDown(page, rate);
    return work(page);
  });
}
