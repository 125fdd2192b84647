import { effect, untracked } from "@preact/signals";
import { describe, expect, test, vi } from "vitest";
import { checklistFor, currentVersion } from "../../../src/content/checklists.ts";
import { patchStep, setTopic, togglePresent } from "../../../src/domain/answering.ts";
import type { ContactAnswers, DraftContact } from "../../../src/domain/contact.ts";
import type { Family } from "../../../src/domain/family.ts";
import { ContactId } from "../../../src/domain/ids.ts";
import type { SaveFailure } from "../../../src/domain/repositories.ts";
import { err } from "../../../src/shared/result.ts";
import { ContactModel } from "../../../src/state/contact-model.ts";
import { aDraft, aFamily, aFinalContact, allWell, anId, fatherId, motherId } from "../../support/builders.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";

const draftId = anId(ContactId, "draft");
const full: SaveFailure = { kind: "full" };
const mother = (answers: ContactAnswers) => togglePresent(answers, motherId);
const back = (answers: ContactAnswers) => setTopic(answers, "NB-back", { result: "explained-back" });

describe("loading", () => {
  test("shows the draft as it is stored, with its family and checklist", async () => {
    const { model, family } = await anOpenDraft({ answers: { people: { present: [motherId] } } });

    expect(model.state.value).toMatchObject({
      status: "ready",
      value: { family: { value: { id: family.id } }, checklist: checklistFor("new-birth"), previous: [] },
    });
    expect(model.contact.value).toMatchObject({ id: draftId, answers: { people: { present: [motherId] } } });
    expect(model.saved.value).toEqual({ state: "untouched" });
  });

  test("brings the finalised contacts before it, oldest first, and no others", async () => {
    const given = [
      { id: anId(ContactId, "new"), startedAt: "2026-11-20T09:00:00Z", event: { date: "2026-11-20", time: "09:00" } },
      { id: anId(ContactId, "old"), startedAt: "2026-10-20T09:00:00Z", event: { date: "2026-10-20", time: "09:00" } },
    ];
    const after = [{ id: anId(ContactId, "later"), startedAt: "2026-01-01T09:00:00Z" }];
    const { model } = await anOpenDraft({}, { finals: given, after });

    expect(ready(model).previous.map(({ id }) => id)).toEqual([given[1]!.id, given[0]!.id]);
  });

  test("puts two contacts of one day in the order in which they were begun, whatever the clock said", async () => {
    const event = { date: "2026-11-20", time: "09:00" };
    const { model } = await anOpenDraft(
      {},
      {
        finals: [
          { id: anId(ContactId, "first"), event, startedAt: "2026-11-20T09:00:00Z" },
          { id: anId(ContactId, "clock-back"), event, startedAt: "2027-11-20T09:00:00Z" },
        ],
      },
    );

    expect(ready(model).previous.map(({ id }) => id)).toEqual([
      anId(ContactId, "first"),
      anId(ContactId, "clock-back"),
    ]);
  });

  test("leaves out an earlier contact that cannot be read", async () => {
    const fakes = await anUnlockedApp();
    const earlier = anId(ContactId, "earlier");
    fakes.real.unreadable.add(earlier);
    const { model } = await anOpenDraft({}, { fakes, finals: [{ id: earlier, startedAt: "2026-11-01T09:00:00Z" }] });

    expect(ready(model).previous).toEqual([]);
  });

  test.each([
    ["is not there", () => {}, { kind: "missing" }],
    ["does not decrypt", (store: Store) => store.unreadable.add(draftId), { kind: "unreadable" }],
    [
      "has a family that does not decrypt",
      (store: Store) => store.unreadable.add(aFamily().id),
      { kind: "unreadable" },
    ],
  ])("says why when the contact %s", async (what, spoil, failure) => {
    const { app, real } = await anUnlockedApp();
    real.putFamily(aFamily());
    if (what !== "is not there")
      real.putContact(aDraft({ id: draftId, checklistVersion: currentVersion("new-birth") }));
    spoil(real);
    const model = new ContactModel(app, draftId);

    await model.load();

    expect(model.state.value).toEqual({ status: "failed", failure });
    expect([model.contact.value, model.preview.value, model.completeness.value]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(model.proposals.value).toEqual([]);
  });

  test("keeps to the checklist the draft was begun with, and will not guess at one it never had", async () => {
    const { model } = await anOpenDraft({ checklistVersion: "2020-01-01.1" });

    expect(model.state.value).toEqual({ status: "failed", failure: { kind: "unreadable" } });
  });

  test("that ends after the screen was left opens nothing", async () => {
    const { app, real, device } = await anUnlockedApp();
    putDraft(real, {}, {});
    const model = new ContactModel(app, draftId);

    const loading = model.load();
    model.close();
    await loading;

    expect(model.state.value).toEqual({ status: "loading" });
    device.clock.advance(4 * 60_000 + 1_000);
    app.autoLock.stay();
    for (let seconds = 0; seconds < 5 * 60; seconds++) {
      device.clock.advance(1_000);
      app.tick();
    }
    expect(app.status.value).toBe("locked");
  });

  test("a final contact can be read but not changed", async () => {
    const { app, real } = await anUnlockedApp();
    const record = aFinalContact({ id: draftId, checklistVersion: currentVersion("new-birth") });
    real.putFamily(aFamily());
    real.putContact(record);
    const model = new ContactModel(app, draftId);
    await model.load();

    model.change(mother);
    model.openStep("topics");

    expect(model.contact.value).toEqual(record);
    expect(model.preview.value).toEqual(record);
    expect(model.wouldBeFinal()).toEqual({ ok: true, value: record });
    expect(await model.finalise()).toEqual(err({ kind: "problems", problems: [] }));
    expect(await model.discard()).toEqual(err({ kind: "locked" }));
    expect(await model.flush()).toBe(true);
  });
});

describe("a change", () => {
  test("is on the screen at once and saved once the store confirms", async () => {
    const { model, stored } = await anOpenDraft();

    model.change(mother);
    expect(model.contact.value?.answers.people.present).toEqual([motherId]);
    expect(model.saved.value.state).toBe("saving");
    expect(await model.flush()).toBe(true);

    expect(model.saved.value).toEqual({ state: "saved", at: "2026-11-23T14:05:00.000Z" });
    expect((await stored()).answers.people.present).toEqual([motherId]);
  });

  test("that is typed waits for the pause", async () => {
    vi.useFakeTimers();
    const { model, stored } = await anOpenDraft();

    model.change((answers) => patchStep(answers, "sleep", { note: "By the window" }), "typing");
    await vi.advanceTimersByTimeAsync(399);
    expect((await stored()).answers.sleep.note).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);

    expect((await stored()).answers.sleep.note).toBe("By the window");
    vi.useRealTimers();
  });

  test("that the store refuses stays on the screen and is saved when tried again", async () => {
    const { model, real, stored } = await anOpenDraft();
    real.saveFailure = full;
    model.change(mother);
    expect(await model.flush()).toBe(false);

    expect(model.saved.value).toEqual({ state: "failed", failure: full });
    expect(model.isUnsaved).toBe(true);
    expect(model.contact.value?.answers.people.present).toEqual([motherId]);
    real.saveFailure = undefined;
    expect(await model.flush()).toBe(true);

    expect(model.isUnsaved).toBe(false);
    expect((await stored()).answers.people.present).toEqual([motherId]);
  });

  test("before the contact is loaded changes nothing", async () => {
    const { app } = await anUnlockedApp();
    const model = new ContactModel(app, draftId);

    model.change(mother);

    expect(model.contact.value).toBeUndefined();
    expect(await model.flush()).toBe(true);
    expect(model.wouldBeFinal()).toEqual(err([]));
  });

  test("is stored by a lock that comes at once", async () => {
    const { app, model, real } = await anOpenDraft();

    model.change((answers) => patchStep(answers, "sleep", { note: "By the window" }), "typing");
    await app.lock();
    await real.vault.unlock({ kind: "passphrase", passphrase: "quiet maple rocket blanket tuesday" });

    const draft = await real.contacts.load(draftId);
    expect(draft.ok && draft.value.value.answers.sleep.note).toBe("By the window");
  });

  test("is stored when the screen is left", async () => {
    const { model, stored } = await anOpenDraft();

    model.change(mother, "typing");
    model.close();
    await model.flush();

    expect((await stored()).answers.people.present).toEqual([motherId]);
  });

  test("that is still being stored when the screen was left is waited for by a lock", async () => {
    const { app, model, real } = await anOpenDraft();
    let confirm: (() => void) | undefined;
    real.beforeSave = () => new Promise((confirmed) => (confirm = confirmed));
    model.change((answers) => patchStep(answers, "sleep", { note: "By the window" }), "typing");

    model.close();
    const locked = app.lock();
    await vi.waitFor(() => expect(confirm).toBeDefined());
    confirm?.();
    await locked;

    expect(real.vault.isUnlocked).toBe(false);
    await real.vault.unlock({ kind: "passphrase", passphrase: "quiet maple rocket blanket tuesday" });
    const draft = await real.contacts.load(draftId);
    expect(draft.ok && draft.value.value.answers.sleep.note).toBe("By the window");
  });
});

