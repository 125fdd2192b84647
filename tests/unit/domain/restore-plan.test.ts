import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Backup } from "../../../src/domain/backup.ts";
import type { Contact, DraftContact, FinalContact } from "../../../src/domain/contact.ts";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import type { ContactEntry, Family } from "../../../src/domain/family.ts";
import { ContactId, FamilyId } from "../../../src/domain/ids.ts";
import type { AllRecords } from "../../../src/domain/record-archive.ts";
import { type RestoreChoice, restoreChanges } from "../../../src/domain/restore-changes.ts";
import { conflictsOf, planRestore } from "../../../src/domain/restore-plan.ts";
import { aDraft, aFamily, aFinalContact, anId, born, expecting, someAnswers } from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

const familyId = anId(FamilyId, "family");
const copies = ["copy-1", "copy-2", "copy-3"].map((name) => anId(ContactId, name));
const newId = copies[0]!;

/** Records as they are stored, each at the version given or at 1. */
function records(families: Family[], contacts: Contact[] = [], version = 1, vaultId = "here"): AllRecords {
  return {
    vaultId,
    families: families.map((value) => ({ value, version })),
    contacts: contacts.map((value) => ({ value, version })),
    unreadable: 0,
  };
}

function backup({ vaultId, families, contacts }: AllRecords): Backup {
  return {
    format: "safer-sleep-backup",
    version: 1,
    madeAt: "2026-11-27T14:05:00Z",
    build: "test",
    vaultId,
    counts: { families: families.length, contacts: contacts.length },
    settings: { you: defaultSettings.you, lock: defaultSettings.lock, localNumbers: [] },
    families,
    contacts,
  };
}

function changes(here: AllRecords, file: AllRecords, choice?: RestoreChoice) {
  const plan = planRestore(here, backup(file));
  const choices = new Map(choice === undefined ? [] : conflictsOf(plan).map((id) => [id, choice] as const));
  let taken = 0;
  return restoreChanges(plan, choices, () => copies[taken++]!);
}

/** The records after the changes, as the store would hold them. */
function applied(here: AllRecords, made: ReturnType<typeof changes>): AllRecords {
  const put = <T extends { id: string }>(list: readonly { value: T; version: number }[], value: T, version: number) => [
    ...list.filter((stored) => stored.value.id !== value.id),
    { value, version: version + 1 },
  ];
  let { families, contacts } = here;
  for (const change of made) {
    families = put(families, change.family.value, change.family.version);
    for (const { value, version } of change.contacts) contacts = put(contacts, value, version);
  }
  return { ...here, families, contacts };
}

function entry(contact: Contact, more: Partial<ContactEntry> = {}): ContactEntry {
  const { id, kind, status, startedAt } = contact;
  return { id, kind, status, startedAt, ...(contact.status === "final" ? { date: contact.event.date } : {}), ...more };
}

const withContacts = (...contacts: Contact[]) => aFamily({ contacts: contacts.map((contact) => entry(contact)) });
const draft = (note?: string): DraftContact => aDraft(note === undefined ? {} : { answers: { sleep: { note } } });
const final = (note?: string): FinalContact =>
  aFinalContact(note === undefined ? {} : { answers: someAnswers({ sleep: { note } }) });

describe("on an empty device", () => {
  test("everything is new, and written family by family", () => {
    const file = records([withContacts(draft())], [draft()], 5, "elsewhere");

    const plan = planRestore(records([]), backup(file));

    expect(plan.counts).toMatchObject({ families: { new: 1, same: 0 }, contacts: { new: 1, same: 0 } });
    expect(changes(records([]), file)).toEqual([
      {
        family: { value: withContacts(draft()), version: 0 },
        contacts: [{ value: draft(), version: 0 }],
      },
    ]);
  });

  test("a family that lists a contact which the file lacks keeps it in its list", () => {
    expect(changes(records([]), records([withContacts(draft())]))[0]?.family.value.contacts).toHaveLength(1);
  });

  test("a contact whose family is nowhere is counted and not written", () => {
    const file = records([], [draft()]);

    expect(planRestore(records([]), backup(file)).withoutFamily).toBe(1);
    expect(changes(records([]), file)).toEqual([]);
  });
});

