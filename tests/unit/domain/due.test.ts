import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ContactKind } from "../../../src/domain/contact-kind.ts";
import { addDays, type CivilDate } from "../../../src/domain/dates.ts";
import {
  compareDue,
  contactToOffer,
  type DueBasis,
  type DueStatus,
  dueStatus,
  outstandingWindows,
} from "../../../src/domain/due.ts";
import type { Family } from "../../../src/domain/family.ts";
import { BabyId, ContactId, ErrorMarkId } from "../../../src/domain/ids.ts";
import { arbitraryCivilDate, arbitraryFamily } from "../../support/arbitraries.ts";
import { aFamily, anId, born, expecting } from "../../support/builders.ts";
import { holds } from "../../support/holds.ts";

const birth = "2026-11-11";

function basisOf(family: Family): DueBasis {
  return {
    born: family.stage.stage === "born",
    windows: outstandingWindows(family),
    ...(family.stage.stage === "expecting" && family.stage.dueDate ? { dueDate: family.stage.dueDate } : {}),
  };
}

function statusOn(family: Family, today: CivilDate): DueStatus {
  return dueStatus(basisOf(family), today);
}

function having(...kinds: ContactKind[]): Family["contacts"] {
  return kinds.map((kind) => ({
    id: anId(ContactId, kind),
    kind,
    status: "final",
    startedAt: "2026-11-01T09:00:00Z",
  }));
}

describe("a family with a baby", () => {
  test("on every day from birth to 70 days old has the status its windows say", () => {
    for (let age = 0; age <= 70; age += 1) {
      const status = statusOn(aFamily({ stage: born({ birthDate: birth }) }), addDays(birth, age));

      if (age < 10) expect(status).toEqual({ status: "coming", kind: "new-birth", opens: "2026-11-21" });
      else if (age <= 14) expect(status).toEqual({ status: "due", kind: "new-birth", closes: "2026-11-25" });
      else if (age < 42) {
        expect(status).toEqual({ status: "overdue", kind: "new-birth", closes: "2026-11-25" });
      } else if (age <= 56) expect(status).toEqual({ status: "due", kind: "six-to-eight-week", closes: "2027-01-06" });
      else expect(status).toEqual({ status: "overdue", kind: "six-to-eight-week", closes: "2027-01-06" });
    }
  });

  test("born early is due by the day of birth, not by the due date", () => {
    const early = aFamily({ stage: born({ birthDate: birth, gestation: { weeks: 28, days: 0 } }) });

    expect(statusOn(early, addDays(birth, 10)).status).toBe("due");
    expect(statusOn(early, addDays(birth, 42))).toMatchObject({ status: "due", kind: "six-to-eight-week" });
  });

  test("of twins either side of midnight is due by the first born", () => {
    const twins = born(
      { id: anId(BabyId, "second"), birthDate: "2026-11-12" },
      { id: anId(BabyId, "first"), birthDate: birth },
    );

    expect(statusOn(aFamily({ stage: twins }), "2026-11-21").status).toBe("due");
  });

  test("born on a leap day is due on the same count of days", () => {
    const leap = aFamily({ stage: born({ birthDate: "2028-02-29" }) });

    expect(outstandingWindows(leap)).toEqual([
      { kind: "new-birth", opens: "2028-03-10", closes: "2028-03-14" },
      { kind: "six-to-eight-week", opens: "2028-04-11", closes: "2028-04-25" },
    ]);
  });

  test("has no contact outstanding that a later finalised one has overtaken", () => {
    const family = aFamily({ contacts: having("six-to-eight-week") });

    expect(outstandingWindows(family)).toEqual([]);
    expect(statusOn(family, "2027-03-01")).toEqual({ status: "none" });
    expect(contactToOffer(basisOf(family), "2027-03-01")).toBe("six-to-eight-week");
  });

  test("still has every contact outstanding while the only one is a draft", () => {
    const [entry] = having("new-birth");
    const family = aFamily({ contacts: [{ ...entry!, status: "draft" }] });

    expect(outstandingWindows(family)).toHaveLength(2);
  });

  test("waits for the 6 to 8 week contact once the new birth contact is finalised", () => {
    const family = aFamily({ contacts: having("antenatal", "new-birth") });

    expect(statusOn(family, "2026-11-23")).toEqual({
      status: "coming",
      kind: "six-to-eight-week",
      opens: "2026-12-23",
    });
    expect(contactToOffer(basisOf(family), "2026-11-23")).toBe("six-to-eight-week");
  });
});