describe("the step to come back to", () => {
  test("is remembered once something was answered", async () => {
    const { model, stored } = await anOpenDraft();

    model.openStep("topics");
    await model.flush();
    expect((await stored()).resumeAt).toBe("people");
    model.change(mother);
    await model.flush();
    expect((await stored()).resumeAt).toBe("topics");
    model.openStep("agreement");
    await model.flush();

    expect((await stored()).resumeAt).toBe("agreement");
  });

  test("is not saved again when it is the same", async () => {
    const { model, real } = await anOpenDraft({ answers: { people: { present: [motherId] } } });
    const save = vi.spyOn(real.contacts, "saveDraft");

    model.openStep("people");
    await model.flush();

    expect(save).not.toHaveBeenCalled();
  });
});

describe("what the answers lead to", () => {
  test("follow-ups and what is missing are worked out anew with each change", async () => {
    const { model } = await anOpenDraft();
    const before = model.completeness.value;
    expect(model.proposals.value.map(({ actionId }) => actionId)).not.toContain("AC-sofa");

    model.change((answers) =>
      back(
        patchStep(answers, "sleep", {
          spaces: [
            {
              id: model.newEntryId(),
              babyIds: [],
              times: "night",
              place: "sofa-or-chair",
            },
          ],
        }),
      ),
    );

    expect(model.proposals.value.map(({ actionId }) => actionId)).toContain("AC-sofa");
    expect(before?.complete).toBe(false);
    expect(model.completeness.value).not.toEqual(before);
  });

  test("is complete when all is answered", async () => {
    const { model } = await anOpenDraft();

    model.change((answers) => ({
      ...allWell(checklistFor("new-birth")),
      people: { ...answers.people, present: [motherId], spokeAlone: "yes" },
    }));

    expect(model.completeness.value).toEqual({ complete: true });
  });

  test("the preview reads as the record would, with today and midnight where no date and time stand", async () => {
    const { app, model } = await anOpenDraft();
    await app.saveSettings((settings) => ({ ...settings, you: { name: "Jo", role: "Student", registration: "12A" } }));
    expect(model.preview.value).toMatchObject({
      status: "final",
      event: { date: "2026-11-23", time: "14:05" },
      author: { name: "Jo", role: "Student", registration: "12A" },
    });

    model.change((answers) =>
      patchStep(answers, "people", { date: { day: "31", month: "2", year: "2026" }, time: "soon" }),
    );

    expect(model.preview.value?.event).toEqual({ date: "2026-11-23", time: "00:00" });
    expect(model.preview.value).not.toHaveProperty("resumeAt");
  });

  test("new entries get ids of their own", async () => {
    const { model } = await anOpenDraft();

    expect(model.newEntryId()).not.toBe(model.newEntryId());
  });
});

