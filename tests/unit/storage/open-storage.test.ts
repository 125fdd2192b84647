import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { aWindow, freshDisk, NAME } from "./disk.ts";

const code = "../../../src/storage/sealed-storage.ts";

afterEach(() => {
  vi.doUnmock(code);
  vi.resetModules();
});

test("storage whose code does not load is unavailable, and the next use tries again", async () => {
  const sealer = freshDisk();
  vi.doMock(code, () => {
    throw new Error("no signal");
  });
  const { openStorage } = await import("../../../src/storage/open-storage.ts");
  const { families, settings } = openStorage({ databaseName: NAME, sealer });

  expect(await families.loadSummaries()).toMatchObject({ ok: false, error: { kind: "unavailable" } });
  expect(await settings.load()).toMatchObject({ ok: false, error: { kind: "unavailable" } });

  vi.doUnmock(code);
  expect(await families.loadSummaries()).toMatchObject({ ok: true, value: { summaries: [] } });
});

test("storage that was closed before its first use opens nothing", async () => {
  const window = aWindow(freshDisk());
  window.close();

  expect(await window.families.loadSummaries()).toMatchObject({
    ok: false,
    error: { kind: "unavailable", cause: { name: "StorageClosedError" } },
  });
  expect(await indexedDB.databases()).toEqual([]);
});

test("storage that is closed while its code loads opens nothing", async () => {
  const window = aWindow(freshDisk());
  const loading = window.families.loadSummaries();
  window.close();

  expect(await loading).toMatchObject({
    ok: false,
    error: { kind: "unavailable", cause: { name: "StorageClosedError" } },
  });
  expect(await indexedDB.databases()).toEqual([]);
});
