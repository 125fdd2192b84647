import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import { contactKinds } from "../../../src/domain/contact-kind.ts";
import type { FactorReply } from "../../../src/domain/factors.ts";
import { babiesOf } from "../../../src/domain/family.ts";
import { BabyId } from "../../../src/domain/ids.ts";
import {
  bedDangerFactors,
  bedSharingAdvice,
  describeDangerFactor,
  earlyOrSmall,
  topicsThatMustNotBeSkipped,
  topicsToShow,
} from "../../../src/domain/relevance.ts";
import { arbitraryAnswers, arbitraryStage } from "../../support/arbitraries.ts";
import {
  aChecklist,
  aFamily,
  allWell,
  anId,
  aSleepSpace,
  aTopic,
  born,
  expecting,
  type SomeAnswers,
  someAnswers,
  subjectOf,
} from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

const checklist = aChecklist();
const unmeasured = { id: anId(BabyId, "baby"), birthDate: "2026-11-11" };
const unmeasuredStage = { stage: "born" as const, babies: [unmeasured] };

function dangers(given: SomeAnswers, stage = aFamily().stage, of = checklist) {
  return bedDangerFactors(of, someAnswers(given), { stage });
}

function presenceOf(id: string, ...given: Parameters<typeof dangers>) {
  return dangers(...given).find((factor) => factor.id === id)?.presence;
}

describe("a factor that makes bed sharing dangerous", () => {
  test.each<[FactorReply, string]>([
    ["yes", "present"],
    ["no", "absent"],
    ["not-known", "unknown"],
    ["not-asked", "unknown"],
    ["rather-not-say", "unknown"],
  ])("answered %s is %s", (reply, presence) => {
    expect(presenceOf("RF-smk-now", { factors: { answers: { "RF-smk-now": { reply } } } })).toBe(presence);
  });

  test("never asked is unknown, and asked in a list without a report is absent", () => {
    expect(presenceOf("RF-smk-now", {})).toBe("unknown");
    expect(presenceOf("RF-smk-now", { factors: { open: "none-reported" } })).toBe("absent");
    expect(presenceOf("RF-drug", { factors: { alone: "not-alone" } })).toBe("unknown");
  });

  test.each([
    [{ weeks: 36, days: 6 }, "present"],
    [{ weeks: 37, days: 0 }, "absent"],
  ])("born at %o is %s, even if nobody asked", (gestation, presence) => {
    expect(presenceOf("RF-preterm", {}, born({ gestation }))).toBe(presence);
  });

  test.each([
    [2499, "present"],
    [2500, "present"],
    [2501, "absent"],
  ])("%i grams at birth is %s, even if nobody asked", (birthWeightGrams, presence) => {
    expect(presenceOf("RF-lbw", {}, born({ birthWeightGrams }))).toBe(presence);
  });

  test("is present if either the record of birth or the parent says so", () => {
    const said = (reply: FactorReply) => ({ factors: { answers: { "RF-lbw": { reply } } } });

    expect(presenceOf("RF-lbw", said("no"), born({ birthWeightGrams: 2100 }))).toBe("present");
    expect(presenceOf("RF-lbw", said("yes"), born({ birthWeightGrams: 3400 }))).toBe("present");
    expect(presenceOf("RF-lbw", said("no"), unmeasuredStage)).toBe("absent");
    expect(presenceOf("RF-lbw", {}, unmeasuredStage)).toBe("unknown");
  });

  test("is looked at for each twin", () => {
    const twins = born(
      { id: anId(BabyId, "ash"), name: "Ash", birthWeightGrams: 2380 },
      { id: anId(BabyId, "bay"), name: "Bay", birthWeightGrams: 2540 },
    );
    const small = dangers({ factors: { open: "none-reported" } }, twins).filter((factor) => factor.id === "RF-lbw");

    expect(small.map((factor) => factor.presence)).toEqual(["present", "absent"]);
    expect(describeDangerFactor(small[0]!, { stage: twins })).toBe("Ash: short RF-lbw");
  });

  test("about birth stays unknown before birth, unless it is expected", () => {
    const antenatal = aChecklist({ kind: "antenatal" });

    expect(presenceOf("RF-preterm", { factors: { open: "none-reported" } }, expecting(), antenatal)).toBe("unknown");
    const expected = { factors: { answers: { "RF-preterm": { reply: "yes" as const } } } };
    expect(presenceOf("RF-preterm", expected, expecting(), antenatal)).toBe("present");
  });

  test("an antenatal no says nothing about the baby who was then born", () => {
    const antenatal = aChecklist({ kind: "antenatal" });
    const no = { factors: { open: "none-reported" as const } };

    expect(presenceOf("RF-preterm", no, unmeasuredStage, antenatal)).toBe("unknown");
    expect(presenceOf("RF-preterm", no, born(), antenatal)).toBe("absent");
  });
});

