import { err, ok, type Result } from "../shared/result.ts";
import { normalisePassphrase } from "./passphrase-text.ts";
import { randomIndex } from "./random-index.ts";

/** Why a passphrase is not accepted: too few characters, or too few guesses needed to find it. */
export type WeakPassphrase = { kind: "too-short" } | { kind: "too-easy" };

const PASSPHRASE_MIN_LENGTH = 12;
const LIST_LENGTH = 7776;
const PHRASE_WORDS = 5;
const STRONG = 4; // the highest zxcvbn score: more than 10^10 guesses
const PRODUCT_WORDS = ["safer", "sleep", "contacts", "health", "visitor", "visiting", "baby"];

/** Whether a passphrase may guard a vault. Loads the word lists on first use; the passphrase stays in this page. */
export async function checkPassphrase(passphrase: string): Promise<Result<undefined, WeakPassphrase>> {
  const text = normalisePassphrase(passphrase);
  if ([...text].length < PASSPHRASE_MIN_LENGTH) return err({ kind: "too-short" });

  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  const strength = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }).check(text, PRODUCT_WORDS);
  return strength.score < STRONG ? err({ kind: "too-easy" }) : ok(undefined);
}

/** Random words from a list of 7,776, separated by spaces: five are 64.6 bits. Throws if the list is not of that length. */
export async function generatePassphrase(count = PHRASE_WORDS): Promise<string> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  const words = dictionary["diceware-common"];
  if (new Set(words).size !== LIST_LENGTH) throw new Error("The word list does not hold 7,776 different words");
  return Array.from({ length: count }, () => words[randomIndex(LIST_LENGTH)]).join(" ");
}
