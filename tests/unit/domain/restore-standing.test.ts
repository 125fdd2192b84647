import { describe, expect, test } from "vitest";
import { beginAmendment } from "../../../src/domain/amend.ts";
import type { DraftAmendment, FinalAmendment } from "../../../src/domain/amendment.ts";
import type { Backup } from "../../../src/domain/backup.ts";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import type { ErrorMark } from "../../../src/domain/error-mark.ts";
import type { ContactEntry } from "../../../src/domain/family.ts";
import { AmendmentId, ContactId, ErrorMarkId } from "../../../src/domain/ids.ts";
import type { AllRecords } from "../../../src/domain/record-archive.ts";
import { type RestoreChoice, restoreChanges } from "../../../src/domain/restore-changes.ts";
import { conflictsOf, planRestore } from "../../../src/domain/restore-plan.ts";
import type { StandingRow } from "../../../src/domain/standing-row.ts";
import { aFamily, aFinalContact, anId, someAnswers } from "../../support/builders.ts";

const amendmentId = anId(AmendmentId, "amendment");
const markId = anId(ErrorMarkId, "mark");
const author = { name: "Sam Lee", role: "Health visitor" };
const record = aFinalContact();
const entry: ContactEntry = {
  id: record.id,
  kind: record.kind,
  status: "final",
  startedAt: record.startedAt,
  date: record.event.date,
};

function aDraftAmendment(note?: string): DraftAmendment {
  const made = { id: amendmentId, number: 1, now: "2026-11-25T09:00:00Z", clockSuspect: false };
  const begun = beginAmendment(record, made);
  return note === undefined ? begun : { ...begun, answers: someAnswers({ sleep: { note } }) };
}

function finalised({ resumeAt: _, ...draft }: DraftAmendment): FinalAmendment {
  return { ...draft, status: "final", event: record.event, reason: "Wrong", author, madeAt: "2026-11-25T09:05:00Z" };
}

const mark: ErrorMark = {
  id: markId,
  contactId: record.id,
  familyId: record.familyId,
  reason: "wrong-family",
  author,
  madeAt: "2026-11-26T09:05:00Z",
};

function side(listed: Partial<ContactEntry>, standing: StandingRow[], contact = record): AllRecords {
  const family = aFamily({ contacts: [{ ...entry, ...listed }] });
  return {
    vaultId: "here",
    families: [{ value: family, version: 1 }],
    contacts: [{ value: contact, version: 1 }],
    standing,
    unreadable: 0,
  };
}

const listed = (status: "draft" | "final") => ({ amendments: [{ id: amendmentId, status }] });

function restored(here: AllRecords, file: AllRecords, choice: RestoreChoice = "here") {
  const { vaultId, families, contacts, standing = [] } = file;
  const backup: Backup = {
    format: "safer-sleep-backup",
    version: 1,
    madeAt: "2026-11-27T14:05:00Z",
    build: "test",
    vaultId,
    counts: { families: families.length, contacts: contacts.length },
    settings: { you: defaultSettings.you, lock: defaultSettings.lock, localNumbers: [] },
    families,
    contacts,
    standing: [...standing],
  };
  const plan = planRestore(here, backup);
  let taken = 0;
  const choices = new Map(conflictsOf(plan).map((id) => [id, choice] as const));
  return { plan, changes: restoreChanges(plan, choices, () => anId(ContactId, `new-${taken++}`)) };
}

describe("a draft amendment here that the file has finalised", () => {
  const file = side(listed("final"), [{ type: "amendment", value: finalised(aDraftAmendment("As finalised")) }]);

  test("becomes the finalised one, and what the draft says otherwise goes on as the next amendment", () => {
    const draft = aDraftAmendment("Typed here");

    const { plan, changes } = restored(side(listed("draft"), [{ type: "amendment", value: draft }]), file);

    const kept = { ...draft, id: anId(AmendmentId, "new-0"), number: 2 };
    expect(changes[0]?.standing).toEqual([file.standing?.[0], { type: "amendment", value: kept }]);
    expect(changes[0]?.family.value.contacts[0]?.amendments).toEqual([
      { id: amendmentId, status: "final" },
      { id: kept.id, status: "draft" },
    ]);
    expect(plan.saidOtherwise).toBe(0);
  });

  test("becomes the finalised one and nothing else where both say the same", () => {
    const draft = aDraftAmendment("As finalised");

    const { changes } = restored(side(listed("draft"), [{ type: "amendment", value: draft }]), file);

    expect(changes[0]?.standing).toEqual(file.standing);
    expect(changes[0]?.family.value.contacts[0]?.amendments).toEqual([{ id: amendmentId, status: "final" }]);
  });

  test("the other way round, the finalised one here stays", () => {
    const draft = side(listed("draft"), [{ type: "amendment", value: aDraftAmendment("Typed before") }]);

    expect(restored(file, draft).changes).toEqual([]);
  });
});

test("keeping both takes what the file says of its contact along, under ids of its own", () => {
  const other = aFinalContact({ answers: someAnswers({ sleep: { note: "Otherwise" } }) });
  const amendment = finalised(aDraftAmendment("Amended"));
  const said: StandingRow[] = [
    { type: "amendment", value: amendment },
    { type: "error-mark", value: mark },
  ];
  const file = side({ ...listed("final"), enteredInError: markId }, said, other);

  const { changes } = restored(side({}, []), file, "both");

  const [own, copy] = changes[0]?.family.value.contacts ?? [];
  const ids = { amendment: anId(AmendmentId, "new-1"), mark: anId(ErrorMarkId, "new-2") };
  expect(own).toEqual(entry);
  expect(copy).toMatchObject({
    id: anId(ContactId, "new-0"),
    amendments: [{ id: ids.amendment, status: "final" }],
    enteredInError: ids.mark,
  });
  expect(changes[0]?.standing).toEqual([
    { type: "amendment", value: { ...amendment, id: ids.amendment, contactId: copy?.id } },
    { type: "error-mark", value: { ...mark, id: ids.mark, contactId: copy?.id } },
  ]);
});

describe("an older file", () => {
  const common = { familyId: record.familyId, removedAt: "2026-12-27T10:00:00Z", by: author };
  const receipt: StandingRow = {
    type: "receipt",
    value: {
      ...common,
      of: "contact",
      id: record.id,
      kind: record.kind,
      date: record.event.date,
      handedOverAt: "2026-11-27T10:00:00Z",
    },
  };
  const ofFamily: StandingRow = { type: "receipt", value: { ...common, of: "family", id: record.familyId } };

  test("does not bring back a record that was removed, and says so", () => {
    const here = { ...side({ removedAt: common.removedAt }, [receipt]), contacts: [] };

    const { plan, changes } = restored(here, side({}, []));

    expect(plan.counts.contacts).toMatchObject({ removed: 1, new: 0, "family-removed": 0 });
    expect(changes).toEqual([]);
  });

  test("calls removed only what was, and not another contact of a family that was removed", () => {
    const here: AllRecords = {
      vaultId: "here",
      families: [],
      contacts: [],
      standing: [receipt, ofFamily],
      unreadable: 0,
    };
    const other = aFinalContact({ id: anId(ContactId, "other") });
    const file = side({}, []);

    const { plan, changes } = restored(here, { ...file, contacts: [...file.contacts, { value: other, version: 1 }] });

    expect(plan.counts.contacts).toMatchObject({ removed: 1, "family-removed": 1 });
    expect(changes).toEqual([]);
  });
});