describe("finalising", () => {
  test("stores the record, shows it in the caseload and lets the app lock as usual", async () => {
    const { app, model, real, family } = await aFinishedDraft();
    model.change((answers) => patchStep(answers, "sleep", { note: "Last words" }), "typing");

    expect(await model.finalise()).toEqual({ ok: true, value: undefined });

    expect(model.contact.value).toMatchObject({ status: "final", answers: { sleep: { note: "Last words" } } });
    expect(ready(model).family.value.contacts).toMatchObject([{ id: draftId, status: "final", date: "2026-11-23" }]);
    expect(await real.contacts.load(draftId)).toMatchObject({
      ok: true,
      value: { value: { status: "final", author: { name: "Jo Ward", role: "Health visitor" } } },
    });
    app.caseload.search("amina");
    expect(app.caseload.rows.value[0]?.summary).toMatchObject({ id: family.id, notInRecord: 1 });
    expect(model.saved.value).toEqual({ state: "untouched" });
    expect(app.hasUnsaved).toBe(false);
  });

  test("without an author is refused before anything else, and the draft stays", async () => {
    const { app, model } = await aFinishedDraft();
    await app.saveSettings((settings) => ({ ...settings, you: { name: "  ", role: "Health visitor" } }));

    expect(await model.finalise()).toEqual(err({ kind: "no-author" }));
    expect(model.contact.value?.status).toBe("draft");
  });

  test("names all that stands in its way, and the draft stays", async () => {
    const { app, model, stored } = await anOpenDraft();
    await app.saveSettings((settings) => ({ ...settings, you: { ...settings.you, name: "Jo" } }));
    model.change((answers) => patchStep(answers, "people", { time: "" }));

    const result = await model.finalise();

    expect(result).toEqual(
      err({
        kind: "problems",
        problems: [
          { step: "people", kind: "time-missing" },
          { step: "people", kind: "nobody-present" },
          { step: "topics", kind: "no-topic" },
        ],
      }),
    );
    await model.flush();
    expect((await stored()).status).toBe("draft");
  });

  test("keeps the draft when the last answer cannot be stored, and says why", async () => {
    const { model, real, stored } = await aFinishedDraft();
    real.saveFailure = full;
    model.change((answers) => togglePresent(answers, fatherId));

    expect(await model.finalise()).toEqual(err({ kind: "not-saved", failure: full }));

    real.saveFailure = undefined;
    expect(model.contact.value?.status).toBe("draft");
    expect((await stored()).status).toBe("draft");
    expect(await model.finalise()).toEqual({ ok: true, value: undefined });
  });

  test("keeps the draft when the record itself cannot be stored, and the draft can still be changed", async () => {
    const { model, real, stored } = await aFinishedDraft();
    const { finalise } = real.contacts;
    real.contacts.finalise = async () => err({ kind: "not-verified" });

    expect(await model.finalise()).toEqual(err({ kind: "not-saved", failure: { kind: "not-verified" } }));

    model.change((answers) => togglePresent(answers, fatherId));
    await model.flush();
    expect((await stored()).answers.people.present).toEqual([motherId, fatherId]);
    real.contacts.finalise = finalise;
    expect((await model.finalise()).ok).toBe(true);
  });

  test("says that it is not confirmed when another change has begun since", async () => {
    const { model, real } = await aFinishedDraft();
    real.saveFailure = full;
    const stop = effect(() => {
      if (model.isUnsaved) untracked(() => model.change(mother, "typing"));
    });
    model.change((answers) => togglePresent(answers, fatherId));

    expect(await model.finalise()).toEqual(err({ kind: "not-saved", failure: { kind: "timed-out" } }));

    stop();
    real.saveFailure = undefined;
    expect(await model.flush()).toBe(true);
  });
});

