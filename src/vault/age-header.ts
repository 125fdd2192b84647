import { err, ok, type Result } from "../shared/result.ts";

/** The scrypt work factor of files that we make, as a power of two. 17 is OWASP's, and takes about a second. */
export const WORK_FACTOR = 17;

/** The highest work factor that we accept: the age command-line tool's own default. Each step above doubles the time. */
const MOST_WORK_FACTOR = 18;
const MOST_HEADER_BYTES = 8 * 1024;
const MOST_STANZAS = 8;
const VERSION_LINE = "age-encryption.org/v1";

/** What an age file says of how it opens. */
export type AgeHeader = { kind: "phrase" } | { kind: "identity" };

/**
 * Reads the header of an age file and nothing else. A file that asks for a long key derivation, or for trying many
 * keys, is refused here, where it has cost nothing yet.
 */
export function readAgeHeader(file: Uint8Array): Result<AgeHeader, { kind: "not-a-backup" } | { kind: "too-costly" }> {
  const lines = headerLines(file);
  if (lines === undefined) return err({ kind: "not-a-backup" });
  const stanzas = lines.filter((line) => line.startsWith("-> ")).map((line) => line.slice(3).split(" "));
  if (stanzas.length === 0) return err({ kind: "not-a-backup" });
  if (stanzas.length > MOST_STANZAS) return err({ kind: "too-costly" });
  const scrypt = stanzas.filter(([type]) => type === "scrypt");
  if (scrypt.length === 0) {
    return stanzas.some(([type]) => type === "X25519") ? ok({ kind: "identity" }) : err({ kind: "not-a-backup" });
  }
  // age allows one set of words and nothing beside it.
  if (stanzas.length !== 1) return err({ kind: "not-a-backup" });
  const [, , factor = "", ...rest] = stanzas.flat(); // the words of this one
  if (rest.length > 0 || !/^[1-9]\d{0,9}$/.test(factor)) return err({ kind: "not-a-backup" });
  return Number(factor) > MOST_WORK_FACTOR ? err({ kind: "too-costly" }) : ok({ kind: "phrase" });
}

// The lines from the version to the MAC, or undefined where there are no such lines within the limit.
function headerLines(file: Uint8Array): string[] | undefined {
  const start = String.fromCharCode(...file.subarray(0, MOST_HEADER_BYTES));
  if (!start.startsWith(`${VERSION_LINE}\n`)) return undefined;
  const end = start.indexOf("\n--- ");
  return end === -1 ? undefined : start.slice(0, end).split("\n");
}
