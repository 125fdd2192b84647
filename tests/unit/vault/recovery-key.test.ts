import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRecoveryWords, recoveryWords } from "../../../src/vault/recovery-key.ts";

const KEY = Uint8Array.from({ length: 16 }, () => 0x7f);
const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"; // BIP 39's own vector

test("a key is written as the words that BIP 39 gives for it", () => {
  expect(recoveryWords(KEY).join(" ")).toBe(WORDS);
});

test("the words of any key read back as that key, in any case and spacing", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.constantFrom(" ", "  ", "\n", "\t "),
      (key, gap) => {
        const typed = ` ${recoveryWords(key).join(gap).toUpperCase()} `;

        expect(parseRecoveryWords(typed)).toEqual({ ok: true, value: key });
      },
    ),
  );
});

test.each([
  ["nothing", ""],
  ["eleven words", WORDS.split(" ").slice(1).join(" ")],
  ["fifteen words", `${WORDS} legal winner thank`],
  ["a word that is not in the list", WORDS.replace("sausage", "sausages")],
  ["a wrong checksum", WORDS.replace("yellow", "year")],
  ["two words in each other's place", WORDS.replace("legal winner", "winner legal")],
])("%s is not a recovery key", (_, typed) => {
  expect(parseRecoveryWords(typed)).toEqual({ ok: false, error: { kind: "words-unreadable" } });
});
