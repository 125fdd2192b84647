import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isContained } from "../../../src/domain/containment.ts";
import { holds } from "../../support/holds.ts";

test("anything is contained in itself", () => {
  holds(
    fc.property(fc.jsonValue(), (value) => {
      expect(isContained(value, value)).toBe(true);
    }),
  );
});

test("what one says, the other has to say in the same words", () => {
  expect(isContained({ note: "Cot in kitchen" }, { note: "Cot in kitchen", place: "cot" })).toBe(true);
  expect(isContained({ note: "Cot in kitchen" }, { note: "Cot in the kitchen" })).toBe(false);
  expect(isContained({ note: "Cot", place: "cot" }, { note: "Cot" })).toBe(false);
  expect(isContained([1, 2], [2, 3, 1])).toBe(true);
  expect(isContained([1, 4], [1, 2])).toBe(false);
  expect(isContained([{ id: "a", n: 1 }], [{ id: "a", n: 1, more: 2 }])).toBe(true);
  expect(isContained({ a: 1 }, [1])).toBe(false);
  expect(isContained([1], { 0: 1 })).toBe(false);
  expect(isContained({ toString: 1 }, {})).toBe(false);
});

test("an empty text and an absent member say nothing", () => {
  expect(isContained({ note: "" }, { note: "Cot" })).toBe(true);
  expect(isContained({ note: undefined }, {})).toBe(true);
  expect(isContained({ note: "" }, {})).toBe(false);
});
