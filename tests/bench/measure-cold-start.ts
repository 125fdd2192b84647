import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import sirv from "sirv";
import { slowDown, slowdown, withPage } from "./bench-browser.ts";
import { type Figure, median } from "./figures.ts";

const starts = 7;

/** A server that can be told to stop answering. */
export interface StoppableServer {
  url: string;
  close(): Promise<void>;
}

/** The time from opening the address to a painted heading, in a browser just started, with no server: ours and a trivial page. */
export async function measureColdStart(profile: string, server: StoppableServer): Promise<Figure[]> {
  const trivial = await serveTrivialPage();
  const ours = { url: `${server.url}/`, heading: "Unlock" };
  const theirs = { url: `${trivial.url}/`, heading: "A trivial page" };
  await precache(profile, ours.url);
  await precache(profile, theirs.url);
  await server.close();
  await trivial.close();

  const figures: Figure[] = [];
  for (const rate of [1, slowdown]) {
    const times = { ours: [] as number[], theirs: [] as number[] };
    for (let n = 0; n < starts; n++) {
      times.ours.push(await start(profile, ours, rate));
      times.theirs.push(await start(profile, theirs, rate));
    }
    figures.push({
      name: `Cold start, offline, to the unlock screen${rate === 1 ? ", full speed" : `, ${rate}x slower`}`,
      unit: "ms",
      value: median(times.ours),
      reference: median(times.theirs),
      ...(rate === 1 ? { budget: { of: "ratio", limit: 1.3 } as const } : {}),
    });
  }
  return figures;
}

function precache(profile: string, url: string): Promise<void> {
  return withPage(profile, async (page) => {
    await page.goto(url);
    await page.waitForFunction(async () => {
      await navigator.serviceWorker.ready;
      return navigator.serviceWorker.controller?.state === "activated";
    });
  });
}

function start(profile: string, { url, heading }: { url: string; heading: string }, rate: number): Promise<number> {
  return withPage(profile, async (page) => {
    if (rate > 1) await slowDown(page, rate);
    await page.goto(url, { waitUntil: "commit" });
    return page.evaluate((text) => window.probe.whenPainted("h1", text), heading);
  });
}

async function serveTrivialPage(): Promise<StoppableServer> {
  const files = sirv(fileURLToPath(new URL("./trivial", import.meta.url)), { dev: true });
  const server = createServer((request, response) => files(request, response));
  await new Promise<void>((listening) => server.listen(0, "localhost", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return {
    url: `http://localhost:${address.port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
