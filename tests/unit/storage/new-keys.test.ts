import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import type { Family } from "../../../src/domain/family.ts";
import { FamilyId, toId } from "../../../src/domain/ids.ts";
import type { Sealer } from "../../../src/domain/sealing.ts";
import { openHeaderStore, openStorage } from "../../../src/storage/open-storage.ts";
import { KDF_FLOOR } from "../../../src/vault/header.ts";
import { VaultClient } from "../../../src/vault/vault-client.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";
import { aFamily } from "../../support/builders.ts";
import { type Fault, startFaults } from "../../support/faulty-idb.ts";
import { asWorker, InProcessWorker, PASSPHRASE } from "../vault/vault-support.ts";
import { ioSettled } from "./disk.ts";

vi.mock("hash-wasm", () => import("../../support/quick-kdf.ts"));

const databaseName = "safer-sleep-contacts";
const families = [1, 2, 3].map((number) => aFamily({ id: toId(FamilyId, `family-${number}`.padEnd(22, "A")) }));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** A window, and what is behind it: nothing of it is shared with the next one but the disk. */
function aWindow(makeCore: () => VaultCore = () => new VaultCore({ kdf: KDF_FLOOR })) {
  const vault = new VaultClient(openHeaderStore({ databaseName }), () => asWorker(new InProcessWorker(makeCore())));
  const storage = openStorage({ databaseName, sealer: vault });
  return { vault, storage, finish: () => vault.finishNewKeys((epoch) => storage.resealRows(epoch)) };
}

type Window = ReturnType<typeof aWindow>;

async function unlocked(window: Window): Promise<Window> {
  const result = await window.vault.unlock({ kind: "passphrase", passphrase: PASSPHRASE });
  if (!result.ok) throw new Error(result.error.kind);
  return window;
}

/** A device with three families and settings. */
async function aUsedDevice(): Promise<void> {
  const window = aWindow();
  await window.vault.prepare(PASSPHRASE);
  await window.vault.commit();
  for (const family of families) expect((await window.storage.families.add(family)).ok).toBe(true);
  const settings = await window.storage.settings.load();
  if (settings.ok) await window.storage.settings.save(settings.value);
  window.vault.lock();
}

/** Makes new keys as the settings screen does, as far as the faults let it. */
async function makeNewKeys(window: Window): Promise<boolean> {
  const prepared = await window.vault.prepareChange(PASSPHRASE, { kind: "new-keys" });
  if (!prepared.ok) return false;
  if (!(await window.vault.commitChange()).ok) return false;
  return (await window.finish()).ok;
}

async function expectAllThere(window: Window): Promise<void> {
  const loaded: Family[] = [];
  for (const { id } of families) {
    const result = await window.storage.families.load(id);
    if (result.ok) loaded.push(result.value.value);
  }
  expect(loaded).toEqual(families);
  const summaries = await window.storage.families.loadSummaries();
  expect(summaries).toMatchObject({ ok: true, value: { setAside: 0 } });
  expect(summaries.ok && summaries.value.summaries).toHaveLength(families.length);
  expect(await window.storage.checkAllRows()).toMatchObject({ ok: true, value: { unreadable: [], missing: [] } });
}

test("after new keys every record is under them alone, and opens in another window", async () => {
  await aUsedDevice();
  const window = await unlocked(aWindow());

  expect(await makeNewKeys(window)).toBe(true);

  await expectAllThere(window);
  const epochs = await epochsOnDisk();
  expect(epochs.length).toBeGreaterThan(4);
  expect(new Set(epochs)).toEqual(new Set([2]));
  expect(await window.vault.hasFormerKeys()).toBe(false);
  await expectAllThere(await unlocked(aWindow()));
});

test("a record saved while others are sealed anew is not lost", async () => {
  await aUsedDevice();
  const window = await unlocked(aWindow());
  await window.vault.prepareChange(PASSPHRASE, { kind: "new-keys" });
  await window.vault.commitChange();
  const before = await window.storage.families.load(families[0]!.id);
  if (!before.ok) return expect.fail();

  const [finished, saved] = await Promise.all([window.finish(), window.storage.families.save(before.value)]);

  expect(finished).toMatchObject({ ok: true });
  expect(saved.ok || saved.error.kind === "changed-elsewhere").toBe(true);
  await expectAllThere(window);
});

