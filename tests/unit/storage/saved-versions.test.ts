import { expect, test } from "vitest";
import { asSaved, savedVersion } from "../../../src/storage/saved-versions.ts";
import { aFamily } from "./records.ts";

const family = aFamily();
const saved = new Map([[family.id, 7]]);

test("what a save wrote has the version that the save gave it", () => {
  expect(savedVersion(saved, family.id)).toBe(7);
  expect(asSaved(family, saved)).toEqual({ value: family, version: 7 });
});

test("what a save did not write has no version, and none is made up", () => {
  expect(() => savedVersion(saved, "another")).toThrow(RangeError);
  expect(() => asSaved(aFamily(), saved)).toThrow(new RangeError("The save did not write this row"));
});
