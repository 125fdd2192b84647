import fc from "fast-check";
import { expect, test } from "vitest";
import { type CanonicalValue, canonicalJson } from "../../../src/vault/canonical-json.ts";

test("keys are sorted by UTF-16 code units, not by code points", () => {
  const value = {
    "\u20ac": "Euro",
    "\r": "Return",
    "\ufb33": "Dalet",
    "1": "One",
    "\u{1f600}": "Face",
    "\u0080": "Control",
  };

  expect(Object.keys(JSON.parse(canonicalJson(value)))).toHaveLength(6);
  expect(canonicalJson(value)).toBe(
    '{"\\r":"Return","1":"One","\u0080":"Control","\u20ac":"Euro","\u{1f600}":"Face","\ufb33":"Dalet"}',
  );
});

test("nested values are written without white space and keep the order of lists", () => {
  expect(canonicalJson({ b: [3, "x", { d: -1, c: 0 }], a: {} })).toBe('{"a":{},"b":[3,"x",{"c":0,"d":-1}]}');
});

test("strings are escaped as RFC 8785 section 3.2.2.2 asks", () => {
  expect(canonicalJson('\u20ac$\u000f\nA\'B"\\\\"/\b\t\f\r\u007f')).toBe(
    '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\\b\\t\\f\\r\u007f"',
  );
});

test("minus zero is written as zero", () => {
  expect(canonicalJson([-0])).toBe("[0]");
});

test.each([
  ["a fraction", 1.5],
  ["a number beyond the safe integers", 2 ** 53],
  ["not a number", Number.NaN],
  ["infinity", Number.POSITIVE_INFINITY],
  ["null", null],
  ["a boolean", true],
  ["undefined in a list", [undefined]],
  ["undefined in an object", { a: undefined }],
  ["a date", new Date(0)],
  ["bytes", new Uint8Array(1)],
  ["a lone surrogate", "\ud800"],
  ["a lone surrogate as a key", { "\udc00": "x" }],
])("%s has no canonical form", (_, value) => {
  expect(() => canonicalJson(value as CanonicalValue)).toThrow(TypeError);
});

const canonicalValue = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "binary" }).filter((text) => !/\p{Surrogate}/u.test(text)),
    fc.maxSafeInteger(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }),
  ),
})).value;

test("the text says the same as the value, whatever order its keys came in", () => {
  fc.assert(
    fc.property(canonicalValue, (value) => {
      const text = canonicalJson(value);

      const withoutMinusZero = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(text)).toEqual(withoutMinusZero);
      expect(canonicalJson(reversed(withoutMinusZero))).toBe(text);
    }),
  );
});

function reversed(value: CanonicalValue): CanonicalValue {
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]): [string, CanonicalValue] => [key, reversed(member)])
      .reverse(),
  );
}