describe("a family that expects a baby", () => {
  const family = aFamily({ stage: expecting("2027-01-20") });

  test.each([
    ["2026-10-27", { status: "coming", kind: "antenatal", opens: "2026-10-28" }],
    ["2026-10-28", { status: "due", kind: "antenatal", closes: "2027-01-20" }],
    ["2027-01-20", { status: "due", kind: "antenatal", closes: "2027-01-20" }],
    ["2027-01-21", { status: "record-birth", dueDate: "2027-01-20" }],
  ])("and is due on 20 January 2027 is, on %s, %o", (today, status) => {
    expect(statusOn(family, today)).toEqual(status);
  });

  test("without a due date is never due, and is offered the antenatal contact", () => {
    const unknown = aFamily({ stage: expecting(null) });

    expect(statusOn(unknown, "2026-11-23")).toEqual({ status: "due-date-unknown" });
    expect(contactToOffer(basisOf(unknown), "2026-11-23")).toBe("antenatal");
  });

  test("and has had the antenatal contact has none outstanding until the birth is due", () => {
    const seen = aFamily({ stage: expecting("2027-01-20"), contacts: having("antenatal") });

    expect(statusOn(seen, "2026-11-23")).toEqual({ status: "none" });
    expect(statusOn(seen, "2027-01-21")).toMatchObject({ status: "record-birth" });
  });
});

test("windows never overlap and never close before they open", () => {
  holds(
    fc.property(arbitraryFamily, (family) => {
      const windows = outstandingWindows(family);

      expect(windows.every((window) => window.opens <= window.closes)).toBe(true);
      expect(windows.every((window, index) => index === 0 || windows[index - 1]!.closes < window.opens)).toBe(true);
    }),
  );
});

test("the contact that is offered is the one that is due, whenever one is", () => {
  holds(
    fc.property(arbitraryFamily, arbitraryCivilDate, (family, today) => {
      const status = statusOn(family, today);

      if (status.status === "due" || status.status === "overdue") {
        expect(contactToOffer(basisOf(family), today)).toBe(status.kind);
      }
    }),
  );
});

test("families sort by what is most urgent, then by date", () => {
  const sorted: DueStatus[] = [
    { status: "overdue", kind: "new-birth", closes: "2026-11-01" },
    { status: "overdue", kind: "new-birth", closes: "2026-11-20" },
    { status: "due", kind: "antenatal", closes: "2026-11-24" },
    { status: "due", kind: "new-birth", closes: "2026-11-25" },
    { status: "record-birth", dueDate: "2026-11-10" },
    { status: "record-birth", dueDate: "2026-11-12" },
    { status: "coming", kind: "new-birth", opens: "2026-11-30" },
    { status: "coming", kind: "new-birth", opens: "2026-12-01" },
    { status: "due-date-unknown" },
    { status: "due-date-unknown" },
    { status: "none" },
  ];

  holds(
    fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (shuffled) => {
      expect(shuffled.sort(compareDue)).toEqual(sorted);
    }),
  );
});

test("a record that was entered in error never counts: what is due is as if it had not been made", () => {
  holds(
    fc.property(arbitraryFamily, arbitraryCivilDate, (family, today) => {
      const marked = family.contacts.map((entry) => ({ ...entry, enteredInError: anId(ErrorMarkId, "mark") }));

      expect(statusOn({ ...family, contacts: marked }, today)).toEqual(statusOn({ ...family, contacts: [] }, today));
    }),
  );
});

test("a record that was removed after its hand-over counts as before", () => {
  const contacts = having("new-birth").map((entry) => ({ ...entry, removedAt: "2026-12-24T10:00:00Z" }));

  expect(outstandingWindows(aFamily({ contacts })).map(({ kind }) => kind)).toEqual(["six-to-eight-week"]);
});
