import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import { describeMissing } from "../../../src/domain/completeness.ts";
import { type ContactStep, contactStepLabels } from "../../../src/domain/contact.ts";
import { EntryId, PersonId } from "../../../src/domain/ids.ts";
import { ContactModel } from "../../../src/state/contact-model.ts";
import { allWell, anId, motherId, type SomeAnswers } from "../../support/builders.ts";
import { draftId, openContact, pressButton } from "./contact-page.tsx";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const enough = {
  people: { present: [motherId] },
  topics: { results: { "NB-back": { result: "explained-back" as const } } },
};

describe("the check before finalising", () => {
  test("lists everything that is missing, and leads to each step it is missing in", async () => {
    const { app } = await openContact("check", { answers: enough });
    const model = new ContactModel(app, draftId);
    await model.load();
    const { value } = model.completeness;
    if (value?.complete !== false) throw new Error("The draft is complete");

    const list = screen.getByText("Partly done.").closest<HTMLElement>(".nhsuk-inset-text")!;
    for (const item of value.missing) expect(list.textContent).toContain(describeMissing(item));
    const links = within(list)
      .getAllByRole("link")
      .map((link) => link.getAttribute("href"));
    expect(new Set(links)).toEqual(new Set(value.missing.map(({ step }) => `/contact/${draftId}/${step}`)));
  });

  test("says so when nothing is missing", async () => {
    const { people, ...answers } = allWell(checklistFor("new-birth"));
    await openContact("check", { answers: { ...answers, people: { present: people.present, spokeAlone: "yes" } } });

    expect(screen.getByText("Complete.")).toBeTruthy();
    expect(screen.queryByText("Partly done.")).toBeNull();
  });

  test("blocks on date, time, who was here and one topic, and names the step of each", async () => {
    const { real } = await openContact("check", {
      answers: { people: { date: { day: "", month: "", year: "" }, time: "" } },
    });

    await pressButton("Finalise record");

    const summary = await screen.findByRole("alert");
    for (const message of [
      `Enter the date of the contact (${contactStepLabels.people})`,
      `Enter the time of the contact, for example 14:05 (${contactStepLabels.people})`,
      `Select who is here (${contactStepLabels.people})`,
      `Record the result of at least one topic (${contactStepLabels.topics})`,
    ]) {
      expect(summary.textContent).toContain(message);
    }
    expect(within(summary).getAllByRole("listitem")).toHaveLength(4);
    expect((await real.contacts.load(draftId)).ok).toBe(true);
    await waitFor(() => expect(document.title).toMatch(/^Error: /));
  });

  test("blocks when nobody is named as author, and leads to where the name is set", async () => {
    await openContact("check", {
      answers: enough,
      settings: { you: { name: "", role: "Health visitor" } },
    });

    await pressButton("Finalise record");

    expect((await screen.findByRole("alert")).textContent).toContain("Add your name in Settings");
    expect(screen.getByRole("link", { name: "Add your name" }).getAttribute("href")).toBe("/settings/you");
  });

  test("blocks on nothing else: a short visit can be finalised and leads to its record", async () => {
    const { real } = await openContact("check", { answers: enough });

    await pressButton("Finalise record");

    await waitFor(() => expect(location.pathname + location.search).toBe(`/contact/${draftId}/record?done=1`));
    expect(await real.contacts.load(draftId)).toMatchObject({ value: { value: { status: "final" } } });
  });

  test("keeps the draft when the store refuses, and says what to do", async () => {
    const { real } = await openContact("check", { answers: enough });
    real.saveFailure = { kind: "full" };

    await pressButton("Finalise record");

    const message = "The record was not finalised. This device has no space left. Free some space, then try again.";
    await screen.findByText(message);
    real.saveFailure = undefined;
    expect(await real.contacts.load(draftId)).toMatchObject({ value: { value: { status: "draft" } } });
    await pressButton("Finalise record");

    await waitFor(() => expect(location.pathname).toBe(`/contact/${draftId}/record`));
  });

  test("shows the record as it would stand, each part with a way to change it, and can be left as a draft", async () => {
    const { family } = await openContact("check", { answers: enough });

    const change = screen.getAllByRole("link", { name: /^Change/ });
    expect(change.length).toBeGreaterThan(5);
    expect(change.every((link) => link.getAttribute("href")?.startsWith(`/contact/${draftId}/`))).toBe(true);
    expect(screen.queryByText(/record was made/i)).toBeNull();
    await pressButton("Keep as draft");

    await waitFor(() => expect(location.pathname).toBe(`/family/${family.id}`));
  });
});