describe("the advice on sharing a bed", () => {
  test("is to plan ahead only if every factor is known to be absent", () => {
    const factors = dangers({ factors: { open: "none-reported", alone: "none-reported" } });

    expect(bedSharingAdvice(factors)).toEqual({ kind: "plan-ahead" });
  });

  test("is never when nothing was asked, and names all of it as not known", () => {
    const advice = bedSharingAdvice(dangers({}, unmeasuredStage));

    expect(advice.kind === "never" && advice.because).toHaveLength(7);
    expect(advice.kind === "never" && describeDangerFactor(advice.because[0]!, { stage: unmeasuredStage })).toBe(
      "Short RF-preterm: not known",
    );
  });

  test("is never before birth, whatever is answered", () => {
    const antenatal = aChecklist({ kind: "antenatal" });
    const all = { factors: { open: "none-reported" as const, alone: "none-reported" as const } };

    expect(bedSharingAdvice(dangers(all, expecting(), antenatal)).kind).toBe("never");
  });

  test("names what is present before what is not known", () => {
    const advice = bedSharingAdvice(dangers({ factors: { answers: { "RF-meds": { reply: "yes" } } } }));

    expect(advice).toMatchObject({ kind: "never", because: { 0: { id: "RF-meds", presence: "present" } } });
    expect(advice.kind === "never" && describeDangerFactor(advice.because[0]!, aFamily())).toBe("Short RF-meds");
  });

  test.each(contactKinds)("of the real %s checklist is never as soon as one factor is not a no", (kind) => {
    const real = checklistFor(kind);
    const items = real.factors.filter((item) => item.bedDanger).map((item) => item.id);
    const replies = fc.constantFrom<FactorReply | undefined>(
      "yes",
      "not-known",
      "not-asked",
      "rather-not-say",
      undefined,
    );
    holds(
      fc.property(fc.constantFrom(...items), replies, (id, reply) => {
        const answers = Object.fromEntries(items.map((item) => [item, { reply: "no" as const }]));
        const { [id]: _, ...others } = answers;
        const given = { factors: { answers: reply ? { ...others, [id]: { reply } } : others } };

        const advice = bedSharingAdvice(dangers(given, unmeasuredStage, real));

        expect(advice.kind === "never" && advice.because.map((factor) => factor.id)).toContain(id);
      }),
    );
  });
});

describe("whether a baby was early or small", () => {
  test.each([
    [born(), "no"],
    [born({ gestation: { weeks: 34, days: 0 } }), "yes"],
    [born({ birthWeightGrams: 2500 }), "yes"],
    [unmeasuredStage, "unknown"],
    [born({ id: anId(BabyId, "one") }, { id: anId(BabyId, "two"), birthWeightGrams: 1900 }), "yes"],
  ])("for %o is %s", (stage, expected) => {
    expect(earlyOrSmall(dangers({}, stage))).toBe(expected);
  });

  test("is unknown when the checklist does not ask", () => {
    expect(earlyOrSmall([])).toBe("unknown");
  });
});