describe("discarding", () => {
  test("takes an untouched draft out of the store and of its family", async () => {
    const { app, model, real, family } = await anOpenDraft();

    expect(await model.discard()).toEqual({ ok: true, value: undefined });

    expect(await real.contacts.load(draftId)).toEqual(err({ kind: "missing" }));
    const stored = await real.families.load(family.id);
    expect(stored.ok && stored.value.value.contacts).toEqual([]);
    expect(app.caseload.counts.value.drafts).toBe(0);
  });

  test("waits for a tick that was taken back", async () => {
    const { model, real } = await anOpenDraft();
    model.change(mother);
    model.change(mother);

    expect((await model.discard()).ok).toBe(true);

    expect(await real.contacts.load(draftId)).toEqual(err({ kind: "missing" }));
  });

  test("keeps the draft when the store refuses", async () => {
    const { model, real } = await anOpenDraft();
    real.saveFailure = full;

    expect(await model.discard()).toEqual(err(full));
    real.saveFailure = undefined;

    expect((await real.contacts.load(draftId)).ok).toBe(true);
  });

  test("keeps the draft while a change could not be stored", async () => {
    const { model, real } = await anOpenDraft();
    const discard = vi.spyOn(real.contacts, "discardUntouched");
    real.saveFailure = full;
    model.change(mother);

    expect(await model.discard()).toEqual(err(full));

    expect(discard).not.toHaveBeenCalled();
  });
});

