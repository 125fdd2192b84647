import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import { BabyId, ContactId, EntryId, PersonId } from "../../../src/domain/ids.ts";
import { evidenceLabels } from "../../../src/domain/sleep-space.ts";
import { topicResultLabels } from "../../../src/domain/topics.ts";
import { aNightPlan, anId, aSleepSpace, born, motherId } from "../../support/builders.ts";
import {
  chipOf,
  chipsOf,
  fieldOf,
  findField,
  findQuestion,
  labelOf,
  openContact,
  press,
  pressButton,
  question,
  tap,
  type,
} from "./contact-page.tsx";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const one = anId(BabyId, "one");
const two = anId(BabyId, "two");
const twins = { stage: born({ id: one, name: "Yusuf" }, { id: two, name: "Adam" }) };
const day = { date: "2026-11-16", time: "10:00" };
const before = { id: anId(ContactId, "before"), startedAt: "2026-11-16T10:00:00Z", event: day };

describe("who is here", () => {
  test("a person is ticked and taken out again, and someone else is added, named and removed", async () => {
    const { stored } = await openContact("people");

    await tap("People here", "Amina Khan");
    await tap("People here", "Imran Khan");
    await tap("People here", "Imran Khan");
    await pressButton("Add someone else");
    await screen.findByLabelText("Who else is here?");
    await type("Who else is here?", "Grandmother");
    expect((await stored()).people).toMatchObject({ present: [motherId], others: [{ who: "Grandmother" }] });
    await pressButton("Remove Grandmother");

    expect((await stored()).people.others).toEqual([]);
  });

  test("an answer can be cleared again", async () => {
    const { stored } = await openContact("people");

    await tap("Could you talk with the parent alone?", "No");
    await pressButton(/^Clear answer: Could you talk/);

    expect((await stored()).people.spokeAlone).toBeUndefined();
  });

  test("a contact away from home asks why, and what was written stays in sight when that changes", async () => {
    const { stored } = await openContact("people");
    expect(findField("Why not at home?")).toBeUndefined();

    await tap("Where?", "Clinic");
    await type("Why not at home?", "Boiler broken");
    await tap("Where?", "Home");

    expect(fieldOf("Why not at home?").value).toBe("Boiler broken");
    expect((await stored()).people).toMatchObject({ place: "home", placeNote: "Boiler broken" });
  });

  test("an interpreter from the family brings the rule about it, and any interpreter a reference", async () => {
    await openContact("people");
    expect(findField("Language and booking reference")).toBeUndefined();

    await tap("Interpreter", "Family member or friend");

    expect(screen.getByText(/Ask for a professional interpreter/)).toBeTruthy();
    expect(findField("Language and booking reference")).toBeDefined();
  });

  test("date and time that are not whole are said to be so", async () => {
    await openContact("people");
    expect(screen.getByText("Home, 23 November 2026, 2:05pm, no interpreter")).toBeTruthy();

    await type("Start time", "2");
    await type("Day", "");

    expect(screen.getByText("Home, date not complete, time not complete, no interpreter")).toBeTruthy();
  });
});

