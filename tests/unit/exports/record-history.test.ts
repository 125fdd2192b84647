import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import type { FinalAmendment } from "../../../src/domain/amendment.ts";
import type { FinalContact } from "../../../src/domain/contact.ts";
import { ContactKind } from "../../../src/domain/contact-kind.ts";
import { type ErrorMark, ErrorReason } from "../../../src/domain/error-mark.ts";
import { errorReasonLabels } from "../../../src/domain/error-reason-labels.ts";
import { AmendmentId, ErrorMarkId } from "../../../src/domain/ids.ts";
import { recordDocument } from "../../../src/exports/record-document.ts";
import { historyDocument, originalDocument, type RecordHistory } from "../../../src/exports/record-history.ts";
import { textOf } from "../../../src/exports/record-text.ts";
import { whatChanged } from "../../../src/exports/what-changed.ts";
import { arbitraryAnswers, arbitraryFinalContact } from "../../support/arbitraries.ts";
import { aFinalContact, anId, withAnswers } from "../../support/builders.ts";
import { marked } from "./marked.ts";

// Properties draw many whole contacts, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const checklist = checklistFor("new-birth");
const options = { audience: "professional" } as const;
const author = { name: "Sam Lee", role: "health visitor" };
const record = aFinalContact({ answers: { topics: { results: { "NB-back": { result: "explained-back" } } } } });
const mark: ErrorMark = {
  id: anId(ErrorMarkId, "mark"),
  contactId: record.id,
  familyId: record.familyId,
  reason: "wrong-family",
  author,
  madeAt: "2026-11-25T09:00:00Z",
};

function anAmendment(of: FinalContact, given: Partial<FinalAmendment> = {}): FinalAmendment {
  return {
    id: anId(AmendmentId, "amendment"),
    contactId: of.id,
    familyId: of.familyId,
    kind: of.kind,
    checklistVersion: of.checklistVersion,
    number: 1,
    startedAt: "2026-11-24T09:00:00Z",
    status: "final",
    answers: of.answers,
    event: of.event,
    reason: "Wrong result tapped",
    author,
    madeAt: "2026-11-24T09:05:00Z",
    ...given,
  };
}

const notYet = withAnswers(record.answers, { topics: { results: { "NB-back": { result: "not-yet" } } } });
const drugs = withAnswers(record.answers, {
  factors: { answers: { "RF-drug": { reply: "yes", detail: "cannabis" } } },
});

function textFor(history: Partial<RecordHistory>) {
  return textOf(historyDocument({ record, amendments: [], mark: undefined, ...history }, checklist, options));
}

describe("an amended record", () => {
  test("says on its text who amended it, when, why, and what changed, before and after", () => {
    const { main } = textFor({ amendments: [anAmendment(record, { answers: notYet })] });

    expect(main.split("\n").slice(0, 3)).toEqual([
      "SAFER SLEEP: NEW BIRTH CONTACT",
      "23 November 2026, 2:05pm. Amina Khan and baby Yusuf",
      "Amended on 24 November 2026, 9:05am by Sam Lee, health visitor: Wrong result tapped",
    ]);
    expect(main).toMatch(/\nAMENDMENTS\nAmendment 1: Amended on 24 November 2026/);
    expect(main).toMatch(/\nChanged in Topics and teach-back: .*: Before: Explained back\. Now: Not yet\.\n/);
    expect(main).toMatch(/\nNot yet: /);
  });

  test("names each amendment with its own changes, the first before the second", () => {
    const second = anAmendment(record, { number: 2, reason: "Was right after all", id: anId(AmendmentId, "second") });
    const { main } = textFor({ amendments: [anAmendment(record, { answers: notYet }), second] });

    expect(main.indexOf("Before: Explained back. Now: Not yet.")).toBeGreaterThan(0);
    expect(main.indexOf("Before: Not yet. Now: Explained back.")).toBeGreaterThan(
      main.indexOf("Before: Explained back. Now: Not yet."),
    );
  });

  test("keeps a change of what was asked alone out of the main text, which is the same whatever it is", () => {
    const asked = { ...record, answers: withAnswers(record.answers, { factors: { alone: "none-reported" } }) };
    const reply = (reply: "yes" | "no") => ({
      answers: withAnswers(asked.answers, { factors: { answers: { "RF-drug": { reply, detail: "cannabis" } } } }),
    });
    const [yes, no] = (["yes", "no"] as const).map((given) =>
      textFor({ record: asked, amendments: [anAmendment(asked, reply(given))] }),
    );

    expect(yes?.main).toBe(no?.main);
    expect(yes?.main).not.toMatch(/cannabis|Changed in/);
    expect(yes?.notes).toMatch(/Changed in .*cannabis/);
  });

  test("shows a corrected day and time, and is late by that day", () => {
    const event = { date: "2026-11-21", time: "10:00" };
    const answers = withAnswers(record.answers, { people: { date: { day: "21", month: "11", year: "2026" } } });
    const document = historyDocument(
      { record, amendments: [anAmendment(record, { event, answers })], mark: undefined },
      checklist,
      options,
    );

    expect(document.when).toBe("21 November 2026, 10am");
    expect(document.notices).toContain("Written later: contact on 21 November 2026, recorded on 23 November 2026.");
    expect(textOf(document).main).toContain("Before: 23 November 2026, 2:05pm. Now: 21 November 2026, 10am.");
  });

  test("that was amended by a clock in doubt says so once", () => {
    const amendments = [
      anAmendment(record, { clockSuspect: true }),
      anAmendment(record, { number: 2, clockSuspect: true }),
    ];

    expect(textFor({ amendments }).main.match(/clock of the device may have been wrong/g)).toHaveLength(1);
  });

  test("of which something cannot be opened says so above all else", () => {
    expect(textFor({ hasGap: true }).main.split("\n")[2]).toMatch(/^An amendment of this record could not be opened/);
  });

  test("as first written is word for word the record, under a line that says it is not how it stands", () => {
    const history = { record, amendments: [anAmendment(record, { answers: notYet })], mark: undefined };
    const original = originalDocument(history, checklist, options);

    expect(original.sections).toEqual(recordDocument(record, checklist, options).sections);
    expect(original.notices[0]).toMatch(/as it was first written\. Since then it was marked as amended\.$/);
  });
});

