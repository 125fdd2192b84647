import { signal } from "@preact/signals";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FamilyId } from "../../../src/domain/ids.ts";
import { foldForSearch, matchesSearch, summarise } from "../../../src/domain/summary.ts";
import { ok } from "../../../src/shared/result.ts";
import { CaseloadModel } from "../../../src/state/caseload-model.ts";
import { CaseloadSearch } from "../../../src/state/caseload-search.ts";
import { aCarer, aFamily, anId } from "../../support/builders.ts";

const names = ["Amina Khan", "Zoë Amis", "Ana Kay", "Kim O'Brien", "Khan Am"];
const families = names.map((name, n) => aFamily({ id: anId(FamilyId, `family-${n}`), carers: [aCarer({ name })] }));
const summaries = families.map(summarise);

test("whatever was searched for before, a search finds every family that matches and no other", async () => {
  const queries = fc.array(fc.stringMatching(/^[amkz n]{0,4}$/), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(queries, async (typed) => {
      const model = await loaded();
      for (const query of typed) {
        model.search(query);
        const expected = summaries.filter((summary) => matchesSearch(summary, foldForSearch(query)));

        if (foldForSearch(query) !== "") {
          expect(model.rows.value.map(({ summary }) => summary.id).sort()).toEqual(expected.map(({ id }) => id).sort());
        }
      }
    }),
  );
});

test("in a caseload of any texts, a search finds in their order just those with every word", () => {
  const word = fc.stringMatching(/^[ab]{0,3}$/);
  const texts = fc.array(
    fc.array(word, { maxLength: 3 }).map((words) => words.join(" ")),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(texts, fc.array(fc.stringMatching(/^[ab]{1,2}$/), { minLength: 1, maxLength: 3 }), (all, words) => {
      const rows = all.map((searchText) => ({ summary: { searchText } }));
      const query = words.join(" ");

      expect(new CaseloadSearch<(typeof rows)[number]>().find(rows, query)).toEqual(
        rows.filter(({ summary }) => matchesSearch(summary, query)),
      );
    }),
  );
});

test("a family that is saved during a search is found as it is now", async () => {
  const model = await loaded();
  model.search("kha");
  expect(model.rows.value).toHaveLength(2);

  model.show({ ...families[3]!, carers: [aCarer({ name: "Kim Khalil" })] });
  model.search("khal");

  expect(model.rows.value.map(({ summary }) => summary.label)).toEqual(["Kim Khalil and baby Yusuf"]);
});

async function loaded(): Promise<CaseloadModel> {
  const model = new CaseloadModel(signal("2026-11-23"));
  const unused = () => Promise.reject(new Error("Only summaries are read"));
  await model.load({
    loadSummaries: async () => ok({ summaries, setAside: 0 }),
    load: unused,
    add: unused,
    save: unused,
  });
  return model;
}
