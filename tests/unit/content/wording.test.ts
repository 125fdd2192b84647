import { describe, expect, test } from "vitest";
import { doNotShareBedText } from "../../../src/content/bed-sharing-text.ts";
import { checklistFor } from "../../../src/content/checklists.ts";
import { draftNotice } from "../../../src/content/draft-notice.ts";
import { helpPages } from "../../../src/content/help-pages.ts";
import { findAgainTexts, getHelpTexts, parentCopyHeadings, parentReminder } from "../../../src/content/parent-texts.ts";
import type { Checklist, Topic } from "../../../src/domain/checklist.ts";
import { contactKinds } from "../../../src/domain/contact-kind.ts";
import { readingGrade, sentencesOf, wordsOf } from "../../support/reading-level.ts";

const parentTexts = [
  ...Object.values(parentCopyHeadings),
  ...getHelpTexts,
  ...findAgainTexts,
  ...contactKinds.flatMap((kind) => checklistFor(kind).topics.map(reminderOf)),
];

// Agreed as it stands, with one sentence of 29 words, to be looked at when it is signed off.
const agreedThoughLong = ["NB-feeding"];

describe.each(contactKinds)("what parents hear and read at the %s contact", (kind) => {
  const checklist = checklistFor(kind);

  test.each(spokenTexts(checklist))("grade 7 at most, in short sentences: %s", (text) => {
    expect(readingGrade(text)).toBeLessThanOrEqual(7);
    const isLong = checklist.topics.some((topic) => topic.advice === text && agreedThoughLong.includes(topic.id));
    for (const sentence of sentencesOf(text)) expect(wordsOf(sentence).length).toBeLessThanOrEqual(isLong ? 29 : 25);
  });

  test("the advice asks for grade 5 at most on average", () => {
    const grades = checklist.topics.filter((topic) => !topic.adviceList).map((topic) => readingGrade(topic.advice));
    expect(grades.reduce((sum, grade) => sum + grade, 0) / grades.length).toBeLessThanOrEqual(5);
  });

  test("advice that is a list of causes has one short cause a line", () => {
    const lists = checklist.topics.filter((topic) => topic.adviceList);
    expect(lists.map((topic) => topic.id.slice(3))).toEqual(["bed-danger"]);
    for (const cause of lists[0]?.adviceList ?? []) expect(wordsOf(cause).length).toBeLessThanOrEqual(12);
    expect(lists[0]?.adviceList?.length).toBeGreaterThanOrEqual(6);
  });

  test("each topic has a line to keep in mind that asks for grade 7 at most", () => {
    for (const topic of checklist.topics) {
      const text = reminderOf(topic);
      expect(readingGrade(text), text).toBeLessThanOrEqual(7);
      for (const sentence of sentencesOf(text)) expect(wordsOf(sentence).length, sentence).toBeLessThanOrEqual(20);
    }
  });

  test("the law is for staff only", () => {
    const forParents = [...spokenTexts(checklist), ...checklist.topics.map((topic) => topic.advice), ...parentTexts];
    expect(checklist.topics.flatMap((topic) => topic.facts)).not.toContain("F45");
    expect(
      forParents.filter((text) => /\b(law|legal|illegal|offence|crime|prosecut\w*|neglect\w*|police)\b/i.test(text)),
    ).toEqual([]);
  });
});

test.each([...getHelpTexts, ...findAgainTexts, doNotShareBedText])("parent copy: grade 7 at most: %s", (text) => {
  expect(readingGrade(text.replace(/\S+\.(org\.)?uk$/, ""))).toBeLessThanOrEqual(7);
});

test("the parent copy speaks of no death, no share and no number of times", () => {
  expect(
    parentTexts.filter((text) => /\b(die[sd]?|dead|deaths?|SIDS|SUDI|per cent|times|risk\w*)\b|%/i.test(text)),
  ).toEqual([]);
});

test("the parent copy names 999 and 111, and an id that no checklist has gives no line", () => {
  expect(getHelpTexts.join(" ")).toMatch(/999.*111/);
  expect(parentReminder("AN-nothing")).toBeUndefined();
});

test("no text uses a word that the service does not use", () => {
  const banned =
    /cot death|compliance|compliant|\bfailed\b|high[- ]risk baby|offender|hard[- ]to[- ]reach|\bclick|\b\w+n['’]t\b/i;
  expect(allTexts().filter((text) => banned.test(text))).toEqual([]);
});

test("the notice on advice that is not signed off", () => {
  expect(draftNotice).toBe("Draft content, not yet clinically signed off");
});

function spokenTexts(checklist: Checklist): string[] {
  return [
    ...checklist.groups.map((group) => group.prompt),
    // A list of causes is shown as bullets, each of them short.
    ...checklist.topics.flatMap((topic) => (topic.adviceList ? [] : [topic.advice])),
    ...checklist.topics.map((topic) => topic.teachBackPrompt),
    ...checklist.nights.flatMap((event) => event.starters.map((starter) => starter.text)),
    ...checklist.followUps.flatMap((action) => (action.parentText ? [action.parentText] : [])),
  ];
}

function reminderOf(topic: Topic): string {
  const reminder = parentReminder(topic.id);
  if (reminder === undefined) throw new Error(`No reminder for ${topic.id}`);
  return reminder;
}

function allTexts(): string[] {
  return stringsIn([contactKinds.map(checklistFor), helpPages, parentTexts, doNotShareBedText, draftNotice]);
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
