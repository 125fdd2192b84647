import type { Page } from "@playwright/test";
import { settle, slowDown, withPage } from "./bench-browser.ts";
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
  draftSave: number;
  familySave: number;
}

const unlocks = 9;
const savesEach = 150;

/** Unlocking, saving, searching and memory with one number of families. */
export async function measureStore(
  { families, profile, passphrase }: Seeded,
  url: string,
): Promise<{ figures: Figure[]; times: StoreTimes }> {
  const isFull = families >= 10_000; // the budgets are set for the largest caseload
  const named = (name: string) => `${name}, ${families.toLocaleString("en-GB")} families`;

  const { opened, plain, megabytes } = await withPage(profile, async (page) => {
    await slowDown(page);
    const samples = await sampleUnlocks(page, { url, passphrase });
    return { ...samples, megabytes: await memoryOf(page) };
  });
  const saved = await inHarness(profile, url, (page) => page.evaluate((n) => window.harness.saves(n), savesEach));
  const found = await inHarness(profile, url, (page) => page.evaluate(() => window.harness.search()));

  const times = { unlock: median(opened), draftSave: median(saved.draft), familySave: median(saved.family) };
  const plainPut = median(saved.plainDraft);
  const figures: Figure[] = [
    {
      name: named("Unlock: keys to usable list, against plain getAll"),
      unit: "ms",
      value: times.unlock,
      reference: median(plain),
      ...(isFull ? { budget: { of: "ratio", limit: 0.6 } as const } : {}),
    },
    {
      name: named("Save a draft, call to commit, median, against plain put"),
      unit: "ms",
      value: times.draftSave,
      reference: plainPut,
      budget: { of: "ratio", limit: 1.8 },
    },
    {
      name: named("Save a draft, call to commit, p95, against plain put's p95"),
      unit: "ms",
      value: percentile(saved.draft, 0.95),
      reference: percentile(saved.plainDraft, 0.95),
      budget: { of: "ratio", limit: 3 },
    },
    {
      name: named("Save a family and its summary, median, against plain put"),
      unit: "ms",
      value: times.familySave,
      reference: plainPut,
    },
    {
      name: named("Search: find the rows, p95 per keystroke"),
      unit: "ms",
      value: percentile(found.ours, 0.95),
      reference: percentile(found.bare, 0.95),
      ...(isFull ? { budget: { of: "value", limit: 5 } as const } : {}),
    },
    {
      name: named("Memory of the page and its worker, unlocked"),
      unit: "MB",
      value: megabytes,
      ...(isFull ? { budget: { of: "value", limit: 150 } as const } : {}),
    },
  ];
  return { figures, times };
}

/** How the times at the greater number compare with those at the smaller. */
export function growth(small: StoreTimes, large: StoreTimes, factor: number): Figure[] {
  return [
    // A fifth is the noise between two browsers.
    {
      name: "Growth: save a draft, 10 times as many families",
      unit: "ms",
      value: large.draftSave,
      reference: small.draftSave,
      budget: { of: "ratio", limit: 1.2 },
    },
    {
      name: "Growth: save a family, 10 times as many families",
      unit: "ms",
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

async function sampleUnlocks(page: Page, app: { url: string; passphrase: string }) {
  const opened: number[] = [];
  const plain: number[] = [];
  for (let n = 0; n < unlocks; n++) {
    opened.push(await unlockApp(page, app.url, app.passphrase));
    plain.push(await plainGetAll(page));
  }
  return { opened, plain };
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

async function inHarness<T>(profile: string, url: string, work: (page: Page) => Promise<T>): Promise<T> {
  return withPage(profile, async (page) => {
    await page.goto(`${url}/bench/harness.html`);
    await page.waitForFunction(() => "harness" in window);
    await slowDown(page);
    return work(page);
  });
}
