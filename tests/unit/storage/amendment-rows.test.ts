import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test } from "vitest";
import { AmendmentId } from "../../../src/domain/ids.ts";
import { anId } from "../../support/builders.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { got } from "../../support/got.ts";
import { aWindow, diskRows, flipped, freshDisk, putOnDisk, removeFromDisk } from "./disk.ts";
import { aDraft } from "./records.ts";
import {
  aMark,
  anAmendedRecord,
  anAmendment,
  anAmendmentId,
  aStandingRecord,
  asFinal,
  changed,
} from "./standing-records.ts";

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

const elsewhere = { ok: false, error: { kind: "changed-elsewhere" } };
const unreadable = { ok: false, error: { kind: "unreadable" } };
const secondId = anId(AmendmentId, "second");

describe("the record as it was amended", () => {
  test("has the answers and the event of the amendment, and all else as it was first written", async () => {
    const { record, amendment } = await anAmendedRecord(sealer);
    const { answers, event } = amendment.value;

    const read = got(await (await another()).loadAmended(record.id, anAmendmentId));

    expect(read.value).toEqual({ ...record, answers, event });
  });

  test("does not open when the amendment is a draft, is missing, or cannot be opened", async () => {
    const { record, family, amendment } = await anAmendedRecord(sealer);
    const begun = got(await (await another()).startAmendment(anAmendment(record, 2, secondId), family));

    expect(await (await another()).loadAmended(record.id, begun.amendment.value.id)).toEqual(unreadable);
    await damage(amendment.value.id);
    expect(await (await another()).loadAmended(record.id, anAmendmentId)).toMatchObject(unreadable);
    await removeFromDisk(sealer, anAmendmentId);
    expect(await (await another()).loadAmended(record.id, anAmendmentId)).toMatchObject({ ok: false });
    const unknown = anId(AmendmentId, "unknown");
    expect(await (await another()).loadAmended(record.id, unknown)).toEqual(unreadable);
  });

  test("does not open when the record cannot be opened", async () => {
    const { record } = await anAmendedRecord(sealer);
    await damage(record.id);

    expect(await (await another()).loadAmended(record.id, anAmendmentId)).toMatchObject(unreadable);
  });
});

describe("a second amendment", () => {
  test("starts from the first and leaves it as it is, whether it is finalised or taken back", async () => {
    const { record, family, amendment, standing } = await anAmendedRecord(sealer);
    const asAmended = { ...record, answers: amendment.value.answers, event: amendment.value.event };
    const draft = anAmendment(asAmended, 2, secondId);

    const begun = got(await standing.startAmendment(draft, family));
    const back = got(await standing.discardAmendment(begun.amendment, begun.family));
    expect(back.value.contacts).toEqual(family.value.contacts);

    const again = got(await standing.startAmendment({ ...draft, id: anId(AmendmentId, "third") }, back));
    const value = asFinal(changed(again.amendment.value, "Cot in hall"));
    const done = got(await standing.finaliseAmendment({ ...again.amendment, value }, again.family));
    expect(done.family.value.contacts[0]!.amendments).toEqual([
      { id: anAmendmentId, status: "final" },
      { id: value.id, status: "final" },
    ]);
    expect(got(await (await another()).loadAmendment(anAmendmentId))).toEqual(amendment);
  });

  test("is not taken back while the first, or the record, cannot be opened", async () => {
    const { record, family, amendment, standing } = await anAmendedRecord(sealer);
    const asAmended = { ...record, answers: amendment.value.answers, event: amendment.value.event };
    const begun = got(await standing.startAmendment(anAmendment(asAmended, 2, secondId), family));
    const rows = await diskRows();

    await damage(anAmendmentId);
    expect(await (await another()).discardAmendment(begun.amendment, begun.family)).toMatchObject({ ok: false });
    await putOnDisk(sealer, anAmendmentId, rows.get(anAmendmentId));
    await damage(record.id);
    expect(await (await another()).discardAmendment(begun.amendment, begun.family)).toMatchObject({ ok: false });

    expect(await (await another()).loadAmendment(secondId)).toMatchObject({ ok: true });
  });
});