describe("a record entered in error", () => {
  test.each(ErrorReason.options)("says so at the top of both texts, with who, when and why: %s", (reason) => {
    const { main, notes } = textFor({
      record: { ...record, answers: drugs },
      mark: { ...mark, reason, note: "Two visits mixed up" },
    });

    for (const text of [main, notes ?? ""]) {
      expect(text.split("\n")[0]).toMatch(/^ENTERED IN ERROR\. SAFER SLEEP/);
      expect(text).toContain("ENTERED IN ERROR, marked on 25 November 2026, 9am by Sam Lee, health visitor");
      expect(text.toLowerCase()).toContain(`${errorReasonLabels[reason].toLowerCase()} (two visits mixed up)`);
    }
  });

  test("stays readable in full", () => {
    const document = historyDocument({ record, amendments: [], mark }, checklist, options);

    expect(document.sections).toEqual(recordDocument(record, checklist, options).sections);
  });
});

describe.each(ContactKind.options)("any %s record and any amendment of it", (kind) => {
  const of = checklistFor(kind);
  const scenario = arbitraryFinalContact(of).chain((contact) =>
    fc.tuple(fc.constant(contact), arbitraryAnswers(of, contact.subject)),
  );

  test("hold every text: the amended answers in the record, and what each was before in the changes", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ([contact, answers]) => {
        const before = marked(contact);
        // The same marks would hide a text that is lost, so those after the amendment are others.
        const after = marked({ ...contact, answers });
        const renamed = JSON.parse(JSON.stringify(after.contact.answers).replaceAll(/mark-(\d+)-/g, "amended-$1-"));
        const amendment = anAmendment(before.contact, { answers: renamed, reason: "mark-reason-" });
        const document = historyDocument(
          { record: before.contact, amendments: [amendment], mark: undefined },
          of,
          options,
        );
        const { main, notes } = textOf(document);
        const now = [...after.texts].filter(([path]) => path.startsWith(".answers."));
        const then = [...before.texts].filter(([path]) => path.startsWith(".answers."));

        for (const output of [`${main}\n${notes ?? ""}`, JSON.stringify(document)]) {
          expect(now.filter(([, mark]) => !output.includes(mark.replace("mark", "amended")))).toEqual([]);
          expect(then.filter(([, mark]) => !output.includes(mark))).toEqual([]);
          expect(output).toContain("mark-reason-");
        }
      }),
      { numRuns: 40 },
    );
  });

  test("differ in what is said to have changed exactly where the records read differently", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ([contact, answers]) => {
        const read = (one: FinalContact) => recordDocument(one, of, options);
        const answered = (one: FinalContact) => JSON.stringify(read(one).sections.filter(({ id }) => id !== "record"));
        const amended = { ...contact, answers };

        expect(whatChanged(read(contact), read(contact))).toEqual([]);
        if (answered(contact) === answered(amended)) expect(whatChanged(read(contact), read(amended))).toEqual([]);
        else expect(whatChanged(read(contact), read(amended)).length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });
});
