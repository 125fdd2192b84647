import { describe, expect, test } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import { contactKinds } from "../../../src/domain/contact-kind.ts";
import { BabyId, EntryId } from "../../../src/domain/ids.ts";
import { lastNightSpace, lastPlans, previousResult, toFollowUp } from "../../../src/domain/what-to-follow-up.ts";
import {
  aChecklist,
  aFamily,
  aFinalContact,
  allWell,
  aNightPlan,
  anId,
  aSleepSpace,
  born,
  expecting,
  type SomeAnswers,
  subjectOf,
} from "../../support/builders.ts";

const checklist = aChecklist();
const on = (date: string, answers: SomeAnswers = {}, kind: "antenatal" | "new-birth" = "new-birth") =>
  aFinalContact({ kind, event: { date, time: "10:00" }, answers: { ...allWell(aChecklist({ kind })), ...answers } });
const dayOf = (day: string, month: string) => ({ day, month, year: "2026" });
const agreed = (action: string, day: string, month: string): SomeAnswers => ({
  concerns: { own: [{ id: anId(EntryId, "own"), action, owner: "Jo", due: dayOf(day, month) }] },
});

describe("what to follow up", () => {
  test("is nothing before the first contact, and little after one in which all was well", () => {
    expect(toFollowUp([], () => checklist)).toBeUndefined();
    expect(toFollowUp([on("2026-11-23")], () => checklist)).toEqual({
      from: { kind: "new-birth", date: "2026-11-23" },
      agreed: [],
      topics: [],
      nightPlaceNotSeen: false,
      plansToReview: [],
    });
  });

  test.each(contactKinds)("is nothing after a real %s contact in which all was well", (kind) => {
    const real = checklistFor(kind);
    const stage = kind === "antenatal" ? expecting() : born();
    const contact = aFinalContact({ kind, answers: allWell(real), subject: subjectOf(aFamily({ stage })) });

    expect(toFollowUp([contact], () => real)).toMatchObject({ topics: [], nightPlaceNotSeen: false });
  });

  test("is all that was agreed last, and what was set earlier for a day that was still to come", () => {
    const earlier = on("2026-10-01", agreed("Long past", "15", "10"));
    const ahead = on("2026-10-02", agreed("Still ahead", "1", "12"));
    const sameDay = on("2026-10-03", agreed("For the day of the last contact", "23", "11"));
    const last = on("2026-11-23", agreed("Agreed last", "20", "11"));

    expect(toFollowUp([last, sameDay, ahead, earlier], () => checklist)?.agreed).toEqual([
      { action: "Agreed last", owner: "Jo", due: "2026-11-20", agreedOn: "2026-11-23" },
      { action: "Still ahead", owner: "Jo", due: "2026-12-01", agreedOn: "2026-10-02" },
    ]);
  });

  test("lists what has no date last", () => {
    const { concerns } = allWell(checklist, agreed("No date", "", ""));
    const decisions = {
      "AC-see": { decision: "accepted" as const, action: "See the cot", owner: "Jo", due: dayOf("30", "11") },
    };
    const last = on("2026-11-23", { concerns: { ...concerns, decisions } });

    expect(toFollowUp([last], () => checklist)?.agreed.map(({ action }) => action)).toEqual(["See the cot", "No date"]);
  });

  test("names the topics that were not explained, planned, passed on or found", () => {
    const { "NB-sofa": _, ...results } = allWell(checklist).topics.results;
    const last = on("2026-11-23", {
      topics: { results: { ...results, "NB-back": { result: "talked-only" }, "NB-products": { result: "not-yet" } } },
      nights: { plans: [] },
      agreement: { ...allWell(checklist).agreement, otherCarers: "plan-to-reach", guidance: "not-yet" },
    });

    expect(toFollowUp([last], () => checklist)?.topics.map(({ topicId }) => topicId)).toEqual([
      "NB-back",
      "NB-sofa",
      "NB-plan",
      "NB-others",
      "NB-find-it",
    ]);
    expect(toFollowUp([last], () => undefined)?.topics).toEqual([]);
  });

  test("says that a night place was not seen, of any twin and before birth too", () => {
    const ash = anId(BabyId, "ash");
    const twins = subjectOf(aFamily({ stage: born({ id: ash }, { id: anId(BabyId, "bay") }) }));
    const seen = (spaces: ReturnType<typeof aSleepSpace>[], subject = subjectOf(aFamily())) =>
      !toFollowUp([aFinalContact({ answers: { sleep: { spaces } }, subject })], () => checklist)?.nightPlaceNotSeen;

    expect(seen([aSleepSpace()])).toBe(true);
    expect(seen([aSleepSpace({ evidence: { how: "told-by-parent" } })])).toBe(false);
    expect(seen([])).toBe(false);
    expect(seen([aSleepSpace({ times: "day" })])).toBe(false);
    expect(seen([aSleepSpace()], twins)).toBe(true);
    expect(seen([aSleepSpace({ babyIds: [ash] })], twins)).toBe(false);
    expect(seen([aSleepSpace()], subjectOf(aFamily({ stage: expecting() })))).toBe(true);
  });

  test("lists plans with a day to look at them again, the soonest first", () => {
    const plan = (id: string, day: string) => aNightPlan({ id: anId(EntryId, id), reviewOn: dayOf(day, "12") });
    const plans = [plan("late", "20"), plan("soon", "3"), plan("unclear", ""), aNightPlan()];

    expect(
      toFollowUp([on("2026-11-23", { nights: { plans } })], () => checklist)?.plansToReview.map(
        ({ reviewOn }) => reviewOn,
      ),
    ).toEqual(["2026-12-03", "2026-12-20"]);
  });
});

