import { expect, test } from "@playwright/test";
import { serveRelease } from "../e2e/support/release-server.ts";
import { scanFolder } from "../faults/support/profile-scan.ts";
import { engines, limited } from "./support/engines.ts";
import { Screen } from "./support/in-page.ts";
import { addFamily, recordContact, setUp, unlock, untilOffline } from "./support/journey.ts";
import {
  abilities,
  allowWrites,
  emptySpace,
  fillSpace,
  freeStore,
  hangStore,
  raiseVersion,
  refuseWrites,
} from "./support/store.ts";

const parent = "Aminata Kourouma";

for (const [name, make] of engines) {
  test.describe(name, () => {
    test("From nothing to a finalised record without signal, and copied, which is there after a restart", async () => {
      const engine = make();
      const server = await serveRelease();
      const screen = new Screen(engine);
      try {
        await engine.start();
        console.info(`${name}: ${engine.version}`);
        await engine.open(server.url);
        const { passphrase } = await setUp(screen);
        await untilOffline(screen);
        await server.stop();

        await addFamily(screen, parent);
        await recordContact(screen, parent);
        const record = await screen.run(() => location.href);
        await screen.clickOn("Copy text for your record system");
        await screen.see("Text copied.");

        await screen.run(() => location.reload());
        await unlock(screen, passphrase);
        await screen.see(parent);
        await engine.open(new URL("/help/offline", record).href);
        await screen.heading("Working offline");

        if (engine.keepsProfile) {
          await engine.close();
          const scan = scanFolder(engine.profile, [parent, passphrase, "Jo Ward"]);
          console.info(
            `${name}: ${scan.files} files, ${scan.bytes} bytes of the profile scanned, hits: ${scan.hits.length}`,
          );
          expect(scan.hits).toEqual([]);
          await engine.start();
          await engine.open(record);
          await unlock(screen, passphrase);
          await screen.see(parent);
        }
        console.info(`${name}: ${JSON.stringify(await screen.run(abilities))}`);
      } finally {
        await server.stop();
        await engine.dispose();
      }
    });

    test("An answer that the store refuses or never confirms is called not saved, and kept until it is", async () => {
      const engine = make();
      const server = await serveRelease();
      const screen = new Screen(engine);
      try {
        await engine.start();
        await engine.open(server.url);
        const { passphrase } = await setUp(screen);
        await addFamily(screen, parent);
        await screen.press("Start new birth contact");
        await screen.choose("People here", parent);
        await screen.saved();

        await screen.run(refuseWrites);
        await screen.choose("Could you talk with the parent alone?", "No");
        await screen.see("Your last answer was not saved. This device has no space left.");
        await screen.run(allowWrites);
        await screen.press("Try again");
        await screen.saved();

        await screen.run(hangStore);
        const started = Date.now();
        await screen.choose("Could you talk with the parent alone?", "Yes");
        await screen.see("The device did not confirm in time.");
        const waited = Date.now() - started;
        console.info(`${name}: store hangs: "not saved" after ${waited} ms`);
        expect(waited).toBeGreaterThan(4_000);
        expect(waited).toBeLessThan(10_000);
        await screen.run(freeStore);
        await screen.press("Try again");
        await screen.saved();

        await screen.run(() => location.reload());
        await unlock(screen, passphrase);
        await screen.chosen("Could you talk with the parent alone?", "Yes");

        await screen.run(raiseVersion);
        await screen.run(() => location.reload());
        await screen.heading("Your records cannot be opened now");
        await screen.see("made by a newer version of the app");
      } finally {
        await server.stop();
        await engine.dispose();
      }
    });
  });
}

for (const [name, make] of limited) {
  test(`With no space left in ${name} an answer stays on the screen, and is stored once there is space`, async () => {
    const engine = make();
    const server = await serveRelease();
    const screen = new Screen(engine);
    try {
      await engine.start();
      await engine.open(server.url);
      const { passphrase } = await setUp(screen);
      await addFamily(screen, parent);
      await screen.press("Start new birth contact");
      await screen.choose("People here", parent);
      await screen.saved();

      console.info(`${name}: space filled with ${await screen.run(fillSpace)} bytes`);
      await screen.choose("Could you talk with the parent alone?", "No");
      await screen.see("Your last answer was not saved. This device has no space left.");
      await screen.run(emptySpace);
      await screen.press("Try again");
      await screen.saved();

      await screen.run(() => location.reload());
      await unlock(screen, passphrase);
      await screen.chosen("Could you talk with the parent alone?", "No");
    } finally {
      await server.stop();
      await engine.dispose();
    }
  });
}
