import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Figure, isWithin, ratioOf, toTable } from "./figures.ts";
import { measureColdStart, type StoppableServer } from "./measure-cold-start.ts";
import { measureUse } from "./measure-contact.ts";
import { measureLighthouse } from "./measure-lighthouse.ts";
import { growth, measureStore } from "./measure-store.ts";
import { buildSite, makeWorkFolder, seedProfile } from "./prepare.ts";

export interface BenchOptions {
  /** The folder of the built app. */
  app: string;
  /** Where the figures go, as JSON. */
  report: string;
  serve(folder: string): Promise<StoppableServer>;
}

const small = 1_000;
const large = 10_000;

/** Measures the built app and prints the figures. Says whether all budgets are kept. */
export async function runBench({ app, report, serve }: BenchOptions): Promise<boolean> {
  const work = makeWorkFolder();
  try {
    const site = join(work.path, "site");
    await buildSite(app, site);
    const server = await serve(site);
    const figures = [...(await measureAll(work.path, server))];
    mkdirSync(dirname(report), { recursive: true });
    writeFileSync(report, `${JSON.stringify(figures.map(toReport), null, 2)}\n`);
    console.log(`\n${toTable(figures)}`);
    return figures.every((figure) => isWithin(figure) !== false);
  } finally {
    work.remove();
  }
}

async function measureAll(workFolder: string, server: StoppableServer): Promise<Figure[]> {
  const stores = [];
  for (const families of [small, large]) {
    const profile = join(workFolder, `profile-${families}`);
    console.log(`Making a caseload of ${families} families`);
    const passphrase = await seedProfile(profile, server.url, families);
    console.log(`Measuring with ${families} families`);
    stores.push({
      profile,
      families,
      passphrase,
      ...(await measureStore({ profile, families, passphrase }, server.url)),
    });
  }
  const [less, more] = stores;
  if (!less || !more) throw new Error("Two caseloads were to be measured");
  console.log("Measuring screens and taps");
  const use = await measureUse(more, server.url);
  console.log("Running Lighthouse");
  const pages = await measureLighthouse(workFolder, server.url);
  console.log("Measuring the cold start");
  const cold = await measureColdStart(more.profile, server); // stops the server, so it comes last
  return [
    ...less.figures,
    ...more.figures,
    ...growth(less.times, more.times, large / small),
    ...use,
    ...cold,
    ...pages,
  ];
}

function toReport(figure: Figure) {
  return { ...figure, ratio: ratioOf(figure), within: isWithin(figure) };
}
