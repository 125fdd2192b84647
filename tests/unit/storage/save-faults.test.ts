import "fake-indexeddb/auto";
import { forceCloseDatabase } from "fake-indexeddb";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import type { Result } from "../../../src/shared/result.ts";
import { type Fault, type FaultPlan, type Faults, startFaults } from "../../support/faulty-idb.ts";
import { got } from "../../support/got.ts";
import { keepDisk } from "../../support/kept-disk.ts";
import { aWindow, diskRows, freshDisk, ioSettled } from "./disk.ts";
import { inTime } from "./in-time.ts";
import { aDraft, aFamily, aRecord, withNote } from "./records.ts";
import {
  aMark,
  aMarkId,
  anAmendment,
  anAmendmentId,
  asFinal,
  changed,
  handedOver,
  removal,
} from "./standing-records.ts";

type Outcome = Result<unknown, { kind: string; cause?: unknown }>;

/** One save, ready to be made, and made again with the same arguments. */
interface Save {
  /** A window that has read what the save is about, as whoever makes it has. */
  open(): Promise<ReadyWindow>;
  run(window: ReadyWindow): Promise<Outcome>;
  /** What a window that opens the disk afresh sees. */
  seen(): Promise<string>;
}

vi.setConfig({ testTimeout: 30_000 }); // many saves, on machines that are busy

let faults: Faults | undefined;

afterEach(() => {
  faults?.stop();
  faults = undefined;
  vi.useRealTimers();
});

const saves: Record<string, () => Promise<Save>> = {
  "adding a family": async () => {
    const scene = await aScene();
    const other = aFamily();
    return { ...scene, seen: () => scene.seenWith(other.id), run: (window) => window.families.add(other) };
  },
  "saving a family": async () => {
    const scene = await aScene();
    const value = { ...scene.family.value, carers: [{ ...scene.family.value.carers[0]!, name: "Zoë Reid" }] };
    return { ...scene, run: (window) => window.families.save({ ...scene.family, value }) };
  },
  "starting a contact": async () => {
    const scene = await aScene();
    const draft = aDraft(scene.family.value);
    return {
      ...scene,
      seen: () => scene.seenWith(undefined, draft.id),
      run: (window) => window.contacts.start(draft, scene.family),
    };
  },
  "saving a draft": async () => {
    const scene = await aScene();
    const value = withNote(scene.contact.value, "Cot in kitchen");
    return { ...scene, run: (window) => window.contacts.saveDraft({ ...scene.contact, value }) };
  },
  "finalising a contact": async () => {
    const scene = await aScene();
    const record = { ...scene.contact, value: aRecord(scene.contact.value, scene.family.value) };
    return { ...scene, run: (window) => window.contacts.finalise(record, scene.family) };
  },
  "discarding a draft": async () => {
    const scene = await aScene();
    return { ...scene, run: (window) => window.contacts.discardUntouched(scene.contact, scene.family) };
  },
  "beginning an amendment": async () => {
    const scene = await aRecordScene();
    return { ...scene, run: ({ standing }) => standing.startAmendment(anAmendment(scene.record), scene.family) };
  },
  "saving a draft amendment": async () => {
    const scene = await anAmendmentScene();
    const value = { ...changed(scene.amendment.value), reason: "Typed so far" };
    return { ...scene, run: ({ standing }) => standing.saveAmendment({ ...scene.amendment, value }) };
  },
  "finalising an amendment": async () => {
    const scene = await anAmendmentScene();
    const amendment = { ...scene.amendment, value: asFinal(changed(scene.amendment.value)) };
    return { ...scene, run: ({ standing }) => standing.finaliseAmendment(amendment, scene.family) };
  },
  "discarding a draft amendment": async () => {
    const scene = await anAmendmentScene();
    return { ...scene, run: ({ standing }) => standing.discardAmendment(scene.amendment, scene.family) };
  },
  "marking a record as entered in error": async () => {
    const scene = await aRecordScene();
    return { ...scene, run: ({ standing }) => standing.markInError(aMark(scene.record), scene.family) };
  },
  "removing a record with its mark": async () => {
    const scene = await aMarkedScene();
    const { contacts } = scene.family.value;
    return { ...scene, run: ({ standing }) => standing.removeRecords(contacts, scene.family, removal) };
  },
  "removing a family": async () => {
    const scene = await anEmptiedScene();
    return { ...scene, run: ({ standing }) => standing.removeFamily(scene.family, removal) };
  },
  "saving the settings": async () => {
    const scene = await aScene();
    const value = { ...defaultSettings, redBookPlace: "page 12" };
    return { ...scene, run: (window) => window.settings.save({ value, version: 0 }) };
  },
};

