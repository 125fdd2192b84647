import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Database } from "../../../src/storage/database.ts";
import { BLOCKED_TIMEOUT_MS, type Migration, OPEN_TIMEOUT_MS } from "../../../src/storage/open-connection.ts";
import { startFaults } from "../../support/faulty-idb.ts";
import { ioSettled, NAME } from "./disk.ts";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A database as version 1 of the app wrote it, made without the app. */
async function aVersion1(): Promise<void> {
  const db = await rawOpen(1, (upgraded) => {
    for (const name of ["vaults", "tries", "rows"]) upgraded.createObjectStore(name);
  });
  const tx = db.transaction(["vaults", "rows"], "readwrite");
  tx.objectStore("vaults").put({ vaultId: "v" }, "vault");
  tx.objectStore("rows").put("row", ["v", "r"]);
  await new Promise((resolve) => {
    tx.oncomplete = resolve;
  });
  db.close();
}

function rawOpen(version?: number, upgrade?: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, version);
    request.onupgradeneeded = () => upgrade?.(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function contents(): Promise<unknown> {
  const db = await rawOpen();
  const stores = [...db.objectStoreNames];
  const values: unknown[] = [];
  for (const name of stores) {
    const request = db.transaction(name).objectStore(name).getAll();
    await new Promise((resolve) => {
      request.onsuccess = resolve;
    });
    values.push(request.result);
  }
  const { version } = db;
  db.close();
  return { version, stores, values };
}

/** Opens the database, running what migrations there are, and lets it go. */
async function ended(database: Database): Promise<void> {
  await database.read("rows", (store) => store.getAll());
  database.close();
}

const migrationOne: Migration = (db) => {
  for (const name of ["vaults", "tries", "rows"] as const) db.createObjectStore(name);
};

describe("migrations", () => {
  test("a database of version 1 opens with what was in it", async () => {
    await aVersion1();
    const database = new Database(NAME);

    expect(await database.read("vaults", (store) => store.get("vault"))).toEqual({ vaultId: "v" });
    expect(await database.read("rows", (store) => store.get(["v", "r"]))).toBe("row");
    expect(await database.read("tries", (store) => store.get("vault"))).toBeUndefined();
  });

  test("a new database has the same stores as one of version 1", async () => {
    await aVersion1();
    const { version, stores } = (await contents()) as { version: number; stores: string[] };
    globalThis.indexedDB = new IDBFactory();
    const database = new Database(NAME);
    await database.read("rows", (store) => store.getAll());
    database.close();

    expect(await contents()).toEqual({ version, stores, values: [[], [], []] });
  });

  test.for([0, 1, 2, 3])(
    "one that fails at step %i leaves the database as it was, and can run later",
    async (failAt) => {
      await aVersion1();
      const before = await contents();
      let isFailing = true;
      const steps: Migration[] = [
        (_db, tx) => tx.objectStore("rows").put("changed", ["v", "r"]),
        (db) => db.deleteObjectStore("tries"),
        (db) => void db.createObjectStore("tries"),
        (_db, tx) => tx.objectStore("vaults").put("x", "y"),
      ];
      const migrations = [
        migrationOne,
        ...steps.map(
          (step, n): Migration =>
            async (db, tx) => {
              await step(db, tx);
              if (isFailing && n === failAt) throw new Error("stopped");
            },
        ),
      ];

      const reading = new Database(NAME, { migrations }).read("rows", (store) => store.getAll());

      await expect(reading).rejects.toMatchObject({ name: "MigrationError", cause: { message: "stopped" } });
      expect(await contents()).toEqual(before);
      isFailing = false;
      const database = new Database(NAME, { migrations });
      expect(await database.read("rows", (store) => store.getAll())).toEqual(["changed"]);
      database.close();
      expect(await contents()).toMatchObject({ version: 5 });
    },
  );

  test("cut off at any step in any way, any migrations leave the old database whole, and later end as if never cut", async () => {
    const palette: Migration[] = [
      (_db, tx) => tx.objectStore("rows").put("changed", ["v", "r"]),
      (_db, tx) => tx.objectStore("vaults").put({ vaultId: "w" }, "vault"),
      (_db, tx) => tx.objectStore("rows").clear(),
      (db) => [db.deleteObjectStore("tries"), db.createObjectStore("tries")],
      async (_db, tx) => {
        const row = await tx.objectStore("rows").get(["v", "r"]);
        await tx.objectStore("tries").put({ moved: row ?? "nothing" }, "vault");
      },
    ];
    const cuts: Record<string, Migration> = {
      throws: () => {
        throw new Error("stopped");
      },
      "is aborted by the browser": (_db, tx) => tx.abort(),
      "is refused by the disk": (_db, tx) =>
        tx
          .objectStore("rows")
          .add("again", ["v", "r"])
          .then(() => tx.abort()),
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(palette.length - 1), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.constantFrom(...Object.keys(cuts)),
        async (picked, at, how) => {
          const whole = [migrationOne, ...picked.map((index) => palette[index]!)];
          const cut = [...whole.slice(0, 1 + (at % whole.length)), cuts[how]!, ...whole.slice(1 + (at % whole.length))];
          globalThis.indexedDB = new IDBFactory();
          await aVersion1();
          await ended(new Database(NAME, { migrations: whole }));
          const expected = await contents();
          globalThis.indexedDB = new IDBFactory();
          await aVersion1();
          const before = await contents();

          await expect(
            new Database(NAME, { migrations: cut }).read("rows", (store) => store.getAll()),
          ).rejects.toThrow();

          expect(await contents()).toEqual(before);
          await ended(new Database(NAME, { migrations: whole }));
          expect(await contents()).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a database of a newer version is refused and left as it is", async () => {
    await aVersion1();
    (await rawOpen(7, (db) => db.createObjectStore("later"))).close();
    const before = await contents();
    const database = new Database(NAME);

    for (let time = 0; time < 2; time++) {
      await expect(database.read("rows", (store) => store.getAll())).rejects.toMatchObject({
        name: "NewerDatabaseError",
      });
      await expect(database.write("rows", (store) => store.put(1, ["v", "x"]))).rejects.toMatchObject({
        name: "NewerDatabaseError",
      });
    }
    expect(await contents()).toEqual(before);
  });
});

describe("opening", () => {
  test("is tried twice when it hangs, and then given up in time", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const open = vi.spyOn(indexedDB, "open").mockImplementation(() => new EventTarget() as IDBOpenDBRequest);
    vi.stubGlobal("IDBRequest", EventTarget);
    const reading = new Database(NAME).read("rows", (store) => store.getAll());
    const refused = expect(reading).rejects.toMatchObject({ name: "DatabaseOpenError" });

    await vi.advanceTimersByTimeAsync(OPEN_TIMEOUT_MS);
    expect(open).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(OPEN_TIMEOUT_MS);

    await refused;
    vi.unstubAllGlobals();
  });

  test("succeeds after failing once, and a failure is never kept", async () => {
    for (const isLasting of [false, true]) {
      const database = new Database(NAME);
      const faults = startFaults({ fault: "throws", at: 0, error: "UnknownError", isLasting });
      const reading = database.read("rows", (store) => store.getAll());

      await (isLasting
        ? expect(reading).rejects.toMatchObject({ name: "DatabaseOpenError", cause: { name: "UnknownError" } })
        : expect(reading).resolves.toEqual([]));
      faults.stop();
      expect(await database.read("rows", (store) => store.getAll())).toEqual([]);
    }
  });

  test("says that another window is in the way when it does not let go", async () => {
    await aVersion1();
    const holder = await rawOpen(1);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const database = new Database(NAME, { migrations: [migrationOne, () => undefined] });
    const refused = expect(database.read("rows", (store) => store.getAll())).rejects.toMatchObject({
      name: "DatabaseBlockedError",
    });

    await ioSettled();
    await vi.advanceTimersByTimeAsync(BLOCKED_TIMEOUT_MS);
    await refused;

    holder.close();
    await ioSettled();
    vi.useRealTimers();
    expect(await database.read("rows", (store) => store.getAll())).toEqual(["row"]);
  });

  test("a window makes way for a newer version of the app, and then is refused", async () => {
    const older = new Database(NAME);
    await older.write("rows", (store) => store.put("kept", ["v", "r"]));

    const newer = new Database(NAME, { migrations: [migrationOne, () => undefined] });

    expect(await newer.read("rows", (store) => store.getAll())).toEqual(["kept"]);
    await expect(older.read("rows", (store) => store.getAll())).rejects.toMatchObject({ name: "NewerDatabaseError" });
  });
});

describe("transactions", () => {
  test("what throws after some writes leaves none of them", async () => {
    const database = new Database(NAME);

    const writing = database.write("rows", async (store) => {
      await store.put(1, ["v", "a"]);
      throw new RangeError("no");
    });

    await expect(writing).rejects.toThrow("no");
    expect(await database.read("rows", (store) => store.getAll())).toEqual([]);
  });

  test("nothing is deleted by an error", async () => {
    const deleted = vi.spyOn(indexedDB, "deleteDatabase");
    const database = new Database(NAME);
    await database.write("rows", (store) => store.put("kept", ["v", "a"]));

    for (const error of ["UnknownError", "InvalidStateError", "DataError", "NotFoundError", "QuotaExceededError"]) {
      const faults = startFaults({ fault: "throws", at: 0, error, isLasting: true });
      await expect(database.write("rows", (store) => store.put("new", ["v", "a"]))).rejects.toThrow();
      faults.stop();
    }

    expect(await database.read("rows", (store) => store.getAll())).toEqual(["kept"]);
    expect(deleted).not.toHaveBeenCalled();
  });
});
