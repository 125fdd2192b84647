import { expect, test } from "vitest";
import { countSyllables, readingGrade, sentencesOf, wordsOf } from "../../support/reading-level.ts";

test("the grade of sentences whose grade is known", () => {
  expect(readingGrade("The cat sat on the mat.")).toBeCloseTo(-1.45, 2);
  expect(
    readingGrade("This sentence, taken as a reading passage unto itself, is being used to prove a point."),
  ).toBeCloseTo(7.61, 2);
  expect(readingGrade("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.")).toBeCloseTo(
    11.26,
    2,
  );
});

test.each([
  ["baby", 2],
  ["mattress", 2],
  ["needed", 2],
  ["smoked", 1],
  ["sleeves", 1],
  ["noses", 2],
  ["table", 2],
  ["bottles", 2],
  ["medicine", 3],
  ["pregnancy", 3],
  ["going", 2],
  ["the", 1],
  ["37", 1],
])("%s has %i syllables", (word, syllables) => {
  expect(countSyllables(word)).toBe(syllables);
});

test("a point inside a number ends no sentence and splits no word", () => {
  expect(sentencesOf("Small is 2.5kg or less. Do not share.")).toEqual(["Small is 2.5kg or less", "Do not share"]);
  expect(wordsOf("your baby's 2.5kg, at 20°C")).toEqual(["your", "baby's", "2.5kg", "at", "20", "C"]);
});
