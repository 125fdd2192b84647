import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import type { Checklist } from "../../../src/domain/checklist.ts";
import type { FinalContact } from "../../../src/domain/contact.ts";
import { readEnteredDate } from "../../../src/domain/dates.ts";
import { type ParentCopySettings, parentCopy } from "../../../src/exports/parent-copy.ts";
import { arbitraryFinalContact } from "../../support/arbitraries.ts";
import { aFinalContact, allWell, aNightPlan, aSleepSpace, motherId } from "../../support/builders.ts";
import { marked } from "./marked.ts";

// Properties draw many whole contacts, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const checklist = checklistFor("new-birth");
const settings: ParentCopySettings = { redBookPlace: "the blue pages", you: { teamPhone: "01632 960 123" } };

function copyOf(contact: FinalContact, of: Checklist = checklist) {
  return parentCopy(contact, of, { audience: "parent", settings });
}

function sectionOf(contact: FinalContact, id: string) {
  return copyOf(contact).sections.find((section) => section.id === id);
}

const contacts = arbitraryFinalContact(checklist);

describe("what a parent copy never holds", () => {
  test("whatever was recorded, only the fields of the allow-list are in it, and each of them is", async () => {
    await fc.assert(
      fc.asyncProperty(contacts, async (drawn) => {
        const { contact, texts } = marked(drawn);
        const copy = JSON.stringify(copyOf(contact));

        const leaked = [...texts].filter(([path, mark]) => !mayStand(contact, path) && copy.includes(mark));
        const lost = [...texts].filter(([path, mark]) => mayStand(contact, path) && !copy.includes(mark));

        expect(leaked).toEqual([]);
        expect(lost).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  test("it is the same whatever was answered in the fields that it must not show", async () => {
    await fc.assert(
      fc.asyncProperty(contacts, async (contact) => {
        expect(copyOf(withoutExcluded(contact))).toEqual(copyOf(contact));
      }),
      { numRuns: 120 },
    );
  });

  test("no NHS number and no local record number is in it", async () => {
    await fc.assert(
      fc.asyncProperty(contacts, async (contact) => {
        const copy = JSON.stringify(copyOf(contact)).replace(/\D/g, "");
        const stage = contact.subject.stage;
        const numbers = stage.stage === "born" ? stage.babies.flatMap((baby) => baby.nhsNumber ?? []) : [];

        expect(numbers.filter((number) => copy.includes(number))).toEqual([]);
      }),
    );
  });

  test("a plan for leaving home quickly is left out, its heading and its picked text too", () => {
    const contact = aFinalContact({
      answers: {
        nights: { plans: [aNightPlan({ eventId: "OR-crisis", starterId: "crisis-carrycot", words: "To Ann" })] },
      },
    });

    expect(sectionOf(contact, "different-nights")).toBeUndefined();
    expect(JSON.stringify(copyOf(contact))).not.toMatch(/quickly|carrycot|Ann/);
  });

  test("a plan for an event that the checklist does not have is left out", () => {
    const contact = aFinalContact({
      answers: { nights: { plans: [aNightPlan({ eventId: "OR-later", words: "Hm" })] } },
    });

    expect(sectionOf(contact, "different-nights")).toBeUndefined();
  });

  test("a ready-made plan of what is asked alone never comes in under another event", () => {
    const contact = aFinalContact({
      answers: { nights: { plans: [aNightPlan({ eventId: "OR-away", starterId: "crisis-carrycot" })] } },
    });

    expect(JSON.stringify(copyOf(contact))).not.toContain("carrycot");
  });

  test("why a topic was not covered is not in it, nor a topic that was not safe to talk about", () => {
    const contact = aFinalContact({
      answers: {
        topics: {
          groups: {},
          results: {
            "NB-sober": { result: "not-today", reason: "not-safe" },
            "NB-temp": { result: "not-today", reason: "did-not-want" },
            "NB-sofa": { result: "not-today", reason: "no-time" },
          },
        },
      },
    });

    expect(sectionOf(contact, "talked-about")).toEqual({
      id: "talked-about",
      heading: "What we talked about",
      sentences: ["We will talk again about: never on a sofa."],
      items: [],
    });
  });

  test("how to set up a bed never stands without when not to share one", () => {
    const only = aFinalContact({
      answers: { topics: { groups: {}, results: { "NB-bed-safer": { result: "explained-back" } } } },
    });

    expect(sectionOf(only, "talked-about")!.items[0]!.lines[0]).toMatch(/^Do not share a bed if .*If you may doze/);
  });
});

describe("what a parent copy holds", () => {
  test("it says when, what, who came, the team's number and when to meet next", () => {
    const contact = aFinalContact({
      author: { name: "Jo Ward", role: "Health visitor", registration: "12A3456E" },
      answers: allWell(checklist),
    });

    expect(copyOf(contact).facts).toEqual([
      { label: "Date", value: "23 November 2026" },
      { label: "Contact", value: "New birth contact" },
      { label: "Who came", value: "Jo Ward, health visitor" },
      { label: "Team phone number", value: "01632 960 123" },
      { label: "Next contact", value: "4 January 2027" },
    ]);
  });

  test("follow-ups stand in the words for the parent, never as the visitor wrote them, and only those open to them", () => {
    const accepted = (action: string) => ({
      decision: "accepted" as const,
      action,
      owner: "Dana",
      due: { day: "30", month: "11", year: "2026" },
    });
    const contact = aFinalContact({
      answers: {
        concerns: {
          decisions: {
            "AC-see": accepted("Visit again, father was hiding something"),
            "AC-da": accepted("Ring her at work"),
            "AC-carer": { decision: "declined", reason: "parent-declined" },
          },
        },
      },
    });

    expect(sectionOf(contact, "agreed")!.items).toEqual([
      {
        lead: undefined,
        lines: ["Your health visitor will come and look at where your baby sleeps. By 30 November 2026."],
      },
    ]);
  });

  test("a follow-up that is not open to the parent stays out even if the checklist has words for it", () => {
    const followUps = checklist.followUps.map((action) => ({ ...action, parentText: `Words for ${action.id}` }));
    const contact = aFinalContact({
      answers: {
        concerns: {
          decisions: {
            "AC-da": { decision: "accepted", action: "Ring", owner: "Jo", due: { day: "", month: "", year: "" } },
            "AC-see": { decision: "accepted", action: "See", owner: "Jo", due: { day: "", month: "", year: "" } },
          },
        },
      },
    });

    const copy = JSON.stringify(copyOf(contact, { ...checklist, followUps }));

    expect(copy).toContain("Words for AC-see");
    expect(copy).not.toContain("Words for AC-da");
  });

  test("it always says when to call 999 and 111, and where to read the advice again", async () => {
    await fc.assert(
      fc.asyncProperty(contacts, async (contact) => {
        const { sections, footer } = copyOf(contact);
        const texts = sections.flatMap(({ items }) => items.flatMap(({ lines }) => lines)).join("\n");

        expect(texts).toMatch(/Call 999 if your baby stops breathing/);
        expect(texts).toMatch(/Call 111/);
        expect(texts).toMatch(/lullabytrust\.org\.uk/);
        expect(footer).toBe(
          "Advice version 2026-11-23.1, prepared 23 November 2026. Draft content, not yet clinically signed off.",
        );
      }),
      { numRuns: 50 },
    );
  });

  test("a contact of each kind can be read by a person", () => {
    const contact = aFinalContact({
      subject: { ...aFinalContact().subject, language: "Somali" },
      answers: allWell(checklist, {
        people: { present: [motherId] },
        sleep: { spaces: [aSleepSpace({ changedTogether: "Took the pillow out of the cot" })] },
        nights: {
          plans: [
            aNightPlan({ starterId: "away-travel-cot", words: "We go to Mum's with the cot", whoKnows: "My mum" }),
          ],
        },
        topics: {
          groups: {},
          results: {
            "NB-back": { result: "explained-back" },
            "NB-sofa": { result: "not-yet", action: "visit-again" },
            "NB-temp": { result: "not-today", reason: "no-time" },
          },
        },
      }),
    });

    expect(asLines(copyOf(contact))).toMatchInlineSnapshot(`
      "Safer sleep for your baby
      Date: 23 November 2026
      Contact: New birth contact
      Who came: Jo Ward, health visitor
      Language: Somali
      Team phone number: 01632 960 123
      Next contact: 4 January 2027

      What we talked about
      We went over: on their back.
      We will talk again about: never on a sofa; not too hot.
      - On their back: Lay your baby on their back for every sleep, day and night.
      - Never on a sofa: Never sleep on a sofa or armchair with your baby. If you feel sleepy, put them in their own bed.

      What we agreed
      - We changed together: Took the pillow out of the cot

      Your plan for nights that are different
      - A night away: We take the travel cot and use only its own thin mattress. One of us stays sober.
          "We go to Mum's with the cot"
          Baby sleeps in: travel cot we bring
          Sober and in charge: Imran
          Who else knows: My mum

      Where to find this again
      You looked in: Red book.
      - In your red book: the blue pages
      - Your red book, once you have it, or the papers that came with it.
      - The Lullaby Trust website: lullabytrust.org.uk
      - The NHS website: nhs.uk

      When to get help
      - Call 999 if your baby stops breathing, turns blue, or will not wake.
      - Call 999 if your baby has a fit for the first time, or finds it very hard to breathe.
      - Call 111 or your GP if you are worried about your baby.
      - A baby under 3 months who is 38°C or hotter needs help. Call 111 or your GP straight away.
      - To reach your health visitor team, call 01632 960 123.

      When we meet next
      We meet next on 4 January 2027.

      Advice version 2026-11-23.1, prepared 23 November 2026. Draft content, not yet clinically signed off."
    `);
  });
});

/** Whether the text at this path of a contact is one that the family may read: clinical.md 8.6. */
function mayStand(contact: FinalContact, path: string): boolean {
  const [, plan, field] = /^\.answers\.nights\.plans\.(\d+)\.(\w+)$/.exec(path) ?? [];
  if (plan !== undefined && field !== undefined) {
    const { eventId, place } = contact.answers.nights.plans[Number(plan)]!;
    if (eventId === "OR-crisis") return false;
    return field !== "placeOther" || place !== undefined;
  }
  return (
    [".author.name", ".author.role", ".subject.language"].includes(path) ||
    /^\.answers\.sleep\.spaces\.\d+\.changedTogether$/.test(path)
  );
}

/** The contact with nothing in it but what the family may read. */
function withoutExcluded(contact: FinalContact): FinalContact {
  const { answers, subject } = contact;
  const openPlans = answers.nights.plans.filter((plan) => plan.eventId !== "OR-crisis");
  const decisions = checklist.followUps.flatMap(({ id, forParent }) => {
    const decision = answers.concerns.decisions[id];
    if (!forParent || decision?.decision !== "accepted") return [];
    return [[id, { ...decision, action: "", owner: "" }] as const];
  });
  const { nextContact } = answers.concerns;
  const empty = aFinalContact().answers;
  return {
    ...contact,
    startedAt: "2020-01-01T00:00:00Z",
    finalisedAt: "2020-01-01T00:00:00Z",
    author: { name: contact.author.name, role: contact.author.role },
    subject: {
      carers: [],
      stage: { stage: "expecting", dueDate: null },
      ...(subject.language === undefined ? {} : { language: subject.language }),
    },
    answers: {
      people: empty.people,
      sleep: {
        observations: {},
        spaces: answers.sleep.spaces.map(({ id, changedTogether }) => ({
          id,
          babyIds: [],
          times: "day" as const,
          ...(changedTogether === undefined ? {} : { changedTogether }),
        })),
      },
      factors: empty.factors,
      topics: { groups: {}, results: answers.topics.results },
      nights: {
        plans: openPlans.map(({ reviewOn: _reviewOn, sameAsBefore: _same, ...plan }) => plan),
      },
      agreement: { sources: answers.agreement.sources, confirmedBy: [] },
      concerns: {
        steps: [],
        own: [],
        decisions: Object.fromEntries(decisions),
        ...(nextContact && readEnteredDate(nextContact).ok ? { nextContact } : {}),
      },
    },
  };
}

function asLines(copy: ReturnType<typeof copyOf>): string {
  return [
    copy.title,
    ...copy.facts.map(({ label, value }) => `${label}: ${value}`),
    ...copy.sections.flatMap(({ heading, sentences, items }) => [
      "",
      heading,
      ...sentences,
      ...items.map(({ lead, lines }) => `- ${lead === undefined ? "" : `${lead}: `}${lines.join("\n    ")}`),
    ]),
    "",
    copy.footer,
  ].join("\n");
}
