import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { startFaults } from "../../../support/faulty-idb.ts";
import { ADevice } from "./a-device.ts";

const kinds = [
  { how: "fails once", isLasting: false, isTorn: false },
  { how: "fails from then on", isLasting: true, isTorn: false },
  { how: "writes half of what it should", isLasting: false, isTorn: true },
] as const;

for (const { how, ...plan } of kinds) {
  test(`when any call of an append ${how}, each save still succeeds, and a look later makes up for what was missed`, async () => {
    for (let failAt = 0; ; failAt++) {
      const device = await aDeviceWithRows();
      device.reopen();
      device.page.know([
        ["a", 1],
        ["b", 1],
      ]);
      device.folder.plan({ failAt, ...plan });

      expect(await device.page.save({ a: "changed" })).toBe(true);
      expect(await device.page.save({ c: "new" }, ["b"])).toBe(true);
      expect(await device.page.save({ c: "newer" })).toBe(true);
      const hasFailed = device.folder.hasFailed;
      if (plan.isLasting) expect(device.page.copy.isWritten).toBe(!hasFailed);

      device.folder.plan({});
      if (plan.isLasting) device.reopen();
      expect(await device.page.copy.check()).toMatchObject({ ok: true });
      await expectWholeRestore(device, failAt, { mayBringBack: plan.isLasting ? ["b"] : [] });
      if (!hasFailed) return;
    }
  });

  test(`when any call of a look or of compaction ${how}, nothing is lost`, async () => {
    for (let failAt = 0; ; failAt++) {
      const device = await aDeviceWithRows();
      device.page.journal.isOutgrown = true;
      device.folder.plan({ failAt, ...plan });

      await device.page.copy.check();
      await device.page.copy.rest();
      const hasFailed = device.folder.hasFailed;

      device.folder.plan({});
      await expectWholeRestore(device, failAt);
      if (!hasFailed) return;
    }
  });

  test(`when any call of putting back ${how}, it says so or succeeds, and the next time succeeds`, async () => {
    for (let failAt = 0; ; failAt++) {
      const device = await aDeviceWithRows();
      const before = await device.stored();
      device.loseDatabase();
      device.folder.plan({ failAt, ...plan });

      const result = await device.page.copy.putBack();
      if (result.ok) expect(result.value.left).toBe(0);
      if (result.ok) expect(await device.stored()).toEqual(before);
      const hasFailed = device.folder.hasFailed;

      device.folder.plan({});
      await expectWholeRestore(device, failAt, { before });
      if (!hasFailed) return;
    }
  });
}

for (const fault of ["throws", "fails", "aborts-at-commit", "lost-after-commit"] as const) {
  test(`when any call of the database ${fault} while rows are put back, the next time puts all of them back`, async () => {
    for (let at = 0; ; at++) {
      const device = await aDeviceWithRows();
      const before = await device.stored();
      device.loseDatabase();
      await device.page.headers.load(); // the stores have to be there
      const faults = startFaults({ fault, at, error: "QuotaExceededError" });

      const result = await device.page.copy.putBack();
      const { hasStruck } = faults;
      faults.stop();
      if (result.ok) expect(await device.stored()).toEqual(before);

      device.reopen();
      expect(await device.page.copy.putBack()).toMatchObject({ ok: true, value: { left: 0 } });
      expect(await device.stored()).toEqual(before);
      if (!hasStruck) return;
    }
  });
}

test("a save that failed leaves nothing in the journal that a restore would take", async () => {
  const device = await aDeviceWithRows();
  const before = await device.stored();
  const faults = startFaults({ fault: "aborts-at-commit", at: 0, error: "QuotaExceededError" });
  expect(await device.page.save({ a: "refused", z: "refused" })).toBe(false);
  faults.stop();
  device.reopen();

  device.loseDatabase();
  await device.page.copy.putBack();
  expect(await device.stored()).toEqual(before);
});

async function aDeviceWithRows(): Promise<ADevice> {
  const device = new ADevice();
  await device.setUp();
  await device.page.save({ a: "first", b: "first" });
  return device;
}

interface Expected {
  /** What was stored before; what is stored now, unless given. */
  before?: Map<string, string>;
  /** Rows whose deletion the journal may have missed. */
  mayBringBack?: readonly string[];
}

async function expectWholeRestore(device: ADevice, failAt: number, expected: Expected = {}): Promise<void> {
  const { before = await device.stored(), mayBringBack = [] } = expected;
  device.loseDatabase();
  const result = await device.page.copy.putBack();
  expect(result, `call ${failAt}`).toMatchObject({ ok: true, value: { left: 0 } });
  const after = await device.stored();
  for (const id of mayBringBack) if (!before.has(id)) after.delete(id);
  expect(after, `call ${failAt}`).toEqual(before);
}
