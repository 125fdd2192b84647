import { expect, test } from "vitest";
import type { LoadFailure } from "../../../src/domain/repositories.ts";
import { VaultLockedError } from "../../../src/domain/sealing.ts";
import { TransactionTimedOutError, UnreadableRecordError } from "../../../src/storage/errors.ts";
import { toFailureBeforeSave, toLoadFailure, toSaveFailure, withoutIds } from "../../../src/storage/failures.ts";

const locked = new VaultLockedError();
const broken = new Error("The disk is broken");
const full = new DOMException("No space", "QuotaExceededError");

test("an error while reading means locked, or that the store is not there and why", () => {
  expect(toLoadFailure(locked)).toEqual({ kind: "locked" });
  expect(toLoadFailure(broken)).toEqual({ kind: "unavailable", cause: broken });
});

test.each([
  ["a locked vault", locked, { kind: "locked" }],
  ["a transaction that did not end", new TransactionTimedOutError("late"), { kind: "timed-out" }],
  ["no space", full, { kind: "full" }],
  ["a database that does not open for want of space", new Error("no", { cause: full }), { kind: "full" }],
  ["any other error", broken, { kind: "unavailable", cause: broken }],
  ["an error with another cause", new Error("no", { cause: broken }), { kind: "unavailable" }],
  ["what is no error", "odd", { kind: "unavailable", cause: "odd" }],
])("an error while saving says what kept it: %s", (_, error, failure) => {
  expect(toSaveFailure(error)).toMatchObject(failure);
});

test("a row that went missing before it was written over was changed elsewhere", () => {
  expect(toFailureBeforeSave({ kind: "missing" })).toEqual({ kind: "changed-elsewhere" });
});

test.each(["unreadable", "not-as-saved"] as const)("a row that is %s is not written over", (kind) => {
  expect(toFailureBeforeSave({ kind })).toEqual({ kind: "unavailable", cause: expect.any(UnreadableRecordError) });
});

test.each<LoadFailure>([{ kind: "locked" }, { kind: "unavailable", cause: broken }])(
  "before a save as while reading, it is $kind",
  (failure) => {
    expect(toFailureBeforeSave(failure)).toBe(failure);
  },
);

test("a failure that nobody knows is an error, and no reason to save", () => {
  expect(() => toFailureBeforeSave({ kind: "odd" } as unknown as LoadFailure)).toThrow();
});

test("callers outside storage are not told which rows others changed", () => {
  expect(withoutIds({ kind: "changed-elsewhere", ids: ["a"] })).toEqual({ kind: "changed-elsewhere" });
  expect(withoutIds({ kind: "full" })).toEqual({ kind: "full" });
});