describe("where the records are already", () => {
  test("the same are left alone", () => {
    const here = records([withContacts(final())], [final()]);

    expect(planRestore(here, backup(here)).counts).toMatchObject({ families: { same: 1 }, contacts: { same: 1 } });
    expect(changes(here, here)).toEqual([]);
  });

  test("an earlier state of this vault's own rows changes nothing", () => {
    const here = records([{ ...withContacts(draft("now")), phone: "2" }], [draft("now")], 7);
    const file = records([{ ...withContacts(draft("before")), phone: "1" }], [draft("before")], 3);

    const { counts } = planRestore(here, backup(file));

    expect(counts).toMatchObject({ families: { "newer-here": 1 }, contacts: { "newer-here": 1 } });
    expect(changes(here, file)).toEqual([]);
  });

  test("a draft is never put over its finalised record", () => {
    const here = records([withContacts(final())], [final()]);
    const file = records([withContacts(draft())], [{ ...draft("more"), id: final().id }], 9, "elsewhere");

    expect(planRestore(here, backup(file)).counts.contacts).toMatchObject({ "newer-here": 1 });
    for (const choice of ["here", "file", "both"] as const) {
      expect(changes(here, file, choice).flatMap(({ contacts }) => contacts)).toEqual([]);
    }
  });

  test("a draft becomes the finalised record when that holds all its answers", () => {
    const ours = { ...draft("Cot"), id: final().id };
    const here = records([withContacts(ours)], [ours], 4);
    const file = records([withContacts(final("Cot"))], [final("Cot")], 2, "elsewhere");

    const made = changes(here, file);

    expect(made[0]?.contacts).toEqual([{ value: final("Cot"), version: 4 }]);
    expect(made[0]?.family.value.contacts).toEqual([entry(final("Cot"))]);
  });

  test("a draft with an answer that the finalised record lacks is for a person to decide", () => {
    const ours = { ...draft("Sofa, most nights"), id: final().id };
    const here = records([withContacts(ours)], [ours]);
    const file = records([withContacts(final("Cot"))], [final("Cot")], 1, "elsewhere");

    expect(planRestore(here, backup(file)).counts.contacts).toMatchObject({ conflict: 1 });
    expect(changes(here, file, "here").flatMap(({ contacts }) => contacts)).toEqual([]);
    expect(changes(here, file, "file")[0]?.contacts).toEqual([{ value: final("Cot"), version: 1 }]);
    const both = changes(here, file, "both")[0]!;
    expect(both.contacts).toEqual([{ value: { ...final("Cot"), id: newId }, version: 0 }]);
    expect(both.family.value.contacts.map(({ id, status }) => [id, status])).toEqual([
      [ours.id, "draft"],
      [newId, "final"],
    ]);
  });

  test("two finalised records that differ: both are kept, or the one here stays; never is one replaced", () => {
    const here = records([withContacts(final("here"))], [final("here")]);
    const file = records([withContacts(final("file"))], [final("file")], 1, "elsewhere");

    expect(changes(here, file, "here")).toEqual([]);
    expect(changes(here, file, "file")).toEqual([]);
    expect(changes(here, file, "both")[0]?.contacts).toEqual([{ value: { ...final("file"), id: newId }, version: 0 }]);
    expect(changes(here, file)).toEqual([]);
  });

  test("a birth in the file comes after expecting here, and never goes back", () => {
    const before = aFamily({ stage: expecting() });
    const birth = aFamily({ stage: born() });

    expect(changes(records([before]), records([birth], [], 1, "elsewhere"))[0]?.family.value).toEqual(birth);
    expect(changes(records([birth]), records([before], [], 1, "elsewhere"))).toEqual([]);
  });

  test("details that differ are for a person to decide, and the list of contacts comes together all the same", () => {
    const [ours, theirs] = [
      draft(),
      aFinalContact({ id: anId(ContactId, "other"), startedAt: "2026-01-01T09:00:00Z" }),
    ];
    const here = records([{ ...withContacts(ours), phone: "1" }], [ours]);
    const file = records([{ ...withContacts(theirs), phone: "2" }], [theirs], 1, "elsewhere");

    for (const [choice, phone] of [
      ["here", "1"],
      ["file", "2"],
    ] as const) {
      const [made] = changes(here, file, choice);
      expect(made?.family).toMatchObject({ version: 1, value: { phone } });
      expect(made?.family.value.contacts.map(({ id }) => id)).toEqual([theirs.id, ours.id]);
    }
  });

  test("that a text reached the patient record is known from either side", () => {
    const inRecord = { handOver: { inRecordAt: "2026-11-24T09:00:00Z" } };
    const here = records(
      [aFamily({ contacts: [entry(final(), { handOver: { textCopiedAt: "2026-11-23T15:00:00Z" } })] })],
      [final()],
    );
    const file = records([aFamily({ contacts: [entry(final(), inRecord)] })], [final()], 1, "elsewhere");

    expect(changes(here, file)[0]?.family.value.contacts[0]?.handOver).toEqual({
      textCopiedAt: "2026-11-23T15:00:00Z",
      inRecordAt: "2026-11-24T09:00:00Z",
    });
  });

  test("that the text of another finalised record was copied says nothing of the one here", () => {
    const inRecord = { handOver: { inRecordAt: "2026-11-24T09:00:00Z" } };
    const here = records([withContacts(final("here"))], [final("here")]);
    const file = records([aFamily({ contacts: [entry(final("file"), inRecord)] })], [final("file")], 1, "elsewhere");

    expect(changes(here, file, "here")).toEqual([]);
  });
});