describe("where baby sleeps", () => {
  test("before birth it asks where baby will sleep, and nothing about the day", async () => {
    await openContact("sleep-space", { kind: "antenatal" });

    expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("Where will baby sleep?");
    expect(findQuestion("What will baby sleep in at night?")).toBeDefined();
    expect(findQuestion("And in the day?")).toBeUndefined();
  });

  test("what is not in the list, and a concern, ask for words", async () => {
    const { stored } = await openContact("sleep-space");
    expect(findField("What?")).toBeUndefined();

    await tap("What does baby sleep in at night?", "Other");
    await type("What?", "A drawer");
    await tap("What did you see?", "Something to change");
    await tap("What was there?", /pillow or duvet/i);
    await type("What did you change together?", "Took the pillow out");

    expect((await stored()).sleep.spaces).toMatchObject([
      {
        place: "other",
        placeOther: "A drawer",
        findings: { kind: "concern", items: ["pillow-or-duvet"] },
        changedTogether: "Took the pillow out",
      },
    ]);
  });

  test("a place that was not seen asks why instead of what was found", async () => {
    const { stored } = await openContact("sleep-space");

    await tap("Did you see it today?", "Not seen");

    expect(findQuestion(/What did you see|What were you told/)).toBeUndefined();
    await tap("Why was it not seen?", /declined|did not want|no/i);
    expect((await stored()).sleep.spaces[0]?.evidence).toMatchObject({ how: "not-seen" });
  });

  test("what was told is not asked as if it had been seen", async () => {
    await openContact("sleep-space");

    await tap("Did you see it today?", evidenceLabels["told-by-parent"]);

    expect(findQuestion("What were you told?")).toBeDefined();
    expect(findQuestion("What did you see?")).toBeUndefined();
  });

  test("somewhere else in the day brings a second place, which can be removed", async () => {
    const { stored } = await openContact("sleep-space");
    await tap("What does baby sleep in at night?", "Cot");

    await tap("And in the day?", "Somewhere else");
    await tap("What does baby sleep in in the day?", "Cot");
    expect((await stored()).sleep.spaces.map(({ times }) => times)).toEqual(["night", "day"]);
    await pressButton("Remove this place");

    expect((await stored()).sleep.spaces.map(({ times }) => times)).toEqual(["night"]);
  });

  test("twins are told apart, and one baby is not asked about", async () => {
    const { stored, unmount } = await openContact("sleep-space", { family: twins });
    await tap("For which baby? Leave blank for all", "Adam");
    expect((await stored()).sleep.spaces[0]?.babyIds).toEqual([two]);
    unmount();

    await openContact("sleep-space");
    expect(findQuestion(/For which baby/)).toBeUndefined();
  });

  test("the place of last time is offered, and only a tap takes it over, without what was found then", async () => {
    const { stored } = await openContact("sleep-space", {
      finals: [{ ...before, answers: { sleep: { spaces: [aSleepSpace()] } } }],
    });
    expect((await stored()).sleep.spaces).toEqual([]);

    await pressButton(/^Same as 16 November/);

    const [space] = (await stored()).sleep.spaces;
    expect(space).toMatchObject({ place: "cot", room: "parents-room", times: "night-and-day" });
    expect(space).not.toHaveProperty("evidence");
    expect(space).not.toHaveProperty("findings");
  });
});

describe("this baby and home", () => {
  const open = "Which of these are true?";
  const alone = "Ask only when the parent is alone";

  test("none and not alone exclude each other, and each can be taken back", async () => {
    const { stored } = await openContact("baby-and-home");
    const none = "Asked alone: none of these";
    const notAlone = "Not asked: parent was not alone";

    await tap(alone, none);
    expect((await stored()).factors.alone).toBe("none-reported");
    await tap(alone, notAlone);
    expect([chipOf(alone, none).checked, chipOf(alone, notAlone).checked]).toEqual([false, true]);
    expect((await stored()).factors.alone).toBe("not-alone");
    await tap(alone, none);
    expect((await stored()).factors.alone).toBe("none-reported");
    await tap(alone, none);

    expect((await stored()).factors.alone).toBeUndefined();
  });

  test("a ticked item is a yes to that question alone, and none then means none of the others", async () => {
    const { stored } = await openContact("baby-and-home");

    await tap(open, "Someone smokes now");
    await tap(open, "None of the others");
    expect((await stored()).factors).toEqual({
      answers: { "RF-smk-now": { reply: "yes" } },
      perBaby: {},
      open: "none-reported",
    });
    await tap(open, "Someone smokes now");

    expect((await stored()).factors).toMatchObject({ answers: {}, open: "none-reported" });
  });

  test("each baby of twins has a list of what is about the baby", async () => {
    const { stored } = await openContact("baby-and-home", { family: twins });

    await tap("Adam: which of these are true?", "Born before 37 weeks");

    expect((await stored()).factors).toEqual({ answers: {}, perBaby: { [two]: { "RF-preterm": { reply: "yes" } } } });
    expect(chipsOf(open).map(labelOf)).not.toContain("Born before 37 weeks");
    expect(chipOf("Yusuf: which of these are true?", "Born before 37 weeks").checked).toBe(false);
  });

  test("one by one, a reply asks for more unless it is no", async () => {
    const { stored } = await openContact("baby-and-home");
    const item = checklistFor("new-birth").factors.find(({ id }) => id === "RF-smk-now")!;

    await tap(item.ask, "Yes");
    const field = item.detailLabel ?? "More (optional)";
    await type(field, "Dad, outside");
    await tap(item.ask, "No");

    expect((await stored()).factors.answers).toEqual({ "RF-smk-now": { reply: "no", detail: "Dad, outside" } });
    expect(fieldOf(field).value).toBe("Dad, outside");
  });

  test("the advice on bed sharing never names what was asked alone", async () => {
    await openContact("baby-and-home");
    const until = screen.getByText("Until these are known, the advice is not to share a bed:");
    expect(until.parentElement?.textContent).toContain("Something to ask alone");
    expect(until.parentElement?.textContent).not.toMatch(/drug/i);

    await tap(alone, "Drugs or treatment");
    await tap(open, "Alcohol");

    const advice = screen.getByRole("heading", { name: /For this baby the advice is not to share a bed/ })
      .parentElement!;
    const lines = within(advice)
      .getAllByRole("listitem")
      .map((line) => line.textContent);
    expect(lines).toContain("Alcohol");
    expect(lines).toContain("Something asked alone");
    expect(advice.textContent).not.toMatch(/drug|mood|afraid/i);
  });

  test("what was recorded at birth stands above the questions", async () => {
    await openContact("baby-and-home");

    expect(screen.getByText("On record: Yusuf, born at 39 weeks and 2 days, 3.40kg at birth")).toBeTruthy();
  });
});

