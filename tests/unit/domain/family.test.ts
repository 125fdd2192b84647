import { describe, expect, test } from "vitest";
import { describeAuthor } from "../../../src/domain/author.ts";
import { attendees } from "../../../src/domain/contact.ts";
import { contactKinds, describeContactKind } from "../../../src/domain/contact-kind.ts";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import { babyLabel, describeBabies, familyLabel, listWords, subjectOf } from "../../../src/domain/family.ts";
import { BabyId, PersonId, toId } from "../../../src/domain/ids.ts";
import { Settings } from "../../../src/domain/settings.ts";
import { aBaby, aFamily, anId, born, expecting, fatherId, motherId, someAnswers } from "../../support/builders.ts";

const first = anId(BabyId, "first");
const second = anId(BabyId, "second");
const { name: _, ...unnamed } = aBaby();
const nameless = (...ids: BabyId[]) => ({ stage: "born" as const, babies: ids.map((id) => ({ ...unnamed, id })) });

describe("a family is called", () => {
  test.each([
    [expecting(), "Amina Khan, expecting"],
    [born(), "Amina Khan and baby Yusuf"],
    [nameless(first), "Amina Khan and baby"],
    [nameless(first, second), "Amina Khan and 2 babies"],
    [born({ id: first }, { id: second, name: "Adam" }), "Amina Khan and babies Yusuf and Adam"],
  ])("%o: %s", (stage, label) => {
    expect(familyLabel(aFamily({ stage }))).toBe(label);
  });

  test("by its babies alone, also before birth", () => {
    expect(describeBabies({ stage: expecting() })).toBe("the baby");
  });
});

test("a baby is called by name, or by number among several without names", () => {
  expect(babyLabel({ stage: born() }, anId(BabyId, "baby"))).toBe("Yusuf");
  expect(babyLabel({ stage: nameless(first) }, first)).toBe("Baby");
  expect(babyLabel({ stage: nameless(first, second) }, second)).toBe("Baby 2");
});

test("words are listed as people say them", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listWords)).toEqual(["", "a", "a and b", "a, b and c"]);
});

test("a record keeps of the family only what it needs to stand by itself", () => {
  const family = aFamily({ language: "Somali", localRecordId: "F-1", phone: "07700", interpreter: "in-person" });

  expect(subjectOf(family)).toStrictEqual({
    carers: family.carers,
    stage: family.stage,
    language: "Somali",
    localRecordId: "F-1",
  });
  expect(Object.keys(subjectOf(aFamily()))).toEqual(["carers", "stage"]);
});

test("who was there are the carers ticked, in the family's order, then the others", () => {
  const answers = someAnswers({
    people: {
      present: [fatherId, motherId, anId(PersonId, "gone")],
      others: [
        { id: anId(PersonId, "nan"), who: "Nan" },
        { id: anId(PersonId, "x"), who: "" },
      ],
    },
  });

  expect(attendees(answers, aFamily().carers).map(({ name }) => name)).toEqual([
    "Amina Khan",
    "Imran Khan",
    "Nan",
    "Someone else",
  ]);
});

test("an author is named with role, and with the registration if it was given", () => {
  expect(describeAuthor({ name: "Jo Ward", role: "health visitor" })).toBe("Jo Ward, health visitor");
  expect(describeAuthor({ name: "Jo Ward", role: "health visitor", registration: "12A" })).toBe(
    "Jo Ward, health visitor (NMC 12A)",
  );
});

test("a contact is named so that it fits inside a sentence", () => {
  expect(contactKinds.map(describeContactKind)).toEqual([
    "antenatal contact",
    "new birth contact",
    "6 to 8 week contact",
  ]);
});

test("an id is made from 22 characters that fit an address, and from nothing else", () => {
  expect(toId(PersonId, "A-_aB0".padEnd(22, "z"))).toBe("A-_aB0zzzzzzzzzzzzzzzz");
  expect(() => toId(PersonId, "short")).toThrow();
  expect(() => toId(PersonId, "/".repeat(22))).toThrow();
});

test("the settings before anything is set are valid, and lock within 15 minutes", () => {
  expect(Settings.parse(defaultSettings)).toEqual(defaultSettings);
  expect(Settings.safeParse({ ...defaultSettings, lock: { idleMinutes: 16, contactMinutes: 15 } }).success).toBe(false);
  expect(Settings.safeParse({ ...defaultSettings, lock: { idleMinutes: 0, contactMinutes: 15 } }).success).toBe(false);
});
