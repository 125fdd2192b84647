import { describe, expect, test } from "vitest";
import { backupLimits } from "../../../src/domain/backup-limits.ts";
import { BackupModel } from "../../../src/state/backup-model.ts";
import { RestoreModel } from "../../../src/state/restore-model.ts";
import { aDraft, aFamily, aFinalContact, someAnswers } from "../../support/builders.ts";
import { fakePhrase } from "../../support/fake-cipher.ts";
import { anUnlockedApp, goodPassphrase } from "../../support/fake-workspace.ts";

type Scene = Awaited<ReturnType<typeof anUnlockedApp>>;

const key = { kind: "phrase", phrase: fakePhrase } as const;
const final = (note: string) => aFinalContact({ answers: someAnswers({ sleep: { note } }) });

function put({ real }: Scene, note: string) {
  const contact = final(note);
  const { id, kind, status, startedAt, event } = contact;
  const family = aFamily({ contacts: [{ id, kind, status, startedAt, date: event.date }] });
  real.putFamily(family);
  real.putContact(contact);
  return { family, contact };
}

/** A backup file of a device with one finalised contact, as another device is given it. */
async function aFile(note = "in the file") {
  const scene = await anUnlockedApp();
  put(scene, note);
  await scene.app.saveSettings((settings) => ({
    ...settings,
    you: { name: "Jo Ward", role: "Health visitor" },
    redBookPlace: "page 12",
    backup: { teamKey: "age1attacker" },
  }));
  const model = new BackupModel(scene.app);
  await model.load();
  await scene.app.saveSettings(({ backup: _, ...settings }) => settings);
  await model.make(goodPassphrase);
  await model.save();
  const { content } = scene.device.files[0]!;
  return { size: content.length, arrayBuffer: async () => content.slice().buffer };
}

async function aDevice() {
  const scene = await anUnlockedApp();
  scene.real.vaultId = "another-vault";
  return { ...scene, model: new RestoreModel(scene.app) };
}

async function preview(model: RestoreModel, file: Awaited<ReturnType<typeof aFile>>) {
  expect(await model.choose(file)).toEqual({ ok: true, value: undefined });
  expect(await model.open(key)).toEqual({ ok: true, value: undefined });
  if (model.stage.value.stage !== "preview") throw new Error(model.stage.value.stage);
  return model.stage.value.preview;
}

describe("restoring on a new device", () => {
  test("shows what would be written, and writes nothing before it is told to", async () => {
    const { model, real } = await aDevice();
    let writes = 0;
    real.beforeSave = async () => {
      writes++;
    };

    const { plan, isOwn } = await preview(model, await aFile());

    expect(plan.counts).toMatchObject({ families: { new: 1 }, contacts: { new: 1 } });
    expect(isOwn).toBe(false);
    expect(writes).toBe(0);
    await model.restore();
    expect(writes).toBe(2); // the family with its contact, and the settings
  });

  test("brings the records, shows them on the caseload, and does not call them only here", async () => {
    const { model, app, real } = await aDevice();
    await preview(model, await aFile());

    expect(await model.restore()).toEqual({ ok: true, value: undefined });

    expect(model.stage.value).toEqual({ stage: "restored", families: 1 });
    const { contact, family } = put(await anUnlockedApp(), "in the file");
    expect(await real.contacts.load(contact.id)).toMatchObject({ ok: true, value: { value: contact } });
    expect(app.caseload.labelOf(family.id)).toBe("Amina Khan and baby Yusuf");
    const later = new BackupModel(app);
    await later.load();
    expect(later.onlyHere.value?.contacts).toBe(0);
  });

  test("fills in settings that are not set here, and never the key for later backups", async () => {
    const { model, app } = await aDevice();
    await app.saveSettings((settings) => ({ ...settings, you: { name: "Ana Reid", role: "Nurse" } }));
    await preview(model, await aFile());

    await model.restore();

    expect(app.settings.value.value).toMatchObject({ you: { name: "Ana Reid" }, redBookPlace: "page 12" });
    expect(app.settings.value.value.backup?.teamKey).toBeUndefined();
  });

  test("again has nothing left to write", async () => {
    const { model, real } = await aDevice();
    const file = await aFile();
    await preview(model, file);
    await model.restore();
    const before = await real.families.loadSummaries();
    const again = await preview(model, file);

    expect(again.plan.counts).toMatchObject({ families: { same: 1 }, contacts: { same: 1 } });
    await model.restore();
    expect(model.stage.value).toEqual({ stage: "restored", families: 0 });
    expect(await real.families.loadSummaries()).toEqual(before);
  });
});

