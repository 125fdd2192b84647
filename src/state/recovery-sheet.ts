/** Recovery words that do not open anything yet, and which of them to type again. */
export interface RecoverySheet {
  words: readonly string[];
  /** Three different places, counted from 1, rising. */
  positions: readonly number[];
}

/** How many words of the recovery sheet are typed again. */
const retypedWords = 3;

/** A sheet of these words, with places picked at random. */
export function newSheet(words: readonly string[]): RecoverySheet {
  return { words, positions: pickPositions(words.length) };
}

/** The positions whose word was typed otherwise than on the sheet; letter case does not matter. */
export function wrongPositions(sheet: RecoverySheet, typed: readonly string[]): number[] {
  return sheet.positions.filter((position, index) => sheet.words[position - 1] !== typed[index]?.trim().toLowerCase());
}

function pickPositions(words: number): number[] {
  const keys = crypto.getRandomValues(new Uint32Array(words));
  return Array.from(keys, (key, index) => ({ key, position: index + 1 }))
    .sort((a, b) => a.key - b.key)
    .slice(0, retypedWords)
    .map(({ position }) => position)
    .sort((a, b) => a - b);
}