describe("topics", () => {
  const { topics } = checklistFor("new-birth");
  const back = topics.find(({ id }) => id === "NB-back")!;

  test("show what came of them last time beside the question and never in it", async () => {
    const { stored } = await openContact("topics", {
      finals: [{ ...before, answers: { topics: { results: { "NB-back": { result: "not-yet" } }, groups: {} } } }],
    });

    const row = screen.getByRole("group", { name: back.heading }).parentElement!;
    expect(row.textContent).toContain("16 November: ");
    expect(
      within(row)
        .getAllByRole<HTMLInputElement>("radio")
        .some((radio) => radio.checked),
    ).toBe(false);
    expect((await stored()).topics.results).toEqual({});
  });

  test("not today asks why, not yet asks what next, and another result drops both", async () => {
    const { stored } = await openContact("topics");
    expect(chipsOf(back.heading)).toHaveLength(5);

    await tap(back.heading, topicResultLabels["not-today"]);
    // It always applies, so that is not offered as a reason.
    expect(chipsOf("Why not today?").map((chip) => chip.value)).not.toContain("does-not-apply");
    await press(chipsOf("Why not today?")[0]!);
    await tap(back.heading, topicResultLabels["not-yet"]);
    expect(findQuestion("Why not today?")).toBeUndefined();
    expect(findQuestion("What happens next?")).toBeDefined();
    await tap(back.heading, topicResultLabels["explained-back"]);

    expect((await stored()).topics.results).toEqual({ "NB-back": { result: "explained-back" } });
    expect(screen.getByText(/^1 of \d+ answered/)).toBeTruthy();
  });

  test("who answered is asked only when more than one is here", async () => {
    const { unmount } = await openContact("topics", { answers: { people: { present: [motherId] } } });
    expect(findQuestion("Who answered?")).toBeUndefined();
    unmount();

    await openContact("topics", {
      answers: { people: { present: [motherId], others: [{ id: anId(PersonId, "nan"), who: "Nan" }] } },
    });
    expect(findQuestion("Who answered?")).toBeDefined();
  });
});

