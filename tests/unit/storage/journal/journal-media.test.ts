import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { JournalFolder, SEGMENT_BYTES } from "../../../../src/storage/journal/folder.ts";
import { APPEND_TIMEOUT_MS, Journal } from "../../../../src/storage/journal/journal.ts";
import { openJournalDatabase } from "../../../../src/storage/journal/journal-database.ts";
import { keepUp } from "../../../../src/storage/journal/journal-upkeep.ts";
import type { JournalMedium } from "../../../../src/storage/journal/medium.ts";
import { readSegment } from "../../../../src/storage/journal/read-records.ts";
import { encodeRecord } from "../../../../src/storage/journal/record.ts";
import { FakeFolder } from "../../../support/fake-folder.ts";
import { aFolderWorker, aJournalWorker } from "../../../support/fake-journal-worker.ts";

const one = encodeRecord({ abort: "one" });
const two = encodeRecord({ abort: "two" });

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

afterEach(() => {
  vi.useRealTimers();
});

describe.each<[string, () => Promise<JournalMedium>]>([
  ["a folder of files", async () => new JournalFolder(new FakeFolder())],
  ["a database of its own", () => openJournalDatabase("journal")],
])("%s", (_, open) => {
  test("gives back what was appended, in order, after it was let go as well", async () => {
    const medium = await open();
    await medium.append([one, two]);
    medium.release();
    await medium.append([one]);

    expect(await abortsIn(medium)).toEqual(["one", "two", "one"]);
  });

  test("puts what follows the start of a segment into another, and a removed segment is gone", async () => {
    const medium = await open();
    await medium.append([one]);
    const before = await medium.segments();
    medium.startSegment();
    await medium.append([two]);

    const files = await medium.files();
    for (const segment of before) await files.remove(segment);
    expect(await abortsIn(medium)).toEqual(["two"]);
  });

  test("is compacted to what a restore needs", async () => {
    const medium = await open();
    const row = { id: "a", format: 1, epoch: 1, iv: new Uint8Array(12), ciphertext: new Uint8Array(10) };
    for (const version of [1, 2, 3])
      await medium.append([encodeRecord({ vaultId: "v", written: [{ ...row, version }] })]);
    const upkeep = keepUp(medium);

    await upkeep.run({ call: "compact" });

    const segments = (await upkeep.run({ call: "survey" })) as number[];
    for (const segment of segments) await upkeep.run({ call: "survey-segment", segment });
    expect(await upkeep.run({ call: "finish-survey" })).toMatchObject({ rows: 1, damaged: 0 });
    expect(await upkeep.run({ call: "read", vaultId: "v", ids: ["a", "none"] })).toEqual([{ ...row, version: 3 }]);
  });
});

test("a segment that is full is followed by another", async () => {
  const folder = new FakeFolder();
  const medium = new JournalFolder(folder);
  await medium.append([new Uint8Array(SEGMENT_BYTES)]);
  await medium.append([one]);

  expect(await medium.segments()).toEqual([1, 2]);
  expect(folder.bytes("2")).toEqual(one);
});

test("half an append is taken back, so that the next stands after a whole record", async () => {
  const folder = new FakeFolder();
  const medium = new JournalFolder(folder);
  await medium.append([one]);
  folder.plan({ failAt: 1, isTorn: true });
  await expect(medium.append([two])).rejects.toThrow();
  folder.plan({});

  await medium.append([two]);

  expect(folder.bytes("1")).toEqual(new Uint8Array([...one, ...two]));
});

test("where a window that sleeps holds the last segment, the next is begun after it", async () => {
  const folder = new FakeFolder();
  await new JournalFolder(folder).append([one]);
  const awake = new JournalFolder(folder);

  await awake.append([two]);

  expect(folder.bytes("1")).toEqual(one);
  expect(folder.bytes("2")).toEqual(two);
});

test("a torn end is cut back by a look, and said", async () => {
  const folder = new FakeFolder();
  folder.put("1", new Uint8Array([...one, ...two.slice(0, -1)]));
  const upkeep = keepUp(new JournalFolder(folder));

  await upkeep.run({ call: "survey" });
  await upkeep.run({ call: "survey-segment", segment: 1 });

  expect(await upkeep.run({ call: "finish-survey" })).toMatchObject({ damaged: two.length - 1 });
  expect(folder.bytes("1")).toEqual(one);
});

