import { describe, expect, test } from "vitest";
import { checklistVersion, currentVersion } from "../../../src/content/checklists.ts";
import { beginAmendment } from "../../../src/domain/amend.ts";
import type { FinalAmendment } from "../../../src/domain/amendment.ts";
import type { ContactEntry } from "../../../src/domain/family.ts";
import { AmendmentId, ContactId, ErrorMarkId, FamilyId } from "../../../src/domain/ids.ts";
import { FamilyModel } from "../../../src/state/family-model.ts";
import { loadContact } from "../../../src/state/load-contact.ts";
import { aDraft, aFamily, aFinalContact, anId } from "../../support/builders.ts";
import { anUnlockedApp } from "../../support/fake-workspace.ts";

const version = currentVersion("new-birth");
const amendmentId = anId(AmendmentId, "amendment");
const draftId = anId(ContactId, "draft");
const record = aFinalContact({ id: anId(ContactId, "record"), checklistVersion: version });
const amendment: FinalAmendment = {
  ...withoutStep(
    beginAmendment(record, { id: amendmentId, number: 1, now: "2026-11-24T09:00:00Z", clockSuspect: false }),
  ),
  status: "final",
  event: { date: "2026-11-21", time: "10:00" },
  reason: "Wrong day",
  author: { name: "Sam Lee", role: "health visitor" },
  madeAt: "2026-11-24T09:05:00Z",
};

describe("the contacts before a draft", () => {
  test("brings an amended record as it now reads, and none that was entered in error or removed", async () => {
    const wrong = aFinalContact({ id: anId(ContactId, "wrong"), checklistVersion: version });
    const { real } = await aStore([
      entryOf(record.id, { amendments: [{ id: amendmentId, status: "final" }] }),
      entryOf(wrong.id, { enteredInError: anId(ErrorMarkId, "mark") }),
      entryOf(anId(ContactId, "removed"), { removedAt: "2026-11-24T09:00:00Z" }),
    ]);
    real.putContact(wrong);

    const loaded = await loadContact(real, draftId, checklistVersion);

    expect(loaded.ok && loaded.value.previous).toEqual([{ ...record, event: amendment.event }]);
  });

  test("leaves out a record whose amendment cannot be read: a corrected answer must not pass for how things are", async () => {
    const { real, app } = await aStore([entryOf(record.id, { amendments: [{ id: amendmentId, status: "final" }] })]);
    real.standingRecords.unreadable.add(amendmentId);

    const loaded = await loadContact(real, draftId, checklistVersion);
    const family = new FamilyModel(app, anId(FamilyId, "family"));
    await family.load();

    expect(loaded.ok && loaded.value.previous).toEqual([]);
    const state = family.state.value;
    expect(state.status === "ready" && state.value.timeline.at(-1)).toMatchObject({ failure: { kind: "unreadable" } });
  });

  test("takes a record whose amendment is only begun as it was written", async () => {
    const { real } = await aStore([entryOf(record.id, { amendments: [{ id: amendmentId, status: "draft" }] })]);

    const loaded = await loadContact(real, draftId, checklistVersion);

    expect(loaded.ok && loaded.value.previous).toEqual([record]);
  });
});

async function aStore(entries: ContactEntry[]) {
  const fakes = await anUnlockedApp();
  const { real } = fakes;
  real.putContact(record);
  real.putContact(aDraft({ id: draftId, checklistVersion: version }));
  real.standingRecords.putAmendment(amendment);
  real.putFamily(aFamily({ contacts: [...entries, { ...entryOf(draftId), status: "draft" }] }));
  return fakes;
}

function entryOf(id: ContactId, given: Partial<ContactEntry> = {}): ContactEntry {
  return { id, kind: "new-birth", status: "final", startedAt: "2026-11-23T14:05:00Z", date: "2026-11-23", ...given };
}

function withoutStep<T extends { resumeAt: unknown }>({ resumeAt: _, ...rest }: T) {
  return rest;
}