describe("an amendment that was begun", () => {
  test("is not saved by a window that cannot read what is there", async () => {
    const { record, family, standing } = await aStandingRecord(sealer);
    const begun = got(await standing.startAmendment(anAmendment(record), family));
    await damage(anAmendmentId);

    const value = changed(begun.amendment.value);
    expect(await (await another()).saveAmendment({ ...begun.amendment, value })).toMatchObject({ ok: false });
  });

  test("does not stand once its record was entered in error", async () => {
    const { record, family, standing } = await aStandingRecord(sealer);
    const begun = got(await standing.startAmendment(anAmendment(record), family));
    const marked = got(await standing.markInError(aMark(record), begun.family));
    const value = asFinal(changed(begun.amendment.value));

    expect(await standing.finaliseAmendment({ ...begun.amendment, value }, marked)).toEqual(elsewhere);
    expect(got(await standing.loadAmendment(anAmendmentId)).value.status).toBe("draft");
  });

  test("does not stand where the record's list does not name it", async () => {
    const { record, family, standing } = await aStandingRecord(sealer);
    const begun = got(await standing.startAmendment(anAmendment(record), family));
    const amendment = { ...begun.amendment, value: asFinal(changed(begun.amendment.value)) };
    const [entry] = begun.family.value.contacts;
    const lists = [undefined, [{ id: secondId, status: "draft" as const }]];

    for (const amendments of lists) {
      const { amendments: _, ...bare } = entry!;
      const contacts = [amendments ? { ...bare, amendments } : bare];
      const other = { ...begun.family, value: { ...begun.family.value, contacts } };
      expect(await standing.finaliseAmendment(amendment, other)).toEqual(elsewhere);
    }
    expect(got(await standing.loadAmendment(anAmendmentId)).value.status).toBe("draft");
  });

  test("is not taken back where the family says that another amendment stands", async () => {
    const { record, family, standing } = await aStandingRecord(sealer);
    const begun = got(await standing.startAmendment(anAmendment(record), family));
    const second = got(
      await standing.startAmendment(anAmendment(record, 1, secondId), { ...begun.family, value: family.value }),
    );
    // The list calls the first one final, which is a draft on the disk.
    const contacts = second.family.value.contacts.map((entry) => ({
      ...entry,
      amendments: [{ id: anAmendmentId, status: "final" as const }],
    }));
    const listed = { ...second.family, value: { ...second.family.value, contacts } };

    expect(await standing.discardAmendment(second.amendment, listed)).toEqual(elsewhere);
    expect(got(await standing.loadAmendment(secondId)).value.status).toBe("draft");
  });

  test("of a contact that is a draft again is not taken back", async () => {
    const { record, family, standing, window } = await aStandingRecord(sealer);
    const begun = got(await standing.startAmendment(anAmendment(record), family));
    const started = got(await window.contacts.start(aDraft(begun.family.value), begun.family));
    const moved = { ...begun.amendment.value, contactId: started.contact.value.id };

    // Stored for a contact that nobody has finalised.
    const stored = got(await standing.saveAmendment({ ...begun.amendment, value: moved }));
    expect(await standing.discardAmendment(stored, started.family)).toEqual(elsewhere);
    expect(got(await standing.loadAmendment(anAmendmentId)).value).toEqual(moved);
  });

  test("that stands already is confirmed only with its family", async () => {
    const { amendment, family } = await anAmendedRecord(sealer);
    await damage(family.value.id);

    expect(await (await another()).finaliseAmendment(amendment, family)).toMatchObject({ ok: false });
  });
});

async function another() {
  return got(await aWindow(sealer).standing());
}

async function damage(id: string): Promise<void> {
  const row = (await diskRows()).get(id);
  await putOnDisk(sealer, id, flipped(row!, 100));
}
