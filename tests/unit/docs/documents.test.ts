import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import { provenanceOf } from "../../../src/content/provenance.ts";
import { contactKindLabels, contactKinds } from "../../../src/domain/contact-kind.ts";

const { version, scripts, dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const documents = [
  ...readdirSync(".").filter((name) => name.endsWith(".md")),
  ...filesIn("docs").filter((path) => path.endsWith(".md")),
];
const text = (path: string) => readFileSync(path, "utf8");
const all = documents.map((path) => [path, text(path)] as const);

describe.each(all)("%s", (path, body) => {
  test("every relative link leads to a file", () => {
    const links = [...body.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const broken = links
      .filter((link) => !/^(https?:|mailto:|#)/.test(link))
      .filter((link) => !existsSync(join(dirname(path), link.split("#")[0]!)));

    expect(broken).toEqual([]);
  });

  test("every file of ours that it names is there", () => {
    const named = [...body.matchAll(/`((?:src|tests|docs|deploy|scripts|public)\/[\w./-]+)`/g)].map(
      ([, file]) => file!,
    );

    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });

  test("every script that it names is one of the package", () => {
    const named = [...body.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);

    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test("it claims no approval, and names no machine", () => {
    // "Never" may stand before the word; nothing else makes it true.
    const claims = body.replace(/never "?compliant"?/gi, "");

    expect(claims).not.toMatch(/compliant|NHS[- ]approved|approved by the NHS|certified/i);
    expect(claims).not.toMatch(/\/(?:home|root|tmp|work|Users)\//);
  });
});

describe("README.md", () => {
  const readme = text("README.md");

  test("the two commands stand by themselves, and are the package's own", () => {
    const commands = [...readme.matchAll(/^```\n(.+)\n```$/gm)].map(([, command]) => command);

    expect(commands).toEqual(["npm ci && npm start", "npm ci && npm test"]);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(["start", "test"]));
  });

  test("it says what it is not, and shows three pictures with words for those who do not see them", () => {
    expect(readme).toContain("This is not an official NHS product.");
    const pictures = [...readme.matchAll(/!\[([^\]]*)\]\((public\/screenshots\/[^)]+)\)/g)];

    expect(pictures).toHaveLength(3);
    for (const [, words] of pictures) expect(words!.length).toBeGreaterThan(20);
  });

  test.each(["README.md", "CONTRIBUTING.md"])("%s names every layer", (path) => {
    const folders = readdirSync("src").filter((name) => name !== "ui");

    for (const folder of folders) expect(text(path)).toMatch(new RegExp(`^\\| \`(?:src/)?${folder}\``, "m"));
  });
});

test("the changelog's newest entry is the version of the package", () => {
  expect(/^## (\S+)/m.exec(text("CHANGELOG.md"))?.[1]).toBe(version);
});

test("each package that ships has a line with its size and licence", () => {
  const pages = documents
    .filter((path) => path.startsWith("docs/adr/"))
    .map(text)
    .join("\n");
  const licences = /^\| `([^`]+)`.*\|.+\|.+\| (?:MIT|ISC|BSD-3-Clause) \|.+\|$/gm;
  const rows = [...pages.matchAll(licences)].map(([, name]) => name);

  expect(rows.toSorted()).toEqual(Object.keys(dependencies).toSorted());
});

describe("decisions", () => {
  const decisions = documents.filter((path) => path.startsWith("docs/adr/"));

  test("each has a number of its own", () => {
    const numbers = decisions.map((path) => /^docs\/adr\/(\d{4})-/.exec(path)?.[1]);

    expect(numbers.length).toBeGreaterThan(10);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers).not.toContain(undefined);
  });

  test.each(decisions)("%s has a status, a context, a decision and its consequences", (path) => {
    const page = text(path);

    expect(page).toMatch(/^\W*Status: \S/m);
    expect(page.match(/^## .+$/gm)).toEqual(["## Context", "## Decision", "## Consequences"]);
    expect(page).toMatch(/^\W*Good\b/m);
    expect(page).toMatch(/^\W*Bad\b/m);
  });
});

describe("docs/clinical-content.md", () => {
  const page = text("docs/clinical-content.md");

  test.each(contactKinds)("has the figures of the %s checklist", (kind) => {
    const { groups, topics } = checklistFor(kind);
    const label = contactKindLabels[kind].replace(/ (?:contact|week)\b/g, (word) => (word === " week" ? " weeks" : ""));

    expect(page).toContain(
      `| ${label} | ${groups.length} | ${topics.length} | ${topics.filter((topic) => topic.mustNotSkip).length} |`,
    );
  });

  test("says of the version whether it is signed off, and how its sources were read", () => {
    const { version: current, signedOff } = checklistFor("new-birth");
    const { sources, facts } = provenanceOf(current)!;
    const count = (reading: string) => sources.filter((source) => source.reading === reading).length;

    expect(signedOff).toBe(false);
    expect(page).toMatch(
      new RegExp(`^\\| ${current.replaceAll(".", "\\.")} \\|.*\\*\\*No: draft content\\*\\* \\|$`, "m"),
    );
    expect(page).toContain(`${facts.length} facts, and these on ${sources.length} sources`);
    expect(page).toContain(`| In the publisher's own words | ${count("read")} |`);
    expect(page).toMatch(new RegExp(`^\\| As others repeat it.* \\| ${count("second-hand")} \\|$`, "m"));
    expect(page).toMatch(new RegExp(`^\\| From general knowledge.* \\| ${count("general-knowledge")} \\|$`, "m"));
  });
});

test("every name in code that the glossary gives is a word of the source", () => {
  const columns = text("docs/glossary.md")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| Word"))
    .map((line) => line.split("|")[2]!);
  const names = columns.flatMap((column) => [...column.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
  const files = filesIn("src").filter((path) => /\.tsx?$/.test(path));
  const source = files.map(text).join("\n");
  const isKnown = (name: string) =>
    name.endsWith(".ts")
      ? files.some((path) => path.endsWith(`/${name}`))
      : name.split(".").every((part) => new RegExp(`(?<!\\w)${part.replace(/^"|"$/g, "")}(?!\\w)`).test(source));

  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => !isKnown(name))).toEqual([]);
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`);
}
