import { cpSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { addFamily, button, expectHeading, expectSaved, setUp, startContact, unlock } from "../e2e/support/app.ts";
import { serveRelease } from "../e2e/support/release-server.ts";
import { buildRoot, waitUntilOffline } from "./support/build.ts";
import { copyOfBuild, nextRelease } from "./support/next-release.ts";

test.use({ serviceWorkers: "allow" });

const folders: string[] = [];
test.afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test("A part of the app that is missing after a release is said in plain words, and no answer is lost", async ({
  page,
}) => {
  const folder = ownFolder(copyOfBuild(buildRoot));
  const server = await serveRelease(folder);
  try {
    const { passphrase } = await startFirstContactAt(page, server.url);
    await waitUntilOffline(page);
    await button(page, "Add someone else").click();
    await page.getByLabel("Who else is here?").fill("Grandmother Salma");
    const help = readdirSync(join(folder, "assets")).find((name) => name.startsWith("help-screen-")) ?? "";
    renameSync(join(folder, "assets", help), join(folder, help));
    await dropFromCache(page, help);
    // The browser keeps a second copy, as the host told it to.
    await (await page.context().newCDPSession(page)).send("Network.clearBrowserCache");
    let loads = 0;
    page.on("load", () => loads++);

    await page.getByRole("banner").getByRole("link", { name: "Help" }).click();
    await expect.poll(() => loads).toBe(1);
    await expectHeading(page, "A part of the app is missing");
    await expect(page.getByRole("main")).toContainText("Your records are safe. Connect to the internet, then reload.");
    await expect(button(page, "Reload")).toBeEnabled();
    expect(loads).toBe(1);

    renameSync(join(folder, help), join(folder, "assets", help));
    await button(page, "Reload").click();
    await expectHeading(page, "Help");
    await page.goBack();
    await unlock(page, passphrase);
    await expect(page.getByLabel("Who else is here?")).toHaveValue("Grandmother Salma");
    await expect(page.getByRole("checkbox", { name: "Amina Khan" })).toBeChecked();
  } finally {
    await server.stop();
  }
});

/** Files between two breaks of a download. CUT_EVERY=1 breaks it after each. */
const filesBetween = Number(process.env["CUT_EVERY"] ?? 4);

test("A download of the next release that breaks off anywhere leaves the release in use as it was", async ({
  page,
}) => {
  const server = await serveRelease(buildRoot);
  try {
    await page.goto(server.url);
    await waitUntilOffline(page);
    const files = await listPrecache(page);
    server.release(ownFolder(nextRelease(buildRoot)));

    let breaks = 0;
    // The worker's own file and some more each time: what came before is kept.
    for (; await isDownloadCut(page, () => server.cutAfter(1 + filesBetween)); breaks++) {
      server.cutAfter(0);
      expect(await missingOf(page, files), `at break ${breaks + 1}`).toEqual([]);
      if (breaks % 8 === 0) {
        await page.reload();
        await expectHeading(page, "Record safer sleep conversations");
      }
    }

    const next = await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state);
    expect(next).toBe("installed");
    console.info(`downloads of a release that broke off: ${breaks}`);
    expect(breaks).toBeGreaterThan(8);
  } finally {
    await server.stop();
  }
});

test("The kill switch frees a device of a broken service worker and leaves its records alone", async ({ page }) => {
  const folder = ownFolder(copyOfBuild(buildRoot));
  rmSync(join(folder, "sw.js"));
  const server = await serveRelease(folder);
  try {
    const { passphrase } = await startFirstContactAt(page, server.url);
    writeFileSync(join(folder, "sw.js"), brokenWorker);
    await page.reload();
    await waitUntilOffline(page);
    await page.goto(server.url);
    await expect(page.locator("body")).toHaveText("Broken");

    cpSync("deploy/kill-switch-sw.js", join(folder, "sw.js"));
    await page.goto(`${server.url}/caseload`);
    await unlock(page, passphrase);
    await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(["vault-witness"]);
    await expect
      .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length))
      .toBe(0);

    cpSync(join(buildRoot, "sw.js"), join(folder, "sw.js"));
    await page.reload();
    await waitUntilOffline(page);
    await server.stop();
    await page.reload();
    await unlock(page, passphrase);
    await page.getByRole("link", { name: /^Drafts\b/ }).click();
    await expect(page.getByRole("list", { name: "Families" })).toContainText("Amina Khan");
  } finally {
    await server.stop();
  }
});

/** A worker that answers everything itself and lets nothing through: the worst that a release can do. */
const brokenWorker = `
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(caches.open("broken").then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => event.respondWith(new Response("Broken", { status: 500 })));
`;

function ownFolder(folder: string): string {
  folders.push(folder);
  return folder;
}

async function startFirstContactAt(page: Page, url: string): Promise<{ passphrase: string }> {
  const { passphrase } = await setUp(page, { url });
  await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" });
  await startContact(page, "new birth contact");
  await page.getByRole("checkbox", { name: "Amina Khan" }).check();
  await expectSaved(page);
  return { passphrase };
}

function dropFromCache(page: Page, file: string): Promise<void> {
  return page.evaluate(async (name) => {
    for (const key of await caches.keys()) {
      const cache = await caches.open(key);
      for (const request of await cache.keys()) if (request.url.includes(name)) await cache.delete(request);
    }
  }, file);
}

/** Asks for the next release and waits for the end of its download. Says whether it broke off. */
async function isDownloadCut(page: Page, cut: () => void): Promise<boolean> {
  cut();
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const installing = (await registration?.update())?.installing;
    if (!installing) throw new Error("The browser found no next release");
    while (installing.state === "installing") {
      await new Promise((changed) => installing.addEventListener("statechange", changed, { once: true }));
    }
    return installing.state === "redundant";
  });
}

/** The addresses in the cache that the release in use needs. */
function listPrecache(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    navigator.serviceWorker.controller?.postMessage({ type: "LIST_PRECACHE" }, [port2]);
    return new Promise<string[]>((answer) => {
      port1.onmessage = ({ data }) => answer(data);
    });
  });
}

function missingOf(page: Page, files: string[]): Promise<string[]> {
  return page.evaluate(async (urls) => {
    const found = await Promise.all(urls.map(async (url) => ((await caches.match(url)) === undefined ? [url] : [])));
    return found.flat();
  }, files);
}
