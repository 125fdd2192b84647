import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hasTest, testsNamedIn } from "./named-tests.ts";

const faults = readFileSync("docs/faults.md", "utf8").split(/^## /m).slice(1);

/** How many faults the app was designed against; what is added comes after them. */
const designedAgainst = 42;

test("all faults that the app was designed against are there, numbered in order", () => {
  expect(faults.length).toBeGreaterThanOrEqual(designedAgainst);
  expect(faults.map((fault) => /^F(\d+) /.exec(fault)?.[1])).toEqual(faults.map((_, index) => String(index + 1)));
});

describe.each(faults.map((fault) => [fault.split("\n", 1)[0]!, fault]))("%s", (_heading, fault) => {
  test("says what must hold, and proves it, or says why not", () => {
    expect(fault).toMatch(/^- Must hold: [A-Z]/m);
    const isProved = /^- Proved by:$/m.test(fault);
    expect(isProved).toBe(testsNamedIn(fault).length > 0);
    expect(isProved || /^- (?:Not tested here|Not yet): [A-Z]/m.test(fault)).toBe(true);
    expect(fault.match(/^ {2}- /gm)?.length ?? 0).toBe(testsNamedIn(fault).length);
  });

  test.each(testsNamedIn(fault))("%s has the test %s", (file, title) => {
    expect(existsSync(file)).toBe(true);
    expect(hasTest(readFileSync(file, "utf8"), title)).toBe(true);
  });
});
