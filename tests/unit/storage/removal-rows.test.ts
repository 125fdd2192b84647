import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { got } from "../../support/got.ts";
import { aWindow, diskRows, flipped, freshDisk, putOnDisk, removeFromDisk } from "./disk.ts";
import { aDraft, aFamily, aRecord } from "./records.ts";
import { aMark, anAmendedRecord, aStandingRecord, handedOver, removal } from "./standing-records.ts";

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

const elsewhere = { ok: false, error: { kind: "changed-elsewhere" } };
const unreadable = { ok: false, error: { kind: "unreadable" } };

test("a removal that was made already is confirmed with its family, as both are stored", async () => {
  const { family, standing } = await aStandingRecord(sealer);
  const removed = got(await standing.removeRecords(family.value.contacts, family, removal));
  const before = await diskRows();

  expect(got(await standing.removeRecords(family.value.contacts, family, removal))).toEqual(removed);
  expect(removed.version).toBe(family.version + 1);
  expect(await diskRows()).toEqual(before);
});

test("a removal that was made already is not confirmed where the family reads otherwise, or cannot be read", async () => {
  const { family, standing, window } = await aStandingRecord(sealer);
  const removed = got(await standing.removeRecords(family.value.contacts, family, removal));
  got(await window.families.save({ ...removed, value: { ...removed.value, phone: "07700 900123" } }));

  expect(await standing.removeRecords(family.value.contacts, family, removal)).toEqual(elsewhere);
  await putOnDisk(sealer, family.value.id, flipped((await diskRows()).get(family.value.id)!, 60));
  expect(await standing.removeRecords(family.value.contacts, family, removal)).toMatchObject({
    ok: false,
    error: { kind: "unavailable" },
  });
});

test("no receipt is written over what is something else than the record, or is not there", async () => {
  const { family, record, standing, window } = await aStandingRecord(sealer);
  const other = got(await window.families.add(aFamily()));
  const [entry] = family.value.contacts;
  const rowsBefore = await diskRows();
  const removing = (id: string) => {
    const wrong = { ...entry!, id: id as typeof record.id };
    return standing.removeRecords([wrong], { ...family, value: { ...family.value, contacts: [wrong] } }, removal);
  };

  expect(await removing(other.value.id)).toEqual(elsewhere);
  expect(await removing("AAAAAAAAAAAAAAAAAAAAAA")).toEqual(elsewhere);
  expect(await diskRows()).toEqual(rowsBefore);
});

test("the receipt of a family is none of a contact", async () => {
  const { family, standing, window } = await aStandingRecord(sealer);
  const contacts = family.value.contacts.map((entry) => ({ ...entry, kind: "six-to-eight-week" as const }));
  const last = got(await window.families.save({ ...family, value: { ...family.value, contacts } }));
  const emptied = got(await standing.removeRecords(contacts, last, removal));
  got(await standing.removeFamily(emptied, removal));
  const before = await diskRows();

  // Ids of both are alike; only what the row says tells them apart.
  expect(await standing.loadReceipt(family.value.id as never)).toEqual(unreadable);
  expect(await standing.removeFamily(emptied, removal)).toEqual({ ok: true, value: undefined });
  expect(await diskRows()).toEqual(before);
});

test("a record of which the log knows nothing leaves a receipt without a fingerprint", async () => {
  const { family, record, standing } = await aStandingRecord(sealer);
  for (const id of await logIds()) await removeFromDisk(sealer, id);

  const fresh = got(await aWindow(sealer).standing());
  got(await fresh.removeRecords(family.value.contacts, family, removal));

  const receipt = got(await standing.loadReceipt(record.id));
  expect(receipt).toMatchObject({ of: "contact", id: record.id, ...removal });
  expect(receipt).not.toHaveProperty("fingerprint");
  expect(receipt).not.toHaveProperty("enteredInError");
});

test("the receipt of a record entered in error says so, and each thing said of it leaves one", async () => {
  const { family, record, amendment, standing } = await anAmendedRecord(sealer);
  const marked = got(await standing.markInError(aMark(record), family));
  const value = handedOver(marked.value);

  const saved = got(await aWindow(sealer).families.save({ ...marked, value }));
  got(await standing.removeRecords(saved.value.contacts, saved, removal));

  const all = got(await got(await aWindow(sealer).archive()).readAll());
  const receipts = (all.standing ?? []).map((row) => row.value);
  const common = { familyId: record.familyId, ...removal };
  expect(receipts).toHaveLength(3);
  expect(receipts).toContainEqual(expect.objectContaining({ ...common, of: "contact", enteredInError: true }));
  expect(receipts).toContainEqual({ ...common, of: "amendment", id: amendment.value.id, contactId: record.id });
  expect(receipts).toContainEqual({ ...common, of: "error-mark", id: aMark(record).id, contactId: record.id });
});

test("a locked vault removes nothing, offers nothing, and says that it is locked", async () => {
  const { family, standing } = await aStandingRecord(sealer);
  const before = await diskRows();
  sealer.lock();
  const locked = { ok: false, error: { kind: "locked" } };
  const [entry] = family.value.contacts;
  const emptied = {
    ...family,
    value: {
      ...family.value,
      contacts: [{ ...entry!, kind: "six-to-eight-week" as const, removedAt: removal.removedAt }],
    },
  };

  expect(await standing.removeRecords(family.value.contacts, family, removal)).toEqual(locked);
  expect(await standing.removeFamily(emptied, removal)).toEqual(locked);
  expect(await standing.loadRemovable()).toEqual(locked);
  expect(await diskRows()).toEqual(before);
});

test("what another window changed is not removed", async () => {
  const { family, record, standing, window } = await aStandingRecord(sealer);
  got(await window.families.save({ ...family, value: { ...family.value, phone: "07700 900123" } }));

  expect(await standing.removeRecords(family.value.contacts, family, removal)).toEqual(elsewhere);
  expect(got(await window.contacts.load(record.id)).value).toEqual(record);
});

test("a draft beside a removed record stays as it is", async () => {
  const { family, record, standing, window } = await aStandingRecord(sealer);
  const started = got(await window.contacts.start(aDraft(family.value), family));
  const [entry] = started.family.value.contacts;

  const removed = got(await standing.removeRecords([entry!], started.family, removal));

  expect(got(await window.contacts.load(started.contact.value.id))).toEqual(started.contact);
  const final = aRecord(started.contact.value, removed.value);
  expect(await window.contacts.finalise({ ...started.contact, value: final }, removed)).toMatchObject({ ok: true });
  expect(await window.contacts.load(record.id)).toEqual({ ok: false, error: { kind: "missing" } });
});

async function logIds(): Promise<string[]> {
  return Promise.all(Array.from({ length: 4 }, (_, n) => sealer.namedRowId(`log/${n}`)));
}
