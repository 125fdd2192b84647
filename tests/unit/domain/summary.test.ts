import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ContactEntry } from "../../../src/domain/family.ts";
import { AmendmentId, BabyId, ContactId, ErrorMarkId, PersonId } from "../../../src/domain/ids.ts";
import { NhsNumber } from "../../../src/domain/nhs-number.ts";
import { FamilySummary, foldForSearch, matchesSearch, summarise } from "../../../src/domain/summary.ts";
import { textCaps } from "../../../src/shared/text-caps.ts";
import { arbitraryFamily, arbitraryText } from "../../support/arbitraries.ts";
import { aCarer, aFamily, anId, born, expecting } from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

const entry = (given: Partial<ContactEntry>): ContactEntry => ({
  id: anId(ContactId, "contact"),
  kind: "new-birth",
  status: "final",
  startedAt: "2026-11-23T14:05:00Z",
  ...given,
});

describe("the summary of a family", () => {
  test("holds what the caseload shows", () => {
    const family = aFamily({
      interpreter: "phone-or-video",
      contacts: [entry({ kind: "antenatal" }), entry({ status: "draft" })],
    });

    expect(summarise(family)).toMatchObject({
      id: family.id,
      label: "Amina Khan and baby Yusuf",
      born: true,
      keyDate: "2026-11-11",
      windows: [{ kind: "new-birth" }, { kind: "six-to-eight-week" }],
      draft: { kind: "new-birth", startedAt: "2026-11-23T14:05:00Z" },
      notInRecord: 1,
      interpreter: true,
    });
  });

  test("goes by the birth of the first born, by the due date, or by nothing", () => {
    const twins = born(
      { id: anId(BabyId, "b"), birthDate: "2026-11-12" },
      { id: anId(BabyId, "a"), birthDate: "2026-11-11" },
    );

    expect(summarise(aFamily({ stage: twins })).keyDate).toBe("2026-11-11");
    expect(summarise(aFamily({ stage: expecting("2027-01-20") })).keyDate).toBe("2027-01-20");
    expect(summarise(aFamily({ stage: expecting(null) }))).not.toHaveProperty("keyDate");
  });

  test("counts a record as not copied until the visitor says it stands in the patient record", () => {
    const at = "2026-11-23T15:00:00Z";
    const contacts = [
      entry({}),
      entry({ handOver: { textCopiedAt: at } }),
      entry({ handOver: { inRecordAt: at } }),
      entry({ status: "draft" }),
    ];

    expect(summarise(aFamily({ contacts })).notInRecord).toBe(2);
  });

  test("names a record that is being amended as a draft, until the amendment stands or the record is marked", () => {
    const amendments = [
      { id: anId(AmendmentId, "first"), status: "final" as const },
      { id: anId(AmendmentId, "second"), status: "draft" as const },
    ];
    const enteredInError = anId(ErrorMarkId, "mark");

    expect(summarise(aFamily({ contacts: [entry({ amendments })] })).draft).toMatchObject({ kind: "new-birth" });
    for (const contact of [entry({ amendments: amendments.slice(0, 1) }), entry({ amendments, enteredInError })]) {
      expect(summarise(aFamily({ contacts: [contact] })).draft).toBeUndefined();
    }
  });

  test("asks for no interpreter when none is needed or nobody asked", () => {
    expect(summarise(aFamily({ interpreter: "not-needed" })).interpreter).toBe(false);
    expect(summarise(aFamily()).interpreter).toBe(false);
  });

  test("cuts a label and a text to search in that are longer than it can hold", () => {
    const name = "x".repeat(textCaps.line);
    const carers = ["a", "b", "c"].map((id) => aCarer({ id: anId(PersonId, id), name }));

    const summary = summarise(aFamily({ carers }));

    expect(summary.label).toBe("x".repeat(800));
    expect(summary.searchText).toHaveLength(2000);
    expect(FamilySummary.safeParse(summary).success).toBe(true);
  });

  test("is valid for any family, and found by the name of any carer", () => {
    holds(
      fc.property(arbitraryFamily, (family) => {
        const summary = summarise(family);

        expect(FamilySummary.safeParse(summary).error).toBeUndefined();
        for (const carer of family.carers) expect(matchesSearch(summary, foldForSearch(carer.name))).toBe(true);
      }),
    );
  });
});

test("digits that end one name do not run into those that begin the next", () => {
  const carers = [aCarer({ name: "+44 7700 900123" }), aCarer({ name: "-2" })];

  expect(summarise(aFamily({ carers })).searchText).toMatch(/^\+447700900123 -2/);
});

describe("searching", () => {
  const number = NhsNumber.parse("9991112227");
  const summary = summarise(
    aFamily({
      carers: [aCarer({ name: "Zoë  Łukasz-O'Hara" })],
      stage: born({ nhsNumber: number }),
      localRecordId: "RX 44",
    }),
  );

  test.each(["zoe", "ZOË", "o'hara zoe", "yusuf", "999 111 2227", "999-111", "rx 44", "", "zoe yus"])(
    "for %o finds the family",
    (query) => {
      expect(matchesSearch(summary, foldForSearch(query))).toBe(true);
    },
  );

  test.each(["zoey", "adam", "zoe adam", "999 111 2228"])("for %o does not", (query) => {
    expect(matchesSearch(summary, foldForSearch(query))).toBe(false);
  });

  test("folding twice changes nothing more", () => {
    holds(
      fc.property(arbitraryText(100), (text) => {
        expect(foldForSearch(foldForSearch(text))).toBe(foldForSearch(text));
      }),
    );
  });
});
