/**
 * The most characters that a field can take at all. An input holds no more, so that what is typed can always be
 * stored; how much is sensible is another matter, and only advised.
 */
export const textCaps = { line: 1_000, words: 4_000, note: 20_000 } as const;
