import { beginAmendment } from "../../../src/domain/amend.ts";
import type { DraftAmendment, FinalAmendment } from "../../../src/domain/amendment.ts";
import type { FinalContact } from "../../../src/domain/contact.ts";
import type { ErrorMark } from "../../../src/domain/error-mark.ts";
import type { Family } from "../../../src/domain/family.ts";
import { AmendmentId, ErrorMarkId } from "../../../src/domain/ids.ts";
import { anId } from "../../support/builders.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { got } from "../../support/got.ts";
import { aWindow } from "./disk.ts";
import { aDraft, aFamily, aRecord, withNote } from "./records.ts";

export const anAmendmentId = anId(AmendmentId, "amendment");
export const aMarkId = anId(ErrorMarkId, "mark");

/** Who removes, and when. */
export const removal = { by: { name: "Sam Lee", role: "Health visitor" }, removedAt: "2026-12-24T10:00:00Z" };

/** A draft amendment in which nothing differs from the record yet. */
export function anAmendment(record: FinalContact, number = 1, id = anAmendmentId): DraftAmendment {
  return beginAmendment(record, { id, number, now: "2026-11-21T09:00:00Z", clockSuspect: false });
}

/** The draft with a note changed. */
export function changed(draft: DraftAmendment, note = "Cot in kitchen"): DraftAmendment {
  return { ...draft, answers: { ...draft.answers, sleep: { ...draft.answers.sleep, note } } };
}

/** The draft as an amendment that stands. */
export function asFinal({ resumeAt: _, ...draft }: DraftAmendment): FinalAmendment {
  return {
    ...draft,
    status: "final",
    event: { date: "2026-11-19", time: "10:00" },
    reason: "Noted for the wrong room",
    author: { name: "Sam Lee", role: "Health visitor" },
    madeAt: "2026-11-21T09:05:00Z",
  };
}

/** A mark that says the record was entered in error. */
export function aMark(record: FinalContact): ErrorMark {
  return {
    id: aMarkId,
    contactId: record.id,
    familyId: record.familyId,
    reason: "wrong-family",
    author: { name: "Sam Lee", role: "Health visitor" },
    madeAt: "2026-11-21T09:05:00Z",
  };
}

/** The family with every record said to be in the patient record. */
export function handedOver(family: Family): Family {
  const inRecordAt = "2026-11-21T10:00:00Z";
  return { ...family, contacts: family.contacts.map((entry) => ({ ...entry, handOver: { inRecordAt } })) };
}

/** A record that stands and is said to be in the patient record. */
export async function aStandingRecord(sealer: FakeSealer) {
  const window = aWindow(sealer);
  const added = got(await window.families.add(aFamily()));
  const draft = withNote(aDraft(added.value), "Cot in bedroom");
  const started = got(await window.contacts.start(draft, added));
  const record = aRecord(draft, added.value);
  const final = got(await window.contacts.finalise({ ...started.contact, value: record }, started.family));
  const family = got(await window.families.save({ ...final.family, value: handedOver(final.family.value) }));
  return { window, record, family, standing: got(await window.standing()) };
}

/** The same record, amended once. */
export async function anAmendedRecord(sealer: FakeSealer) {
  const scene = await aStandingRecord(sealer);
  const begun = got(await scene.standing.startAmendment(anAmendment(scene.record), scene.family));
  const value = asFinal(changed(begun.amendment.value));
  const { amendment, family } = got(
    await scene.standing.finaliseAmendment({ ...begun.amendment, value }, begun.family),
  );
  return { ...scene, amendment, family };
}
