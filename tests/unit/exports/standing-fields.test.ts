import { describe, expect, test } from "vitest";
import { checklistFor } from "../../../src/content/checklists.ts";
import { Amendment, type FinalAmendment } from "../../../src/domain/amendment.ts";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import { ErrorMark } from "../../../src/domain/error-mark.ts";
import { AmendmentId, ContactId, ErrorMarkId, FamilyId } from "../../../src/domain/ids.ts";
import { Receipt } from "../../../src/domain/receipt.ts";
import type { StandingRow } from "../../../src/domain/standing-row.ts";
import { backupContent, readBackup } from "../../../src/exports/backup-file.ts";
import { historyDocument, type RecordHistory } from "../../../src/exports/record-history.ts";
import { textOf } from "../../../src/exports/record-text.ts";
import { aFamily, aFinalContact, anId, withAnswers } from "../../support/builders.ts";

const checklist = checklistFor("new-birth");
const record = aFinalContact();
const author = { name: "Sam Lee", role: "health visitor" };
const ids = { contactId: record.id, familyId: record.familyId };

const amendment: FinalAmendment = {
  ...ids,
  id: anId(AmendmentId, "amendment"),
  kind: record.kind,
  checklistVersion: record.checklistVersion,
  number: 1,
  startedAt: "2026-11-24T09:00:00Z",
  status: "final",
  answers: record.answers,
  event: record.event,
  reason: "Wrong result tapped",
  author,
  madeAt: "2026-11-24T09:05:00Z",
};
const mark: ErrorMark = {
  ...ids,
  id: anId(ErrorMarkId, "mark"),
  reason: "wrong-family",
  author,
  madeAt: "2026-11-25T09:00:00Z",
};

// Another value for each field. What nobody reads in a text stands for itself: ids, and what the record says already.
const amendmentFields = {
  number: 2,
  answers: withAnswers(record.answers, { sleep: { note: "Cot in kitchen" } }),
  event: { date: "2026-11-21", time: "10:00" },
  reason: "Noted for the wrong room",
  author: { name: "Jo Ward", role: "health visitor" },
  madeAt: "2026-11-24T11:30:00Z",
  clockSuspect: true,
} as const satisfies Partial<FinalAmendment>;
const unreadOfAmendment = ["id", "contactId", "familyId", "kind", "checklistVersion", "startedAt", "status"];
const markFields = {
  reason: "recorded-twice",
  note: "Two visits mixed up",
  author: { name: "Jo Ward", role: "health visitor" },
  madeAt: "2026-11-25T11:30:00Z",
  clockSuspect: true,
} as const satisfies Partial<ErrorMark>;
const unreadOfMark = ["id", "contactId", "familyId"];

const finalSchema = Amendment.def.options[1];

describe("every field of what is said of a record later", () => {
  test("is named in this test", () => {
    expect([...Object.keys(amendmentFields), ...unreadOfAmendment].sort()).toEqual(
      Object.keys(finalSchema.shape).sort(),
    );
    expect([...Object.keys(markFields), ...unreadOfMark].sort()).toEqual(Object.keys(ErrorMark.shape).sort());
  });

  test.each(Object.entries(amendmentFields))("stands in the text of an amended record: %s", (field, value) => {
    expect(textWith({ amendments: [{ ...amendment, [field]: value }] })).not.toEqual(
      textWith({ amendments: [amendment] }),
    );
  });

  test.each(Object.entries(markFields))("stands in the text of a record entered in error: %s", (field, value) => {
    expect(textWith({ mark: { ...mark, [field]: value } })).not.toEqual(textWith({ mark }));
  });

  test.each<[string, StandingRow]>([
    ...Object.entries(amendmentFields).map(([field, value]) => rowWith(`amendment, ${field}`, { [field]: value })),
    ["draft of an amendment", { type: "amendment", value: aDraftOf(amendment) }],
    ...Object.entries(markFields).map(([field, value]): [string, StandingRow] => [
      `mark, ${field}`,
      { type: "error-mark", value: { ...mark, [field]: value } },
    ]),
    ...Receipt.def.options.map((schema, n): [string, StandingRow] => [
      `receipt ${n + 1} of ${Receipt.def.options.length}`,
      { type: "receipt", value: aReceipt([...schema.shape.of.def.values][0]!) },
    ]),
  ])("survives the backup: %s", async (_name, row) => {
    const records = {
      vaultId: "vault",
      families: [{ value: aFamily(), version: 1 }],
      contacts: [{ value: record, version: 1 }],
      standing: [row],
      unreadable: 0,
    };
    const file = backupContent({ records, settings: defaultSettings, madeAt: "2026-12-25T09:00:00Z", build: "test" });
    const backup = await readBackup(JSON.parse(new TextDecoder().decode(file)));

    expect(backup).toMatchObject({ ok: true });
    expect(backup.ok && backup.value.standing).toEqual([row]);
  });
});

function textWith(history: Partial<RecordHistory>) {
  return textOf(
    historyDocument({ record, amendments: [], mark: undefined, ...history }, checklist, { audience: "professional" }),
  );
}

function rowWith(name: string, change: Partial<FinalAmendment>): [string, StandingRow] {
  return [name, { type: "amendment", value: { ...amendment, ...change } }];
}

function aDraftOf({ event: _event, author: _author, madeAt: _madeAt, ...rest }: FinalAmendment) {
  return { ...rest, status: "draft", resumeAt: "topics" } as const;
}

/** A receipt with every field it can have. */
function aReceipt(of: Receipt["of"]): Receipt {
  const common = { familyId: record.familyId, removedAt: "2026-12-24T10:00:00Z", by: author };
  switch (of) {
    case "contact":
      return {
        ...common,
        of,
        id: anId(ContactId, "gone"),
        kind: "new-birth",
        date: "2026-11-23",
        handedOverAt: "2026-11-23T17:00:00Z",
        enteredInError: true,
        fingerprint: "7F3K 2QXM",
      };
    case "amendment":
      return { ...common, of, id: amendment.id, contactId: record.id };
    case "error-mark":
      return { ...common, of, id: mark.id, contactId: record.id };
    case "family":
      return { ...common, of, id: anId(FamilyId, "gone-family") };
  }
}
