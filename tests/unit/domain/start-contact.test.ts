import { describe, expect, test } from "vitest";
import { Contact } from "../../../src/domain/contact.ts";
import { ContactId, EntryId } from "../../../src/domain/ids.ts";
import { isUntouched, startContact } from "../../../src/domain/start-contact.ts";
import { aDraft, aFamily, anId, motherId, type SomeAnswers } from "../../support/builders.ts";

const made = {
  id: anId(ContactId, "contact"),
  checklistVersion: "2026-11-23.1",
  now: "2026-06-23T23:30:00Z",
  timeZone: "Europe/London",
};

describe("a new draft", () => {
  test("has the date and time of the wall clock, the place and the interpreter, and not one answer", () => {
    const draft = startContact(aFamily({ interpreter: "in-person" }), "new-birth", made);

    expect(Contact.parse(draft)).toEqual(draft);
    expect(draft.answers).toEqual({
      people: {
        date: { day: "24", month: "6", year: "2026" },
        time: "00:30",
        place: "home",
        present: [],
        others: [],
        interpreter: "in-person",
      },
      sleep: { spaces: [], observations: {} },
      factors: { answers: {}, perBaby: {} },
      topics: { results: {}, groups: {} },
      nights: { plans: [] },
      agreement: { sources: [], confirmedBy: [] },
      concerns: { steps: [], decisions: {}, own: [] },
    });
  });

  test("is untouched, and needs no interpreter unless the family does", () => {
    const draft = startContact(aFamily(), "antenatal", made);

    expect(draft.answers.people.interpreter).toBe("not-needed");
    expect(isUntouched(draft)).toBe(true);
  });
});

describe("a draft is touched by", () => {
  test.each<[string, SomeAnswers]>([
    ["somebody present", { people: { present: [motherId] } }],
    ["somebody else", { people: { others: [{ id: motherId, who: "" }] } }],
    ["having spoken alone", { people: { spokeAlone: "no" } }],
    ["a note on the place", { people: { placeNote: "Nan's flat" } }],
    ["a note on the interpreter", { people: { interpreterNote: "On the phone" } }],
    ["a sleep space", { sleep: { spaces: [{ id: anId(EntryId, "s"), babyIds: [], times: "night" }] } }],
    ["a list asked", { factors: { open: "none-reported" } }],
    ["a topic", { topics: { results: { "NB-back": { result: "not-yet" } } } }],
    ["a reason", { nights: { fewReason: "no-time" } }],
    ["the guidance", { agreement: { guidance: "shown" } }],
    ["a concern", { concerns: { notes: "Cold room" } }],
  ])("%s", (_, answers) => {
    expect(isUntouched(aDraft({ answers }))).toBe(false);
  });
});
