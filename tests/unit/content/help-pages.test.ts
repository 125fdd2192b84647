import { expect, test } from "vitest";
import { type HelpBlock, type HelpPage, helpPages } from "../../../src/content/help-pages.ts";
import { readingGrade, sentencesOf, wordsOf } from "../../support/reading-level.ts";

test("help has the pages that this release can keep its word on, each once", () => {
  expect(helpPages.map((page) => page.id)).toEqual([
    "start",
    "install-ipad",
    "record-contact",
    "teach-back",
    "offline",
    "lost-passphrase",
    "copy-to-record",
    "what-is-stored",
    "safeguarding",
    "accessibility",
    "report-problem",
  ]);
});

test.each(helpPages)("$title is under 300 words, in sentences of 25 words at most and plain ones", (page) => {
  const sentences = textsOf(page).flatMap(sentencesOf);
  expect(wordsOf(`${page.title} ${textsOf(page).join(" ")}`).length).toBeLessThan(300);
  for (const sentence of sentences) expect(wordsOf(sentence).length, sentence).toBeLessThanOrEqual(25);
  expect(readingGrade(textsOf(page).join("\n"))).toBeLessThanOrEqual(9);
});

test.each(helpPages)("$title opens with a paragraph and has no empty list", (page) => {
  expect(page.blocks[0]?.kind).toBe("p");
  for (const block of page.blocks) expect(textsOfBlock(block).every((text) => text.length > 0)).toBe(true);
  for (const block of page.blocks) if (block.kind !== "p") expect(block.items.length).toBeGreaterThanOrEqual(2);
});

test("help says plainly that records are on this device only and go in the patient record the same day", () => {
  const text = helpPages.flatMap(textsOf).join(" ");
  expect(text).toMatch(/on this device only/);
  expect(text).toMatch(/what was not backed up is gone/);
  expect(text).toMatch(/on the same day/);
});

function textsOf(page: HelpPage): string[] {
  return page.blocks.flatMap(textsOfBlock);
}

function textsOfBlock(block: HelpBlock): readonly string[] {
  return block.kind === "p" ? [block.text] : block.items;
}
