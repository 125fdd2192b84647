/** The school grade (US) that a text asks for, by Flesch and Kincaid. Ages 9 to 11 read grades 4 to 6. */
export function readingGrade(text: string): number {
  const words = wordsOf(text);
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0);
  return 0.39 * (words.length / sentencesOf(text).length) + 11.8 * (syllables / words.length) - 15.59;
}

/** The sentences of a text. A point inside a number, as in 2.5kg, ends none. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/[.!?:;](?=\s|$)/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** The words of a text, numbers among them. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\d](?:[\p{L}\d'’.]*[\p{L}\d])?/gu) ?? [];
}

/** How many syllables a word is likely to have: groups of vowels, without the endings that are not spoken. */
export function countSyllables(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, "");
  const spoken = letters
    .replace(/(?<=[^aeiouy])e$/, (e) => (/[^aeiouy]le$/.test(letters) ? e : ""))
    .replace(silentEnd, "");
  const groups = spoken.match(/[aeiouy]+/g)?.length ?? 0;
  const split = /[aeiouy]ing$/.test(letters) ? 1 : 0;
  return Math.max(1, groups + split);
}

// "smoked" and "sleeves" against "needed" and "noses".
const silentEnd = /(?<=[^aeiouytd])e(?=d$)|(?<=[^aeiouysxzcg])(?<!sh|ch|[^aeiouy]l)e(?=s$)/;
