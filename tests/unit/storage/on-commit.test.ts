import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { Database } from "../../../src/storage/database.ts";
import { type CommittedChange, RowSaver, type RowSaverOptions } from "../../../src/storage/save-rows.ts";
import { startFaults } from "../../support/faulty-idb.ts";
import { diskRows, freshDisk, ioSettled, NAME } from "./disk.ts";

const text = (value: string) => new TextEncoder().encode(value);

test("whoever keeps a second copy is told of the sealed rows and deletions of a save, and how it ended", async () => {
  const told: CommittedChange[] = [];
  const ends: boolean[] = [];
  const saver = aSaver(async (change, committed) => {
    told.push(change);
    ends.push(await committed);
  });
  await saver.save(() => ({ writes: [{ id: "a", expectedVersion: 0, plaintext: text("one") }] }));
  await saver.save(() => ({ writes: [], deletes: [{ id: "a", expectedVersion: 1 }] }));
  await saver.save(() => ({ writes: [{ id: "a", expectedVersion: 7, plaintext: text("conflict") }] }));
  const faults = startFaults({ fault: "aborts-at-commit", at: 0, error: "QuotaExceededError" });
  await saver.save(() => ({ writes: [{ id: "a", expectedVersion: 0, plaintext: text("refused") }] }));
  faults.stop();

  expect(told.map(({ written, deleted }) => [written.map(({ id, version }) => `${id} ${version}`), deleted])).toEqual([
    [["a 1"], []],
    [[], ["a"]],
    [["a 8"], []],
    [["a 1"], []],
  ]);
  expect(ends).toEqual([true, true, false, false]);
});

test("a save is done only once the second copy is, too", async () => {
  let finish = () => {};
  let hasCommitted = () => {};
  const committing = new Promise<void>((resolve) => {
    hasCommitted = resolve;
  });
  const saver = aSaver(async (_change, committed) => {
    await committed;
    hasCommitted();
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  let isDone = false;
  const saving = saver.save(() => ({ writes: [{ id: "a", expectedVersion: 0, plaintext: text("one") }] }));
  void saving.then(() => {
    isDone = true;
  });
  await committing;
  await ioSettled();

  expect((await diskRows()).size).toBe(1);
  expect(isDone).toBe(false);
  finish();
  expect((await saving).ok).toBe(true);
});

function aSaver(onCommit: RowSaverOptions["onCommit"]): RowSaver {
  return new RowSaver(new Database(NAME), freshDisk(), { onCommit });
}
