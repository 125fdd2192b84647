/**
 * Takes the pictures of README.md and of the manifest: `node scripts/make-screenshots.mjs [folder]`, `npm run
 * screenshots`. The folder holds a built app. All families are the made-up ones of training, on a day that never
 * changes; the pictures go to public/screenshots.
 */
import { mkdirSync, statSync } from "node:fs";
import { chromium } from "@playwright/test";
import { browserFlags, findOrInstallBrowser } from "./find-browser.mjs";
import { startServer } from "./serve.mjs";

const today = "2026-11-23T10:00:00Z";
const target = "public/screenshots";
const sizes = [
  { name: "narrow", width: 390, height: 844 },
  { name: "wide", width: 1280, height: 800 },
];

const found = findOrInstallBrowser();
if (!found.ok) {
  console.error(found.advice);
  process.exit(1);
}
mkdirSync(target, { recursive: true });
const server = await startServer({ root: process.argv[2] ?? "dist" });
const browser = await chromium.launch({ executablePath: found.path, args: [...browserFlags] });
try {
  for (const size of sizes) await walk(size);
} finally {
  await browser.close();
  await server.close();
}

/**
 * One visit to a made-up family, with a picture of each of the three screens.
 * @param {{ name: string; width: number; height: number }} size
 */
async function walk({ name, width, height }) {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 1,
    locale: "en-GB",
    timezoneId: "Europe/London",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.clock.install({ time: new Date(today) });

  /** @param {string} text */
  const press = (text) => page.getByRole("button", { name: text, exact: true }).click();
  /** @param {string | RegExp} text */
  const heading = (text) => page.getByRole("heading", { level: 1, name: text }).waitFor();
  /** @param {string | RegExp} question @param {string} answer */
  const choose = (question, answer) => {
    const group = page.getByRole("group", { name: question });
    const named = { name: answer, exact: true };
    return group.getByRole("radio", named).or(group.getByRole("checkbox", named)).first().click();
  };
  /** @param {string} screen */
  const picture = async (screen) => {
    const path = `${target}/${screen}-${name}.png`;
    // Away from what was clicked last, which would show as pointed at.
    await page.mouse.move(0, 0);
    await page.screenshot({ path, animations: "disabled", caret: "hide" });
    console.log(`${path} ${Math.round(statSync(path).size / 1000)} kB`);
  };

  await page.goto(server.url);
  await press("Try with a made-up family");
  await heading("Caseload");
  await page.getByRole("list", { name: "Families" }).getByRole("listitem").nth(2).waitFor();
  await picture("caseload");

  await page
    .getByRole("list", { name: "Families" })
    .getByRole("link", { name: /^Jo Sample/ })
    .click();
  await press("Start new birth contact");
  await heading(/Who is with you\?/);
  await choose("People here", "Jo Sample");
  await press("Continue");

  await heading(/Where does baby sleep\?/);
  await choose(/baby sleep in at night\?$/, "Cot");
  await choose("Which room?", "Parents' room");
  await choose("Did you see it today?", "Seen");
  await choose("What did you see?", "Clear, flat and firm, nothing else in it");
  await choose("And in the day?", "Same place");
  await press("Continue");

  await heading(/Anything that makes advice different/);
  await choose("Which of these are true?", "None of these");
  await choose("Ask only when the parent is alone", "Asked alone: none of these");
  await press("Continue");

  await heading(/What did you talk about\?/);
  const rows = page.getByRole("radio", { name: "Explained back" }).filter({ visible: true });
  await rows.nth(0).click();
  await page.getByRole("radio", { name: "After going over it again" }).filter({ visible: true }).nth(1).click();
  await page.evaluate(() => window.scrollTo(0, 0));
  await picture("topics");
  for (let index = 2; index < (await rows.count()); index += 1) await rows.nth(index).click();
  await press("Continue");

  await heading(/Nights that might be different/);
  // One plan of the two that are wanted, so that the last picture shows what is said of an unfinished contact.
  await page.getByRole("group", { name: "What if…" }).getByRole("checkbox").first().click();
  await page.getByRole("group", { name: "What will you do?" }).getByRole("radio").first().click();
  await press("Continue");

  await heading(/Find it again, and agreement/);
  await choose("Did the parent find the guidance?", "Found it without help");
  await choose("How did Jo Sample confirm what they understood?", "Said it back");
  await choose("Does the parent agree with this record and plan?", "Yes");
  await press("Continue");

  await heading(/Do you have any concerns\?/);
  await choose("Today", "No concerns today");
  await page.getByRole("group", { name: "Next contact" }).getByRole("radio").first().click();
  await press("Continue");

  await heading(/Check before you finalise/);
  await picture("check");
  await context.close();
}