describe("restoring where the records differ", () => {
  test("waits until each conflict is decided, and keeps the finalised record here whatever is chosen", async () => {
    const scene = await aDevice();
    const { contact } = put(scene, "here");
    const { model, real } = scene;
    const { plan } = await preview(model, await aFile());
    expect(plan.counts.contacts.conflict).toBe(1);

    await model.restore();
    expect(model.stage.value.stage).toBe("preview");
    expect(model.undecided()).toEqual([contact.id]);
    model.decide(contact.id, "both");
    await model.restore();

    expect(model.stage.value.stage).toBe("restored");
    expect(await real.contacts.load(contact.id)).toMatchObject({ value: { value: contact } });
    const archive = await real.archive();
    const all = archive.ok ? await archive.value.readAll() : archive;
    expect(all.ok && all.value.contacts.map(({ value }) => value.answers.sleep.note).sort()).toEqual([
      "here",
      "in the file",
    ]);
  });

  test("what is here can be kept for all that is undecided at once", async () => {
    const scene = await aDevice();
    const { contact } = put(scene, "here");
    await preview(scene.model, await aFile());

    scene.model.keepTheRest();
    await scene.model.restore();

    expect(await scene.real.contacts.load(contact.id)).toMatchObject({ value: { value: contact, version: 1 } });
  });
});

describe("a restore that stops", () => {
  test.each(["full", "timed-out", "locked"] as const)(
    "because of %s says how far it came, and can be run again",
    async (kind) => {
      const { model, real } = await aDevice();
      const file = await aFile();
      await preview(model, file);
      real.saveFailure = { kind };

      expect(await model.restore()).toEqual({ ok: false, error: { failure: { kind }, done: 0, all: 1 } });
      expect(model.stage.value.stage).toBe("choose-file");
      real.saveFailure = undefined;
      await preview(model, file);
      expect(await model.restore()).toEqual({ ok: true, value: undefined });
    },
  );

  test("because a row was changed meanwhile does not write over it", async () => {
    const scene = await aDevice();
    const ours = aDraft({ answers: { sleep: { note: "Cot" } } });
    const { id, kind, status, startedAt } = ours;
    scene.real.putFamily(aFamily({ contacts: [{ id, kind, status, startedAt }] }));
    scene.real.putContact(ours);
    await preview(scene.model, await aFile());
    scene.model.decide(id, "both");
    scene.real.putFamily(aFamily({ phone: "0118 496 0000" }));

    expect(await scene.model.restore()).toMatchObject({ ok: false, error: { failure: { kind: "changed-elsewhere" } } });
  });
});

describe("a file that is not taken", () => {
  test("because it is too large is not even read", async () => {
    const { model } = await aDevice();
    const arrayBuffer = () => Promise.reject(new Error("It was read"));

    expect(await model.choose({ size: backupLimits.fileBytes + 1, arrayBuffer })).toEqual({
      ok: false,
      error: { kind: "too-large" },
    });
    expect(await model.choose({ size: 1, arrayBuffer })).toEqual({ ok: false, error: { kind: "damaged" } });
  });

  test("because of the words can be tried with others", async () => {
    const { model } = await aDevice();
    await model.choose(await aFile());

    expect(await model.open({ kind: "phrase", phrase: "other words" })).toEqual({
      ok: false,
      error: { kind: "wrong-key" },
    });
    expect(await model.open(key)).toEqual({ ok: true, value: undefined });
  });

  test("and one that nobody chose opens nothing", async () => {
    const { model } = await aDevice();

    expect(await model.open(key)).toEqual({ ok: false, error: { kind: "stopped" } });
  });
});