type ReadyWindow = Awaited<ReturnType<Awaited<ReturnType<typeof aScene>>["open"]>>;

async function aScene() {
  const sealer = freshDisk();
  const window = aWindow(sealer);
  const added = got(await window.families.add(aFamily()));
  const { contact, family } = got(await window.contacts.start(aDraft(added.value), added));
  const seenWith = async (familyId = family.value.id, contactId = contact.value.id) => {
    const fresh = aWindow(sealer);
    const standing = got(await fresh.standing());
    const seen = [
      await fresh.families.loadSummaries(),
      await fresh.families.load(family.value.id),
      await fresh.families.load(familyId),
      await fresh.contacts.load(contact.value.id),
      await fresh.contacts.load(contactId),
      await fresh.settings.load(),
      await standing.loadAmendment(anAmendmentId),
      await standing.loadErrorMark(aMarkId),
      await standing.loadReceipt(contact.value.id),
      { ...got(await fresh.checkAllRows()), opened: undefined },
    ];
    return JSON.stringify(seen, (key, value: unknown) => (key === "version" ? undefined : value));
  };
  const open = async () => {
    const opened = aWindow(sealer);
    const standing = got(await opened.standing());
    got(await opened.families.loadSummaries());
    got(await opened.families.load(family.value.id));
    await opened.contacts.load(contact.value.id); // neither is in each scene
    await standing.loadAmendment(anAmendmentId);
    return { ...opened, standing };
  };
  return { sealer, window, contact, family, open, seenWith, seen: () => seenWith() };
}

/** A record that was handed over. */
async function aRecordScene() {
  const scene = await aScene();
  const record = aRecord(scene.contact.value, scene.family.value);
  const final = got(await scene.window.contacts.finalise({ ...scene.contact, value: record }, scene.family));
  const family = got(await scene.window.families.save({ ...final.family, value: handedOver(final.family.value) }));
  const standing = got(await scene.window.standing());
  return { ...scene, record, family, standing };
}

async function anAmendmentScene() {
  const scene = await aRecordScene();
  return { ...scene, ...got(await scene.standing.startAmendment(anAmendment(scene.record), scene.family)) };
}

async function aMarkedScene() {
  const scene = await aRecordScene();
  const marked = got(await scene.standing.markInError(aMark(scene.record), scene.family));
  const family = got(await scene.window.families.save({ ...marked, value: handedOver(marked.value) }));
  return { ...scene, family };
}

/** A family whose only record is gone, with no contact to come. */
async function anEmptiedScene() {
  const scene = await aRecordScene();
  const contacts = scene.family.value.contacts.map((entry) => ({ ...entry, kind: "six-to-eight-week" as const }));
  const last = got(await scene.window.families.save({ ...scene.family, value: { ...scene.family.value, contacts } }));
  return { ...scene, family: got(await scene.standing.removeRecords(contacts, last, removal)) };
}