describe("the list of steps", () => {
  test("says how far each step has come", async () => {
    await openContact(undefined, { answers: enough });

    expect(statusOf("Topics")).toBe("In progress");
    expect(statusOf(contactStepLabels["different-nights"])).toBe("Not started");
    expect(statusOf(contactStepLabels.people)).not.toBe("Not started");
    expect(statusOf(contactStepLabels.check)).toBe("Not finalised yet");
  });

  test("is completed step by step", async () => {
    const { people, ...answers } = allWell(checklistFor("new-birth"));
    await openContact(undefined, { answers: { ...answers, people: { present: people.present, spokeAlone: "yes" } } });

    const statuses = Object.values(contactStepLabels).map(statusOf);
    expect(statuses).toEqual([...Array.from({ length: 7 }, () => "Completed"), "Not finalised yet"]);
  });

  const firstAnswers: [ContactStep, SomeAnswers][] = [
    ["sleep-space", { sleep: { spaces: [{ id: anId(EntryId, "space"), babyIds: [], times: "night" }] } }],
    ["baby-and-home", { factors: { alone: "not-alone" } }],
    ["different-nights", { nights: { plans: [{ id: anId(EntryId, "plan"), eventId: "OR-own" }] } }],
    ["agreement", { agreement: { otherCarers: "not-reached" } }],
    ["concerns", { concerns: { level: "safety" } }],
    ["people", { people: { others: [{ id: anId(PersonId, "nan"), who: "Nan" }] } }],
  ];
  test.each(firstAnswers)("the step %s is in progress with its first answer", async (step, answers) => {
    await openContact(undefined, { answers });

    expect(["In progress", "Completed"]).toContain(statusOf(contactStepLabels[step]));
    expect(statusOf(contactStepLabels.topics)).toBe("Not started");
  });

  test("an empty draft can be removed again, one with an answer cannot", async () => {
    const first = await openContact(undefined, { answers: enough });
    expect(screen.queryByRole("button", { name: "Remove this empty draft" })).toBeNull();
    first.unmount();

    const { family, real } = await openContact(undefined);
    await pressButton("Remove this empty draft");
    await waitFor(() => expect(location.pathname).toBe(`/family/${family.id}`));

    expect(await real.contacts.load(draftId)).toMatchObject({ ok: false, error: { kind: "missing" } });
  });

  test("a draft that cannot be removed stays, and says why", async () => {
    const { real } = await openContact(undefined);
    real.saveFailure = { kind: "timed-out" };

    await pressButton("Remove this empty draft");

    expect((await screen.findByRole("alert")).textContent).toContain("The device did not confirm in time.");
    expect(location.pathname).toBe(`/contact/${draftId}`);
  });
});

describe("the way through a contact", () => {
  test("goes on to the next step, back to the one before, and out with all that was answered", async () => {
    const { family, stored } = await openContact("sleep-space");
    expect(screen.getByRole("link", { name: /^Back/ }).getAttribute("href")).toBe(`/contact/${draftId}/people`);
    expect(screen.getByRole("link", { name: "All steps" }).getAttribute("href")).toBe(`/contact/${draftId}`);
    fireEvent.click(screen.getByLabelText(/^Moses basket/));

    await pressButton("Save and exit");
    await waitFor(() => expect(location.pathname).toBe(`/family/${family.id}`));
    expect((await stored()).sleep.spaces).toMatchObject([{ times: "night" }]);
    await pressButton("Continue");

    await waitFor(() => expect(location.pathname).toBe(`/contact/${draftId}/baby-and-home`));
  });

  test("an address that is no step, or no contact, is not found", async () => {
    await openContact("nonsense" as never);

    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Page not found");
  });
});

function statusOf(title: string): string {
  const row = screen.getByRole("link", { name: title }).closest("li");
  return row?.querySelector(".nhsuk-task-list__status")?.textContent?.trim() ?? "";
}
