import type { ContactKind } from "../../../src/domain/contact-kind.ts";

/** What one contact must ask, written out by hand from the clinical design and not from the files under test. */
export type ExpectedIds = {
  mustNotSkip: string[];
  ifTime: string[];
  observations: string[];
  factors: string[];
  nights: string[];
};

export const expectedIds: Record<ContactKind, ExpectedIds> = {
  antenatal: {
    mustNotSkip: ids("AN", "back own-space same-room smoke-free bed-danger sofa night-plan others find-it"),
    ifTime: ids("AN", "products temp feeding going-home"),
    observations: ids(
      "OB",
      "night day own firm clear pillow room temp cords demo sofa smoke impair home people book match",
    ),
    factors: ids(
      "RF",
      "preterm lbw multi loss smk-preg smk-now vape alc drug meds mood da home money age agency people culture",
    ),
    nights: ids("OR", "first away guests drink partner sitter tired hot crisis"),
  },
  "new-birth": {
    mustNotSkip: ids(
      "NB",
      "back own-space same-room sofa bed-danger bed-safer smoke-free sober temp early-small unwell plan others find-it",
    ),
    ifTime: ids("NB", "bedding products sling-car feeding crying"),
    observations: ids(
      "OB",
      "night day own firm clear pillow room temp cords asleep demo covers hat seat sofa smoke impair home people book match",
    ),
    factors: factorsAfterBirth(),
    nights: nightsAfterBirth(),
  },
  "six-to-eight-week": {
    mustNotSkip: ids(
      "68",
      "recheck back own-space same-room sofa-tired bed-danger bed-safer smoke-free plan others unwell find-it",
    ),
    ifTime: ids("68", "temp swaddle tummy-time vaccines mood"),
    observations: ids(
      "OB",
      "night day own firm clear pillow room fits temp cords asleep demo covers hat seat sofa smoke impair home people book match",
    ),
    factors: factorsAfterBirth(),
    nights: nightsAfterBirth(),
  },
};

export const expectedFollowUps: string[] = ids(
  "AC",
  "danger impair nobed bed sofa front item teach see refuse plan carer smoke drug meds early loss mood da cp pattern refer noaccess ill next",
);

function factorsAfterBirth(): string[] {
  return ids(
    "RF",
    "preterm lbw multi nnu loss smk-preg smk-now vape alc drug meds bed sofa prone tired mood da home money age agency people culture",
  );
}

function nightsAfterBirth(): string[] {
  return ids("OR", "away guests drink partner sitter ill tired meds hot trip crisis");
}

function ids(prefix: string, names: string): string[] {
  return names.split(" ").map((name) => `${prefix}-${name}`);
}
