import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import lighthouse, { startFlow } from "lighthouse";
// biome-ignore lint/correctness/useImportExtensions: the rule takes the declarations beside the script for the script
import { browserFlags, findBrowser } from "../../scripts/find-browser.mjs";
import { type Figure, median } from "./figures.ts";

const runs = 3;
const categories = { performance: "Performance", accessibility: "Accessibility", "best-practices": "Best practices" };
type Category = keyof typeof categories;

type Report = NonNullable<Awaited<ReturnType<typeof lighthouse>>>["lhr"];

/** Lighthouse as for a phone: the first screen against a plain Preact page, and the training caseload as it stands. */
export async function measureLighthouse(workFolder: string, url: string): Promise<Figure[]> {
  const first = await navigate(workFolder, `${url}/`);
  const plain = await navigate(workFolder, `${url}/bench/plain-preact.html`);
  const { opening, caseload } = await walkToCaseload(workFolder, url);

  const scores = (Object.keys(categories) as Category[]).map(
    (category): Figure => ({
      name: `Lighthouse, first screen: ${categories[category]}`,
      unit: "score",
      value: median(first.map((report) => scoreOf(report, category))),
      budget: { of: "value", limit: 100 },
      atLeast: true,
    }),
  );
  const snapshots = (["accessibility", "best-practices"] as const).map(
    (category): Figure => ({
      name: `Lighthouse, training caseload: ${categories[category]}`,
      unit: "score",
      value: scoreOf(caseload, category),
      budget: { of: "value", limit: 100 },
      atLeast: true,
    }),
  );
  return [
    ...scores,
    {
      name: "Lighthouse, first screen: largest paint, against plain Preact",
      unit: "ms",
      value: median(first.map((report) => timeOf(report, "largest-contentful-paint"))),
      reference: median(plain.map((report) => timeOf(report, "largest-contentful-paint"))),
      budget: { of: "ratio", limit: 1.35 },
    },
    {
      name: "Lighthouse, first screen: blocked, against plain Preact",
      unit: "ms",
      value: median(first.map((report) => timeOf(report, "total-blocking-time"))),
      reference: median(plain.map((report) => timeOf(report, "total-blocking-time"))),
      budget: { of: "value", limit: 50 },
    },
    ...snapshots,
    {
      name: "Lighthouse, from the first screen into training: blocked",
      unit: "ms",
      value: timeOf(opening, "total-blocking-time"),
    },
  ];
}

async function navigate(workFolder: string, url: string): Promise<Report[]> {
  const reports: Report[] = [];
  for (let n = 0; n < runs; n++) {
    await withDebuggedBrowser(workFolder, async (port) => {
      const result = await lighthouse(url, { port, logLevel: "error", onlyCategories: Object.keys(categories) });
      if (!result) throw new Error("Lighthouse gave no result");
      if (result.lhr.runtimeError) throw new Error(`Lighthouse failed: ${result.lhr.runtimeError.message}`);
      reports.push(result.lhr);
    });
  }
  return reports;
}

/**
 * A page load locks the app, so the caseload has no load of its own to measure: the way into it is taken as a timespan
 * and the screen itself as a snapshot, which have no performance score and no largest paint.
 */
async function walkToCaseload(workFolder: string, url: string): Promise<{ opening: Report; caseload: Report }> {
  return withDebuggedBrowser(workFolder, async (port) => {
    const browser = await puppeteer().connect({ browserURL: `http://localhost:${port}`, defaultViewport: null });
    const page = await browser.newPage();
    await page.goto(url);
    const flow = await startFlow(page, { config: { extends: "lighthouse:default" } });
    const button = await page.waitForSelector("::-p-aria([name='Try with a made-up family'][role='button'])");
    await flow.startTimespan();
    await button?.click();
    await page.waitForSelector(".app-row");
    await flow.endTimespan();
    await flow.snapshot();
    const { steps } = await flow.createFlowResult();
    const [opening, caseload] = steps.map(({ lhr }) => lhr);
    await browser.disconnect();
    if (!opening || !caseload) throw new Error("Lighthouse gave no result");
    return { opening, caseload };
  });
}

/** What the walk needs of the browser driver that comes with Lighthouse, which has no types of its own here. */
interface Puppeteer {
  connect(options: { browserURL: string; defaultViewport: null }): Promise<{
    newPage(): Promise<Parameters<typeof startFlow>[0]>;
    disconnect(): Promise<void>;
  }>;
}

function puppeteer(): Puppeteer {
  const require = createRequire(import.meta.url);
  // Whatever Lighthouse itself resolves, so that the two fit; the shape is checked by the first call.
  return createRequire(require.resolve("lighthouse"))("puppeteer-core") as Puppeteer;
}

async function withDebuggedBrowser<T>(workFolder: string, work: (port: number) => Promise<T>): Promise<T> {
  const browser = findBrowser();
  if (!browser.ok) throw new Error(browser.advice);
  const profile = join(workFolder, `lighthouse-${Date.now()}`);
  mkdirSync(profile, { recursive: true });
  const flags = [...browserFlags, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`];
  const child = spawn(browser.path, [...flags, "about:blank"], { stdio: "ignore" });
  try {
    return await work(await debuggingPort(profile));
  } finally {
    await ended(child);
  }
}

// The browser writes the port it chose into its profile.
async function debuggingPort(profile: string): Promise<number> {
  const file = join(profile, "DevToolsActivePort");
  for (let tries = 0; tries < 200; tries++) {
    if (existsSync(file)) {
      const port = Number(readFileSync(file, "utf8").split("\n")[0]);
      if (port > 0) return port;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The browser did not open a debugging port");
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill();
  });
}

function scoreOf(report: Report, category: Category): number {
  return Math.round((report.categories[category]?.score ?? Number.NaN) * 100);
}

function timeOf(report: Report, audit: string): number {
  return report.audits[audit]?.numericValue ?? Number.NaN;
}
