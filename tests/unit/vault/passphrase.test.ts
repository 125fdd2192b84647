import { dictionary } from "@zxcvbn-ts/language-common";
import { expect, test } from "vitest";
import { checkPassphrase, generatePassphrase } from "../../../src/vault/passphrase.ts";
import { normalisePassphrase } from "../../../src/vault/passphrase-text.ts";

test("accents typed in two ways are one passphrase", () => {
  expect(normalisePassphrase("caf\u0065\u0301 ﬁ")).toBe(normalisePassphrase("caf\u00e9 fi"));
});

test("white space that a keyboard adds at the ends is left out, and that between words is kept", () => {
  expect(normalisePassphrase(" four  plain words \u00a0")).toBe("four  plain words");
});

test("a phrase of uncommon words is accepted", async () => {
  expect(await checkPassphrase("aspect calm iron zebra lunar")).toEqual({ ok: true, value: undefined });
});

test.each(["elevenchars", "           x", "", "👶👶👶👶👶👶👶👶👶👶👶"])("%j is too short", async (passphrase) => {
  expect(await checkPassphrase(passphrase)).toEqual({ ok: false, error: { kind: "too-short" } });
});

test.each(["password123456", "qwertyuiop1234", "aaaaaaaaaaaaaaaa", "123456789012345"])(
  "%j is long enough but easy to guess",
  async (passphrase) => {
    expect(await checkPassphrase(passphrase)).toEqual({
      ok: false,
      error: { kind: "too-easy" },
    });
  },
);

test("a generated passphrase is five words from the list, different each time, and accepted", async () => {
  const list = new Set(dictionary["diceware-common"]);
  const phrases = await Promise.all(Array.from({ length: 25 }, generatePassphrase));

  for (const phrase of phrases) {
    expect(phrase.split(" ")).toHaveLength(5);
    expect(phrase.split(" ").every((word) => list.has(word))).toBe(true);
    expect((await checkPassphrase(phrase)).ok).toBe(true);
  }
  expect(new Set(phrases).size).toBe(25);
});

test("a word list of another length is refused", async () => {
  const full = [...dictionary["diceware-common"]];
  const words = dictionary["diceware-common"] as string[];
  try {
    words.pop();
    await expect(generatePassphrase()).rejects.toThrow("7,776");
    words.push(full[0]!); // the right number of entries, but one word twice
    await expect(generatePassphrase()).rejects.toThrow("7,776");
  } finally {
    words.splice(0, words.length, ...full);
  }
});
