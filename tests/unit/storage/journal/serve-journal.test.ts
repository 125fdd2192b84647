import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test } from "vitest";
import { Journal } from "../../../../src/storage/journal/journal.ts";
import { openJournalDatabase } from "../../../../src/storage/journal/journal-database.ts";
import { encodeRecord } from "../../../../src/storage/journal/record.ts";
import { FakeFolder } from "../../../support/fake-folder.ts";
import { aFolderWorker, aJournalWorker } from "../../../support/fake-journal-worker.ts";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test("a worker that fails with something that is no error says so all the same", async () => {
  const journal = new Journal(() => aJournalWorker(() => Promise.reject("busy")));

  await journal.append({ abort: "first" });

  expect(journal.failure).toBe("Error");
});

test("a call that the worker does not know is answered with an error, and the journal stays as it is", async () => {
  const folder = new FakeFolder();
  const journal = new Journal(() => aFolderWorker(folder));
  await journal.append({ abort: "first" });

  expect(await journal.ask({ call: "burn" } as never)).toEqual({ seq: 2, failure: "Error" });

  await journal.ask({ call: "release" });
  expect(folder.bytes("1")).toEqual(encodeRecord({ abort: "first" }));
});

test("what is no record in the journal's database reads as nothing, and can be removed", async () => {
  const medium = await openJournalDatabase("journal");
  await medium.append([encodeRecord({ abort: "first" })]);
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open("journal");
    request.onsuccess = () => resolve(request.result);
  });
  const adding = db.transaction("records", "readwrite");
  adding.objectStore("records").add("no bytes");
  await new Promise<void>((resolve) => {
    adding.oncomplete = () => resolve();
  });
  const files = await medium.files();

  expect(await medium.segments()).toEqual([1, 2]);
  expect(await files.read(2)).toEqual(new Uint8Array());
  expect(await files.read(1)).toEqual(encodeRecord({ abort: "first" }));
  await files.remove(2);
  expect(await medium.segments()).toEqual([1]);
});
