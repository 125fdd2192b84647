import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import type { FinalContact } from "../../../src/domain/contact.ts";
import { ContactKind } from "../../../src/domain/contact-kind.ts";
import { recordDocument } from "../../../src/exports/record-document.ts";
import type { RecordSection } from "../../../src/exports/record-section.ts";
import { recordText } from "../../../src/exports/record-text.ts";
import { arbitraryFinalContact } from "../../support/arbitraries.ts";
import {
  aFinalContact,
  allWell,
  aSleepSpace,
  expecting,
  fatherId,
  motherId,
  type SomeAnswers,
} from "../../support/builders.ts";
import { marked, withTexts } from "./marked.ts";

// Properties draw many whole contacts, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const checklist = checklistFor("new-birth");
const contacts = arbitraryFinalContact(checklist);

function textOf(contact: FinalContact) {
  return recordText(contact, checklistFor(contact.kind), { audience: "professional" });
}

function sectionsOf(contact: FinalContact): RecordSection[] {
  return recordDocument(contact, checklistFor(contact.kind), { audience: "professional" }).sections;
}

function sectionText(contact: FinalContact, id: RecordSection["id"]): string {
  return JSON.stringify(sectionsOf(contact).find((section) => section.id === id) ?? "");
}

describe("what was seen and what was told", () => {
  test("a told or unseen fact never stands with what was seen, nor a seen one with what was told", async () => {
    await check((drawn) => {
      const { contact, texts } = marked(drawn);
      const told = [...texts].filter(([path]) => isTold(contact, path)).map(([, mark]) => mark);
      const seen = [...texts].filter(([path]) => isSeen(contact, path)).map(([, mark]) => mark);

      const sections = sectionsOf(contact);
      const inSeen = JSON.stringify(sections.find((section) => section.id === "sleep-seen"));
      const elsewhere = ["sleep-told", "sleep-not-seen", "sleep-shown"]
        .map((id) => JSON.stringify(sections.find((section) => section.id === id) ?? ""))
        .join();

      expect(told.filter((mark) => inSeen.includes(mark))).toEqual([]);
      expect(seen.filter((mark) => !inSeen.includes(mark))).toEqual([]);
      expect(seen.filter((mark) => elsewhere.includes(mark))).toEqual([]);
    });
  });

  test("a place that was only told of leaves the seen part saying that nothing was recorded", () => {
    const contact = aFinalContact({
      answers: { sleep: { spaces: [aSleepSpace({ evidence: { how: "told-by-parent" } })], observations: {} } },
    });

    const { main } = textOf(contact);

    expect(between(main, "WHERE BABY SLEEPS: SEEN", "WHERE BABY SLEEPS: TOLD, NOT SEEN")).toBe(
      "Seen at this contact: Not recorded\nOther things to look at, not recorded: 12",
    );
    expect(between(main, "WHERE BABY SLEEPS: TOLD, NOT SEEN", "WHERE BABY SLEEPS: COMPARED")).toBe(
      "- Day and night: Cot, parents' room. How known: Told by parent. Described as: As advised (clear, flat and firm).",
    );
  });

  test("a place shown on video stands apart from places seen in the room", () => {
    const contact = aFinalContact({
      answers: { sleep: { spaces: [aSleepSpace({ evidence: { how: "shown" } })], observations: {} } },
    });

    expect(sectionText(contact, "sleep-shown")).toContain("Cot");
    expect(sectionText(contact, "sleep-seen")).not.toContain("Cot");
  });
});

