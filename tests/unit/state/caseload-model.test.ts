import { type Signal, signal } from "@preact/signals";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Family } from "../../../src/domain/family.ts";
import { BabyId, ContactId, FamilyId } from "../../../src/domain/ids.ts";
import { NhsNumber } from "../../../src/domain/nhs-number.ts";
import { err, ok } from "../../../src/shared/result.ts";
import { CaseloadModel } from "../../../src/state/caseload-model.ts";
import { aCarer, aFamily, anId, born, expecting } from "../../support/builders.ts";
import { FakeWorkspace } from "../../support/fake-workspace.ts";

const today = "2026-11-23";

// Born so long ago that the new birth contact, due by day 14, is late.
const overdue = aNamed("Overdue", { stage: born({ birthDate: "2026-11-01", name: "Late" }) });
const due = aNamed("Due", { stage: born({ birthDate: "2026-11-11", name: "Now" }) });
const unborn = aNamed("Coming", { stage: expecting("2027-06-20") });
const birthToRecord = aNamed("Birth", { stage: expecting("2026-11-20") });
const drafted = aNamed("Drafted", {
  stage: expecting("2027-05-20"),
  contacts: [{ id: anId(ContactId, "draft"), kind: "antenatal", status: "draft", startedAt: "2026-11-23T09:00:00Z" }],
});

describe("the filters", () => {
  test("due shows what is overdue first, then what is due and births to record", async () => {
    const model = await aCaseload([unborn, drafted, due, birthToRecord, overdue]);

    expect(names(model)[0]).toBe("Overdue and baby Late");
    expect(names(model).toSorted()).toEqual(["Birth, expecting", "Due and baby Now", "Overdue and baby Late"]);
  });

  test("drafts shows contacts that were begun, and all shows everybody", async () => {
    const model = await aCaseload([unborn, drafted, due]);

    model.showFilter("drafts");
    expect(names(model)).toEqual(["Drafted, expecting"]);
    model.showFilter("all");
    expect(names(model)).toHaveLength(3);
  });

  test("each says how many families it shows", async () => {
    const model = await aCaseload([unborn, drafted, due, birthToRecord, overdue]);

    expect(model.counts.value).toEqual({ due: 3, drafts: 1, all: 5 });
  });

  test("families of one status stand by name", async () => {
    const model = await aCaseload(["Zed", "Ámos", "Bea"].map((name) => aNamed(name, { stage: due.stage })));

    expect(names(model)).toEqual(["Ámos and baby Now", "Bea and baby Now", "Zed and baby Now"]);
  });

  test("a family becomes due when the day comes", async () => {
    const day = signal(today);
    const model = await aCaseload([unborn], day);
    expect(names(model)).toEqual([]);

    day.value = "2027-06-01";

    expect(names(model)).toEqual(["Coming, expecting"]);
  });
});

describe("the search", () => {
  const number = NhsNumber.parse("9991112227");
  const zoe = aNamed("Zoë Łuczak", {
    stage: born({ birthDate: "2025-01-01", nhsNumber: number }),
    contacts: (["new-birth", "six-to-eight-week"] as const).map((kind) => ({
      id: anId(ContactId, kind),
      kind,
      status: "final",
      startedAt: "2025-01-12T09:00:00Z",
    })),
  });

  test.each(["zoe", "ZOË", "  zoë ", "999 111 2227", "9991112227", "yusuf zoe"])(
    "for %o looks through every family, whatever the filter shows",
    async (query) => {
      const model = await aCaseload([zoe, due]);
      expect(names(model)).toEqual(["Due and baby Now"]);

      model.search(query);

      expect(names(model)).toEqual(["Zoë Łuczak and baby Yusuf"]);
    },
  );

  test("for nothing shows the filter again", async () => {
    const model = await aCaseload([zoe, due]);

    model.search("nobody");
    expect(names(model)).toEqual([]);
    model.search("   ");

    expect(names(model)).toEqual(["Due and baby Now"]);
  });

  test("finds the same whatever was searched for before", async () => {
    const families = ["Ann Ash", "Anna Beech", "Bea Ash", "Joanna Elm"].map((name) => aNamed(name));
    const model = await aCaseload(families);
    const query = fc.string({ unit: fc.constantFrom("a", "n", "b", "e", " "), maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(query, { minLength: 1, maxLength: 6 }), async (queries) => {
        for (const typed of queries) model.search(typed);
        const fresh = await aCaseload(families);
        fresh.search(queries.at(-1)!);

        expect(names(model)).toEqual(names(fresh));
      }),
      { numRuns: 60 },
    );
  });

  test("shows a family under its new name while it is searched for", async () => {
    const model = await aCaseload([zoe, due]);
    model.search("zo");
    model.search("zoe");
    expect(names(model)).toHaveLength(1);

    model.show({ ...due, carers: [aCarer({ name: "Zoe Two" })] });

    expect(names(model)).toHaveLength(2);
  });

  test("finds the family that has an NHS number already", async () => {
    const model = await aCaseload([zoe, due]);

    expect(model.familyWithNhsNumber("9991112227")?.id).toBe(zoe.id);
    expect(model.familyWithNhsNumber("9434765919")).toBeUndefined();
  });
});

