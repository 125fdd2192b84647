import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test } from "vitest";
import { describeFingerprint } from "../../../src/domain/event-log.ts";
import type { Family } from "../../../src/domain/family.ts";
import { AmendmentId } from "../../../src/domain/ids.ts";
import type { Stored } from "../../../src/domain/repositories.ts";
import { anId } from "../../support/builders.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { got } from "../../support/got.ts";
import { aWindow, diskRows, flipped, freshDisk, putOnDisk, removeFromDisk } from "./disk.ts";
import { aDraft, aFamily } from "./records.ts";
import {
  aMark,
  aMarkId,
  anAmendedRecord,
  anAmendment,
  anAmendmentId,
  aStandingRecord,
  asFinal,
  changed,
  handedOver,
  removal,
} from "./standing-records.ts";

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

const elsewhere = { ok: false, error: { kind: "changed-elsewhere" } };

async function rowOf(id: string) {
  return JSON.stringify((await diskRows()).get(id), (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
  );
}

function entryOf(family: Stored<Family>) {
  return family.value.contacts[0]!;
}

describe("an amendment", () => {
  test("is listed with its record, found again in another window, and asks for a new hand-over", async () => {
    const { record, amendment, family } = await anAmendedRecord(sealer);

    const other = aWindow(sealer);
    const stored = got(await other.families.load(record.familyId));
    expect(stored).toEqual(family);
    expect(entryOf(stored)).toMatchObject({
      amendments: [{ id: anAmendmentId, status: "final" }],
      date: "2026-11-19",
      status: "final",
    });
    expect(entryOf(stored)).not.toHaveProperty("handOver");
    expect(got(await got(await other.standing()).loadAmendment(anAmendmentId))).toEqual(amendment);
    expect(got(await other.families.loadSummaries()).summaries[0]).toMatchObject({ notInRecord: 1 });
  });

  test("never writes the record's own row again, whatever is begun, saved, finalised or marked", async () => {
    const { record, family, standing } = await aStandingRecord(sealer);
    const before = await rowOf(record.id);

    const begun = got(await standing.startAmendment(anAmendment(record), family));
    const saved = got(await standing.saveAmendment({ ...begun.amendment, value: changed(begun.amendment.value) }));
    const done = got(await standing.finaliseAmendment({ ...saved, value: asFinal(saved.value) }, begun.family));
    got(await standing.markInError(aMark(record), done.family));

    expect(await rowOf(record.id)).toBe(before);
    expect(got(await aWindow(sealer).contacts.load(record.id)).value).toEqual(record);
  });

  test("that stands is never written again", async () => {
    const { standing, amendment, record, family } = await anAmendedRecord(sealer);
    const draft = changed(anAmendment(record), "Late");

    expect(await standing.saveAmendment({ value: draft, version: amendment.version })).toEqual(elsewhere);
    const other = { ...amendment.value, reason: "Another reason" };
    expect(await standing.finaliseAmendment({ ...amendment, value: other }, family)).toEqual(elsewhere);
    expect(got(await standing.loadAmendment(anAmendmentId))).toEqual(amendment);
  });

  test("is begun one at a time, and the next one only after it stands", async () => {
    const { record, family, standing } = await aStandingRecord(sealer);
    const begun = got(await standing.startAmendment(anAmendment(record), family));
    const second = anId(AmendmentId, "second");

    expect(await standing.startAmendment(anAmendment(record, 2, second), begun.family)).toEqual(elsewhere);

    const value = asFinal(changed(begun.amendment.value));
    const first = got(await standing.finaliseAmendment({ ...begun.amendment, value }, begun.family));
    const next = got(await standing.startAmendment(anAmendment(record, 2, second), first.family));
    expect(entryOf(next.family).amendments).toEqual([
      { id: anAmendmentId, status: "final" },
      { id: second, status: "draft" },
    ]);
  });

  test("that was begun can be taken back while nothing differs, and not after", async () => {
    const { record, family, standing } = await aStandingRecord(sealer);
    const begun = got(await standing.startAmendment(anAmendment(record), family));
    const saved = got(await standing.saveAmendment({ ...begun.amendment, value: changed(begun.amendment.value) }));

    expect(await standing.discardAmendment(saved, begun.family)).toEqual(elsewhere);
    expect(await standing.discardAmendment({ ...saved, value: begun.amendment.value }, begun.family)).toEqual(
      elsewhere,
    );

    const back = got(await standing.saveAmendment({ ...saved, value: begun.amendment.value }));
    expect(entryOf(got(await standing.discardAmendment(back, begun.family)))).toEqual(entryOf(family));
    expect(await standing.loadAmendment(anAmendmentId)).toEqual({ ok: false, error: { kind: "missing" } });
  });
});

describe("a mark of an error", () => {
  test("is named by the record's entry, takes it out of what is done, and asks for a new hand-over", async () => {
    const { record, family, standing } = await aStandingRecord(sealer);

    const marked = got(await standing.markInError(aMark(record), family));

    expect(entryOf(marked)).toMatchObject({ enteredInError: aMarkId });
    expect(entryOf(marked)).not.toHaveProperty("handOver");
    const other = aWindow(sealer);
    expect(got(await got(await other.standing()).loadErrorMark(aMarkId))).toEqual(aMark(record));
    const [summary] = got(await other.families.loadSummaries()).summaries;
    expect(summary?.windows.map(({ kind }) => kind)).toEqual(["new-birth", "six-to-eight-week"]);
  });

  test("is made once, and nothing can be amended after it", async () => {
    const { record, family, standing } = await aStandingRecord(sealer);
    const marked = got(await standing.markInError(aMark(record), family));

    expect(await standing.markInError({ ...aMark(record), note: "Again" }, marked)).toEqual(elsewhere);
    expect(await standing.startAmendment(anAmendment(record), marked)).toEqual(elsewhere);
  });
});

describe("removal", () => {
  test("leaves a receipt in the place of the record, one version on, and nothing clinical", async () => {
    const { window, record, family, standing } = await aStandingRecord(sealer);
    const { version } = (await diskRows()).get(record.id)!;
    const printed = got(await window.log.fingerprint(record.id, []))!;

    const removed = got(await standing.removeRecords(family.value.contacts, family, removal));

    const other = aWindow(sealer);
    expect(await other.contacts.load(record.id)).toEqual({ ok: false, error: { kind: "missing" } });
    expect(got(await got(await other.standing()).loadReceipt(record.id))).toEqual({
      of: "contact",
      id: record.id,
      familyId: record.familyId,
      kind: "new-birth",
      date: "2026-11-20",
      handedOverAt: "2026-11-21T10:00:00Z",
      fingerprint: describeFingerprint(printed),
      ...removal,
    });
    expect((await diskRows()).get(record.id)!.version).toBe(version + 1);
    expect(entryOf(removed)).toMatchObject({ status: "final", removedAt: removal.removedAt });
    expect(got(await other.checkAllRows())).toMatchObject({ unreadable: [], missing: [] });
  });

  test("takes amendments and mark along, and no other record", async () => {
    const { record, family, standing, window } = await anAmendedRecord(sealer);
    const marked = got(await standing.markInError(aMark(record), family));
    const started = got(await window.contacts.start(aDraft(marked.value), marked));
    const both = got(await window.families.save({ ...started.family, value: handedOver(started.family.value) }));
    const entry = entryOf(both);

    got(await standing.removeRecords([entry], both, removal));

    for (const gone of [
      await standing.loadAmendment(anAmendmentId),
      await standing.loadErrorMark(aMarkId),
      await window.contacts.load(record.id),
    ]) {
      expect(gone).toEqual({ ok: false, error: { kind: "missing" } });
    }
    expect(got(await window.contacts.load(started.contact.value.id)).value).toEqual(started.contact.value);
    expect(got(await aWindow(sealer).checkAllRows())).toMatchObject({ unreadable: [], missing: [] });
  });

  test("of what was not handed over, or is being amended, removes nothing at all", async () => {
    const { record, family, standing, window } = await aStandingRecord(sealer);
    const before = await diskRows();
    const entry = { ...entryOf(family), handOver: {} };
    const unconfirmed = { ...family, value: { ...family.value, contacts: [entry] } };

    expect(await standing.removeRecords([entry], unconfirmed, removal)).toEqual(elsewhere);
    expect(await standing.removeRecords([], family, removal)).toEqual(elsewhere);
    expect(await diskRows()).toEqual(before);

    const begun = got(await standing.startAmendment(anAmendment(record), family));
    expect(await standing.removeRecords([entryOf(begun.family)], begun.family, removal)).toEqual(elsewhere);
    expect(got(await window.contacts.load(record.id)).value).toEqual(record);
  });

  test("of a record that cannot be read leaves it as it is", async () => {
    const { record, family, standing } = await aStandingRecord(sealer);
    await putOnDisk(sealer, record.id, flipped((await diskRows()).get(record.id)!, 40));
    const before = await rowOf(record.id);

    expect(await standing.removeRecords(family.value.contacts, family, removal)).toMatchObject({
      ok: false,
      error: { kind: "unavailable" },
    });
    expect(await rowOf(record.id)).toBe(before);
  });

  test("of a family leaves the receipts, takes its summary away, and never comes back by a rebuild", async () => {
    const { family, record, window, standing } = await aStandingRecord(sealer);
    const other = got(await window.families.add(aFamily()));
    const contacts = family.value.contacts.map((entry) => ({ ...entry, kind: "six-to-eight-week" as const }));
    const last = got(await window.families.save({ ...family, value: { ...family.value, contacts } }));

    expect(await standing.removeFamily(last, removal)).toEqual(elsewhere);
    const emptied = got(await standing.removeRecords(contacts, last, removal));
    got(await standing.removeFamily(emptied, removal));

    const ids = async () => got(await aWindow(sealer).families.loadSummaries()).summaries.map(({ id }) => id);
    expect(await ids()).toEqual([other.value.id]);
    expect(await window.families.load(record.familyId)).toEqual({ ok: false, error: { kind: "missing" } });
    expect(got(await standing.loadReceipt(record.id)).handedOverAt).toBe("2026-11-21T10:00:00Z");
    await removeFromDisk(sealer, await sealer.namedRowId("directory"));
    expect(await ids()).toEqual([other.value.id]);
    expect(got(await aWindow(sealer).checkAllRows())).toMatchObject({ unreadable: [], missing: [] });
  });

  test("is offered for families with something to remove, and for no others", async () => {
    const { window, standing, family } = await aStandingRecord(sealer);
    got(await window.families.add(aFamily()));

    expect(got(await standing.loadRemovable()).map(({ id }) => id)).toEqual([family.value.id]);
  });
});

describe("a row under the id of another", () => {
  test.each(["amendment", "mark"])("is not taken for that %s", async (what) => {
    const { standing, record, family } = await anAmendedRecord(sealer);
    got(await standing.markInError(aMark(record), family));
    const rows = await diskRows();
    const [from, to] = what === "mark" ? [anAmendmentId, aMarkId] : [aMarkId, anAmendmentId];
    // At the version that the manifest expects, so that only the row itself gives it away.
    await putOnDisk(sealer, to, { ...rows.get(from)!, version: rows.get(to)!.version });

    const read = what === "mark" ? await standing.loadErrorMark(aMarkId) : await standing.loadAmendment(anAmendmentId);

    expect(read).toEqual({ ok: false, error: { kind: "unreadable" } });
    const check = got(await aWindow(sealer).checkAllRows());
    expect(check.unreadable).toEqual([{ id: to, type: what === "mark" ? "error-mark" : "amendment" }]);
  });
});
