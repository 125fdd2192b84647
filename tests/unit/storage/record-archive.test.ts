import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Contact } from "../../../src/domain/contact.ts";
import type { Family } from "../../../src/domain/family.ts";
import type { RecordArchive } from "../../../src/domain/record-archive.ts";
import type { StandingRow } from "../../../src/domain/standing-row.ts";
import { backedUpContacts } from "../../../src/state/backup-model.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { type Fault, type FaultPlan, startFaults } from "../../support/faulty-idb.ts";
import { got } from "../../support/got.ts";
import { aWindow, diskRows, flipped, freshDisk, putOnDisk } from "./disk.ts";
import { aDraft, aFamily, aRecord, withNote } from "./records.ts";
import { anAmendment, anAmendmentId, aStandingRecord, asFinal, changed } from "./standing-records.ts";

vi.setConfig({ testTimeout: 60_000 });

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

type Window = ReturnType<typeof aWindow>;

async function archiveOf(window: Window): Promise<RecordArchive> {
  return got(await window.archive());
}

/** A family with a draft and a record, as a file holds them. */
function aFileFamily() {
  const plain = aFamily();
  const draft = withNote(aDraft(plain), "Cot in kitchen");
  const record = aRecord(aDraft(plain), plain);
  const entry = ({ id, kind, status, startedAt }: Contact) => ({ id, kind, status, startedAt });
  const family: Family = { ...plain, contacts: [entry(draft), { ...entry(record), date: record.event.date }] };
  return { family, draft, record };
}

function isNew({ family, draft, record }: ReturnType<typeof aFileFamily>) {
  return {
    family: { value: family, version: 0 },
    contacts: [
      { value: draft, version: 0 },
      { value: record, version: 0 },
    ],
  };
}

describe("reading everything", () => {
  test("gives each family and contact with its version, and says how many could not be read", async () => {
    const window = aWindow(sealer);
    const file = aFileFamily();
    const archive = await archiveOf(window);
    got(await archive.restore(isNew(file)));
    const saved = got(await window.contacts.saveDraft({ value: withNote(file.draft, "Crib"), version: 1 }));
    const other = got(await window.families.add(aFamily()));
    await putOnDisk(sealer, other.value.id, flipped((await diskRows()).get(other.value.id)!, 77));

    const all = got(await archive.readAll());

    expect(all).toMatchObject({ vaultId: sealer.vaultId, unreadable: 1 });
    expect(all.families).toEqual([{ value: file.family, version: 1 }]);
    expect(all.contacts).toHaveLength(2);
    expect(all.contacts).toEqual(expect.arrayContaining([saved, { value: file.record, version: 1 }]));
  });

  test("fails as locked when it is, and changes nothing", async () => {
    const archive = await archiveOf(aWindow(sealer));
    got(await archive.restore(isNew(aFileFamily())));
    sealer.lock();

    expect(await archive.readAll()).toEqual({ ok: false, error: { kind: "locked" } });
  });
});

