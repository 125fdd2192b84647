import { describe, expect, test } from "vitest";
import { currentVersion } from "../../../src/content/checklists.ts";
import { ContactId } from "../../../src/domain/ids.ts";
import type { SaveFailure } from "../../../src/domain/repositories.ts";
import { err, ok } from "../../../src/shared/result.ts";
import { RecordModel } from "../../../src/state/record-model.ts";
import { aDraft, aFamily, aFinalContact, anId, type SomeAnswers } from "../../support/builders.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";

const id = anId(ContactId, "record");
const now = "2026-11-23T14:05:00.000Z";
const full: SaveFailure = { kind: "full" };

describe("loading", () => {
  test("shows the record with its text, the records before it and nothing handed over yet", async () => {
    const earlier = anId(ContactId, "earlier");
    const { model } = await anOpenRecord({}, [earlier]);

    const open = opened(model);
    expect(open.record.id).toBe(id);
    expect(open.previous.map((record) => record.id)).toEqual([earlier]);
    expect(open.text.main).toContain("Amina Khan");
    expect(open.handOver).toEqual({});
  });

  test("knows what was handed over before", async () => {
    const { model, real } = await anOpenRecord();
    const family = await real.families.load(aFamily().id);
    if (!family.ok) throw new Error("no family");
    real.putFamily({
      ...family.value.value,
      contacts: family.value.value.contacts.map((entry) => ({ ...entry, handOver: { inRecordAt: now } })),
    });

    await model.load();

    expect(opened(model).handOver).toEqual({ inRecordAt: now });
  });

  test("tells a draft from a record", async () => {
    const { app, real } = await anUnlockedApp();
    real.putFamily(aFamily());
    real.putContact(aDraft({ id, checklistVersion: currentVersion("new-birth") }));
    const model = new RecordModel(app, id);

    await model.load();

    expect(model.state.value).toEqual({ status: "ready", value: "draft" });
    expect(await model.copy("main")).toEqual(err({ kind: "not-allowed" }));
    expect(await model.markInRecord()).toEqual(err({ kind: "locked" }));
  });

  test("says why a record cannot be shown", async () => {
    const { app, real } = await anUnlockedApp();
    const missing = new RecordModel(app, id);
    await missing.load();
    expect(missing.state.value).toEqual({ status: "failed", failure: { kind: "missing" } });

    real.putContact(aFinalContact({ id, checklistVersion: "2020-01-01.1" }));
    await missing.load();

    expect(missing.state.value).toEqual({ status: "failed", failure: { kind: "unreadable" } });
  });
});

