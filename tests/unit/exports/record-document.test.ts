import { describe, expect, test } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import type { FinalContact } from "../../../src/domain/contact.ts";
import { BabyId, EntryId } from "../../../src/domain/ids.ts";
import { recordDocument } from "../../../src/exports/record-document.ts";
import type { RecordItem, RecordRow, RecordSectionId } from "../../../src/exports/record-section.ts";
import { aFinalContact, allWell, aNightPlan, anId, aSleepSpace, born } from "../../support/builders.ts";

const checklist = checklistFor("new-birth");
const untilDay = { day: "30", month: "11", year: "2026" };

function blocksOf(contact: FinalContact, id: RecordSectionId) {
  const { sections } = recordDocument(contact, checklist, { audience: "professional" });
  return sections.find((section) => section.id === id)?.blocks ?? [];
}

function rowsOf(contact: FinalContact, id: RecordSectionId): RecordRow[] {
  return blocksOf(contact, id).flatMap((block) => (block.kind === "rows" ? block.rows : []));
}

function itemsOf(contact: FinalContact, id: RecordSectionId): RecordItem[] {
  return blocksOf(contact, id).flatMap((block) => (block.kind === "outcomes" ? block.items : []));
}

function valueAt(contact: FinalContact, id: RecordSectionId, label: string): string | undefined {
  return rowsOf(contact, id).find((row) => row.label === label)?.value;
}

describe("what was not answered", () => {
  test("every topic that must not be skipped says Not recorded, in the order of the checklist", () => {
    const items = itemsOf(aFinalContact(), "topics");

    const key = checklist.topics.filter((topic) => topic.mustNotSkip && topic.recordedIn === "topics");
    const expected = key.filter((topic) => topic.id !== "NB-early-small").map((topic) => topic.short);
    expect(items.map((item) => item.name)).toEqual(expected);
    expect(items.every((item) => item.missing && item.outcome === "Not recorded")).toBe(true);
  });

  test("a contact with nothing left out is complete", () => {
    const contact = aFinalContact({ answers: allWell(checklist) });

    expect(valueAt(contact, "record", "Completeness")).toBe("Complete");
    expect(rowsOf(contact, "record").filter((row) => row.missing)).toEqual([]);
  });

  test("a contact that is partly done says in which steps, and what", () => {
    const answers = allWell(checklist);
    delete answers.agreement.guidance;
    delete answers.agreement.otherCarers;

    const contact = aFinalContact({ answers });

    expect(valueAt(contact, "record", "Completeness")).toBe("Partly done. Missing in: find it again and agreement");
    expect(
      rowsOf(contact, "record")
        .filter((row) => row.missing)
        .map((row) => row.value),
    ).toEqual([
      "Record whether the parent found the guidance",
      "Record whether the others who put baby down were reached",
    ]);
  });

  test("a question of the list asked alone that is missing is named for professionals only", () => {
    const answers = allWell(checklist);
    delete answers.factors.alone;

    const missing = rowsOf(aFinalContact({ answers }), "record").filter((row) => row.missing);

    expect(missing.map(({ value, restricted }) => [value, restricted])).toEqual([
      ["Ask about: Drugs or treatment", true],
    ]);
  });

  test("a twin without a place for the night says Not recorded by name", () => {
    const [adam, yusuf] = [anId(BabyId, "adam"), anId(BabyId, "yusuf")];
    const contact = aFinalContact({
      subject: { ...aFinalContact().subject, stage: born({ id: adam, name: "Adam" }, { id: yusuf, name: "Yusuf" }) },
      answers: { sleep: { spaces: [aSleepSpace({ babyIds: [yusuf] })], observations: {} } },
    });

    expect(valueAt(contact, "sleep-not-seen", "Where Adam sleeps at night")).toBe("Not recorded");
    expect(valueAt(contact, "sleep-not-seen", "Where Yusuf sleeps at night")).toBeUndefined();
  });

  test("a plan that names no bed and nobody in charge says so", () => {
    const { id, eventId } = aNightPlan();
    const contact = aFinalContact({ answers: { nights: { plans: [{ id, eventId, words: "We will see" }] } } });

    expect(rowsOf(contact, "nights").map(({ label, value }) => `${label}: ${value}`)).toEqual([
      `Parent's words: "We will see"`,
      "Bed: Not recorded",
      "Sober and in charge: Not recorded",
    ]);
  });
});