describe("restoring a family", () => {
  test("shows it on the caseload and opens each contact of it", async () => {
    const window = aWindow(sealer);
    const file = aFileFamily();

    const versions = got(await (await archiveOf(window)).restore(isNew(file)));

    expect([...versions.values()]).toEqual([1, 1]);
    const fresh = aWindow(sealer);
    expect(got(await fresh.families.loadSummaries()).summaries.map(({ id }) => id)).toEqual([file.family.id]);
    expect(got(await fresh.contacts.load(file.record.id)).value).toEqual(file.record);
    expect(got(await fresh.checkAllRows())).toMatchObject({ unreadable: [], missing: [] });
  });

  test("refuses to write over a finalised record, whatever version is named", async () => {
    const archive = await archiveOf(aWindow(sealer));
    const file = aFileFamily();
    got(await archive.restore(isNew(file)));
    const before = await diskRows();

    for (const version of [0, 1, 2]) {
      const forged = { value: { ...file.record, author: { name: "Nobody", role: "None" } }, version };
      const outcome = await archive.restore({ family: { value: file.family, version: 1 }, contacts: [forged] });
      expect(outcome).toMatchObject({ ok: false, error: { kind: "changed-elsewhere" } });
    }
    expect(await diskRows()).toEqual(before);
  });

  test.each([
    ["cannot be read", flipped],
    ["is missing", () => undefined],
  ])("writes nothing over a draft or a draft amendment that %s", async (_, damage) => {
    const scene = await aStandingRecord(sealer);
    const archive = await archiveOf(scene.window);
    const begun = got(await scene.standing.startAmendment(anAmendment(scene.record), scene.family));
    const started = got(await scene.window.contacts.start(aDraft(begun.family.value), begun.family));
    const ids = [started.contact.value.id, anAmendmentId];
    for (const id of ids) await putOnDisk(sealer, id, damage((await diskRows()).get(id)!, 60));
    const before = await diskRows();
    const unreadable = { ok: false, error: { kind: "unavailable", cause: { name: "UnreadableRecordError" } } };

    const contact = { ...started.contact, value: withNote(started.contact.value, "Cot in kitchen") };
    expect(await archive.restore({ family: started.family, contacts: [contact] })).toMatchObject(unreadable);
    const standing = [{ type: "amendment" as const, value: asFinal(changed(begun.amendment.value)) }];
    expect(await archive.restore({ family: started.family, contacts: [], standing })).toMatchObject(unreadable);
    expect(await diskRows()).toEqual(before);
  });

  test("refuses what is no row that stands beside a record, and writes nothing", async () => {
    const archive = await archiveOf(aWindow(sealer));
    const odd = { type: "odd", value: { id: anAmendmentId } } as unknown as StandingRow;

    const restored = archive.restore({ family: { value: aFamily(), version: 0 }, contacts: [], standing: [odd] });

    expect(await restored).toMatchObject({ ok: false, error: { kind: "unavailable" } });
    expect(await diskRows()).toEqual(new Map());
  });

  test("writes nothing at all when one of its rows was changed meanwhile", async () => {
    const window = aWindow(sealer);
    const file = aFileFamily();
    const archive = await archiveOf(window);
    got(await archive.restore(isNew(file)));
    got(await window.contacts.saveDraft({ value: withNote(file.draft, "newer"), version: 1 }));
    const before = await diskRows();

    const outcome = await archive.restore({
      family: { value: { ...file.family, phone: "1" }, version: 1 },
      contacts: [{ value: file.draft, version: 1 }],
    });

    expect(outcome).toEqual({ ok: false, error: { kind: "changed-elsewhere" } });
    expect(await diskRows()).toEqual(before);
  });

  test("a draft that was replaced cannot be saved over by who still has it open", async () => {
    const window = aWindow(sealer);
    const file = aFileFamily();
    const archive = await archiveOf(window);
    got(await archive.restore(isNew(file)));
    const open = got(await window.contacts.load(file.draft.id));
    const final = aRecord(file.draft, file.family);
    got(
      await archive.restore({ family: { value: file.family, version: 1 }, contacts: [{ value: final, version: 1 }] }),
    );

    const late = await window.contacts.saveDraft({ value: withNote(file.draft, "late"), version: open.version });

    expect(late).toEqual({ ok: false, error: { kind: "changed-elsewhere" } });
    expect(got(await window.contacts.load(file.draft.id)).value).toEqual(final);
  });
});

describe("counting what is only here", () => {
  test("counts drafts and records outside the patient record, until a backup holds them as they are", async () => {
    const window = aWindow(sealer);
    const archive = await archiveOf(window);
    const file = aFileFamily();
    got(await archive.restore(isNew(file)));
    got(await window.families.add(aFamily()));

    expect(got(await archive.countOnlyHere([]))).toEqual({ contacts: 2, since: file.draft.startedAt });
    const mark = backedUpContacts(got(await archive.readAll()));
    expect(got(await archive.countOnlyHere(mark))).toEqual({ contacts: 0 });
    got(await window.contacts.saveDraft({ value: withNote(file.draft, "more"), version: 1 }));
    expect(got(await archive.countOnlyHere(mark)).contacts).toBe(1);
  });

  test("says why when the caseload cannot be read", async () => {
    const archive = await archiveOf(aWindow(sealer));
    got(await archive.restore(isNew(aFileFamily())));
    sealer.lock();

    expect(await archive.countOnlyHere([])).toEqual({ ok: false, error: { kind: "locked" } });
  });

  test("says why when the vault is locked while it counts", async () => {
    const archive = await archiveOf(aWindow(sealer));
    got(await archive.restore(isNew(aFileFamily())));
    const open = sealer.open.bind(sealer);
    vi.spyOn(sealer, "open").mockImplementation(async (rows) => {
      const opened = await open(rows);
      sealer.lock();
      return opened;
    });

    expect(await archive.countOnlyHere([])).toEqual({ ok: false, error: { kind: "locked" } });
  });

  test("counts nothing of a family that cannot be read", async () => {
    const window = aWindow(sealer);
    const archive = await archiveOf(window);
    const file = aFileFamily();
    got(await archive.restore(isNew(file)));
    got(await window.families.loadSummaries());
    await putOnDisk(sealer, file.family.id, flipped((await diskRows()).get(file.family.id)!, 60));

    expect(got(await archive.countOnlyHere([]))).toEqual({ contacts: 0 });
  });

  test("a record that is in the patient record is not only here", async () => {
    const window = aWindow(sealer);
    const archive = await archiveOf(window);
    const file = aFileFamily();
    got(await archive.restore(isNew(file)));
    const contacts = file.family.contacts.map((entry) =>
      entry.status === "final" ? { ...entry, handOver: { inRecordAt: "2026-11-21T09:00:00Z" } } : entry,
    );
    got(await window.families.save({ value: { ...file.family, contacts }, version: 1 }));

    expect(got(await archive.countOnlyHere([])).contacts).toBe(1);
  });
});

