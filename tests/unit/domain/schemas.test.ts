import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Amendment } from "../../../src/domain/amendment.ts";
import { Checklist } from "../../../src/domain/checklist.ts";
import { Contact } from "../../../src/domain/contact.ts";
import { contactKinds } from "../../../src/domain/contact-kind.ts";
import { ErrorMark } from "../../../src/domain/error-mark.ts";
import { Family, Subject } from "../../../src/domain/family.ts";
import { Receipt } from "../../../src/domain/receipt.ts";
import {
  arbitraryAmendment,
  arbitraryDraft,
  arbitraryErrorMark,
  arbitraryFamily,
  arbitraryFinalAmendment,
  arbitraryFinalContact,
  arbitraryReceipt,
  arbitrarySubject,
} from "../../support/arbitraries.ts";
import { aChecklist, aDraft, aFamily, aFinalContact, allWell } from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

describe("what is stored matches its schema and survives JSON unchanged", () => {
  const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  test("any family", () => {
    holds(
      fc.property(arbitraryFamily, (family) => {
        expect(Family.parse(throughJson(family))).toStrictEqual(family);
      }),
    );
  });

  test("any subject of a final contact", () => {
    holds(
      fc.property(arbitrarySubject, (subject) => {
        expect(Subject.parse(throughJson(subject))).toStrictEqual(subject);
      }),
    );
  });

  test.each(contactKinds)("any draft of the %s checklist", (kind) => {
    holds(
      fc.property(arbitraryDraft(aChecklist({ kind })), (draft) => {
        expect(Contact.parse(throughJson(draft))).toStrictEqual(draft);
      }),
    );
  });

  test.each(contactKinds)("any final contact of the %s checklist", (kind) => {
    holds(
      fc.property(arbitraryFinalContact(aChecklist({ kind })), (contact) => {
        expect(Contact.parse(throughJson(contact))).toStrictEqual(contact);
      }),
      { numRuns: 50 },
    );
  });

  test.each(contactKinds)("any amendment of a record with the %s checklist", (kind) => {
    holds(
      fc.property(arbitraryAmendment(aChecklist({ kind })), (amendment) => {
        expect(Amendment.parse(throughJson(amendment))).toStrictEqual(amendment);
      }),
      { numRuns: 50 },
    );
  });

  test("any mark of an error, and any receipt", () => {
    holds(
      fc.property(arbitraryErrorMark, arbitraryReceipt, (mark, receipt) => {
        expect(ErrorMark.parse(throughJson(mark))).toStrictEqual(mark);
        expect(Receipt.parse(throughJson(receipt))).toStrictEqual(receipt);
      }),
    );
  });
});

test.each(["", " ", "\n\t"])("an amendment that stands has a reason: %j is none", (reason) => {
  const [drawn] = fc.sample(arbitraryFinalAmendment(aChecklist()), 1);

  expect(Amendment.safeParse({ ...drawn, reason: "Wrong cot" }).success).toBe(true);
  expect(Amendment.safeParse({ ...drawn, reason }).success).toBe(false);
});

describe("what the builders make is valid", () => {
  test.each(contactKinds)("checklist, draft and final contact of kind %s", (kind) => {
    const checklist = aChecklist({ kind });

    expect(Checklist.safeParse(checklist).error).toBeUndefined();
    expect(Contact.safeParse(aDraft({ kind, answers: allWell(checklist) })).error).toBeUndefined();
    expect(Contact.safeParse(aFinalContact({ kind, answers: allWell(checklist) })).error).toBeUndefined();
    expect(Family.safeParse(aFamily()).error).toBeUndefined();
  });
});

test("a contact with a key that the schema does not know is not a contact", () => {
  const draft = aDraft();

  expect(Contact.safeParse({ ...draft, score: 3 }).success).toBe(false);
  expect(Contact.safeParse({ ...draft, answers: { ...draft.answers, risk: {} } }).success).toBe(false);
});
