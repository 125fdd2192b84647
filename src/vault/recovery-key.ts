import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { err, ok, type Result } from "../shared/result.ts";

/** A recovery key has 128 bits, written as 12 words. */
export const RECOVERY_KEY_BYTES = 16;

/** The twelve words of a recovery key (BIP 39, English; the last word carries a 4-bit checksum). */
export function recoveryWords(recoveryKey: Uint8Array): string[] {
  return entropyToMnemonic(recoveryKey, wordlist).split(" ");
}

/** The recovery key that twelve typed words stand for. Letter case and the amount of white space do not matter. */
export function parseRecoveryWords(typed: string): Result<Uint8Array<ArrayBuffer>, { kind: "words-unreadable" }> {
  const words = typed.normalize("NFKC").trim().toLowerCase().split(/\s+/);
  if (words.length !== 12) return err({ kind: "words-unreadable" });
  try {
    const entropy = mnemonicToEntropy(words.join(" "), wordlist);
    const recoveryKey = Uint8Array.from(entropy);
    entropy.fill(0);
    return ok(recoveryKey);
  } catch {
    return err({ kind: "words-unreadable" }); // an unknown word or a wrong checksum; its error may quote the words
  }
}