describe("a restore in which one call of the store fails", () => {
  const plans: Omit<FaultPlan, "at">[] = [
    { fault: "throws", error: "UnknownError" },
    { fault: "throws", error: "DataError" },
    { fault: "throws", error: "QuotaExceededError" },
    { fault: "throws", error: "UnknownError", isLasting: true },
    { fault: "fails", error: "UnknownError" },
    { fault: "fails", error: "QuotaExceededError" },
    { fault: "fails", error: "DataError", isLasting: true },
    { fault: "aborts-at-commit", error: "QuotaExceededError" },
    { fault: "aborts-at-commit", error: "AbortError" },
    { fault: "lost-after-commit", error: "AbortError" },
    { fault: "lost-after-commit", error: "AbortError", isLasting: true },
  ];

  test.for(plans)(
    "$fault $error, lasting: $isLasting, at every call: families are whole or absent, and a second run completes it",
    async (plan) => {
      let positions = 0;
      for (let at = 0; ; at++) {
        sealer = freshDisk();
        await aWindow(sealer).checkAllRows(); // the stores have to be there
        const files = [aFileFamily(), aFileFamily()];
        const faults = startFaults({ ...plan, at });
        const acknowledged = await restoreAll(aWindow(sealer), files);
        faults.stop();
        if (!faults.hasStruck) break;
        positions++;

        const whole = await wholeFamilies(files);
        for (const id of acknowledged) expect(whole, `call ${at}`).toContain(id);
        expect(await restoreAll(aWindow(sealer), files), `call ${at}`).toHaveLength(files.length);
        expect(await wholeFamilies(files), `call ${at}`).toHaveLength(files.length);
      }
      expect(positions).toBeGreaterThan(3);
    },
  );

  test.for<Fault>(["hangs", "hangs-in-commit"])("%s, at every step: the same", async (fault) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let positions = 0;
    for (let at = 0; ; at++) {
      sealer = freshDisk();
      await aWindow(sealer).checkAllRows();
      const files = [aFileFamily(), aFileFamily()];
      const faults = startFaults({ fault, at });
      const acknowledged = await inTime(restoreAll(aWindow(sealer), files));
      faults.stop();
      if (!faults.hasStruck) break;
      positions++;
      faults.release();

      const whole = await wholeFamilies(files);
      for (const id of acknowledged) expect(whole, `step ${at}`).toContain(id);
      expect(await restoreAll(aWindow(sealer), files), `step ${at}`).toHaveLength(files.length);
      expect(await wholeFamilies(files), `step ${at}`).toHaveLength(files.length);
    }
    vi.useRealTimers();
    expect(positions).toBeGreaterThan(1);
  });

  // As a restore does: what is here already is left, the rest is written in order, and the first failure ends it.
  async function restoreAll(window: Window, files: readonly ReturnType<typeof aFileFamily>[]): Promise<string[]> {
    const archive = await window.archive();
    const here = archive.ok ? await archive.value.readAll() : archive;
    if (!archive.ok || !here.ok) return [];
    const acknowledged: string[] = here.value.families.map(({ value }) => value.id);
    for (const file of files) {
      if (acknowledged.includes(file.family.id)) continue;
      const restored = await archive.value.restore(isNew(file));
      if (!restored.ok) break;
      acknowledged.push(file.family.id);
    }
    return acknowledged;
  }

  // Those that are there with every contact; throws for one that is there in part.
  async function wholeFamilies(files: readonly ReturnType<typeof aFileFamily>[]): Promise<string[]> {
    const fresh = aWindow(sealer);
    const summaries = got(await fresh.families.loadSummaries()).summaries.map(({ id }) => id);
    const whole: string[] = [];
    for (const { family, draft, record } of files) {
      const loaded = await fresh.families.load(family.id);
      const contacts = [await fresh.contacts.load(draft.id), await fresh.contacts.load(record.id)];
      const isThere = loaded.ok;
      expect(contacts.map(({ ok }) => ok)).toEqual([isThere, isThere]);
      expect(summaries.includes(family.id)).toBe(isThere);
      if (isThere) whole.push(family.id);
    }
    return whole;
  }
});

/** Runs a promise to its end while the clock runs ahead. */
async function inTime<T>(promise: Promise<T>): Promise<T> {
  let isDone = false;
  void promise.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(200);
  }
  return promise;
}