describe("long lists", () => {
  const many = Array.from({ length: 60 }, (_, index) => aNamed(`Family ${String(index).padStart(2, "0")}`));

  test("show 25 more at a time", async () => {
    const model = await aCaseload(many);

    expect(model.visible.value).toHaveLength(25);
    model.showMore();
    expect(model.visible.value).toHaveLength(50);
    model.showMore();
    expect(model.visible.value).toHaveLength(60);
    expect(model.rows.value).toHaveLength(60);
  });

  test("begin with the first 25 again after a search and after another filter", async () => {
    const model = await aCaseload(many);
    model.showMore();
    model.search("family");
    expect(model.visible.value).toHaveLength(25);
    model.search("");
    model.showMore();
    model.showFilter("all");

    expect(model.visible.value).toHaveLength(25);
  });
});

test("the next to come is the family whose contact opens first", async () => {
  const later = aNamed("Later", { stage: expecting("2027-09-01") });
  const model = await aCaseload([later, unborn]);

  expect(model.nextComing.value?.summary.label).toBe("Coming, expecting");
  expect((await aCaseload([due])).nextComing.value).toBeUndefined();
});

test("a family shows as it was just saved, and keeps its name for when its record cannot be opened", async () => {
  const model = await aCaseload([due]);

  model.show({ ...due, carers: [aCarer({ name: "Renamed" })] });

  expect(names(model)).toEqual(["Renamed and baby Now"]);
  expect(model.labelOf(due.id)).toBe("Renamed and baby Now");
  expect(model.labelOf(anId(FamilyId, "nobody"))).toBeUndefined();
});

describe("loading", () => {
  test("counts the families that could not be read", async () => {
    const workspace = anOpenWorkspace([due, overdue]);
    workspace.unreadable.add(due.id);
    const model = new CaseloadModel(signal(today));

    await model.load(workspace.families);

    expect(model.state.value).toEqual({ status: "ready", value: null });
    expect(model.setAside.value).toBe(1);
    expect(model.counts.value.all).toBe(1);
  });

  test("says why it failed", async () => {
    const { families } = new FakeWorkspace();
    const model = new CaseloadModel(signal(today));

    await model.load({ ...families, loadSummaries: async () => err({ kind: "unavailable", cause: "gone" }) });

    expect(model.state.value).toEqual({ status: "failed", failure: { kind: "unavailable", cause: "gone" } });
  });

  test("clearing forgets families, search, filter and pages", async () => {
    const workspace = anOpenWorkspace([due, overdue]);
    workspace.unreadable.add(overdue.id);
    const model = new CaseloadModel(signal(today));
    await model.load(workspace.families);
    model.search("due");
    model.showFilter("all");

    model.clear();

    expect(model.state.value).toEqual({ status: "loading" });
    expect(model.rows.value).toEqual([]);
    expect(model.setAside.value).toBe(0);
    expect(model.labelOf(due.id)).toBeUndefined();
    expect([model.query.value, model.filter.value]).toEqual(["", "due"]);
  });

  test.each([
    ["well", ok({ summaries: [], setAside: 3 })],
    ["badly", err({ kind: "locked" as const })],
  ])("that ends %s after a clear brings nothing back", async (_, late) => {
    const model = new CaseloadModel(signal(today));
    const loading = model.load({ ...new FakeWorkspace().families, loadSummaries: async () => late });

    model.clear();
    await loading;

    expect(model.state.value).toEqual({ status: "loading" });
    expect(model.setAside.value).toBe(0);
  });
});

function aNamed(name: string, given: Partial<Family> = {}): Family {
  return aFamily({
    id: anId(FamilyId, name.normalize("NFD").replace(/[^A-Za-z0-9]/g, "")),
    carers: [aCarer({ name })],
    stage: born({ id: anId(BabyId, "baby"), birthDate: "2026-11-11" }),
    ...given,
  });
}

function anOpenWorkspace(families: readonly Family[]): FakeWorkspace {
  const workspace = new FakeWorkspace("training");
  workspace.vault.setUp("");
  void workspace.vault.unlock({ kind: "passphrase", passphrase: "" });
  for (const family of families) workspace.putFamily(family);
  return workspace;
}

async function aCaseload(families: readonly Family[], day: Signal<string> = signal(today)): Promise<CaseloadModel> {
  const model = new CaseloadModel(day);
  await model.load(anOpenWorkspace(families).families);
  return model;
}

function names(model: CaseloadModel): string[] {
  return model.visible.value.map(({ summary }) => summary.label);
}
