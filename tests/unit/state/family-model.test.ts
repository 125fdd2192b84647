import { describe, expect, test } from "vitest";
import { currentVersion } from "../../../src/content/checklists.ts";
import type { ContactEntry } from "../../../src/domain/family.ts";
import { ContactId } from "../../../src/domain/ids.ts";
import { err, ok } from "../../../src/shared/result.ts";
import { FamilyModel } from "../../../src/state/family-model.ts";
import { aDraft, aFamily, aFinalContact, anId } from "../../support/builders.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";

const older = anId(ContactId, "older");
const newer = anId(ContactId, "newer");

describe("loading", () => {
  test("lists the contacts newest first, and one that cannot be opened keeps no other away", async () => {
    const { model, real } = await aFamilyPage();
    real.unreadable.add(older);

    await model.load();

    const { timeline } = opened(model);
    expect(timeline.map(({ entry }) => entry.id)).toEqual([newer, older]);
    expect(timeline[0]).toMatchObject({ contact: { id: newer, status: "draft" } });
    expect(timeline[1]).toMatchObject({ failure: { kind: "unreadable" } });
  });

  test("says why the family cannot be opened", async () => {
    const { model, real, family } = await aFamilyPage();
    real.unreadable.add(family.id);

    await model.load();

    expect(model.state.value).toEqual({ status: "failed", failure: { kind: "unreadable" } });
    expect(await model.start("antenatal")).toEqual(err({ kind: "locked" }));
    expect(await model.save((now) => now)).toEqual(err({ kind: "locked" }));
  });
});

describe("starting a contact", () => {
  test("stores an empty draft with today's checklist, and the caseload shows it", async () => {
    const { app, model, real } = await aFamilyPage();
    await model.load();

    const started = await model.start("six-to-eight-week");

    if (!started.ok) throw new Error(started.error.kind);
    expect(started.value).toMatchObject({
      kind: "six-to-eight-week",
      checklistVersion: currentVersion("six-to-eight-week"),
      status: "draft",
      resumeAt: "people",
      answers: { people: { date: { day: "23", month: "11", year: "2026" }, time: "14:05", present: [] } },
    });
    expect(await real.contacts.load(started.value.id)).toMatchObject({ ok: true });
    app.caseload.search("amina");
    expect(app.caseload.rows.value[0]?.summary.draft?.id).toBe(started.value.id);
  });

  test("says why it was not stored", async () => {
    const { model, real } = await aFamilyPage();
    await model.load();
    real.saveFailure = { kind: "full" };

    expect(await model.start("new-birth")).toEqual(err({ kind: "full" }));
  });
});

describe("saving", () => {
  test("stores the change, shows it in the caseload and goes on from there", async () => {
    const { app, model, real, family } = await aFamilyPage();
    await model.load();

    expect(await model.save((now) => ({ ...now, phone: "0118 496 0000" }))).toEqual(ok(undefined));
    expect(await model.save((now) => ({ ...now, language: "Urdu" }))).toEqual(ok(undefined));

    expect(await real.families.load(family.id)).toMatchObject({
      value: { value: { phone: "0118 496 0000", language: "Urdu" } },
    });
    expect(opened(model).timeline).toHaveLength(2);
    expect(app.caseload.labelOf(family.id)).toBe("Amina Khan and baby Yusuf");
  });

  test("over a newer version is refused and changes nothing on the page", async () => {
    const { model, real, family } = await aFamilyPage();
    await model.load();
    real.putFamily({ ...family, phone: "elsewhere" });

    expect(await model.save((now) => ({ ...now, phone: "here" }))).toEqual(err({ kind: "changed-elsewhere" }));

    expect(opened(model).family.value.phone).toBeUndefined();
  });
});

async function aFamilyPage() {
  const fakes = await anUnlockedApp();
  const final = aFinalContact({ id: older, startedAt: "2026-11-01T09:00:00Z" });
  const draft = aDraft({ id: newer });
  const contacts = [final, draft].map(
    ({ id, kind, status, startedAt }): ContactEntry => ({ id, kind, status, startedAt }),
  );
  const family = fakes.real.putFamily(aFamily({ contacts })).value;
  fakes.real.putContact(final);
  fakes.real.putContact(draft);
  return { ...fakes, family, model: new FamilyModel(fakes.app, family.id) };
}

function opened(model: FamilyModel) {
  const state = model.state.value;
  if (state.status !== "ready") throw new Error(`The family is ${state.status}`);
  return state.value;
}