describe("handing over", () => {
  test("puts the text on the clipboard, notes when, and tells the caseload", async () => {
    const { app, device, model, stored } = await anOpenRecord();

    expect(await model.copy("main")).toEqual(ok(undefined));

    expect(device.copied).toEqual([opened(model).text.main]);
    expect(opened(model).handOver).toEqual({ textCopiedAt: now });
    expect(await stored()).toEqual({ textCopiedAt: now });
    expect(app.caseload.counts.value.all).toBe(1);
  });

  test("keeps professional notes apart, and adds to what was noted before", async () => {
    const { device, model, stored } = await anOpenRecord({ concerns: { level: "follow-up", notes: "Seen twice" } });
    await model.copy("main");
    device.clock.advance(60_000);

    expect(await model.copy("notes")).toEqual(ok(undefined));

    expect(device.copied[0]).not.toContain("Seen twice");
    expect(device.copied[1]).toContain("Seen twice");
    expect(await stored()).toEqual({ textCopiedAt: now, notesCopiedAt: "2026-11-23T14:06:00.000Z" });
  });

  test("two texts copied in quick succession are both noted", async () => {
    const { model } = await anOpenRecord({ concerns: { level: "follow-up", notes: "Seen twice" } });

    const results = await Promise.all([model.copy("main"), model.copy("notes")]);

    expect(results).toEqual([ok(undefined), ok(undefined)]);
    expect(opened(model).handOver).toMatchObject({ textCopiedAt: now, notesCopiedAt: now });
  });

  test("without professional notes copies none", async () => {
    const { device, model } = await anOpenRecord();

    expect(await model.copy("notes")).toEqual(err({ kind: "not-allowed" }));
    expect(device.copied).toEqual([]);
  });

  test("that the browser forbids notes nothing", async () => {
    const { device, model, stored } = await anOpenRecord();
    device.allowsCopying = false;

    expect(await model.copy("main")).toEqual(err({ kind: "not-allowed" }));

    expect(await stored()).toBeUndefined();
    expect(opened(model).handOver).toEqual({});
  });

  test("that cannot be noted is said, and the text is on the clipboard all the same", async () => {
    const { device, model, real } = await anOpenRecord();
    real.saveFailure = full;

    expect(await model.copy("main")).toEqual(err({ kind: "not-saved", failure: full }));

    expect(device.copied).toHaveLength(1);
    expect(opened(model).handOver).toEqual({});
  });

  test("ends when the visitor says that it stands in the record", async () => {
    const { app, model, stored } = await anOpenRecord();
    await model.copy("main");

    expect(await model.markInRecord()).toEqual(ok(undefined));

    expect(await stored()).toEqual({ textCopiedAt: now, inRecordAt: now });
    app.caseload.search("amina");
    expect(app.caseload.rows.value[0]?.summary.notInRecord).toBe(0);
  });

  test("leaves the other contacts of the family as they are", async () => {
    const earlier = anId(ContactId, "earlier");
    const { model, real } = await anOpenRecord({}, [earlier]);

    await model.markInRecord();

    const family = await real.families.load(aFamily().id);
    expect(family.ok && family.value.value.contacts.map((entry) => [entry.id, entry.handOver])).toEqual([
      [earlier, undefined],
      [id, { inRecordAt: now }],
    ]);
  });
});

test("a training record says so at the top of both texts, and a real one never does", async () => {
  const answers: SomeAnswers = { concerns: { level: "follow-up", notes: "Seen twice" } };
  const { app, model } = await anOpenRecord(answers);
  expect(opened(model).text.main).not.toContain("TRAINING");

  app.kind.value = "training";
  await model.load();
  const { main, notes } = opened(model).text;
  expect([main, notes].map((text) => text?.split("\n")[0])).toEqual([
    "TRAINING: made-up family, not a real record.",
    "TRAINING: made-up family, not a real record.",
  ]);

  const plain = await anOpenRecord();
  plain.app.kind.value = "training";
  await plain.model.load();
  expect(opened(plain.model).text.notes).toBeUndefined();
});

async function anOpenRecord(answers: SomeAnswers = {}, earlier: readonly ContactId[] = []) {
  const fakes = await anUnlockedApp();
  const checklistVersion = currentVersion("new-birth");
  const records = [
    ...earlier.map((before) => aFinalContact({ id: before, checklistVersion, startedAt: "2026-11-01T09:00:00Z" })),
    aFinalContact({ id, checklistVersion, answers }),
  ];
  for (const record of records) fakes.real.putContact(record);
  const contacts = records.map(({ id: entry, kind, status, startedAt }) => ({ id: entry, kind, status, startedAt }));
  fakes.app.caseload.show(fakes.real.putFamily(aFamily({ contacts })).value);
  const model = new RecordModel(fakes.app, id);
  await model.load();

  async function stored() {
    const family = await fakes.real.families.load(aFamily().id);
    return family.ok ? family.value.value.contacts.find((entry) => entry.id === id)?.handOver : undefined;
  }

  return { ...fakes, model, stored };
}

function opened(model: RecordModel) {
  const state = model.state.value;
  if (state.status !== "ready" || state.value === "draft") throw new Error("There is no record");
  return state.value;
}
