import { afterEach, expect, test, vi } from "vitest";
import { randomIndex } from "../../../src/vault/random-index.ts";

afterEach(() => vi.restoreAllMocks());

test("a draw beyond the last whole multiple of the size is drawn again", () => {
  const draws = [65_535, 62_208, 62_207];
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    if (array instanceof Uint16Array) array[0] = draws.shift() ?? 0;
    return array;
  });

  expect(randomIndex(7776)).toBe(7775);
  expect(draws).toEqual([]);
});

test("every index below the size comes up, and none else", () => {
  const seen = new Set(Array.from({ length: 2000 }, () => randomIndex(12)));

  expect([...seen].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});
