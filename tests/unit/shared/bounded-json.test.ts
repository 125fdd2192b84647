import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBoundedJson } from "../../../src/shared/bounded-json.ts";
import { holds } from "../../support/holds.ts";

const limits = { depth: 6, records: 40, members: 10 };

test("gives what the plain parser gives, for anything within the limits", () => {
  const within = { depth: 12, records: 10_000, members: 10_000 };
  holds(
    fc.property(fc.json({ depthSize: "medium" }), (text) => {
      fc.pre(!text.includes("__proto__"));
      expect(parseBoundedJson(text, within)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
    { numRuns: 1000 },
  );
});

test("never throws and never takes long, whatever the text", () => {
  const pieces = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "\\",
    "\\u0061",
    "a",
    "1e308",
    "null",
    " ",
    "\u0000",
  );
  holds(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const text = parts.join("");
      const parsed = parseBoundedJson(text, limits);
      if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text));
    }),
    { numRuns: 2000 },
  );
});

describe("refuses", () => {
  test.each([
    ["what is too deep", "[".repeat(7) + "]".repeat(7), "beyond-limits"],
    ["too many records", `{"families":[${Array(41).fill("0").join(",")}]}`, "beyond-limits"],
    ["too many items inside a record", `{"families":[[${Array(11).fill("0").join(",")}]]}`, "beyond-limits"],
    ["too many members", `{${Array.from({ length: 11 }, (_, n) => `"a${n}":0`).join(",")}}`, "beyond-limits"],
    ["a name that comes twice", '{"a":1,"a":2}', "repeated-name"],
    ["a name that comes twice and is written in two ways", '{"a":1,"\\u0061":2}', "repeated-name"],
    ["__proto__", '{"a":{"__proto__":{}}}', "forbidden-name"],
    ["__proto__ in disguise", '{"\\u005f_proto__" : 1}', "forbidden-name"],
    ["a text without end", '{"a', "not-json"],
    ["a name with a broken escape", '{"\\u00":1}', "not-json"],
    ["no JSON", "undefined", "not-json"],
    ["a comma outside", "1,2", "not-json"],
    ["nothing", "", "not-json"],
  ])("%s", (_what, text, refusal) => {
    expect(parseBoundedJson(text, limits)).toEqual({ ok: false, error: refusal });
  });
});

test("takes as many records as there may be, and the same text twice as a value", () => {
  expect(parseBoundedJson(`{"families":[${Array(40).fill('"a"').join(",")}]}`, limits)).toMatchObject({ ok: true });
});