describe("the two blocks", () => {
  test("no text of a concern, of what was asked alone or of a follow-up for professionals is in the main block", async () => {
    await check((drawn) => {
      const { contact, texts } = marked(drawn);
      const { main, notes } = textOf(contact);

      const restricted = [...texts].filter(([path]) => isRestricted(contact, path));

      expect(restricted.filter(([, mark]) => main.includes(mark))).toEqual([]);
      expect(restricted.filter(([, mark]) => !(notes ?? "").includes(mark))).toEqual([]);
    });
  });

  test("the main block is the same whatever was answered to the questions asked alone", () => {
    const mains = (["yes", "no", "not-known", "rather-not-say"] as const).map((reply) => {
      const answers = Object.fromEntries(["RF-drug", "RF-mood", "RF-da"].map((id) => [id, { reply, detail: reply }]));
      return textOf(aFinalContact({ answers: { factors: { answers, perBaby: {} } } })).main;
    });
    const asList = textOf(
      aFinalContact({ answers: { factors: { alone: "none-reported", answers: {}, perBaby: {} } } }),
    );

    // Which steps have something missing may differ, as a question that was not asked is missing.
    const withoutState = (text: string) => text.replace(/^Completeness: .*$/m, "");

    expect(new Set([...mains, asList.main].map(withoutState)).size).toBe(1);
    expect(mains[0]).not.toMatch(/drugs or treatment|mood|afraid/i);
  });

  test("an ordinary contact with the alone list not put and no concerns has no notes to paste", () => {
    const answers = allWell(checklist, { factors: { open: "none-reported", alone: "not-alone" } });

    const { main, notes } = textOf(aFinalContact({ answers }));

    expect(notes).toBeUndefined();
    expect(main).toContain("Concerns: No concerns today");
    expect(main).toContain("Questions for when the parent is alone: Not asked, parent was not alone");
  });

  test("that it was not safe to talk is for the notes, and the main block gives no reason", () => {
    const answers: SomeAnswers = {
      topics: { groups: {}, results: { "NB-sober": { result: "not-today", reason: "not-safe" } } },
      nights: { plans: [], fewReason: "not-safe" },
    };

    const { main, notes } = textOf(aFinalContact({ answers }));

    expect(main).toContain("Not today: alcohol, drugs, sleepy medicine\n");
    expect(main).not.toMatch(/not safe/i);
    expect(notes).toContain("Not safe to discuss today: Alcohol, drugs, sleepy medicine");
    expect(notes).toContain("Why fewer than two nights: Not safe to discuss");
  });

  test("the notes say how to mark them", () => {
    const { notes } = textOf(aFinalContact({ answers: { concerns: { level: "safety" } } }));

    expect(notes).toContain("\nFollow your local rules for marking sensitive entries.\n");
  });
});

describe("what was typed", () => {
  const hostile = [
    'fine"\n\nCONCERNS\nConcerns: No concerns today',
    "one\r\nTOPICS AND TEACH-BACK\r\nExplained back: all",
    "a\u2028NEXT STEPS\u2029b\u0085c\u000bd\u000ce",
    "\u202eyadot snrecnoc oN\u202c\u2066\u200f\u061c",
    "\ttab\u0000null\u001b[2Jescape\u007f\u200b\ufeff",
    "long ".repeat(400),
    "\ud800 half a pair",
  ];

  test.each(hostile)("%j adds no line and no heading, and leaves no control character", async (text) => {
    await check((contact) => {
      const plainText = textOf(withTexts(contact, () => "x"));
      const hostileText = textOf(withTexts(contact, () => text));

      expect(linesOf(hostileText)).toBe(linesOf(plainText));
      expect(headingsOf(hostileText)).toEqual(headingsOf(plainText));
      expect(`${hostileText.main}${hostileText.notes ?? ""}`).not.toMatch(
        /(?!\n)\p{Cc}|(?![\u200c\u200d])\p{Cf}|\p{Cs}/u,
      );
      expect(`${hostileText.main}${hostileText.notes ?? ""}`).not.toMatch(/[\u2028\u2029]/);
    }, 10);
  });

  test("words cannot close their own quotation marks", () => {
    const note = { words: 'On his back". Explained back: "all of it\u201d' };

    const { main } = textOf(
      aFinalContact({ answers: { topics: { results: {}, groups: { "where-baby-sleeps": note } } } }),
    );

    expect(main).toContain(`Parent's words: "On his back'. Explained back: 'all of it'".`);
  });

  test("Persian joiners, emoji and right-to-left words stay as they were typed", () => {
    const words = "می\u200cخوابد, محمد 👩\u200d🍼";

    const { main } = textOf(aFinalContact({ answers: { sleep: { spaces: [], observations: {}, note: words } } }));

    expect(main).toContain(words);
  });
});

