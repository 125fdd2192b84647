import fc from "fast-check";
import { expect, test } from "vitest";
import { FamilySummary } from "../../../src/domain/summary.ts";
import { StoredSummary } from "../../../src/storage/stored-summary.ts";

const id = fc.oneof(
  { weight: 20, arbitrary: fc.constant("AAAAAAAAAAAAAAAAAAAAAA") },
  { weight: 1, arbitrary: fc.constantFrom("short", "AAAAAAAAAAAAAAAAAAAAA=", "") },
);
const date = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom("2026-11-09", "2024-02-29", "1900-01-01", "2199-12-31") },
  { weight: 1, arbitrary: fc.constantFrom("2026-02-29", "1899-01-01", "2200-01-01", "2026-1-1", "") },
);
const kind = fc.constantFrom("antenatal", "new-birth", "six-to-eight-week", "other");
const junk = fc.constantFrom(undefined, null, 0, 1.5, Number.NaN, "x", [], {}, true);

// Mostly right, so that each way of being wrong is met by itself.
function mostly<T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 60, arbitrary: right }, { weight: 1, arbitrary: junk });
}

const window = fc.record(
  { kind: mostly(kind), opens: mostly(date), closes: mostly(date), more: junk },
  { requiredKeys: [] },
);
const draft = fc.record(
  {
    id: mostly(id),
    kind: mostly(kind),
    startedAt: mostly(
      fc.constantFrom("2026-11-20T14:05:00Z", "2026-11-20T14:05:00.123Z", "2026-11-20", "2026-11-20T14:05:00+01:00"),
    ),
    more: junk,
  },
  { requiredKeys: ["id", "kind"] },
);
const rightWindow = fc.record({
  kind: fc.constant("antenatal"),
  opens: fc.constant("2026-01-01"),
  closes: fc.constant("2026-02-01"),
});
const members = {
  id: mostly(id),
  label: mostly(fc.constantFrom("", "Amina Khan", "x".repeat(800), "x".repeat(801))),
  searchText: mostly(fc.constantFrom("", "amina", "x".repeat(2000), "x".repeat(2001))),
  born: mostly(fc.boolean()),
  keyDate: mostly(date),
  windows: mostly(
    fc.array(fc.oneof({ weight: 4, arbitrary: rightWindow }, { weight: 1, arbitrary: window }), { maxLength: 4 }),
  ),
  draft: mostly(draft),
  notInRecord: mostly(fc.constantFrom(0, 3, -1, 2 ** 53, 0.5)),
  interpreter: mostly(fc.boolean()),
};
const { keyDate: _keyDate, draft: _draft, ...required } = members;

test("what is stored as a summary is exactly what the schema calls one", () => {
  let accepted = 0;
  const check = (value: unknown) => {
    const isSummary = FamilySummary.safeParse(value).success;
    if (isSummary) accepted++;
    expect(StoredSummary.safeParse(value).success).toBe(isSummary);
  };
  const keys = Object.keys(required) as (keyof typeof required)[];

  fc.assert(fc.property(fc.record(members, { requiredKeys: keys }), check), { numRuns: 3000 });
  fc.assert(fc.property(fc.record({ ...members, score: junk }, { requiredKeys: [] }), check), { numRuns: 500 });
  fc.assert(fc.property(fc.oneof(junk, fc.anything()), check), { numRuns: 200 });

  expect(accepted).toBeGreaterThan(50);
});
