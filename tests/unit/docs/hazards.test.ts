import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

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
    expect(controlsOf(hazard).length).toBeGreaterThanOrEqual(2);
    expect(hazard.match(/^ {2}- /gm)).toHaveLength(controlsOf(hazard).length);
  });

  test.each(controlsOf(hazard))("%s has the test %s", (file, title) => {
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

/** The file and the title that each control names. */
function controlsOf(hazard: string): [string, string][] {
  return [...hazard.matchAll(/^ {4}`(tests\/[^`]+)`: "(.+)"$/gm)].map(([, file, title]) => [file!, title!]);
}

/** Whether the source calls a test by that very title, by itself or once for each entry of a table. */
function hasTest(source: string, title: string): boolean {
  const quoted = [JSON.stringify(title), `\`${title}\``].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const titles = source.matchAll(new RegExp(`\\(\\s*(?:${quoted.join("|")})\\s*,`, "g"));
  return [...titles].some(({ index }) => {
    const caller = source.slice(0, index);
    return /\b(?:test|it)$/.test(caller) || /\b(?:test|it)\.(?:each|for)(?:<[^()]*>)?$/.test(beforeLastCall(caller));
  });
}

/** The text without the "(...)" at its end; empty when there is none. */
function beforeLastCall(text: string): string {
  if (!text.endsWith(")")) return "";
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ")") depth++;
    if (text[at] === "(" && --depth === 0) return text.slice(0, at);
  }
  return "";
}