describe("different nights", () => {
  test("a plan picked from the list brings its bed and its grown-up, and another pick brings its own", async () => {
    const { stored } = await openContact("different-nights");

    await tap("What if…", "A night away");
    await tap("What will you do?", /We take the travel cot/);
    expect((await stored()).nights.plans).toMatchObject([
      { eventId: "OR-away", place: "travel-cot", inCharge: "One of us" },
    ]);
    await tap("What if…", "Someone else has baby");
    const second = document.querySelector<HTMLInputElement>("#plan-2-starter")!;
    await press(second);
    expect((await stored()).nights.plans[1]).toMatchObject({ inCharge: "The sitter" });
    await press(second.closest("fieldset")!.querySelector("button")!);

    const cleared = (await stored()).nights.plans[1]!;
    expect([cleared.starterId, cleared.place, cleared.inCharge]).toEqual([undefined, undefined, undefined]);
  });

  test("what was typed stays when another plan is picked", async () => {
    const { stored } = await openContact("different-nights");
    await tap("What if…", "A night away");
    await type("Who is sober and in charge?", "Imran");

    await tap("What will you do?", /We take the travel cot/);
    await tap("What will you do?", /We ask for a cot there/);

    expect((await stored()).nights.plans[0]).toMatchObject({ place: "cot-there", inCharge: "Imran" });
  });

  test("a night without words is taken out by a second tap, one with words is not, and its chip shows that", async () => {
    const { stored } = await openContact("different-nights");
    await tap("What if…", "A night away");
    await tap("What if…", "A night away");
    expect((await stored()).nights.plans).toEqual([]);

    await tap("What if…", "A night away");
    await type("In their own words", "We take the basket");
    await tap("What if…", "A night away");

    expect((await stored()).nights.plans).toHaveLength(1);
    expect(chipOf("What if…", "A night away").checked).toBe(true);
    await pressButton("Remove A night away");
    expect((await stored()).nights.plans).toEqual([]);
  });

  test("the plan of last time is offered, and is the plan again only with a tap", async () => {
    const { stored } = await openContact("different-nights", {
      finals: [{ ...before, answers: { nights: { plans: [aNightPlan()] } } }],
    });
    expect((await stored()).nights.plans).toEqual([]);

    await tap("Does the plan from last time still hold?", /A night away \(16 November\): still the plan/);

    const [plan] = (await stored()).nights.plans;
    expect(plan).toMatchObject({ eventId: "OR-away", inCharge: "Imran", sameAsBefore: true });
    expect(plan?.id).not.toBe(aNightPlan().id);
    expect(findQuestion("Does the plan from last time still hold?")).toBeUndefined();
  });

  test("a night of their own says what it is, and fewer than 2 nights ask why", async () => {
    const { stored } = await openContact("different-nights");
    await pressButton("Add a night of their own");
    await screen.findByLabelText("What is different?");
    await type("What is different?", "Eid");
    await tap("If fewer than 2 nights are planned: why?", "Other reason");
    await type("The reason", "Running late");

    expect((await stored()).nights).toMatchObject({
      plans: [{ eventId: "OR-own", what: "Eid" }],
      fewReason: "other",
      fewNote: "Running late",
    });
  });

  test("2 whole plans need no reason", async () => {
    const plans = [aNightPlan(), aNightPlan({ id: anId(EntryId, "two"), eventId: "OR-drink" })];
    await openContact("different-nights", { answers: { nights: { plans } } });

    expect(findQuestion(/If fewer than 2/)).toBeUndefined();
  });
});

describe("agreement", () => {
  test("asks everybody who is here how they confirmed it, and leads to people when nobody is", async () => {
    const { unmount } = await openContact("agreement");
    expect(screen.getByRole("link", { name: "Say who is with you" }).getAttribute("href")).toMatch(/\/people$/);
    unmount();

    const { stored } = await openContact("agreement", { answers: { people: { present: [motherId] } } });
    await tap("How did Amina Khan confirm what they understood?", "Showed it");

    expect((await stored()).agreement.confirmedBy).toEqual([{ personId: motherId, how: "showed" }]);
    expect(screen.queryByText(/Imran Khan/)).toBeNull();
  });

  test("who does not agree in full is asked what they see differently, and other carers how they are reached", async () => {
    const { stored } = await openContact("agreement");
    expect(findField("What do they see differently?")).toBeUndefined();

    await tap("Does the parent agree with this record and plan?", "In part");
    await type("What do they see differently?", "The cot");
    await tap("The others who put baby down to sleep", "Plan to reach them");
    await type(/Who, and how were they or will they be reached/, "Nan, on Sunday");

    expect((await stored()).agreement).toMatchObject({
      agrees: "in-part",
      agreesNote: "The cot",
      otherCarers: "plan-to-reach",
      otherCarersNote: "Nan, on Sunday",
    });
  });

  test("names the place in the local red book, where the settings have it", async () => {
    await openContact("agreement", { settings: { redBookPlace: "page 12" } });

    expect(screen.getByText("In our red book it is at: page 12")).toBeTruthy();
  });
});

