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

/** A page that can reach no other, and that no other can reach, is drawn by a process of its own. The app needs that. */
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * The time from opening the address to a painted heading, in a browser just started, with no server: ours, a trivial
 * page, and the same page with the headers that isolate ours.
 */
export async function measureColdStart(profile: string, server: StoppableServer): Promise<Figure[]> {
  const trivial = await serveTrivialPage();
  const isolated = await serveTrivialPage(isolation);
  const pages = {
    ours: { url: `${server.url}/`, heading: "Unlock" },
    trivial: { url: `${trivial.url}/`, heading: "A trivial page" },
    isolated: { url: `${isolated.url}/`, heading: "A trivial page" },
  };
  for (const { url } of Object.values(pages)) await precache(profile, url);
  for (const running of [server, trivial, isolated]) await running.close();

  const figures: Figure[] = [];
  for (const rate of [1, slowdown]) {
    const times = { ours: [] as number[], trivial: [] as number[], isolated: [] as number[] };
    for (let n = 0; n < starts; n++) {
      for (const page of ["ours", "trivial", "isolated"] as const) {
        times[page].push(await start(profile, pages[page], rate));
      }
    }
    const speed = rate === 1 ? "full speed" : `${rate}x slower`;
    figures.push(
      {
        name: `Cold start, offline, to the unlock screen, ${speed}, against a trivial page`,
        unit: "ms",
        value: median(times.ours),
        reference: median(times.trivial),
        ...(rate === 1 ? { budget: { of: "ratio", limit: 1.3 } as const } : {}),
      },
      {
        name: `Cold start, offline, ${speed}, against a trivial page that is isolated as well`,
        unit: "ms",
        value: median(times.ours),
        reference: median(times.isolated),
      },
    );
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

async function serveTrivialPage(headers: Record<string, string> = {}): Promise<StoppableServer> {
  const files = sirv(fileURLToPath(new URL("./trivial", import.meta.url)), { dev: true });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    files(request, response);
  });
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
