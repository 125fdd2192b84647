import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { diskRows, flipped, putOnDisk, removeFromDisk } from "../disk.ts";
import { ADevice } from "./a-device.ts";

let device: ADevice;

beforeEach(async () => {
  device = new ADevice();
  await device.setUp();
});

const nothingThere = { kept: 0, toPutBack: 0, forked: 0, added: 0, wasDamaged: false, hasHeader: false };

describe("putting back", () => {
  test("where there is neither database nor journal puts nothing back", async () => {
    device.folder.files.clear();
    device.loseDatabase();

    expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 0, left: 0 } });

    expect(await device.page.headers.load()).toBeUndefined();
    expect((await device.stored()).size).toBe(0);
    expect(device.page.copy.isRebuildDue).toBe(false);
  });

  test("reports how far it is, batch by batch", async () => {
    await device.page.save(Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`row ${n}`, "text"])));
    device.loseDatabase();
    const progress = vi.fn();

    await device.page.copy.putBack(progress);

    expect(progress.mock.calls).toEqual([
      [200, 251],
      [251, 251],
    ]);
  });
});

describe("a look", () => {
  test("that finds the journal gone when it looks again has nothing to put back", async () => {
    await device.page.save({ a: "text" });
    device.loseDatabase();
    let rests = 0;

    const check = await device.page.copy.check(async () => {
      rests++;
      if (rests === 2) device.folder.files.clear(); // the rows of the first look were compared
    });

    expect(check).toEqual({ ok: true, value: nothingThere });
    expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 0, left: 0 } });
  });

  test("puts back what both of its looks found, and nothing that only one did", async () => {
    await device.page.save({ a: "text", b: "text", c: "text" });
    const { a, b } = Object.fromEntries(await diskRows());
    await removeFromDisk(device.sealer, "a");
    await removeFromDisk(device.sealer, "c");
    let rests = 0;

    const check = await device.page.copy.check(async () => {
      rests++;
      if (rests !== 3) return; // the second look begins
      await putOnDisk(device.sealer, "a", a);
      await removeFromDisk(device.sealer, "b");
    });

    expect(b?.version).toBe(1);
    expect(check).toMatchObject({ ok: true, value: { toPutBack: 1, added: 0 } });
    await device.page.copy.putBack();
    expect([...(await device.stored()).keys()].sort()).toEqual(["a", "c"]);
  });

  test("is hurried through the rest of the journal once somebody else asks", async () => {
    await device.page.save({ a: "text" });
    for (const name of ["2", "3"]) device.folder.put(name, device.folder.bytes("1"));
    let rests = 0;
    let asked: Promise<unknown> | undefined;

    await device.page.copy.check(async () => {
      rests++;
      asked ??= device.page.copy.check();
    });

    expect(rests).toBe(1);
    expect(await asked).toMatchObject({ ok: true, value: { toPutBack: 0, kept: 2 } });
  });
});

test.each([
  ["no name", ""],
  ["a name longer than any of ours", "x".repeat(65)],
  ["a number", 5],
])("a row that is filed under %s keeps no other out of the journal", async (_, key) => {
  await device.page.save({ a: "text", b: "text" });
  const before = await device.stored();
  device.folder.files.clear();
  device.reopen();
  await putOnDisk(device.sealer, key as never, (await diskRows()).get("a")); // as only something else would file it

  expect(await device.page.copy.check()).toMatchObject({ ok: true, value: { added: 3, kept: 3, wasDamaged: false } });
  expect(await device.page.copy.check()).toMatchObject({ ok: true, value: { added: 0, kept: 3, wasDamaged: false } });

  device.loseDatabase();
  expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 3, left: 0 } });
  expect(await device.stored()).toEqual(before);
});

describe("of two copies of a row that differ", () => {
  test("the journal's that does not open is replaced by the database's that does", async () => {
    await device.page.save({ a: "text", b: "text" });
    const before = await device.stored();
    const row = (await diskRows()).get("a")!;
    await device.page.journal.append({ vaultId: device.sealer.vaultId, written: [{ id: "a", ...flipped(row, 9) }] });

    expect(await device.page.copy.check()).toMatchObject({ ok: true, value: { toPutBack: 0, added: 0 } });

    device.loseDatabase();
    expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 3, left: 0 } });
    expect(await device.stored()).toEqual(before);
  });

  test("neither opens: both stay as they are", async () => {
    await device.page.save({ a: "text" });
    const row = (await diskRows()).get("a")!;
    await device.page.journal.append({ vaultId: device.sealer.vaultId, written: [{ id: "a", ...flipped(row, 9) }] });
    await putOnDisk(device.sealer, "a", flipped(row, 77));
    const journal = device.folder.bytes("1");

    expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 0, left: 0 } });

    expect((await diskRows()).get("a")).toEqual(flipped(row, 77));
    expect(device.folder.bytes("1")).toEqual(journal);
  });

  test("the database's goes to pieces before it is opened: the journal's is put back", async () => {
    await device.page.save({ a: "text" });
    const before = await device.stored();
    await putOnDisk(device.sealer, "a", flipped((await diskRows()).get("a")!, 77));
    const { journal } = device.page;
    const ask = journal.ask.bind(journal);
    journal.ask = async (request) => {
      if (request.call === "read") await putOnDisk(device.sealer, "a", "no sealed row");
      return ask(request);
    };

    expect(await device.page.copy.check()).toMatchObject({ ok: true, value: { toPutBack: 1 } });
    journal.ask = ask;
    expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 1, left: 0 } });

    expect(await device.stored()).toEqual(before);
  });
});

test("resting leaves a journal that nothing in has been overtaken as it is", async () => {
  await device.page.save({ a: "text" });
  device.page.journal.isOutgrown = false;
  const before = new Map([...device.folder.files].map(([name, { now }]) => [name, now]));

  await device.page.copy.rest();

  expect(new Map([...device.folder.files].map(([name, { now }]) => [name, now]))).toEqual(before);
  expect(device.page.journal.isOutgrown).toBe(false);
});

test("a journal of more than a hundred rows is written afresh in parts, and has them all", async () => {
  const texts = Object.fromEntries(Array.from({ length: 220 }, (_, n) => [`row ${n}`, `text ${n}`]));
  await device.page.save(texts);
  await device.page.save({ "row 7": "changed" });
  const before = await device.stored();
  device.page.journal.isOutgrown = true;
  device.folder.plan({});

  await device.page.copy.rest();

  // The header, and a hundred rows at a time.
  expect(device.folder.calls.filter((call) => call === "flush")).toHaveLength(1 + 3);
  expect([...device.folder.files.keys()]).toEqual(["2"]);
  expect(device.page.journal.isOutgrown).toBe(false);
  device.loseDatabase();
  expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 221, left: 0 } });
  expect(await device.stored()).toEqual(before);
});