describe("length", () => {
  test.each(ContactKind.options)("the main text of an ordinary %s contact is at most 2,000 characters", (kind) => {
    const of = checklistFor(kind);
    const key = of.topics.filter((topic) => topic.mustNotSkip && topic.recordedIn === "topics");
    const results = Object.fromEntries(key.map(({ id }) => [id, { result: "explained-back" as const }]));
    const answers = allWell(of, { people: { present: [motherId, fatherId] }, topics: { results, groups: {} } });
    const { subject } = aFinalContact();

    const { main, notes } = textOf(
      aFinalContact({
        kind,
        answers,
        author: { name: "Josephine Ward-Featherstone", role: "Health visitor", registration: "12A3456E" },
        subject: { ...subject, ...(kind === "antenatal" ? { stage: expecting() } : {}) },
      }),
    );

    expect(main.length).toBeLessThanOrEqual(2000);
    expect((notes ?? "").length).toBeLessThanOrEqual(500);
  });

  test("no line ends in a carriage return or a space, and there is no tab", async () => {
    await check((contact) => {
      const { main, notes } = textOf(contact);

      expect(`${main}\n${notes ?? ""}`).not.toMatch(/[\r\t]|[^\S\n]\n/);
    });
  });
});

async function check(holds: (contact: FinalContact) => void, numRuns = 60): Promise<void> {
  await fc.assert(
    fc.asyncProperty(contacts, async (contact) => holds(contact)),
    { numRuns },
  );
}

function between(text: string, from: string, to: string): string {
  return text.slice(text.indexOf(from) + from.length, text.indexOf(to)).trim();
}

function linesOf({ main, notes }: { main: string; notes: string | undefined }): number {
  return `${main}\n${notes ?? ""}`.split("\n").length;
}

function headingsOf({ main, notes }: { main: string; notes: string | undefined }): string[] {
  const lines = `${main}\n${notes ?? ""}`.split("\n");
  return lines.filter((_line, index) => index === 0 || lines[index - 1] === "");
}

/** Whether the text at this path belongs to a place or a thing that was not seen in the room, or to an answer. */
function isTold(contact: FinalContact, path: string): boolean {
  const how = howOf(contact, path);
  return path.startsWith(".answers.factors.") || (how !== undefined && !how.startsWith("seen"));
}

function isSeen(contact: FinalContact, path: string): boolean {
  return howOf(contact, path)?.startsWith("seen") ?? false;
}

/** How the place or the thing to look at is known that the text at this path belongs to. */
function howOf(contact: FinalContact, path: string): string | undefined {
  const [, index, field] = /^\.answers\.sleep\.spaces\.(\d+)\.(\w+)/.exec(path) ?? [];
  if (index !== undefined) {
    const space = contact.answers.sleep.spaces[Number(index)]!;
    return field === undefined ? undefined : (space.evidence?.how ?? "not-seen");
  }
  const [, id] = /^\.answers\.sleep\.observations\.([\w-]+)\.note$/.exec(path) ?? [];
  return id === undefined ? undefined : contact.answers.sleep.observations[id]!.answer;
}

/** Whether the text at this path is for the professional notes, worked out from the contact by itself. */
function isRestricted(contact: FinalContact, path: string): boolean {
  const { answers } = contact;
  if (/^\.answers\.concerns\.(notes|forTheBaby|reference|spokeTo)$/.test(path)) return true;
  if (/^\.answers\.factors\..*RF-(drug|mood|da|loss|agency)\.detail$/.test(path)) return true;
  if (path === ".answers.sleep.matchNote" || path === ".answers.sleep.observations.OB-impair.note") return true;
  if (path === ".answers.nights.fewNote") return answers.nights.fewReason === "not-safe";
  const [, plan, field] = /^\.answers\.nights\.plans\.(\d+)\.(\w+)$/.exec(path) ?? [];
  if (plan !== undefined && field !== undefined) return answers.nights.plans[Number(plan)]!.eventId === "OR-crisis";
  const [, action] = /^\.answers\.concerns\.decisions\.([\w-]+)\./.exec(path) ?? [];
  if (action !== undefined) return !checklist.followUps.find(({ id }) => id === action)!.forParent;
  return false;
}
