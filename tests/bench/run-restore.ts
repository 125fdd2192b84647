import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withPage } from "./bench-browser.ts";
import { unlockApp } from "./in-app.ts";
import { buildSite, makeWorkFolder, seedProfile } from "./prepare.ts";

/** What a run needs: the built app, how many families and rounds, and how to serve a folder. */
export interface RestoreOptions {
  app: string;
  families: number;
  rounds: number;
  serve(folder: string): Promise<{ url: string; close(): Promise<void> }>;
}

/** The most seconds that putting back 1,000 records may take. */
const secondsForThousand = 10;

/**
 * Damages the browser's database again and again and puts everything back from the second copy. Says how long that
 * took. Whether every record came back, and in time.
 */
export async function runRestore({ app, families, rounds, serve }: RestoreOptions): Promise<boolean> {
  const folder = makeWorkFolder();
  const site = join(folder.path, "site");
  const profile = join(folder.path, "profile");
  await buildSite(app, site);
  const server = await serve(site);
  try {
    const passphrase = await seedProfile(profile, server.url, families);
    // The families were put there past the journal: the app makes its second copy of them now.
    const records = await withPage(profile, async (page) => {
      await unlockApp(page, server.url, passphrase);
      return countRecords(page);
    });
    let isGood = true;
    for (let round = 1; round <= rounds; round++) {
      damage(join(profile, "Default", "IndexedDB"), round);
      const { seconds, found } = await withPage(profile, async (page) => {
        await page.goto(server.url);
        await page.getByRole("button", { name: "Put everything back" }).waitFor();
        const start = performance.now();
        await page.getByRole("button", { name: "Put everything back" }).click();
        await page.getByRole("button", { name: "Unlock" }).waitFor();
        const seconds = (performance.now() - start) / 1000;
        await unlockApp(page, server.url, passphrase);
        return { seconds, found: await countRecords(page) };
      });
      const limit = secondsForThousand * Math.max(1, records / 1000);
      console.log(
        `round ${round}: ${found} of ${records} records back in ${seconds.toFixed(1)} s (limit ${limit.toFixed(0)} s)`,
      );
      isGood &&= found === records && seconds < limit;
    }
    return isGood;
  } finally {
    await server.close();
    folder.remove();
  }
}

/** Opens every record, and gives how many there are. Fails when one does not open or the second copy lacks one. */
async function countRecords(page: Parameters<Parameters<typeof withPage>[1]>[0]): Promise<number> {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Storage" }).click();
  await page.getByRole("button", { name: "Check the second copy" }).click();
  await page.getByText("Nothing is missing.").waitFor();
  await page.getByRole("button", { name: "Check all records" }).click();
  const text = await page.getByText(/^All \d+ records were opened\.$/).textContent();
  return Number(/\d+/.exec(text ?? "")?.[0]);
}

/** Turns a byte in every 256 of each file of the database, beginning at another place each time. */
function damage(folder: string, round: number): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    // Without CURRENT Chromium opens no database at all, and the app can do nothing about that.
    if (!entry.isFile() || !/^(\d+\.(log|ldb)|MANIFEST-.*)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    for (let at = (round * 37) % 256; at < bytes.length; at += 256) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
  }
}