describe.for(Object.entries(saves))("%s", ([, make]) => {
  let save: Save;
  let putScene: () => Promise<void>;
  /** What is seen before the save: all ends are told apart by it. */
  let old: string;

  beforeAll(async () => {
    save = await make();
    old = await save.seen();
    putScene = await keepDisk();
  });

  const plans: (Omit<FaultPlan, "at"> & { outcomes: string[] })[] = [
    { fault: "throws", error: "UnknownError", outcomes: ["ok"] },
    { fault: "throws", error: "InvalidStateError", outcomes: ["ok"] },
    { fault: "throws", error: "DataError", outcomes: ["ok", "unavailable", "not-verified"] },
    { fault: "throws", error: "QuotaExceededError", outcomes: ["ok", "full", "unavailable", "not-verified"] },
    { fault: "throws", error: "UnknownError", isLasting: true, outcomes: ["unavailable", "not-verified"] },
    { fault: "fails", error: "UnknownError", outcomes: ["ok"] },
    { fault: "fails", error: "QuotaExceededError", outcomes: ["full", "unavailable", "not-verified"] },
    { fault: "fails", error: "DataError", isLasting: true, outcomes: ["unavailable", "not-verified"] },
    { fault: "aborts-at-commit", error: "QuotaExceededError", outcomes: ["full", "unavailable", "not-verified"] },
    { fault: "aborts-at-commit", error: "AbortError", outcomes: ["ok"] },
    { fault: "lost-after-commit", error: "AbortError", outcomes: ["ok"] },
    {
      fault: "lost-after-commit",
      error: "AbortError",
      isLasting: true,
      outcomes: ["ok", "unavailable", "not-verified"],
    },
  ];

  test.for(plans)(
    "$fault $error, lasting: $isLasting, at every call: nothing is lost and nothing is half saved",
    async ({ outcomes, ...plan }) => {
      let positions = 0;
      for (let at = 0; ; at++) {
        await putScene();
        const window = await save.open();
        faults = startFaults({ ...plan, at });
        const outcome = await save.run(window);
        faults.stop();
        if (!faults.hasStruck) break;
        positions++;
        const kind = outcome.ok ? "ok" : outcome.error.kind;
        const seen = await save.seen();
        const retried = await save.run(window);
        const saved = await save.seen();

        expect(outcomes, `call ${at}`).toContain(kind);
        expect(saved, `call ${at}`).not.toBe(old);
        if (kind === "ok") expect(seen, `call ${at}`).toBe(saved);
        else if (kind === "not-verified" || plan.fault === "lost-after-commit") expect([old, saved]).toContain(seen);
        else expect(seen, `call ${at}`).toBe(old);
        // A save that was acknowledged cannot be made twice; one that was not can.
        if (kind !== "ok") expect(retried, `call ${at}`).toMatchObject({ ok: true });
      }
      expect(positions).toBeGreaterThan(0);
    },
  );

  test.for<Fault>(["hangs", "hangs-in-commit"])(
    "%s, at every step: it gives up in time, and can be made again",
    async (fault) => {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      let positions = 0;
      for (let at = 0; ; at++) {
        await putScene();
        const window = await save.open();
        faults = startFaults({ fault, at });
        const outcome = await inTime(save.run(window), faults);
        faults.stop();
        if (!faults.hasStruck) break;
        positions++;
        faults.release();
        const seen = await save.seen();
        const retried = await save.run(window);
        const saved = await save.seen();

        const kind = outcome.ok ? "ok" : outcome.error.kind;
        expect(["timed-out", "unavailable", "not-verified"], `step ${at}`).toContain(kind);
        expect([old, saved], `step ${at}`).toContain(seen);
        expect(retried, `step ${at}`).toMatchObject({ ok: true });
        expect(saved, `step ${at}`).not.toBe(old);
      }
      expect(positions).toBeGreaterThan(0);
    },
  );
});

describe("a save that timed out but took effect", () => {
  test("is continued from, with newer content, by the version that the caller knows", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { sealer, window, contact } = await aScene();
    const first = withNote(contact.value, "first");
    const second = withNote(contact.value, "second");
    faults = startFaults({ fault: "hangs-in-commit", at: 0 });

    const outcome = await inTime(window.contacts.saveDraft({ ...contact, value: first }), faults);
    faults.stop();
    faults.release();

    expect(outcome).toEqual({ ok: false, error: { kind: "timed-out" } });
    expect(got(await aWindow(sealer).contacts.load(contact.value.id))).toEqual({ value: first, version: 2 });
    expect(got(await window.contacts.saveDraft({ ...contact, value: second }))).toEqual({ value: second, version: 3 });
    expect(got(await aWindow(sealer).contacts.load(contact.value.id)).value).toEqual(second);
  });

  test("does not hide what another window saved after it", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { sealer, window, contact } = await aScene();
    faults = startFaults({ fault: "hangs-in-commit", at: 0 });
    await inTime(window.contacts.saveDraft(contact), faults);
    faults.stop();
    faults.release();
    const other = aWindow(sealer);
    const loaded = got(await other.contacts.load(contact.value.id));
    if (loaded.value.status !== "draft") throw new Error("still a draft");
    const theirs = withNote(loaded.value, "theirs");
    got(await other.contacts.saveDraft({ value: theirs, version: loaded.version }));

    expect(await window.contacts.saveDraft({ ...contact, value: withNote(contact.value, "mine") })).toEqual({
      ok: false,
      error: { kind: "changed-elsewhere" },
    });
    expect(got(await other.contacts.load(contact.value.id)).value).toEqual(theirs);
  });

  test("cannot be turned back into a draft once it was finalised", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { sealer, window, contact, family } = await aScene();
    const record = aRecord(contact.value, family.value);
    faults = startFaults({ fault: "hangs-in-commit", at: 1 }); // 0 is the reading of the draft
    const outcome = await inTime(window.contacts.finalise({ ...contact, value: record }, family), faults);
    faults.stop();
    faults.release();

    const result = await window.contacts.saveDraft({ ...contact, value: withNote(contact.value, "late") });

    expect(outcome).toEqual({ ok: false, error: { kind: "timed-out" } });
    expect(result).toEqual({ ok: false, error: { kind: "changed-elsewhere" } });
    expect(got(await aWindow(sealer).contacts.load(record.id)).value).toEqual(record);
  });
});

