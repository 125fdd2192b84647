import { describe, expect, test } from "vitest";
import { readAgeHeader, WORK_FACTOR } from "../../../src/vault/age-header.ts";

const salt = "A".repeat(22);
const body = "B".repeat(43);
const share = "C".repeat(43);

function header(...stanzas: string[]): Uint8Array {
  return new TextEncoder().encode(`age-encryption.org/v1\n${stanzas.join("\n")}\n--- ${body}\nciphertext`);
}

const scrypt = (factor: string | number) => `-> scrypt ${salt} ${factor}\n${body}`;
const x25519 = `-> X25519 ${share}\n${body}`;

test("a file for words and a file for a key say so", () => {
  expect(readAgeHeader(header(scrypt(WORK_FACTOR)))).toEqual({ ok: true, value: { kind: "phrase" } });
  expect(readAgeHeader(header(x25519))).toEqual({ ok: true, value: { kind: "identity" } });
  expect(readAgeHeader(header(x25519, "-> other.example/kind a b\nAAAA"))).toMatchObject({ ok: true });
});

test("the age tool's own work factor is accepted, and every higher one is refused from the header alone", () => {
  expect(readAgeHeader(header(scrypt(18)))).toMatchObject({ ok: true });
  for (const factor of [19, 20, 30, 62, 64, 999_999_999]) {
    expect(readAgeHeader(header(scrypt(factor)))).toEqual({ ok: false, error: { kind: "too-costly" } });
  }
});

test("many stanzas, each of which would be tried, are refused", () => {
  const many = Array.from({ length: 9 }, () => x25519);

  expect(readAgeHeader(header(...many.slice(1)))).toMatchObject({ ok: true });
  expect(readAgeHeader(header(...many))).toEqual({ ok: false, error: { kind: "too-costly" } });
});

describe("what is no age header of ours", () => {
  test.each([
    ["nothing", new Uint8Array()],
    ["another version", new TextEncoder().encode("age-encryption.org/v2\n-> X25519 a\nb\n--- c\n")],
    ["armour", new TextEncoder().encode("-----BEGIN AGE ENCRYPTED FILE-----\n")],
    ["no stanza", header()],
    ["no MAC", new TextEncoder().encode(`age-encryption.org/v1\n${x25519}\n`)],
    ["a header without end", new TextEncoder().encode(`age-encryption.org/v1\n${`${x25519}\n`.repeat(400)}--- x\n`)],
    ["words beside a key", header(scrypt(17), x25519)],
    ["words twice", header(scrypt(17), scrypt(17))],
    ["words that lack one thing, and beside them what has it", header("-> other", `-> scrypt 17\n${body}`)],
    ["a work factor that is no number", header(scrypt("17a"))],
    ["a work factor with a zero before it", header(scrypt("017"))],
    ["a negative work factor", header(scrypt("-1"))],
    ["no work factor", header(`-> scrypt ${salt}\n${body}`)],
    ["a work factor and more", header(`-> scrypt ${salt} 17 18\n${body}`)],
    ["only kinds that we do not know", header("-> other.example/kind a b\nAAAA")],
  ])("%s", (_what, file) => {
    expect(readAgeHeader(file)).toEqual({ ok: false, error: { kind: "not-a-backup" } });
  });
});
