import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hasTest, testsNamedIn } from "./named-tests.ts";

const log = readFileSync("docs/hazards.md", "utf8");
const hazards = log.split(/^## /m).slice(1);

test("the log has at least 20 hazards, numbered in order", () => {
  expect(hazards.length).toBeGreaterThanOrEqual(20);
  expect(hazards.map((hazard) => /^H(\d+) /.exec(hazard)?.[1])).toEqual(hazards.map((_, index) => String(index + 1)));
});

describe.each(hazards.map((hazard) => [hazard.split("\n", 1)[0]!, hazard]))("%s", (_heading, hazard) => {
  test("has a cause, an effect, controls, and leaves its score to a Clinical Safety Officer", () => {
    expect(hazard).toMatch(/^- Cause: \S/m);
    expect(hazard).toMatch(/^- Effect: \S/m);
    expect(hazard).toMatch(/^- Residual: to be scored by a Clinical Safety Officer$/m);
    expect(testsNamedIn(hazard).length).toBeGreaterThanOrEqual(2);
    expect(hazard.match(/^ {2}- /gm)).toHaveLength(testsNamedIn(hazard).length);
  });

  test.each(testsNamedIn(hazard))("%s has the test %s", (file, title) => {
    expect(existsSync(file)).toBe(true);
    expect(hasTest(readFileSync(file, "utf8"), title)).toBe(true);
  });
});

test("a title counts only where a test is called by it", () => {
  expect(hasTest('test("it is saved", () => {', "it is saved")).toBe(true);
  expect(hasTest('test.each(all)(\n  "it is saved",', "it is saved")).toBe(true);
  expect(hasTest('test.for<Fault>([f("a"), f("b")])("it is saved", () => {', "it is saved")).toBe(true);
  expect(hasTest('describe("it is saved", () => {', "it is saved")).toBe(false);
  expect(hasTest('describe.each(all)("it is saved", () => {', "it is saved")).toBe(false);
  expect(hasTest('expect(text).toBe("it is saved");', "it is saved")).toBe(false);
  expect(hasTest('test("it is saved twice", () => {', "it is saved")).toBe(false);
});
