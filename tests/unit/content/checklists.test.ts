import { describe, expect, test } from "vitest";
import { checklistFor, checklistVersion, currentVersion } from "../../../src/content/checklists.ts";
import { provenanceOf } from "../../../src/content/provenance.ts";
import { Checklist } from "../../../src/domain/checklist.ts";
import { contactKinds } from "../../../src/domain/contact-kind.ts";
import { daysBetween } from "../../../src/domain/dates.ts";
import { agreedWording, fingerprint, sha256 } from "./agreed-wording.ts";
import { expectedFollowUps, expectedIds } from "./expected-ids.ts";

// Once families have records of this version, a change here is a new version, never a new fingerprint.
const released = {
  antenatal: "fed56121be17fb6f",
  "new-birth": "0ea66d34aec275a4",
  "six-to-eight-week": "3bfec7ed07442227",
} as const;

const inSleepSpace = ["OB-night", "OB-day", "OB-own", "OB-firm", "OB-clear", "OB-room", "OB-fits"];
const dangerous = ["RF-preterm", "RF-lbw", "RF-smk-preg", "RF-smk-now", "RF-alc", "RF-drug", "RF-meds"];

test("every wording that was agreed belongs to a topic, and every topic has one", () => {
  const topicIds = contactKinds.flatMap((kind) => checklistFor(kind).topics.map((topic) => topic.id));
  expect(topicIds.toSorted()).toEqual(Object.keys(agreedWording).toSorted());
});

test("an unknown version is undefined, as of a record from a newer app", () => {
  expect(checklistVersion("antenatal", "2026-11-23.2")).toBeUndefined();
  expect(provenanceOf("2026-11-23.2")).toBeUndefined();
});