describe("twins", () => {
  test("what is asked for each baby stands under each name, and a list answers for the other", () => {
    const [adam, yusuf] = [anId(BabyId, "adam"), anId(BabyId, "yusuf")];
    const contact = aFinalContact({
      subject: { ...aFinalContact().subject, stage: born({ id: adam, name: "Adam" }, { id: yusuf, name: "Yusuf" }) },
      answers: {
        factors: { open: "none-reported", answers: {}, perBaby: { [adam]: { "RF-lbw": { reply: "yes" } } } },
      },
    });

    const weights = itemsOf(contact, "baby-and-home").filter(({ name }) => name.startsWith("2500g"));

    expect(weights.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["2500g or less at birth, Adam", "Yes"],
      ["2500g or less at birth, Yusuf", "None reported, asked as a list"],
    ]);
  });
});

describe("how the record came about", () => {
  test("a record finalised on a later day says how late", () => {
    const contact = aFinalContact({ finalisedAt: "2026-11-26T09:00:00Z" });

    expect(valueAt(contact, "record", "Finalised")).toBe("26 November 2026, 9am (3 days after the contact)");
    expect(noticesOf(contact)).toEqual(["Written later: contact on 23 November 2026, recorded on 26 November 2026."]);
  });

  test("a record finalised on the day of the contact, up to midnight here, does not call itself late", () => {
    expect(noticesOf(aFinalContact({ finalisedAt: "2026-11-23T23:59:00Z" }))).toEqual([]);
    const summer = { event: { date: "2026-07-01", time: "10:00" } };
    expect(noticesOf(aFinalContact({ ...summer, finalisedAt: "2026-07-01T22:59:00Z" }))).toEqual([]);
    expect(noticesOf(aFinalContact({ ...summer, finalisedAt: "2026-07-01T23:01:00Z" }))).toHaveLength(1);
  });

  test("a record made while the clock was in doubt says so", () => {
    expect(noticesOf(aFinalContact({ clockSuspect: true }))).toEqual([
      "The clock of the device may have been wrong when this was recorded.",
    ]);
  });

  test("times are those of the United Kingdom, in summer time too", () => {
    const contact = aFinalContact({ startedAt: "2026-07-01T23:30:00Z" });

    expect(valueAt(contact, "record", "Begun")).toBe("2 July 2026, 12:30am");
  });

  test("the draft notice is gone once the checklist is signed off", () => {
    const rows = (signedOff: boolean) =>
      recordDocument(aFinalContact(), { ...checklist, signedOff }, { audience: "professional" })
        .sections.find(({ id }) => id === "record")!
        .blocks.flatMap((block) => (block.kind === "rows" ? block.rows.map((row) => row.value) : []));

    expect(rows(false)).toContain("Draft content, not yet clinically signed off");
    expect(rows(true)).not.toContain("Draft content, not yet clinically signed off");
  });
});

describe("the visitor's own follow-ups", () => {
  const own = [{ id: anId(EntryId, "own"), action: "Ring about the cot", owner: "Jo Ward", due: untilDay }];

  test("they stand in the main text when there is no concern", () => {
    const contact = aFinalContact({ answers: { concerns: { level: "none", own } } });

    expect(rowsOf(contact, "next-steps")[0]).toMatchObject({
      value: "Ring about the cot; who: Jo Ward; by 30 November 2026",
      restricted: false,
    });
  });

  test.each(["follow-up", "safety"] as const)("they stand in the notes when the concern is %s", (level) => {
    const contact = aFinalContact({ answers: { concerns: { level, own } } });

    expect(rowsOf(contact, "next-steps")[0]!.restricted).toBe(true);
  });

  test("a date that was left unfinished is shown as it was typed", () => {
    const unfinished = [{ ...own[0]!, due: { day: "30", month: "", year: "2026" } }];
    const contact = aFinalContact({ answers: { concerns: { own: unfinished } } });

    expect(rowsOf(contact, "next-steps")[0]!.value).toBe(
      "Ring about the cot; who: Jo Ward; by 30/?/2026 (date as typed)",
    );
  });
});

function noticesOf(contact: FinalContact): string[] {
  return recordDocument(contact, checklist, { audience: "professional" }).notices;
}