const notes = fc.constantFrom("", "Cot", "Sofa", "Cot and sofa");
const contactNames = ["one", "two", "three"] as const;
const someContact = fc
  .record({ name: fc.constantFrom(...contactNames), isFinal: fc.boolean(), note: notes })
  .map(({ name, isFinal, note }): Contact => ({ ...(isFinal ? final(note) : draft(note)), id: anId(ContactId, name) }));
const someRecords = (vaults: string[]) =>
  fc
    .record({
      contacts: fc.uniqueArray(someContact, { selector: ({ id }) => id, maxLength: 3 }),
      phone: fc.constantFrom("1", "2", undefined),
      version: fc.integer({ min: 1, max: 3 }),
      vaultId: fc.constantFrom(...vaults),
      isThere: fc.boolean(),
    })
    .map(({ contacts, phone, version, vaultId, isThere }) => {
      const family = { ...withContacts(...contacts), ...(phone === undefined ? {} : { phone }) };
      return isThere ? records([family], contacts, version, vaultId) : records([], [], 1, vaultId);
    });
const someChoice = fc.constantFrom<RestoreChoice[]>("here", "file", "both");

describe("whatever is here, in the file and chosen", () => {
  const scene = fc.tuple(someRecords(["here"]), someRecords(["here", "elsewhere"]), someChoice);

  test("no finalised record is ever written over, and each row is written once at the version that was read", () => {
    holds(
      fc.property(scene, ([here, file, choice]) => {
        for (const { family, contacts } of changes(here, file, choice)) {
          expect(family.version).toBe(here.families.find(({ value }) => value.id === family.value.id)?.version ?? 0);
          expect(new Set(contacts.map(({ value }) => value.id)).size).toBe(contacts.length);
          for (const { value, version } of contacts) {
            const stored = here.contacts.find((contact) => contact.value.id === value.id);
            expect(version).toBe(stored?.version ?? 0);
            if (stored) expect(stored.value.status).toBe("draft");
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test("a second restore of the same file has nothing left to write", () => {
    holds(
      fc.property(scene, ([here, file, choice]) => {
        const once = applied(here, changes(here, file, choice));
        // Only what was kept here on purpose is still in conflict.
        expect(changes(once, file, "here")).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("a family lists every contact that is stored, and every one that it or the file listed", () => {
    holds(
      fc.property(scene, ([here, file, choice]) => {
        const now = applied(here, changes(here, file, choice));
        const family = now.families.find(({ value }) => value.id === familyId)?.value;
        const listed = new Set(family?.contacts.map(({ id }) => id));
        for (const { value } of [...now.contacts, ...file.contacts]) expect(listed).toContain(value.id);
        for (const { value } of now.contacts) {
          expect(family?.contacts.find(({ id }) => id === value.id)?.status).toBe(value.status);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("what is here is still there afterwards, unless somebody chose the file, or the file says all of it", () => {
    holds(
      fc.property(someRecords(["here"]), someRecords(["here", "elsewhere"]), (here, file) => {
        const now = applied(here, changes(here, file, "both"));
        for (const { value } of here.contacts) {
          const kept = now.contacts.find((contact) => contact.value.id === value.id)?.value;
          const { note = "" } = value.answers.sleep;
          expect(note === "" || kept?.answers.sleep.note === note).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
