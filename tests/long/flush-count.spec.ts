import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { addFamily, expectHeading, setUp, startContact, unlock } from "../e2e/support/app.ts";
import { newDevice } from "../e2e/support/device.ts";
import { serveRelease } from "../e2e/support/release-server.ts";
import { buildRoot } from "../faults/support/build.ts";

const answers = 100;

/** Linux only: strace shows each time that the browser asks the system to put a file on the disk. */
test(`Chromium flushes its database to the disk at least once for each of ${answers} answers called saved`, async () => {
  const folder = mkdtempSync(join(tmpdir(), "flush-"));
  const log = join(folder, "strace.log");
  const server = await serveRelease(buildRoot);
  const device = newDevice({ executablePath: underStrace(folder, log), timeout: 120_000 });
  let started = 0;
  let ended = 0;
  let saved = 0;
  try {
    const page = await (await device.start()).newPage();
    const { passphrase } = await setUp(page, { url: server.url });
    await addFamily(page, { parent: "Amina Khan", born: "2026-11-12", baby: "Yusuf" });
    await startContact(page, "new birth contact");
    await page.goto(page.url());
    await unlock(page, passphrase);
    await expectHeading(page, "Who is with you?");
    started = Date.now() / 1000;
    saved = await page.evaluate(answerOneByOne, answers);
    ended = Date.now() / 1000;
  } finally {
    await device.dispose();
    await server.stop();
  }
  const flushes = flushesBetween(readFileSync(log, "utf8"), started, ended);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

  console.info(
    `answers called saved: ${saved}, flushes of the database: ${flushes.database}, of other files: ${flushes.others}, ` +
      `flushes for each "Saved": ${(flushes.database / saved).toFixed(2)}`,
  );
  expect(saved).toBe(answers);
  expect(flushes.database).toBeGreaterThanOrEqual(saved);
});

/** A program that starts the browser under strace. */
function underStrace(folder: string, log: string): string {
  const browser = process.env["PLAYWRIGHT_CHROMIUM"];
  if (browser === undefined) throw new Error("Run this by its script: npm run flush-count");
  const program = join(folder, "traced-browser");
  const options = `-f --seccomp-bpf -q -y -ttt -e trace=fsync,fdatasync -o ${log}`;
  writeFileSync(program, `#!/bin/sh\nexec strace ${options} "${browser}" "$@"\n`);
  chmodSync(program, 0o755);
  return program;
}

/** In the page: changes one answer after another, each once the one before is called saved. Gives how many were. */
async function answerOneByOne(count: number): Promise<number> {
  const status = document.querySelector(".app-save-status")?.parentElement;
  const group = [...document.querySelectorAll("fieldset")].find((one) => one.textContent?.includes("parent alone?"));
  const options = [...(group?.querySelectorAll("input") ?? [])];
  if (!status || options.length < 2) throw new Error("The page is not the first step of a contact");
  let saved = 0;
  while (saved < count) {
    const done = new Promise<void>((told) => {
      let hasBegun = false;
      const watch = new MutationObserver(() => {
        const text = status.querySelector(".app-save-status")?.textContent ?? "";
        if (/^Saving/.test(text)) hasBegun = true;
        if (!hasBegun || !/^Saved/.test(text)) return;
        watch.disconnect();
        told();
      });
      watch.observe(status, { subtree: true, childList: true, characterData: true });
    });
    options[saved % options.length]?.click();
    await done;
    saved++;
  }
  return saved;
}

/** Counts the flushes in a log of strace: those of the database of the page, and all others. */
function flushesBetween(log: string, from: number, to: number): { database: number; others: number } {
  let database = 0;
  let others = 0;
  for (const [, time, path] of log.matchAll(/^\d+ +([\d.]+) f(?:data)?sync\(\d+<([^>]*)>/gm)) {
    if (Number(time) < from || Number(time) > to) continue;
    if (path?.includes("/IndexedDB/")) database++;
    else others++;
  }
  return { database, others };
}
