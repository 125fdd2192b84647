import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import type { RowContent } from "../../../src/storage/row-content.ts";
import { verifyRows } from "../../../src/storage/verify-rows.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { freshDisk, removeFromDisk } from "./disk.ts";
import { aStore, putSealed } from "./logs.ts";
import { aFamily } from "./records.ts";

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

const first = content();
const second = content();
const notVerified = { ok: false, error: { kind: "not-verified" } };

test("rows that read as they were written are verified", async () => {
  await putSealed(sealer, idOf(first), first, 1);
  await putSealed(sealer, idOf(second), second, 2);

  expect(await verify({ version: 1, content: first }, { version: 2, content: second })).toEqual({
    ok: true,
    value: undefined,
  });
});

test.each<[string, () => Promise<void>]>([
  ["is gone", () => removeFromDisk(sealer, idOf(second))],
  ["has another version", () => putSealed(sealer, idOf(second), second, 3)],
  [
    "reads otherwise",
    () => putSealed(sealer, idOf(second), { ...second, family: { ...second.family, phone: "07700 900123" } }, 2),
  ],
])("one of two rows that %s is not verified", async (_, spoil) => {
  await putSealed(sealer, idOf(first), first, 1);
  await putSealed(sealer, idOf(second), second, 2);
  await spoil();

  expect(await verify({ version: 1, content: first }, { version: 2, content: second })).toEqual(notVerified);
});

test("what has no row of its own to be found by is not verified", async () => {
  expect(await verify({ version: 1, content: { schema: 1, type: "settings", settings: defaultSettings } })).toEqual(
    notVerified,
  );
});

test("a vault that was locked meanwhile is said to be, and any other failure is not verified", async () => {
  await putSealed(sealer, idOf(first), first, 1);
  const store = aStore(sealer);
  vi.spyOn(store.rows, "find").mockRejectedValueOnce(new DOMException("", "UnknownError"));

  expect(await verifyRows(store.rows, [{ version: 1, content: first }])).toEqual(notVerified);
  sealer.lock();
  expect(await verifyRows(store.rows, [{ version: 1, content: first }])).toEqual({
    ok: false,
    error: { kind: "locked" },
  });
});

function verify(...expected: { version: number; content: RowContent }[]) {
  return verifyRows(aStore(sealer).rows, expected);
}

function content(): Extract<RowContent, { type: "family" }> {
  return { schema: 1, type: "family", family: aFamily() };
}

function idOf({ family }: Extract<RowContent, { type: "family" }>): string {
  return family.id;
}
