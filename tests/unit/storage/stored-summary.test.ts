import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { FamilySummary, summarise } from "../../../src/domain/summary.ts";
import { packSummary } from "../../../src/storage/packed-summary.ts";
import { decodeContent, encodeContent } from "../../../src/storage/row-content.ts";
import { storedSummaries } from "../../../src/storage/stored-summary.ts";
import { aFamily } from "./records.ts";

vi.setConfig({ testTimeout: 30_000 });

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

test.for<[string, (packed: unknown[]) => unknown]>([
  ["not a list", () => ({})],
  ["too short", (packed) => packed.slice(0, -1)],
  ["too long", (packed) => [...packed, 1]],
  ["without windows", (packed) => packed.with(5, null)],
  ["with a window too short", (packed) => packed.with(5, [["antenatal", "2026-01-01"]])],
  ["with a window too many", (packed) => packed.with(5, Array(4).fill(["antenatal", "2026-01-01", "2026-02-01"]))],
  ["with a window of an unknown kind", (packed) => packed.with(5, [["odd", "2026-01-01", "2026-02-01"]])],
  ["with a window that opens on no day", (packed) => packed.with(5, [["antenatal", "2026-02-30", "2026-03-01"]])],
  ["with a window that closes on no day", (packed) => packed.with(5, [["antenatal", "2026-01-01", "2026-02-30"]])],
  ["with a draft that is no list", (packed) => packed.with(6, {})],
  ["with an impossible date", (packed) => packed.with(4, "2026-02-30")],
])("a row of summaries with one that is %s is unreadable", ([, alter]) => {
  const [good, other] = [aFamily(), aFamily()].map((family) => packSummary(summarise(family)));
  const row = (summaries: unknown[]) =>
    decodeContent(new TextEncoder().encode(JSON.stringify({ schema: 1, type: "summaries", summaries })));

  expect(row([good, other])).toBeDefined();
  expect(row([good, alter([...other!])])).toBeUndefined();
});

function throughDisk(value: unknown) {
  const summary = FamilySummary.parse(value);
  const content = decodeContent(encodeContent({ schema: 1, type: "summaries", summaries: [summary] }));
  return { ok: content?.type === "summaries", summaries: content?.type === "summaries" ? content.summaries : [] };
}

test("what is stored as a summary is exactly what the schema calls one", () => {
  let accepted = 0;
  const check = (value: unknown) => {
    const isSummary = FamilySummary.safeParse(value).success;
    if (isSummary) {
      accepted++;
      expect(throughDisk(value)).toEqual({ ok: true, summaries: [JSON.parse(JSON.stringify(value))] });
    }
    expect(storedSummaries({ most: 1 }).safeParse([value]).success).toBe(isSummary);
  };
  const keys = Object.keys(required) as (keyof typeof required)[];

  fc.assert(fc.property(fc.record(members, { requiredKeys: keys }), check), { numRuns: 1500 });
  fc.assert(fc.property(fc.record({ ...members, score: junk }, { requiredKeys: [] }), check), { numRuns: 500 });
  fc.assert(fc.property(fc.oneof(junk, fc.anything()), check), { numRuns: 200 });

  expect(accepted).toBeGreaterThan(30);
});

test("however many days a caseload has, each is told from what is no day", () => {
  const start = Date.UTC(1990, 0, 1);
  const day = (n: number) => new Date(start + n * 86_400_000).toISOString().slice(0, 10);
  const summary = summarise(aFamily());
  const accepts = (keyDate: string) => storedSummaries({ most: 1 }).safeParse([{ ...summary, keyDate }]).success;

  // More than are remembered at once, and the first ones again.
  for (let n = 0; n < 4100; n++) if (!accepts(day(n))) expect.unreachable(`${day(n)} is a day`);
  expect(accepts(day(0))).toBe(true);
  expect(accepts("1990-02-29")).toBe(false);
});
