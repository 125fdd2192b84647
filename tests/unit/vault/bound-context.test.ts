import fc from "fast-check";
import { expect, test } from "vitest";
import { boundContext } from "../../../src/vault/bound-context.ts";

test("each part follows its length in UTF-8 bytes", () => {
  expect([...boundContext("ab", "", "é")]).toEqual([0, 0, 0, 2, 97, 98, 0, 0, 0, 0, 0, 0, 0, 2, 0xc3, 0xa9]);
});

test("text moved from one part to the next gives another context", () => {
  expect(boundContext("row", "s1")).not.toEqual(boundContext("rows", "1"));
});

test("different lists of parts never give the same bytes", () => {
  const parts = fc.array(fc.string({ maxLength: 3 }), { maxLength: 4 });
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(Buffer.from(boundContext(...a)).equals(Buffer.from(boundContext(...b)))).toBe(false);
    }),
  );
});