type Fakes = Awaited<ReturnType<typeof anUnlockedApp>>;
type Store = Fakes["real"];

interface Around {
  /** Records begun before the draft, and after it. */
  finals?: readonly Parameters<typeof aFinalContact>[0][];
  after?: readonly Parameters<typeof aFinalContact>[0][];
}

function putDraft(real: Store, given: Parameters<typeof aDraft>[0], { finals = [], after = [] }: Around): Family {
  const version = currentVersion("new-birth");
  const draft = aDraft({ id: draftId, checklistVersion: version, startedAt: "2026-11-23T14:05:00Z", ...given });
  const records = finals.map((final) => aFinalContact({ checklistVersion: version, ...final }));
  const later = after.map((final) => aFinalContact({ checklistVersion: version, ...final }));
  const family = aFamily({
    contacts: [...records, draft, ...later].map(({ id, kind, status, startedAt }) => ({ id, kind, status, startedAt })),
  });
  real.putFamily(family);
  real.putContact(draft);
  for (const record of [...records, ...later]) real.putContact(record);
  return family;
}

async function anOpenDraft(given: Parameters<typeof aDraft>[0] = {}, around: Around & { fakes?: Fakes } = {}) {
  const fakes = around.fakes ?? (await anUnlockedApp());
  const family = putDraft(fakes.real, given, around);
  const model = new ContactModel(fakes.app, draftId);
  await model.load();

  async function stored(): Promise<DraftContact> {
    const loaded = await fakes.real.contacts.load(draftId);
    if (!loaded.ok || loaded.value.value.status !== "draft") throw new Error("The draft is not in the store");
    return loaded.value.value;
  }

  return { ...fakes, model, family, stored };
}

async function aFinishedDraft() {
  const open = await anOpenDraft();
  await open.app.saveSettings((settings) => ({ ...settings, you: { ...settings.you, name: "Jo Ward" } }));
  open.model.change((answers) => back(mother(answers)));
  await open.model.flush();
  return open;
}

function ready(model: ContactModel) {
  const state = model.state.value;
  if (state.status !== "ready") throw new Error(`The contact is ${state.status}`);
  return state.value;
}
