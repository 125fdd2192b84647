import { randomIndex } from "./random-index.ts";

/** Three different positions (0 to 11, rising) whose words a person types again to show that the sheet is legible. */
export function pickRetypePositions(): number[] {
  const picked = new Set<number>();
  while (picked.size < 3) picked.add(randomIndex(12));
  return [...picked].sort((a, b) => a - b);
}

/** Whether each word typed is the one at its position. Letter case and white space around a word do not matter. */
export function retypedWordsMatch(
  words: readonly string[],
  positions: readonly number[],
  typed: readonly string[],
): boolean {
  return (
    typed.length === positions.length &&
    positions.every((position, index) => words[position] === typed[index]?.trim().toLowerCase())
  );
}
