import { type EnteredDate, formatDate, readEnteredDate } from "../domain/dates.ts";

/**
 * What somebody typed, as one line that cannot pass for anything else: line breaks become " / ", and control
 * characters and invisible formatting (direction overrides above all) are gone. Joiners stay: Persian and Urdu words
 * need them.
 */
export function plain(text: string): string {
  return text
    .replace(/(?![\s\u0085])\p{Cc}|(?![\u200c\u200d])\p{Cf}|\p{Cs}/gu, "")
    .trim()
    .replace(/\s*[\n\r\v\f\u0085\u2028\u2029]+\s*/g, " / ")
    .replace(/\s+/g, " ");
}

/** The same, or undefined where there is nothing but blanks. */
export function written(text: string | undefined): string | undefined {
  return plain(text ?? "") || undefined;
}

/** Somebody's own words between quotation marks, which words inside cannot close. */
export function quoted(text: string | undefined): string | undefined {
  const words = written(text);
  return words === undefined ? undefined : `"${words.replace(/["\u201c-\u201f\u00ab\u00bb\uff02]/g, "'")}"`;
}

/** "23 November 2026"; a date that was left unfinished as it was typed; undefined when nothing was. */
export function writtenDate(entered: EnteredDate | undefined): string | undefined {
  if (entered === undefined) return undefined;
  const read = readEnteredDate(entered);
  if (read.ok) return formatDate(read.value);
  if (read.error.kind === "empty") return undefined;
  const typed = [entered.day, entered.month, entered.year].map((part) => plain(part) || "?").join("/");
  return `${typed} (date as typed)`;
}

/** "Other (hammock)", or either part by itself. */
export function withNote(value: string, note: string | undefined): string {
  const remark = written(note);
  return remark === undefined ? value : `${value} (${remark})`;
}

/** "a; b; c" without the parts that are absent. */
export function joined(parts: readonly (string | undefined)[], separator = "; "): string {
  return parts.filter((part) => part !== undefined && part !== "").join(separator);
}

/** "parents' room", to follow a comma; "NHS website" stays as it is. */
export function lowerFirst(text: string): string {
  return text.replace(/^\p{Lu}(?!\p{Lu})/u, (letter) => letter.toLowerCase());
}
