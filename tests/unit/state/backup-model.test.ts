import { describe, expect, test } from "vitest";
import { ContactId } from "../../../src/domain/ids.ts";
import { BackupModel } from "../../../src/state/backup-model.ts";
import { aDraft, aFamily, anId } from "../../support/builders.ts";
import { fakePhrase, fakeTeamKey } from "../../support/fake-cipher.ts";
import { anUnlockedApp, goodPassphrase } from "../../support/fake-workspace.ts";

async function aScene() {
  const { app, device, real } = await anUnlockedApp();
  const draft = aDraft();
  const { id, kind, status, startedAt } = draft;
  real.putFamily(aFamily({ contacts: [{ id, kind, status, startedAt }] }));
  real.putContact(draft);
  const model = new BackupModel(app);
  await model.load();
  return { app, device, real, model, draft };
}

const last = (app: Awaited<ReturnType<typeof aScene>>["app"]) => app.settings.value.value.backup?.last;

describe("a backup", () => {
  test("is noted only once the file was written and read back, with what it holds", async () => {
    const { app, device, model, draft } = await aScene();
    expect(model.onlyHere.value?.contacts).toBe(1);

    expect(await model.make(goodPassphrase)).toEqual({ ok: true, value: undefined });
    expect(model.stage.value).toMatchObject({ stage: "made", backup: { families: 1, contacts: 1, unreadable: 0 } });
    expect(last(app)).toBeUndefined();
    expect(await model.save()).toEqual({ ok: true, value: undefined });

    expect(model.stage.value.stage).toBe("backed-up");
    expect(device.files.map(({ name }) => name)).toEqual(["safer-sleep-backup-2026-11-23.age"]);
    expect(last(app)).toEqual({ at: device.clock.now(), contacts: [{ id: draft.id, version: 1 }] });
    expect(model.onlyHere.value?.contacts).toBe(0);
  });

  test("that the browser took for its downloads waits for the person to see it there", async () => {
    const { app, device, model } = await aScene();
    device.savesFiles = "handed-over";
    await model.make(goodPassphrase);

    await model.save();
    expect(model.stage.value.stage).toBe("handed-over");
    expect(last(app)).toBeUndefined();
    await model.confirm();

    expect(model.stage.value.stage).toBe("backed-up");
    expect(last(app)).toBeDefined();
  });

  test.each(["cancelled", "failed"] as const)("whose file was %s is none, and can be saved again", async (outcome) => {
    const { app, device, model } = await aScene();
    device.savesFiles = outcome;
    await model.make(goodPassphrase);

    expect(await model.save()).toMatchObject({ ok: false });
    expect(last(app)).toBeUndefined();
    device.savesFiles = "saved";
    expect(await model.save()).toMatchObject({ ok: true });
  });

  test("is not made without the passphrase, nor when it does not read back", async () => {
    const { device, model } = await aScene();

    expect(await model.make("not the passphrase")).toMatchObject({ ok: false, error: { kind: "wrong-secret" } });
    device.cipher.refuse = { kind: "not-verified" };
    expect(await model.make(goodPassphrase)).toEqual({ ok: false, error: { kind: "not-verified" } });
    expect(model.stage.value.stage).toBe("to-make");
  });

  test("says how many records could not be read and so are not in it", async () => {
    const { real, model, draft } = await aScene();
    real.unreadable.add(draft.id);

    await model.make(goodPassphrase);

    expect(model.stage.value).toMatchObject({ backup: { families: 1, contacts: 0, unreadable: 1 } });
  });

  test("that cannot be noted says so", async () => {
    const { real, model } = await aScene();
    await model.make(goodPassphrase);
    real.saveFailure = { kind: "full" };

    expect(await model.save()).toEqual({ ok: false, error: { kind: "not-noted", failure: { kind: "full" } } });
    expect(model.stage.value.stage).toBe("made");
  });

  test("goes to the team's key where there is one, else to words of its own", async () => {
    const { app, device, model } = await aScene();
    await model.make(goodPassphrase);
    await model.save();
    await app.saveSettings((settings) => ({ ...settings, backup: { teamKey: fakeTeamKey.recipient } }));
    const toTeam = new BackupModel(app);
    await toTeam.load();
    await toTeam.make(goodPassphrase);
    await toTeam.save();

    const locks = device.files.map(({ content }) => JSON.parse(new TextDecoder().decode(content)).lock);
    expect(locks).toEqual([
      { kind: "phrase", phrase: fakePhrase },
      { kind: "team-key", recipient: fakeTeamKey.recipient },
    ]);
    expect(app.settings.value.value.backup?.teamKey).toBe(fakeTeamKey.recipient);
  });

  test("leaves nothing in memory once its page is left", async () => {
    const { device, model } = await aScene();
    await model.make(goodPassphrase);

    model.leave();

    expect(model.stage.value).toEqual({ stage: "to-make" });
    expect(model.phrase.value).toBe("");
    expect(device.cipher.stops).toBe(1);
  });
});

test("a contact that was changed since the last backup counts again", async () => {
  const { app, real, model, draft } = await aScene();
  await model.make(goodPassphrase);
  await model.save();
  real.putContact({ ...draft, resumeAt: "topics" });
  real.putContact(aDraft({ id: anId(ContactId, "stray") }));

  const later = new BackupModel(app);
  await later.load();

  expect(later.onlyHere.value).toEqual({ contacts: 1, since: draft.startedAt });
});