test("a torn end that another window holds is passed over", async () => {
  const folder = new FakeFolder();
  await new JournalFolder(folder).append([one]);
  folder.files.get("1")!.now = new Uint8Array([...one, 1, 2, 3]);
  const upkeep = keepUp(new JournalFolder(folder));

  await upkeep.run({ call: "survey" });
  await upkeep.run({ call: "survey-segment", segment: 1 });

  expect(await upkeep.run({ call: "finish-survey" })).toMatchObject({ damaged: 3 });
});

test("what could not be appended is written with the next, in its order", async () => {
  const folder = new FakeFolder();
  const journal = new Journal(() => aFolderWorker(folder));
  folder.plan({ failAt: 0, isLasting: true });
  await journal.append({ abort: "first" });
  await journal.append({ abort: "second" });
  expect(journal.failure).toBe("QuotaExceededError");

  folder.plan({});
  await journal.append({ abort: "third" });
  await journal.ask({ call: "release" });

  expect(journal.failure).toBeUndefined();
  expect(await abortsIn(new JournalFolder(folder))).toEqual(["first", "second", "third"]);
});

test("a journal that cannot be opened makes no append wait for ever, and is tried again", async () => {
  const folder = new FakeFolder();
  let isOpen = false;
  const journal = new Journal(() =>
    aJournalWorker(async () => {
      if (!isOpen) throw new DOMException("", "SecurityError");
      return new JournalFolder(folder);
    }),
  );
  await journal.append({ abort: "first" });
  expect(journal.failure).toBe("SecurityError");

  isOpen = true;
  await journal.append({ abort: "second" });
  await journal.ask({ call: "release" });
  expect(await abortsIn(new JournalFolder(folder))).toEqual(["first", "second"]);
});

test("a worker whose script does not load fails what waits for it, and the next request starts another", async () => {
  const folder = new FakeFolder();
  const broken = Object.assign(new EventTarget(), { postMessage: () => undefined }) as unknown as Worker;
  const workers = [broken, aFolderWorker(folder)];
  const journal = new Journal(() => workers.shift()!);

  const appending = journal.append({ abort: "first" });
  broken.dispatchEvent(new Event("error"));
  await appending;
  expect(journal.failure).toBe("WorkerError");

  await journal.append({ abort: "second" });
  await journal.ask({ call: "release" });
  expect(journal.failure).toBeUndefined();
});

test("warming up opens the file and adds nothing", async () => {
  const folder = new FakeFolder();
  const journal = new Journal(() => aFolderWorker(folder));

  journal.warmUp();
  await journal.append({ abort: "first" });
  await journal.ask({ call: "release" });

  expect(await abortsIn(new JournalFolder(folder))).toEqual(["first"]);
});

test("a worker that has nothing to do ends, and one that somebody waits for does not", async () => {
  const terminate = vi.fn();
  const createWorker = vi.fn(() => Object.assign(aFolderWorker(new FakeFolder()), { terminate }));
  const journal = new Journal(createWorker);

  await journal.rest();
  expect(createWorker).not.toHaveBeenCalled();

  journal.warmUp();
  const resting = journal.rest();
  const appending = journal.append({ abort: "first" });
  await resting;
  expect(terminate).not.toHaveBeenCalled();
  await appending;
  await journal.rest();
  expect(terminate).toHaveBeenCalledOnce();
});

test("a journal that never answers holds one save up for two seconds, and no other", async () => {
  vi.useFakeTimers();
  const silent = Object.assign(new EventTarget(), { postMessage: () => undefined }) as unknown as Worker;
  const journal = new Journal(() => silent);
  const done = vi.fn();

  void journal.append({ abort: "first" }).then(done);
  await vi.advanceTimersByTimeAsync(APPEND_TIMEOUT_MS - 1);
  expect(done).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toHaveBeenCalledOnce();
  expect(journal.failure).toBe("TimeoutError");

  await journal.append({ abort: "second" });
});

async function abortsIn(medium: JournalMedium): Promise<unknown[]> {
  const files = await medium.files();
  const aborts: unknown[] = [];
  for (const segment of await medium.segments()) {
    for (const { entry } of readSegment(await files.read(segment)).records)
      if ("abort" in entry) aborts.push(entry.abort);
  }
  return aborts;
}
