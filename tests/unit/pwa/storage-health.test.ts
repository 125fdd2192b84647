import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { proveStorage, requestPersistence, storageHealth } from "../../../src/pwa/storage-health.ts";

test("the browser's promise and figures are passed on", async () => {
  const storage = { persisted: async () => true, estimate: async () => ({ usage: 10, quota: 100 }) };

  expect(await storageHealth(storage)).toEqual({ persistence: "promised", usedBytes: 10, quotaBytes: 100 });
});

test("a refused promise is told apart from a browser that cannot say", async () => {
  expect(await requestPersistence({ persist: async () => true })).toBe("promised");
  expect(await requestPersistence({ persist: async () => false })).toBe("not-promised");
  expect(await requestPersistence({})).toBe("unknown");
});

test("a browser that lacks or refuses these questions gives no figures and no error", async () => {
  const nothing = { persistence: "unknown", usedBytes: undefined, quotaBytes: undefined };
  const refuse = () => Promise.reject(new TypeError("not allowed"));

  expect(await storageHealth({})).toEqual(nothing);
  expect(await storageHealth({ persisted: refuse, estimate: refuse })).toEqual(nothing);
  expect(await requestPersistence({ persist: refuse })).toBe("unknown");
});

test("storage is proven by a value read back from a database opened again, which is then removed", async () => {
  const factory = new IDBFactory();

  expect(await proveStorage(factory)).toEqual({ ok: true, value: undefined });
  expect(await factory.databases()).toEqual([]);
});

test("a browser without a database, or that will not open one, has no storage", async () => {
  const closed = failingFactory((request) => request.onerror?.(new Event("error")));

  expect(await proveStorage(null as unknown as IDBFactory)).toMatchObject({
    ok: false,
    error: { kind: "unavailable" },
  });
  expect(await proveStorage(closed)).toMatchObject({ ok: false, error: { kind: "unavailable" } });
});

test("a database that never answers is given up on", async () => {
  const silent = failingFactory(() => {});

  expect(await proveStorage(silent, 20)).toEqual({ ok: false, error: { kind: "no-answer" } });
});

test("a store that forgets between two openings has no storage", async () => {
  const forgetful = forgetfulFactory();

  expect(await proveStorage(forgetful)).toMatchObject({ ok: false, error: { kind: "not-written" } });
});

test("a store that aborts the write has no storage", async () => {
  const full = new IDBFactory();
  const open = full.open.bind(full);
  full.open = (name, version) => {
    const request = open(name, version);
    request.addEventListener("success", () => {
      const { result } = request;
      const begin = result.transaction.bind(result);
      result.transaction = (stores, mode, options) => {
        const transaction = begin(stores, mode, options);
        if (mode === "readwrite") queueMicrotask(() => transaction.abort());
        return transaction;
      };
    });
    return request;
  };

  expect(await proveStorage(full)).toMatchObject({ ok: false, error: { kind: "not-written" } });
});

function failingFactory(answer: (request: IDBOpenDBRequest) => void): IDBFactory {
  const open = () => {
    const request = { error: new DOMException("blocked", "SecurityError") } as unknown as IDBOpenDBRequest;
    queueMicrotask(() => answer(request));
    return request;
  };
  return { open } as unknown as IDBFactory;
}

/** Each opening finds an empty disk, as in a private mode that only pretends to store. */
function forgetfulFactory(): IDBFactory {
  return {
    open: (name: string, version: number) => new IDBFactory().open(name, version),
    deleteDatabase: (name: string) => new IDBFactory().deleteDatabase(name),
  } as unknown as IDBFactory;
}
