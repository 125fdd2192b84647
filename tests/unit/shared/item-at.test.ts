import { expect, test } from "vitest";
import { itemAt } from "../../../src/shared/item-at.ts";

test("an item is found from either end", () => {
  expect([itemAt(["a", "b", "c"], 0), itemAt(["a", "b", "c"], 2), itemAt(["a", "b", "c"], -1)]).toEqual([
    "a",
    "c",
    "c",
  ]);
});

test.each([[3], [-4]])("an index that the list has not is an error, not a silent undefined: %i", (index) => {
  expect(() => itemAt(["a", "b", "c"], index)).toThrow(new RangeError("The list has no such item"));
});