describe.each(contactKinds)("the %s checklist", (kind) => {
  const checklist = checklistFor(kind);
  const expected = expectedIds[kind];
  const provenance = provenanceOf(checklist.version)!;

  test("is parsed once, and is found by its version for ever", () => {
    expect(Checklist.safeParse(checklist).success).toBe(true);
    expect(checklist.kind).toBe(kind);
    expect(currentVersion(kind)).toBe("2026-11-23.1");
    expect(checklistVersion(kind, "2026-11-23.1")).toBe(checklist);
  });

  test("says that it is not signed off, and is reviewed within a year", () => {
    expect(checklist.signedOff).toBe(false);
    expect(checklist.preparedOn).toBe("2026-11-23");
    expect(daysBetween(checklist.preparedOn, checklist.reviewDue)).toBeLessThanOrEqual(366);
    expect(checklist.openingLine).toBe("I have said a lot. I want to check I explained it well.");
  });

  test("asks all that the clinical design asks of it, and nothing else", () => {
    expectSame(idsOf(checklist.topics), [...expected.mustNotSkip, ...expected.ifTime]);
    expectSame(idsOf(checklist.observations), expected.observations);
    expectSame(idsOf(checklist.factors), expected.factors);
    expectSame(idsOf(checklist.nights), expected.nights);
    expectSame(idsOf(checklist.followUps), expectedFollowUps);
    expectSame(
      idsOf(provenance.facts),
      Array.from({ length: 46 }, (_, index) => `F${index + 1}`),
    );
  });

  test("has exactly the agreed topics that must not be skipped", () => {
    expectSame(idsOf(checklist.topics.filter((topic) => topic.mustNotSkip)), expected.mustNotSkip);
  });

  test.each(checklist.topics)("$id says what was agreed", (topic) => {
    expect(fingerprint(topic)).toBe(agreedWording[topic.id]);
  });

  test("is the very content that was released under its version", () => {
    // With each trigger where it stood before it was kept apart: a change of place is no change of content.
    const { triggers, ...origin } = provenance;
    const followUps = checklist.followUps.map((action) => ({ ...action, trigger: triggers[action.id] }));
    expect(sha256(JSON.stringify(sortKeys({ ...checklist, followUps, ...origin })))).toBe(released[kind]);
  });

  test("records each topic once: on the topics screen in one group, or in the step that asks for it", () => {
    for (const topic of checklist.topics) expect([topic.id, topic.recordedIn]).toEqual([topic.id, placeOf(topic.id)]);
    const grouped = checklist.groups.flatMap((group) => group.topicIds);
    expectSame(grouped, idsOf(checklist.topics.filter((topic) => topic.recordedIn === "topics")));
    expect(new Set(idsOf(checklist.groups)).size).toBe(checklist.groups.length);
  });

  test("has groups of 2 to 4, key topics first and those that may be left for another day by themselves", () => {
    const key = new Set(expected.mustNotSkip);
    const kinds = checklist.groups.map((group) => {
      expect(group.topicIds.length).toBeGreaterThanOrEqual(2);
      expect(group.topicIds.length).toBeLessThanOrEqual(4);
      return group.topicIds.every((id) => key.has(id))
        ? "key"
        : group.topicIds.some((id) => key.has(id))
          ? "mixed"
          : "rest";
    });
    expect(kinds).not.toContain("mixed");
    expect(kinds.join(" ")).toMatch(/^key( key)*( rest)+$/);
  });

  test("gives every observation a row, unless another step asks for the same thing", () => {
    const covered = Object.fromEntries(
      checklist.observations.flatMap((item) => (item.coveredBy ? [[item.id, item.coveredBy]] : [])),
    );
    expect(covered).toEqual({
      ...Object.fromEntries(
        expected.observations.filter((id) => inSleepSpace.includes(id)).map((id) => [id, "sleep-space"]),
      ),
      "OB-people": "people",
      "OB-book": "agreement",
      "OB-match": "match",
    });
  });

  test("marks what is asked alone, what makes a shared bed dangerous, and what each baby is asked by itself", () => {
    expectSame(idsOf(checklist.factors.filter((item) => item.list === "alone")), ["RF-drug", "RF-mood", "RF-da"]);
    expectSame(idsOf(checklist.factors.filter((item) => item.bedDanger)), dangerous);
    const perBaby = idsOf(checklist.factors.filter((item) => item.perBaby));
    expectSame(perBaby, kind === "antenatal" ? [] : ["RF-preterm", "RF-lbw", "RF-nnu"]);
    expectSame(idsOf(checklist.nights.filter((event) => event.askAlone)), ["OR-crisis"]);
  });

  test("offers two plans for each night, which name a bed and a sober grown-up and fit the fields they fill", () => {
    const starters = checklist.nights.flatMap((event) => event.starters);
    expect(new Set(idsOf(starters)).size).toBe(starters.length);
    for (const event of checklist.nights) expect([event.id, event.starters.length]).toEqual([event.id, 2]);
    for (const starter of starters) {
      expect(["own-bed", "travel-cot", "cot-there", "carry-basket"]).toContain(starter.place);
      expect(starter.text).toMatch(/\b(cot|basket|carrycot)\b/);
      // Every output puts this after "Sober and in charge".
      expect(starter.inCharge).toMatch(/^(One of us|Me|Someone we trust|The one of us who .+|[A-Z].+)$/);
      expect(starter.id.length).toBeLessThanOrEqual(30);
      expect(starter.text.length).toBeLessThanOrEqual(300);
      expect(starter.inCharge.length).toBeLessThanOrEqual(100);
    }
  });

  test("tells of each follow-up what brings it about", () => {
    expectSame(Object.keys(provenance.triggers), expectedFollowUps);
  });

  test("keeps private follow-ups off the parent copy, and has words for the others", () => {
    const neverForParent = [
      ...["AC-danger", "AC-impair", "AC-refuse", "AC-drug", "AC-loss", "AC-mood"],
      ...["AC-da", "AC-cp", "AC-pattern", "AC-refer", "AC-noaccess"],
    ];
    expectSame(idsOf(checklist.followUps.filter((action) => !action.forParent)), neverForParent);
    for (const action of checklist.followUps) expect(action.parentText !== undefined).toBe(action.forParent);
  });

  test("names a fact or a source for every topic, and each of them is there", () => {
    const facts = new Set(idsOf(provenance.facts));
    const sources = new Set(idsOf(provenance.sources));
    expect(facts.size).toBe(provenance.facts.length);
    expect(sources.size).toBe(provenance.sources.length);
    for (const topic of checklist.topics) {
      const named = [...topic.facts, ...(topic.sources ?? [])];
      expect([topic.id, named.length > 0]).toEqual([topic.id, true]);
      expect(topic.facts.filter((id) => !facts.has(id))).toEqual([]);
      expect((topic.sources ?? []).filter((id) => !sources.has(id))).toEqual([]);
    }
    for (const fact of provenance.facts) expect(fact.sources.filter((id) => !sources.has(id))).toEqual([]);
  });

  test("labels topics, factors and nights shortly enough for a row or a chip", () => {
    for (const topic of checklist.topics) {
      expect(topic.short.split(" ").length, topic.id).toBeGreaterThanOrEqual(2);
      expect(topic.short.split(" ").length, topic.id).toBeLessThanOrEqual(5);
    }
    for (const item of [...checklist.factors, ...checklist.nights])
      expect(item.short.length, item.id).toBeLessThanOrEqual(32);
  });
});

test("every source is used", () => {
  const { facts, sources } = provenanceOf("2026-11-23.1")!;
  const topics = contactKinds.flatMap((kind) => checklistFor(kind).topics);
  const used = new Set([...facts, ...topics].flatMap((item) => item.sources ?? []));
  expectSame(idsOf(sources), [...used]);
});

test("before birth the questions speak of what is planned", () => {
  const item = (id: string) =>
    checklistFor("antenatal").observations.find((observation) => observation.id === id)?.label;
  expect(item("OB-day")).toMatch(/will sleep/);
  expect(item("OB-own")).toMatch(/ready, ordered, or none/);
  expect(item("OB-firm")).toMatch(/^If there/);
  expect(item("OB-clear")).toMatch(/^If there/);
  expect(item("OB-demo")).toMatch(/doll/);
});

function placeOf(topicId: string): string {
  if (topicId === "NB-plan" || topicId === "68-plan") return "different-nights";
  if (topicId.endsWith("-others")) return "agreement-carers";
  return topicId.endsWith("-find-it") ? "agreement-guidance" : "topics";
}

function idsOf(items: readonly { id: string }[]): string[] {
  return items.map((item) => item.id);
}

/** Sorted, so that a failure names what is missing and what is extra. */
function expectSame(actual: string[], expected: string[]): void {
  expect(actual.toSorted()).toEqual(expected.toSorted());
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sortKeys(part)]),
  );
}