describe("concerns", () => {
  test("a safety worry brings the local numbers and what was done, which stays in sight", async () => {
    const { stored } = await openContact("concerns", {
      settings: { localNumbers: [{ label: "Front door", phone: "0118 496 0000" }] },
    });
    expect(screen.queryByText(/call 999/)).toBeNull();

    await tap("Today", "I am worried about a child's safety");
    expect(screen.getByRole("link", { name: "0118 496 0000" }).getAttribute("href")).toBe("tel:01184960000");
    expect(screen.getByText(/not checked yet/)).toBeTruthy();
    await type("Reference number", "R1");
    await tap("Today", "No concerns today");

    expect(fieldOf("Reference number").value).toBe("R1");
    expect((await stored()).concerns).toMatchObject({ level: "none", reference: "R1" });
  });

  test("without local numbers leads to where they are added", async () => {
    await openContact("concerns", { answers: { concerns: { level: "safety" } } });

    expect(screen.getByRole("link", { name: "Add numbers" }).getAttribute("href")).toBe("/settings/numbers");
  });

  test("a proposal is taken up with its words, owner and day, and can be declined with a reason", async () => {
    const { stored } = await openContact("concerns", {
      answers: { sleep: { spaces: [aSleepSpace({ place: "sofa-or-chair" })] } },
    });
    const legend = /^Decision: .*sofa/i;

    await tap(legend, "Take this up");
    expect((await stored()).concerns.decisions["AC-sofa"]).toMatchObject({
      decision: "accepted",
      owner: "Jo Ward",
      due: { day: "30", month: "11", year: "2026" },
    });
    await tap(legend, "Not needed");
    await tap("Why is it not needed?", /other/i);
    await type("The reason", "Sofa is gone");

    expect((await stored()).concerns.decisions["AC-sofa"]).toEqual({
      decision: "declined",
      reason: "other",
      note: "Sofa is gone",
    });
  });

  test("a follow-up of the visitor's own is added, worded and removed", async () => {
    const { stored } = await openContact("concerns");

    await pressButton("Add a follow-up of your own");
    const card = (await screen.findByRole("heading", { name: "Your follow-up 1" })).closest<HTMLElement>(
      ".nhsuk-card",
    )!;
    fireEvent.input(within(card).getByLabelText("What will be done?"), { target: { value: "Ring on Friday" } });
    expect((await stored()).concerns.own).toMatchObject([{ action: "Ring on Friday", owner: "Jo Ward" }]);
    await pressButton("Remove your follow-up 1");

    expect((await stored()).concerns.own).toEqual([]);
  });

  test("the next contact is one tap or a typed date, and both show the same answer", async () => {
    const { stored } = await openContact("concerns");

    await tap("Next contact", "30 November 2026, in 1 week");
    expect((await stored()).concerns.nextContact).toEqual({ day: "30", month: "11", year: "2026" });
    const typed = within(question("Or another date"));
    expect(typed.getByLabelText<HTMLInputElement>("Day").value).toBe("30");
    fireEvent.input(typed.getByLabelText("Day"), { target: { value: "29" } });

    expect((await stored()).concerns.nextContact?.day).toBe("29");
    await waitFor(() => expect(chipOf("Next contact", /in 1 week/).checked).toBe(false));
  });
});

describe("saving", () => {
  test("says so when the store refuses, and Try again saves what is on the screen", async () => {
    const { real, stored } = await openContact("people");
    real.saveFailure = { kind: "full" };

    await tap("People here", "Amina Khan");
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Your last answer was not saved. This device has no space left.");
    expect(chipOf("People here", "Amina Khan").checked).toBe(true);
    real.saveFailure = undefined;
    fireEvent.click(within(alert).getByRole("button", { name: "Try again" }));

    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
    expect(screen.getAllByText("Saved 2:05pm").length).toBeGreaterThan(0);
    expect((await stored()).people.present).toEqual([motherId]);
  });

  test("never says saved while the store has not confirmed", async () => {
    const { real } = await openContact("people");
    let confirm = () => {};
    real.beforeSave = () =>
      new Promise((resolve) => {
        confirm = resolve;
      });

    await tap("People here", "Amina Khan");
    expect(screen.getByText("Saving")).toBeTruthy();
    expect(screen.queryByText(/^Saved/)).toBeNull();
    confirm();

    expect((await screen.findAllByText("Saved 2:05pm")).length).toBeGreaterThan(0);
  });
});
