import { type ConsoleMessage, expect, type Page, test } from "@playwright/test";
import { expectHeading, goToCaseload, lock, setUpInApp, unlock } from "../e2e/support/app.ts";
import { newDevice } from "../e2e/support/device.ts";
import { serveRelease } from "../e2e/support/release-server.ts";
import { buildRoot, waitUntilOffline } from "./support/build.ts";
import { addFullFamily, fillContact, fillSettings, openFolds } from "./support/full-contact.ts";
import { newMarker, newNhsNumber, newPhoneNumber } from "./support/markers.ts";
import { type Hit, type Scan, scanFolder } from "./support/profile-scan.ts";

test("Nothing that was typed lies in the clear on the disk, unlocked, locked or closed", async () => {
  test.setTimeout(360_000);
  const device = newDevice();
  const server = await serveRelease(buildRoot);
  const markers: string[] = [];
  const next = () => {
    const marker = newMarker();
    markers.push(marker);
    return marker;
  };
  try {
    const context = await device.start();
    const page = context.pages()[0] ?? (await context.newPage());
    context.setDefaultTimeout(20_000);
    const outside = watchOutside(page);
    const { passphrase, recoveryWords } = await setUpInApp(page, { url: server.url });
    await waitUntilOffline(page);
    const nhsNumber = newNhsNumber();
    const phones: string[] = [];
    const newPhone = () => phones[phones.push(newPhoneNumber()) - 1] ?? "";
    await fillSettings(page, next, newPhone());
    const family = await addFullFamily(page, next, { nhsNumber, phone: newPhone() });
    await fillContact(page, next);
    // The store holds it all, sealed: what is scanned for below was really kept.
    await expect(page.getByRole("main")).toContainText(markers.at(-1) ?? "");
    await page.getByRole("button", { name: "Finalise record" }).click();
    await expectHeading(page, "Record finalised");
    await page.getByRole("link", { name: "Parent copy" }).click();
    await goToCaseload(page);
    await page.getByLabel("Search by name or NHS number").fill(family.get("family carer-1-name") ?? "");
    await page.getByLabel("Search by name or NHS number").fill(nhsNumber);
    await page.getByRole("list", { name: "Families" }).getByRole("link").first().click();
    await openFolds(page);

    expect(new Set(markers).size).toBeGreaterThanOrEqual(50);
    const secrets = [
      ...markers,
      passphrase,
      ...threeByThree(recoveryWords),
      nhsNumber,
      `${nhsNumber.slice(0, 3)} ${nhsNumber.slice(3, 6)} ${nhsNumber.slice(6)}`,
      ...phones,
    ];
    const control = await writeControl(page, server.url);

    const unlocked = scanFolder(device.profile, [...secrets, control.stored]);
    expect(unlocked.hits.filter(isControl(control.stored)).map(({ file }) => file)).toContainEqual(
      expect.stringMatching(/IndexedDB/),
    );
    expect(leaks(unlocked, secrets)).toEqual([]);

    await lock(page);
    const locked = scanFolder(device.profile, secrets);
    expect(leaks(locked, secrets)).toEqual([]);
    await unlock(page, passphrase);
    outside.expectNoneOf(secrets);
    expect(await keptByPage(page, secrets)).toEqual([]);
    await lock(page);

    await context.close();
    const closed = scanFolder(device.profile, [...secrets, ...Object.values(control)]);
    for (const [where, file] of [
      ["stored", /IndexedDB/],
      ["local", /Local Storage/],
      ["cached", /Cache/],
      ["address", /History/],
    ] as const) {
      expect(closed.hits.filter(isControl(control[where])).map((hit) => hit.file)).toContainEqual(
        expect.stringMatching(file),
      );
    }
    expect(leaks(closed, secrets)).toEqual([]);
    console.info(
      `disk scan: ${markers.length} markers and ${secrets.length - markers.length} secrets in ${closed.files} files, ` +
        `${(closed.bytes / 1e6).toFixed(1)} MB: 0 found unlocked, 0 locked, 0 closed`,
    );
  } finally {
    await server.stop();
    await device.dispose();
  }
});

/** Notes what the page lets out while it is used: its addresses and titles, and what it writes to the console. */
function watchOutside(page: Page) {
  const seen: string[] = [];
  const note = (message: ConsoleMessage) => seen.push(`console: ${message.text()}`);
  page.on("console", note);
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("request", (request) => seen.push(`request: ${request.url()} ${request.postData() ?? ""}`));
  page.on("framenavigated", (frame) => seen.push(`address: ${frame.url()}`));
  return {
    expectNoneOf(secrets: readonly string[]) {
      expect(seen.some((line) => line.startsWith("address: "))).toBe(true);
      const asIn = (secret: string) => [secret, encodeURIComponent(secret)];
      const spilt = seen.filter((line) => secrets.flatMap(asIn).some((text) => line.includes(text)));
      expect(spilt).toEqual([]);
    },
  };
}

/** Which secrets stand in what the page itself keeps outside its sealed store. */
function keptByPage(page: Page, secrets: readonly string[]): Promise<string[]> {
  return page.evaluate(async (secrets) => {
    const kept = [document.title, location.href, JSON.stringify(history.state), document.cookie, window.name];
    kept.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }));
    for (const name of await caches.keys()) {
      kept.push(name);
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        kept.push(request.url, (await (await cache.match(request))?.text()) ?? "");
      }
    }
    if (kept.join("").length < 10_000) throw new Error("The cache holds no app");
    return secrets.filter((secret) => kept.some((text) => text.includes(secret)));
  }, secrets);
}

/** Writes markers in the clear, as an app with a leak would: a scan that does not find them proves nothing. */
async function writeControl(page: Page, url: string) {
  const control = { stored: newMarker(), local: newMarker(), cached: newMarker(), address: newMarker() };
  const other = await page.context().newPage();
  await other.goto(`${url}/robots.txt?${control.address}`);
  await other.evaluate(async ({ stored, local, cached }) => {
    localStorage.setItem("control", local);
    await (await caches.open("control")).put("/control", new Response(cached));
    await new Promise<void>((done, failed) => {
      const request = indexedDB.open("control", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("plain");
      request.onerror = () => failed(request.error);
      request.onsuccess = () => {
        const transaction = request.result.transaction("plain", "readwrite", { durability: "strict" });
        transaction.objectStore("plain").put({ name: stored }, "control");
        transaction.oncomplete = () => {
          request.result.close();
          done();
        };
      };
    });
  }, control);
  await other.close();
  return control;
}

// Single words of the sheet are in the list that the program brings along; three in a row are not.
function threeByThree(words: readonly string[]): string[] {
  const runs = words.slice(0, -2).map((_, index) => words.slice(index, index + 3));
  return runs.flatMap((run) => [run.join(" "), run.join("\n"), run.join(","), run.join('","')]);
}

function leaks({ hits }: Scan, secrets: readonly string[]): Hit[] {
  return hits.filter((hit) => secrets.includes(hit.marker));
}

function isControl(marker: string): (hit: Hit) => boolean {
  return (hit) => hit.marker === marker;
}
