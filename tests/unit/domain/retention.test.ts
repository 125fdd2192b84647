import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ContactEntry } from "../../../src/domain/family.ts";
import { AmendmentId, ContactId, ErrorMarkId } from "../../../src/domain/ids.ts";
import { keepDaysOf, mayBeRemoved, removableRecords, whyFamilyStays } from "../../../src/domain/retention.ts";
import { arbitraryFamily, arbitraryMoment } from "../../support/arbitraries.ts";
import { aFamily, anId, expecting } from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

const handedOver = "2026-11-23T15:00:00.000Z";
const entry = (given: Partial<ContactEntry> = {}): ContactEntry => ({
  id: anId(ContactId, "contact"),
  kind: "new-birth",
  status: "final",
  startedAt: "2026-11-23T14:05:00Z",
  date: "2026-11-23",
  handOver: { textCopiedAt: handedOver, inRecordAt: handedOver },
  ...given,
});
const amendments = [{ id: anId(AmendmentId, "amendment"), status: "draft" as const }];
const daysLater = (days: number) => new Date(Date.parse(handedOver) + days * 86_400_000).toISOString();

describe("records that may be removed", () => {
  test("are offered from 30 days after the hand-over on, or from as many as the visitor set", () => {
    const contacts = [entry()];

    expect(removableRecords({ contacts }, daysLater(29.9), keepDaysOf({}))).toEqual([]);
    expect(removableRecords({ contacts }, daysLater(30), keepDaysOf({}))).toEqual(contacts);
    expect(removableRecords({ contacts }, daysLater(7), keepDaysOf({ keepDays: 7 }))).toEqual(contacts);
  });

  test.each<[string, Partial<ContactEntry>]>([
    ["a draft", { status: "draft" }],
    ["one that was only copied", { handOver: { textCopiedAt: handedOver } }],
    ["one that nobody handed over", { handOver: undefined as never }],
    ["one that is being amended", { amendments }],
    ["one that is gone already", { removedAt: handedOver }],
  ])("are never %s", (_what, given) => {
    expect(mayBeRemoved(entry(given))).toBe(false);
  });

  test("are also those marked as entered in error, once that is handed over", () => {
    const enteredInError = anId(ErrorMarkId, "mark");

    expect(mayBeRemoved(entry({ enteredInError, amendments }))).toBe(true);
    expect(mayBeRemoved(entry({ enteredInError, handOver: {} }))).toBe(false);
  });

  test("were all confirmed to be in the patient record, whatever the family, the day and the setting", () => {
    holds(
      fc.property(arbitraryFamily, arbitraryMoment, fc.integer({ min: 1, max: 365 }), (family, now, keepDays) => {
        for (const { status, handOver } of removableRecords(family, now, keepDays)) {
          expect(status).toBe("final");
          expect(Date.parse(handOver?.inRecordAt ?? "")).toBeLessThanOrEqual(Date.parse(now) - keepDays * 86_400_000);
        }
      }),
    );
  });
});

describe("a family", () => {
  const gone = (kind: ContactEntry["kind"]) => entry({ kind, removedAt: handedOver });

  test("stays while it has any record or draft, or never had one", () => {
    expect(whyFamilyStays(aFamily())).toBe("has-records");
    expect(whyFamilyStays(aFamily({ contacts: [gone("new-birth"), entry({ status: "draft" })] }))).toBe("has-records");
  });

  test("stays while a birth or a contact is to come", () => {
    expect(whyFamilyStays(aFamily({ contacts: [gone("new-birth")] }))).toBe("contact-to-come");
    expect(whyFamilyStays(aFamily({ stage: expecting(), contacts: [gone("antenatal")] }))).toBe("contact-to-come");
  });

  test("may go once all its records are gone and the last contact was done", () => {
    expect(whyFamilyStays(aFamily({ contacts: [gone("new-birth"), gone("six-to-eight-week")] }))).toBeUndefined();
  });

  test("stays when the last contact was entered in error: it is still to come", () => {
    const contacts = [{ ...gone("six-to-eight-week"), enteredInError: anId(ErrorMarkId, "mark") }];

    expect(whyFamilyStays(aFamily({ contacts }))).toBe("contact-to-come");
  });
});