describe("connections that the browser takes away", () => {
  test("between two saves: the next one opens the database again", async () => {
    const connections = watchConnections();
    const { window, contact } = await aScene();
    for (const db of connections) forceClose(db as never);
    await ioSettled();

    const saved = await window.contacts.saveDraft(contact);

    expect(saved).toMatchObject({ ok: true, value: { version: 2 } });
  });

  test("in the middle of a save: it is tried again, and what is there already is not written again", async () => {
    const { window, contact } = await aScene();
    const committed = vi.spyOn(IDBTransaction.prototype, "commit");
    faults = startFaults({ fault: "lost-after-commit", at: 0, error: "AbortError" });

    const saved = await window.contacts.saveDraft(contact);

    expect(saved).toMatchObject({ ok: true, value: { version: 2 } });
    expect(committed).toHaveBeenCalledTimes(1); // the second run finds the first one's row, and is taken back
    committed.mockRestore();
  });
});

test("every transaction that writes is strict", async () => {
  const begun = vi.spyOn(IDBDatabase.prototype, "transaction");
  for (const make of Object.values(saves)) {
    const save = await make();
    expect(await save.run(await save.open())).toMatchObject({ ok: true });
  }

  const writing = begun.mock.calls.filter(([, mode]) => mode === "readwrite");
  expect(writing.length).toBeGreaterThan(Object.keys(saves).length);
  expect(writing.map(([, , options]) => options)).toEqual(writing.map(() => ({ durability: "strict" })));
  begun.mockRestore();
});

test("what is entered is nowhere on the disk as it was entered", async () => {
  const window = aWindow(freshDisk());
  const marker = "Sentinel-Wren";
  const family = aFamily({ carers: [{ ...aFamily().carers[0]!, name: marker }], phone: marker, localRecordId: marker });
  const added = got(await window.families.add(family));
  const started = got(await window.contacts.start(withNote(aDraft(family), marker), added));
  got(
    await window.contacts.finalise(
      { ...started.contact, value: aRecord(started.contact.value, family) },
      started.family,
    ),
  );
  got(await window.settings.save({ value: { ...defaultSettings, redBookPlace: marker }, version: 0 }));

  const rows = [...(await diskRows())];
  const disk = Buffer.concat(
    rows.flatMap(([id, row]) => [Buffer.from(id + JSON.stringify(row)), row.iv, row.ciphertext]),
  );

  expect(rows).toHaveLength(6); // family, contact, settings, directory, summaries, log
  for (const word of [
    marker,
    "Yusuf",
    "2026-11-09",
    "family",
    "contact",
    "new-birth",
    "Jo Ward",
    "summaries",
    "finalised",
  ]) {
    for (const encoding of ["utf8", "utf16le"] as const) expect(disk.includes(Buffer.from(word, encoding))).toBe(false);
    expect(disk.includes(Buffer.from(word).toString("base64").slice(0, -3))).toBe(false);
  }
  for (const [, row] of rows)
    expect(Object.keys(row).sort()).toEqual(["ciphertext", "epoch", "format", "iv", "version"]);
});

// Its types ask for the class where it takes an instance.
const forceClose: (db: never) => void = forceCloseDatabase;

function watchConnections(): IDBDatabase[] {
  const connections: IDBDatabase[] = [];
  const open = indexedDB.open.bind(indexedDB);
  vi.spyOn(indexedDB, "open").mockImplementation((name, version) => {
    const request = open(name, version);
    request.addEventListener("success", () => connections.push(request.result));
    return request;
  });
  return connections;
}