describe("what came of the same topic before", () => {
  const result = (date: string, id: string, given: "not-yet" | "explained-back" | "talked-only") =>
    on(date, { topics: { results: { [id]: { result: given } } } }, id.startsWith("AN") ? "antenatal" : "new-birth");

  test.each([
    ["NB-back", "AN-back"],
    ["68-back", "NB-back"],
    ["68-sofa-tired", "NB-sofa"],
    ["68-sofa-tired", "AN-sofa"],
    ["NB-sober", "AN-night-plan"],
  ])("for %s is found under %s", (now, before) => {
    expect(previousResult(now, [result("2026-11-01", before, "not-yet")])).toEqual({
      result: { result: "not-yet" },
      date: "2026-11-01",
    });
  });

  test("is the latest, in whatever order the contacts come, and skips contacts that left it out", () => {
    const contacts = [
      result("2026-11-20", "NB-sofa", "talked-only"),
      result("2026-11-10", "NB-back", "explained-back"),
      result("2026-09-01", "AN-back", "not-yet"),
    ];

    expect(previousResult("68-back", contacts)?.date).toBe("2026-11-10");
    expect(previousResult("68-back", [...contacts].reverse())?.date).toBe("2026-11-10");
    expect(previousResult("68-recheck", contacts)).toBeUndefined();
    expect(previousResult("68-back", [])).toBeUndefined();
  });

  test("of two contacts on a day is that of the one finalised last", () => {
    const first = result("2026-11-10", "NB-back", "not-yet");
    const second = { ...result("2026-11-10", "NB-back", "explained-back"), finalisedAt: "2026-11-10T18:00:00Z" };

    expect(previousResult("68-back", [second, first])?.result).toEqual({ result: "explained-back" });
  });
});

describe("what was so last time is offered", () => {
  test("the night place, from the last contact that recorded one", () => {
    const cot = aSleepSpace({ place: "moses-basket" });
    const { place: _, ...undescribed } = aSleepSpace();
    const contacts = [
      on("2026-11-23", {
        sleep: { spaces: [aSleepSpace({ times: "day" }), undescribed, aSleepSpace({ place: "none" })] },
      }),
      on("2026-11-10", { sleep: { spaces: [aSleepSpace({ times: "day", place: "pod-or-nest" }), cot] } }),
    ];

    expect(lastNightSpace(contacts)).toEqual({ space: cot, date: "2026-11-10" });
    expect(lastNightSpace([])).toBeUndefined();
  });

  test("the plans, each under the name of its event, from the last contact that made any", () => {
    const own = aNightPlan({ id: anId(EntryId, "own"), eventId: "OR-own", what: "Eid" });
    const unnamed = aNightPlan({ id: anId(EntryId, "unnamed"), eventId: "OR-gone", what: "" });
    const contacts = [
      on("2026-10-01", { nights: { plans: [aNightPlan({ eventId: "OR-drink" })] } }),
      on("2026-11-10", { nights: { plans: [aNightPlan(), own, unnamed] } }),
      on("2026-11-23", { nights: { plans: [] } }),
    ];

    expect(lastPlans(contacts, checklist)).toEqual([
      { plan: aNightPlan(), label: "Short OR-away", date: "2026-11-10" },
      { plan: own, label: "Eid", date: "2026-11-10" },
      { plan: unnamed, label: "A night of their own", date: "2026-11-10" },
    ]);
    expect(lastPlans([], checklist)).toEqual([]);
  });
});
