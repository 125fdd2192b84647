import type { CopyCheck } from "../../domain/second-copy.ts";

/** What to say of a look at the second copy, sentence by sentence. */
export function describeCopyCheck({ kept, toPutBack, forked, added, wasDamaged }: CopyCheck): string[] {
  const sentences = [`The second copy has ${countRecords(kept)}.`];
  if (added > 0)
    sentences.push(`${capital(countRecords(added))} of these ${added === 1 ? "was" : "were"} missing in it until now.`);
  if (wasDamaged) sentences.push("A part of it was damaged. That part is written again.");
  if (toPutBack > 0) {
    sentences.push(
      `This browser's store has lost or damaged ${countRecords(toPutBack)}. The second copy can put back each of them.`,
    );
  }
  if (forked > 0) {
    sentences.push(
      `${capital(countRecords(forked))} changed after a later version was lost. Both are kept. Tell your IT team.`,
    );
  }
  if (toPutBack + forked === 0) sentences.push("Nothing is missing.");
  return sentences;
}

/** What to say when the second copy could not be read. */
export const copyUnavailable =
  "The second copy on this device did not answer. Close all windows of the app and open it again. Nothing has been deleted.";

/** What to say of records that would not go back. */
export function describeLeft(left: number): string {
  return `${capital(countRecords(left))} could not be put back. Nothing has been deleted. Free some space on this device, then try again.`;
}

/** "1 record", "1,200 records". */
export function countRecords(count: number): string {
  return count === 1 ? "1 record" : `${count.toLocaleString("en-GB")} records`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