test("a new row that was sealed under the former keys and is stored late is not missed", async () => {
  const { vault } = aWindow();
  await vault.prepare(PASSPHRASE);
  await vault.commit();
  let release = () => {};
  let hasSealed = () => {};
  const sealing = new Promise<void>((resolve) => {
    hasSealed = resolve;
  });
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow: Sealer = {
    vaultId: vault.vaultId,
    open: (rows) => vault.open(rows),
    namedRowId: (name) => vault.namedRowId(name),
    async seal(rows) {
      const sealed = await vault.seal(rows);
      hasSealed();
      await held;
      return sealed;
    },
  };
  const storage = openStorage({ databaseName, sealer: slow });
  const saving = storage.settings.save({ value: { ...defaultSettings, redBookPlace: "Shelf" }, version: 0 });
  await sealing;
  await vault.prepareChange(PASSPHRASE, { kind: "new-keys" });
  await vault.commitChange();

  const finishing = vault.finishNewKeys((epoch) => storage.resealRows(epoch));
  await Promise.race([finishing, ioSettled(5000)]);
  release();

  expect([(await saving).ok, (await finishing).ok]).toEqual([true, true]);
  const { storage: later } = await unlocked(aWindow());
  expect(await later.settings.load()).toMatchObject({ ok: true, value: { value: { redBookPlace: "Shelf" } } });
});

test("a damaged record stays as it is, and the former keys are kept for it", async () => {
  await aUsedDevice();
  await damageOneRow();
  const window = await unlocked(aWindow());
  await window.vault.prepareChange(PASSPHRASE, { kind: "new-keys" });
  await window.vault.commitChange();

  expect(await window.finish()).toEqual({ ok: false, error: { kind: "unreadable-left", count: 1 } });

  expect(await window.vault.hasFormerKeys()).toBe(true);
  expect((await epochsOnDisk()).filter((epoch) => epoch === 1)).toHaveLength(1);
});

const faults: Fault[] = ["throws", "fails", "aborts-at-commit", "lost-after-commit"];

test.each(faults)(
  "when any one storage call %s during new keys, nothing is lost and a second go ends it",
  async (fault) => {
    let positions = 0;
    for (let at = 0; ; at++) {
      globalThis.indexedDB = new IDBFactory();
      await aUsedDevice();
      const window = await unlocked(aWindow());
      const running = startFaults({ fault, at });
      await makeNewKeys(window);
      const { hasStruck } = running;
      running.stop();
      if (!hasStruck) break;
      positions++;
      // As after a crash: nothing is left but the disk.
      await expectResumes();
    }
    expect(positions).toBeGreaterThan(8);
  },
  120_000,
);

test("when the vault's worker dies at any call of it, nothing is lost and a second go ends it", async () => {
  let positions = 0;
  for (let at = 0; ; at++) {
    globalThis.indexedDB = new IDBFactory();
    await aUsedDevice();
    const dying = new DyingCore(at);
    const window = await unlocked(aWindow(() => dying));
    dying.isArmed = true;
    await makeNewKeys(window);
    if (!dying.hasDied) break;
    positions++;
    await expectResumes();
  }
  expect(positions).toBeGreaterThan(4);
}, 60_000);

async function expectResumes(): Promise<void> {
  const later = await unlocked(aWindow());
  await expectAllThere(later);
  const hadBegun = await later.vault.hasFormerKeys();
  expect((await later.finish()).ok).toBe(true);
  await expectAllThere(later);
  if (hadBegun) expect(new Set(await epochsOnDisk())).toEqual(new Set([2]));
  await expectAllThere(await unlocked(aWindow()));
}

/** An engine that breaks at one of its calls. */
class DyingCore extends VaultCore {
  isArmed = false;
  hasDied = false;
  #calls = 0;
  readonly #at: number;

  constructor(at: number) {
    super({ kdf: KDF_FLOOR });
    this.#at = at;
  }

  #count(): void {
    if (!this.isArmed || this.#calls++ !== this.#at) return;
    this.hasDied = true;
    throw new Error("The worker died");
  }

  override async change(...args: Parameters<VaultCore["change"]>) {
    this.#count();
    return super.change(...args);
  }

  override async retire(...args: Parameters<VaultCore["retire"]>) {
    this.#count();
    return super.retire(...args);
  }

  override adopt() {
    this.#count();
    super.adopt();
  }

  override async open(...args: Parameters<VaultCore["open"]>) {
    this.#count();
    return super.open(...args);
  }

  override async seal(...args: Parameters<VaultCore["seal"]>) {
    this.#count();
    return super.seal(...args);
  }
}

async function onRows<T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await asked(indexedDB.open(databaseName));
  const result = await asked(use(db.transaction("rows", mode).objectStore("rows")));
  db.close();
  return result;
}

async function epochsOnDisk(): Promise<number[]> {
  const rows: { epoch: number }[] = await onRows("readonly", (store) => store.getAll());
  return rows.map(({ epoch }) => epoch);
}

async function damageOneRow(): Promise<void> {
  const [key] = await onRows("readonly", (store) => store.getAllKeys());
  const row: { ciphertext: Uint8Array } = await onRows("readonly", (store) => store.get(key!));
  row.ciphertext[5]! ^= 1;
  await onRows("readwrite", (store) => store.put(row, key));
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
