import { act, cleanup, fireEvent, screen } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ContactAnswers, contactSteps } from "../../../src/domain/contact.ts";
import { contactKinds } from "../../../src/domain/contact-kind.ts";
import { BabyId } from "../../../src/domain/ids.ts";
import { anId, born } from "../../support/builders.ts";
import { openContact } from "./contact-page.tsx";

beforeEach(() => vi.stubGlobal("scrollTo", () => {}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const answered = contactSteps.filter((step) => step !== "check");
const twins = born({ id: anId(BabyId, "one"), name: "Yusuf" }, { id: anId(BabyId, "two"), name: "Adam" });
const cases = [
  ...answered.flatMap((step) => contactKinds.map((kind) => ({ step, kind, family: {}, who: "one baby" }))),
  // The two steps that ask about each baby.
  ...(["sleep-space", "baby-and-home"] as const).map((step) => ({
    step,
    kind: "new-birth" as const,
    family: { stage: twins },
    who: "twins",
  })),
];

/** What a new draft starts from because it is known: to be changed, not answered. */
const known = ["place", "interpreter"];

describe.each(cases)("the step $step of a contact $kind with $who", ({ step, kind, family }) => {
  test("begins with nothing chosen and nothing written", async () => {
    await openContact(step, { kind, family });

    const chosen = chips().filter((chip) => chip.checked && !known.includes(chip.name));
    expect(chosen.map(({ name, value }) => `${name} ${value}`)).toEqual([]);
    const written = [...document.querySelectorAll<HTMLInputElement>("input[type=text], textarea")].filter(
      (field) => field.value !== "" && !/^contact-(date|time)/.test(field.id),
    );
    expect(written.map(({ id }) => id)).toEqual([]);
  });

  // Every chip of the page is tapped in turn.
  test("changes exactly one answer with each tap, and says that it is saved", { timeout: 60_000 }, async () => {
    const { stored } = await openContact(step, { kind, family });
    let before = flatten(await stored());

    for (const { name, value } of chips().map((chip) => ({ name: chip.name, value: chip.value }))) {
      const chip = chips().find((candidate) => candidate.name === name && candidate.value === value);
      // Some questions fold away when another one is answered.
      if (chip === undefined || (chip.type === "radio" && chip.checked)) continue;
      await act(() => {
        fireEvent.click(chip);
      });
      const after = flatten(await stored());
      const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
        (path) => before.get(path) !== after.get(path),
      );
      expect(changed, `${name}: ${value}`).toHaveLength(1);
      before = after;
    }
    await act(async () => {});

    expect(screen.getAllByText("Saved 2:05pm").length).toBeGreaterThan(0);
  });
});

function chips(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("main input[type=radio], main input[type=checkbox]")];
}

/** Each answer under its path; lists of entries by their ids, lists of choices as a whole. */
function flatten(answers: ContactAnswers): Map<string, string> {
  const found = new Map<string, string>();
  for (const [step, fields] of Object.entries(answers)) {
    for (const [field, value] of Object.entries(fields)) {
      const isRecord = typeof value === "object" && value !== null && !Array.isArray(value) && !("day" in value);
      if (!isRecord) found.set(`${step}.${field}`, JSON.stringify(value));
      else for (const [id, own] of Object.entries(value)) found.set(`${step}.${field}.${id}`, JSON.stringify(own));
    }
  }
  return found;
}
