import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { Database } from "../../../src/storage/database.ts";
import { openLogStore } from "../../../src/storage/log-store.ts";
import type { CommittedChange, RowSaver, RowSaverOptions } from "../../../src/storage/save-rows.ts";
import { startFaults } from "../../support/faulty-idb.ts";
import { diskRows, freshDisk, ioSettled, NAME } from "./disk.ts";

const event = { kind: "answered" } as const;
const text = (value: string) => new TextEncoder().encode(value);

test("whoever keeps a second copy is told of the sealed rows and deletions of a save, and how it ended", async () => {
  const told: CommittedChange[] = [];
  const ends: boolean[] = [];
  const saver = aSaver(async (change, committed) => {
    told.push(change);
    ends.push(await committed);
  });
  await saver.save(() => ({ event, writes: [{ id: "a", expectedVersion: 0, plaintext: text("one") }] }));
  await saver.save(() => ({ event, writes: [], deletes: [{ id: "a", expectedVersion: 1 }] }));
  await saver.save(() => ({ event, writes: [{ id: "a", expectedVersion: 7, plaintext: text("conflict") }] }));
  const faults = startFaults({ fault: "aborts-at-commit", at: 0, error: "QuotaExceededError" });
  await saver.save(() => ({ event, writes: [{ id: "a", expectedVersion: 0, plaintext: text("refused") }] }));
  faults.stop();

  // The log's row, the last of each, is told of as well.
  expect(told.map(({ written }) => written.at(-1)?.version)).toEqual([1, 2, 3, 3]);
  const others = ({ written, deleted }: CommittedChange) => [
    written.slice(0, -1).map(({ id, version }) => `${id} ${version}`),
    deleted,
  ];
  expect(told.map(others)).toEqual([
    [["a 1"], []],
    [[], ["a"]],
    [["a 8"], []],
    [["a 1"], []],
  ]);
  expect(ends).toEqual([true, true, false, false]);
});

test("a row that would be too large to be read again is not written, and nobody is told of it", async () => {
  const told: CommittedChange[] = [];
  const saver = aSaver(async (change) => void told.push(change));
  const plaintext = new Uint8Array(1024 * 1024 + 1);

  const saved = await saver.save(() => ({ event, writes: [{ id: "a", expectedVersion: 0, plaintext }] }));

  expect(saved).toMatchObject({ ok: false });
  expect((await diskRows()).size).toBe(0);
  expect(told).toEqual([]);
});

test("nothing is saved on top of a log that the change does not accept", async () => {
  const told: CommittedChange[] = [];
  const saver = aSaver(async (change) => void told.push(change));

  const saved = await saver.save(() => ({
    event,
    writes: [{ id: "a", expectedVersion: 0, plaintext: text("one") }],
    log: () => undefined,
  }));

  expect(saved).toEqual({ ok: false, error: { kind: "changed-elsewhere", ids: [] } });
  expect((await diskRows()).size).toBe(0);
  expect(told).toEqual([]);
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
  const saving = saver.save(() => ({ event, writes: [{ id: "a", expectedVersion: 0, plaintext: text("one") }] }));
  void saving.then(() => {
    isDone = true;
  });
  await committing;
  await ioSettled();

  expect((await diskRows()).size).toBe(2); // the row and the log
  expect(isDone).toBe(false);
  finish();
  expect((await saving).ok).toBe(true);
});

function aSaver(onCommit: RowSaverOptions["onCommit"]): RowSaver {
  return openLogStore(new Database(NAME), freshDisk(), { onCommit }).saver;
}
