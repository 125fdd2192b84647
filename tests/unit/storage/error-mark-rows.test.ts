import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { got } from "../../support/got.ts";
import { aWindow, diskRows, flipped, freshDisk, putOnDisk } from "./disk.ts";
import { aDraft } from "./records.ts";
import { aMark, aMarkId, aStandingRecord, removal } from "./standing-records.ts";

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

const elsewhere = { ok: false, error: { kind: "changed-elsewhere" } };
const unreadable = { ok: false, error: { kind: "unavailable", cause: { name: "UnreadableRecordError" } } };

test("a mark that was made already is confirmed with its family, as both are stored", async () => {
  const { record, family, standing } = await aStandingRecord(sealer);
  const marked = got(await standing.markInError(aMark(record), family));
  const before = await diskRows();

  expect(got(await standing.markInError(aMark(record), family))).toEqual(marked);
  expect(marked.version).toBe(family.version + 1);
  expect(await diskRows()).toEqual(before);
});

test("a mark that was made already is not confirmed where the family reads otherwise, or cannot be read", async () => {
  const { record, family, standing, window } = await aStandingRecord(sealer);
  const marked = got(await standing.markInError(aMark(record), family));
  const other = got(await window.families.save({ ...marked, value: { ...marked.value, phone: "07700 900123" } }));

  expect(await standing.markInError(aMark(record), family)).toEqual(elsewhere);
  await putOnDisk(sealer, other.value.id, flipped((await diskRows()).get(other.value.id)!, 60));
  expect(await standing.markInError(aMark(record), family)).toMatchObject(unreadable);
});

test("nothing is marked that is a draft, was removed, or is not the family's", async () => {
  const { record, family, standing, window } = await aStandingRecord(sealer);
  const started = got(await window.contacts.start(aDraft(family.value), family));
  const removed = got(await standing.removeRecords([started.family.value.contacts[0]!], started.family, removal));
  const rowsBefore = (await diskRows()).size;
  const nobodys = { ...removed, value: { ...removed.value, contacts: [] } };

  expect(await standing.markInError(aMark(record), removed)).toEqual(elsewhere);
  expect(await standing.markInError({ ...aMark(record), contactId: started.contact.value.id }, removed)).toEqual(
    elsewhere,
  );
  expect(await standing.markInError(aMark(record), nobodys)).toEqual(elsewhere);
  expect((await diskRows()).size).toBe(rowsBefore);
});

test("nothing is written over a mark that cannot be read", async () => {
  const { record, family, standing } = await aStandingRecord(sealer);
  const marked = got(await standing.markInError(aMark(record), family));
  await putOnDisk(sealer, aMarkId, flipped((await diskRows()).get(aMarkId)!, 60));
  const before = await diskRows();

  expect(await standing.markInError(aMark(record), marked)).toMatchObject(unreadable);
  expect(await diskRows()).toEqual(before);
});

test("a mark whose save was refused is not made", async () => {
  const { record, family, standing, window } = await aStandingRecord(sealer);
  got(await window.families.save({ ...family, value: { ...family.value, phone: "07700 900123" } }));

  expect(await standing.markInError(aMark(record), family)).toEqual(elsewhere);
  expect(await standing.loadErrorMark(aMarkId)).toEqual({ ok: false, error: { kind: "missing" } });
});

test("another window reads the mark, and its record as it was", async () => {
  const { record, family, standing } = await aStandingRecord(sealer);
  got(await standing.markInError(aMark(record), family));

  const other = aWindow(sealer);
  expect(got(await got(await other.standing()).loadErrorMark(aMarkId))).toEqual(aMark(record));
  expect(got(await other.contacts.load(record.id)).value).toEqual(record);
});
