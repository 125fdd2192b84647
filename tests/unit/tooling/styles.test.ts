import { readdirSync, readFileSync } from "node:fs";
import { compile, type Options } from "sass";
import { expect, test } from "vitest";
import { leanStyles, type StyleRule } from "../../../deploy/lean-styles.mjs";

const options: Options<"sync"> = { loadPaths: ["node_modules"], style: "expanded" };

// In the page the later sheet stands behind the first one: a rule that came again would undo what follows it there.
test("The later sheet repeats no rule of the first one", () => {
  const first = rulesOf(compile("src/ui/styles/first.scss", options).css);
  const later = rulesOf(compile("src/ui/styles/later.scss", options).css);

  expect(first.size).toBeGreaterThan(100);
  expect(later.size).toBeGreaterThan(100);
  expect([...later].filter((rule) => first.has(rule))).toEqual([]);
});

test("Rules for whatever stands behind something are left out of the build, and no others", () => {
  const kept = [
    ".nhsuk-list, p + .nhsuk-caption-l",
    "p + [class^=nhsuk-caption], .nhsuk-body",
    "h1[class*=nhsuk-u-margin] + [class^=nhsuk-caption]",
    ".app-stack > * + *",
  ].flatMap((selectors) => {
    let isThere = true;
    const rule: StyleRule = {
      selectors: selectors.split(", "),
      remove() {
        isThere = false;
      },
    };
    leanStyles().Rule(rule);
    return isThere ? [rule.selectors.join(", ")] : [];
  });

  expect(kept).toEqual([".nhsuk-list, p + .nhsuk-caption-l", ".nhsuk-body"]);
});

test("None of our own styles is left out of the build", () => {
  const ours = readdirSync("src/ui/styles").map((file) => readFileSync(`src/ui/styles/${file}`, "utf8"));

  expect(ours.length).toBeGreaterThan(10);
  expect(ours.filter((text) => /\+\s*(\*|\[class\^=)/.test(text))).toEqual([]);
});

/** Each rule without its indentation, as "the at-rules around it | its selectors | what it sets". */
function rulesOf(css: string): Set<string> {
  const rules = new Set<string>();
  const around: string[] = [];
  let body = "";
  for (const line of css.split("\n").map((text) => text.trim())) {
    if (line.endsWith("{")) {
      // Whatever came before it on lines of its own are more of its selectors.
      around.push(body + line);
      body = "";
    } else if (line === "}") {
      if (body !== "") rules.add(`${around.join(" | ")} | ${body}`);
      around.pop();
      body = "";
    } else {
      body += line;
    }
  }
  return rules;
}