describe("the topics of a contact", () => {
  const shownOf = (id: string, given: SomeAnswers, stage = aFamily().stage, of = checklist) =>
    topicsToShow(of, someAnswers(given), { stage }).find(({ topic }) => topic.id === id);

  test("on early and small babies is shown unless it is known that baby was neither", () => {
    expect(shownOf("NB-early-small", {})?.shown).toBe("folded");
    expect(shownOf("NB-early-small", {}, unmeasuredStage)).toMatchObject({
      shown: "if-relevant",
      why: "It is not known whether baby was early or small",
    });
    expect(shownOf("NB-early-small", {}, born({ birthWeightGrams: 2000 }))).toMatchObject({
      shown: "if-relevant",
      why: "Baby was early or small",
    });
  });

  const optional = aChecklist({
    topics: ["products", "sling-car", "going-home", "bedding", "temp", "crying", "mood", "vaccines"].map((name) =>
      aTopic("new-birth", name, { mustNotSkip: false }),
    ),
  });
  const seen = (id: string): SomeAnswers => ({ sleep: { observations: { [id]: { answer: "seen-concern" } } } });
  const slept = (space: Parameters<typeof aSleepSpace>[0]): SomeAnswers => ({
    sleep: { spaces: [aSleepSpace(space)] },
  });
  const found = (item: "loose-covers" | "weighted-item" | "near-heater-or-sun") =>
    slept({ findings: { kind: "concern", items: [item] } });
  const said = (id: string): SomeAnswers => ({ factors: { answers: { [id]: { reply: "yes" } } } });

  test.each([
    ["products", seen("OB-pillow")],
    ["products", slept({ place: "pod-or-nest" })],
    ["products", found("weighted-item")],
    ["sling-car", seen("OB-seat")],
    ["going-home", slept({ place: "seat-or-swing" })],
    ["bedding", seen("OB-covers")],
    ["bedding", found("loose-covers")],
    ["temp", seen("OB-hat")],
    ["temp", found("near-heater-or-sun")],
    ["crying", said("RF-tired")],
    ["mood", said("RF-mood")],
  ])("bring NB-%s forward when an answer makes it relevant", (name, given) => {
    const shown = shownOf(`NB-${name}`, given, aFamily().stage, optional);

    expect(shown).toMatchObject({ shown: "if-relevant", why: expect.stringMatching(/\w/) });
  });

  test("bring slings and car seats forward for a small baby", () => {
    const withFactors = { ...optional, factors: checklist.factors };

    expect(shownOf("NB-sling-car", {}, born({ birthWeightGrams: 2000 }), withFactors)?.shown).toBe("if-relevant");
  });

  test("fold away when optional and nothing makes them relevant", () => {
    const all = topicsToShow(optional, allWell(optional), aFamily());

    expect(all.map(({ shown }) => shown)).toEqual(all.map(() => "folded"));
  });

  test.each(contactKinds)(
    "of the real %s checklist are all there, and none that must not be skipped is folded",
    (kind) => {
      const real = checklistFor(kind);
      holds(
        fc.property(arbitraryStage, arbitraryAnswers(real), (stage, answers) => {
          const shown = topicsToShow(real, answers, { stage });

          expect(shown.map(({ topic }) => topic)).toEqual(real.topics);
          const folded = shown.filter((entry) => entry.topic.mustNotSkip && entry.shown === "folded");
          expect(folded.map(({ topic }) => topic.id)).toEqual(
            earlyOrSmall(bedDangerFactors(real, answers, { stage })) === "no" && kind === "new-birth"
              ? ["NB-early-small"]
              : [],
          );
        }),
        { numRuns: 40 },
      );
    },
  );

  test("that must not be skipped leave out what does not apply to this baby", () => {
    const ids = topicsThatMustNotBeSkipped(checklist, someAnswers(), subjectOf(aFamily())).map((topic) => topic.id);

    expect(ids).not.toContain("NB-early-small");
    expect(ids).not.toContain("NB-products");
    expect(ids).toContain("NB-bed-safer");
  });
});

test("danger factors per baby name only babies of the family, each once", () => {
  holds(
    fc.property(arbitraryStage, (stage) => {
      const about = dangers({}, stage).filter((factor) => factor.id === "RF-lbw");

      const ids = babiesOf({ stage }).map((baby) => baby.id);
      expect(about.map((factor) => factor.babyId)).toEqual(ids.length > 0 ? ids : [undefined]);
    }),
  );
});
