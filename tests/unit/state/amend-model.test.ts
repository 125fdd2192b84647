import { describe, expect, test } from "vitest";
import { currentVersion } from "../../../src/content/checklists.ts";
import { setTopic } from "../../../src/domain/answering.ts";
import { AmendmentId, ContactId, FamilyId } from "../../../src/domain/ids.ts";
import { err, ok } from "../../../src/shared/result.ts";
import { AmendModel } from "../../../src/state/amend-model.ts";
import { startAmendment } from "../../../src/state/start-amendment.ts";
import { aCarer, aFamily, aFinalContact, anId, motherId } from "../../support/builders.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";

const id = anId(ContactId, "record");
const record = aFinalContact({
  id,
  checklistVersion: currentVersion("new-birth"),
  answers: { topics: { results: { "NB-back": { result: "explained-back" } } } },
});

describe("a draft amendment", () => {
  test("is stored from the first tap, with its step and its reason, and opens as it was left", async () => {
    const { app, model, stored } = await anOpenAmendment();
    model.steps.openStep("topics");
    model.steps.change((answers) => setTopic(answers, "NB-back", { result: "not-yet" }));
    model.setReason("Wrong result tapped");
    await model.steps.flush();

    expect(await stored()).toMatchObject({
      status: "draft",
      resumeAt: "topics",
      reason: "Wrong result tapped",
      answers: { topics: { results: { "NB-back": { result: "not-yet" } } } },
    });

    const again = new AmendModel(app, id);
    await again.steps.load();
    expect(again.reason.value).toBe("Wrong result tapped");
    expect(again.changes.value).toMatchObject([{ before: "Explained back", after: "Not yet" }]);
    expect(again.isUnchanged.value).toBe(false);
  });

  test("begun while the clock is in doubt says so", async () => {
    const { stored } = await anOpenAmendment({ isClockInDoubt: true });

    expect(await stored()).toMatchObject({ clockSuspect: true });
  });

  test("shows the family as it was on the day of the contact", async () => {
    const { model } = await anOpenAmendment();
    const state = model.steps.state.value;

    expect(state.status === "ready" && state.value.family.value.carers).toEqual(record.subject.carers);
  });

  test("keeps the app open for storing it, until it ends", async () => {
    const { app, model, stored } = await anOpenAmendment();
    model.setReason("Typed just before locking");

    await app.lock();
    await app.unlock({ kind: "passphrase", passphrase: "quiet maple rocket blanket tuesday" });

    expect(await stored()).toMatchObject({ reason: "Typed just before locking" });
  });
});

describe("finalising", () => {
  test("needs the visitor's name", async () => {
    const { model } = await anOpenAmendment();

    expect(await model.finalise()).toEqual(err({ kind: "no-author" }));
  });

  test("that seemed to fail may be tried again, and is the same amendment", async () => {
    const { app, device, model, real, stored } = await anOpenAmendment();
    await app.saveSettings((settings) => ({ ...settings, you: { ...settings.you, name: "Jo Ward" } }));
    model.steps.change((answers) => setTopic(answers, "NB-back", { result: "not-yet" }));
    model.setReason("Wrong result tapped");
    await model.steps.flush();
    real.saveFailure = { kind: "timed-out" };
    expect(await model.finalise()).toEqual(err({ kind: "not-saved", failure: { kind: "timed-out" } }));
    device.clock.advance(60_000);
    real.saveFailure = undefined;

    expect(await model.finalise()).toEqual(ok(undefined));

    expect(await stored()).toMatchObject({ status: "final", madeAt: "2026-11-23T14:05:00.000Z" });
    app.caseload.search("amina");
    expect(app.caseload.rows.value[0]?.summary).toMatchObject({ notInRecord: 1 });
    expect(app.caseload.rows.value[0]?.summary).not.toHaveProperty("draft");
  });

  test("after a change makes another", async () => {
    const { app, device, model, real, stored } = await anOpenAmendment();
    await app.saveSettings((settings) => ({ ...settings, you: { ...settings.you, name: "Jo Ward" } }));
    model.steps.change((answers) => setTopic(answers, "NB-back", { result: "not-yet" }));
    model.setReason("Wrong result tapped");
    await model.steps.flush();
    real.saveFailure = { kind: "timed-out" };
    await model.finalise();
    real.saveFailure = undefined;
    device.clock.advance(60_000);
    model.setReason("Another reason");

    expect(await model.finalise()).toEqual(ok(undefined));

    expect(await stored()).toMatchObject({ reason: "Another reason", madeAt: "2026-11-23T14:06:00.000Z" });
  });
});

async function anOpenAmendment({ isClockInDoubt = false } = {}) {
  const fakes = await anUnlockedApp();
  const { app, real } = fakes;
  real.putContact(record);
  const { kind, status, startedAt, event } = record;
  const entry = { id, kind, status, startedAt, date: event.date };
  const family = real.putFamily(
    aFamily({
      id: anId(FamilyId, "family"),
      carers: [aCarer({ id: motherId, name: "Amina Shah" })],
      contacts: [entry],
    }),
  );
  if (isClockInDoubt) await app.clock.remember("2027-11-23T10:00:00Z");
  const started = await startAmendment(app, record, entry, family);
  if (!started.ok) throw new Error("It was not begun");
  const model = new AmendModel(app, id);
  await model.steps.load();

  async function stored() {
    const loaded = await real.families.load(family.value.id);
    const listed = loaded.ok ? loaded.value.value.contacts[0]?.amendments?.[0] : undefined;
    const amendment = await real.standingRecords.loadAmendment(listed?.id ?? anId(AmendmentId, "none"));
    return amendment.ok ? amendment.value.value : undefined;
  }

  return { ...fakes, model, stored };
}
