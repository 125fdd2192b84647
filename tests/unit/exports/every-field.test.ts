import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import type { ContactAnswers, FinalContact } from "../../../src/domain/contact.ts";
import { ContactKind } from "../../../src/domain/contact-kind.ts";
import { formatDate, formatTime, readEnteredDate } from "../../../src/domain/dates.ts";
import { recordDocument } from "../../../src/exports/record-document.ts";
import { recordText } from "../../../src/exports/record-text.ts";
import { arbitraryFinalContact } from "../../support/arbitraries.ts";
import { aFinalContact } from "../../support/builders.ts";
import { everyOption, filledAnswers } from "./filled-answers.ts";
import { marked } from "./marked.ts";

// Properties draw many whole contacts, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const checklist = checklistFor("new-birth");

/** A final contact with the answers, at the date and time that they name, as finalising gives it. */
function finalised(answers: ContactAnswers): FinalContact {
  const date = readEnteredDate(answers.people.date);
  if (!date.ok) throw new Error("The filled date is a real one");
  return aFinalContact({ answers, event: { date: date.value, time: answers.people.time } });
}

function asDocument(answers: ContactAnswers): string {
  return JSON.stringify(recordDocument(finalised(answers), checklist, { audience: "professional" }));
}

function asText(answers: ContactAnswers): string {
  const { main, notes } = recordText(finalised(answers), checklist, { audience: "professional" });
  return `${main}\n${notes ?? ""}`;
}

const outputs = [
  ["document", asDocument],
  ["text", asText],
] as const;

const options = everyOption();

describe.each(outputs)("the record %s", (_name, render) => {
  test.each(options.map((entry) => [`${entry.path} = ${entry.option}`, entry.filled] as const))(
    "holds every text and date when %s",
    (_case, { answers, texts, dates }) => {
      const output = render(answers);

      const lost = [...texts].filter(([, marker]) => !output.includes(marker)).map(([path]) => path);
      const lostDates = [...dates].filter(([, date]) => !output.includes(formatDate(date))).map(([path]) => path);

      expect(lost).toEqual([]);
      expect(lostDates).toEqual([]);
      expect(output).toContain(formatTime(answers.people.time));
    },
  );

  test.each(options.map((entry) => [entry.path, entry.option, entry.filled] as const))(
    "names the option %s = %s",
    (path, option, { answers, choices }) => {
      const label = choices.get(path)!.labels[option]!;

      expect(render(answers).toLowerCase()).toContain(label.toLowerCase());
    },
  );

  test.each([...new Set(options.map(({ path }) => path))])("reads differently for each option of %s", (path) => {
    const same = options.filter((entry) => entry.path === path);

    const readings = new Set(same.map(({ filled }) => render(filled.answers)));

    expect(readings.size).toBe(same.length);
  });

  test("says who was present and for which baby, and that a list was asked as a list", () => {
    const { answers } = filledAnswers({ "factors.alone": "none-reported" });

    const output = render(answers);

    expect(output).toContain("Amina Khan (mother)");
    expect(output).toContain("None reported, asked as a list");
    expect(output).toContain("(picked from the list)");
  });
});

test.each(ContactKind.options)("no text of any %s contact gets lost, whatever the combination", async (kind) => {
  const of = checklistFor(kind);
  await fc.assert(
    fc.asyncProperty(arbitraryFinalContact(of), async (drawn) => {
      const { contact, texts } = marked(drawn);
      const { main, notes } = recordText(contact, of, { audience: "professional" });
      const document = JSON.stringify(recordDocument(contact, of, { audience: "professional" }));

      const answered = [...texts].filter(([path]) => path.startsWith(".answers.") || path.startsWith(".author."));

      expect(answered.filter(([, mark]) => !document.includes(mark))).toEqual([]);
      expect(answered.filter(([, mark]) => !`${main}${notes ?? ""}`.includes(mark))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("the walk reaches every text field of the answers", () => {
  const texts = new Set([...options.flatMap(({ filled }) => [...filled.texts.keys()])]);

  expect([...texts].sort()).toMatchInlineSnapshot(`
    [
      "agreement.agreesNote",
      "agreement.guidanceNote",
      "agreement.otherCarersNote",
      "concerns.decisions.AC-da.action",
      "concerns.decisions.AC-da.note",
      "concerns.decisions.AC-da.owner",
      "concerns.decisions.AC-see.action",
      "concerns.decisions.AC-see.note",
      "concerns.decisions.AC-see.owner",
      "concerns.forTheBaby",
      "concerns.nextContactNote",
      "concerns.notes",
      "concerns.own[].action",
      "concerns.own[].owner",
      "concerns.reference",
      "concerns.spokeTo",
      "factors.answers.RF-drug.detail",
      "factors.answers.RF-loss.detail",
      "factors.answers.RF-smk-now.detail",
      "factors.perBaby.baby__________________.RF-lbw.detail",
      "nights.fewNote",
      "nights.plans[].ifItGoesWrong",
      "nights.plans[].inCharge",
      "nights.plans[].placeOther",
      "nights.plans[].what",
      "nights.plans[].whoKnows",
      "nights.plans[].whoPacks",
      "nights.plans[].words",
      "people.interpreterNote",
      "people.others[].who",
      "people.placeNote",
      "sleep.matchNote",
      "sleep.note",
      "sleep.observations.OB-pillow.note",
      "sleep.spaces[].changedTogether",
      "sleep.spaces[].evidence.note",
      "sleep.spaces[].findings.note",
      "sleep.spaces[].placeOther",
      "sleep.spaces[].roomOther",
      "topics.groups.where-baby-sleeps.wentOver",
      "topics.groups.where-baby-sleeps.words",
    ]
  `);
});
