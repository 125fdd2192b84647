import "fake-indexeddb/auto";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { diskRows, flipped, putOnDisk, removeFromDisk } from "../disk.ts";
import { ADevice } from "./a-device.ts";

let device: ADevice;

beforeEach(async () => {
  device = new ADevice();
  await device.setUp();
});

describe("after the database was lost", () => {
  test("the header and every row are put back from the journal, byte for byte", async () => {
    await device.page.save({ a: "first", b: "second" });
    await device.page.save({ a: "changed" });
    const before = await diskRows();

    device.loseDatabase();
    expect(await device.page.copy.check()).toMatchObject({ ok: true, value: { toPutBack: 3, hasHeader: true } }); // the log is the third
    expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 3, left: 0 } });

    expect(await diskRows()).toEqual(before);
    expect(await device.page.headers.load()).toEqual(device.header);
  });

  test("whatever was saved, deleted and refused before, exactly what was shown as saved comes back", async () => {
    const step = fc.record({
      texts: fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.string({ maxLength: 20 }), { maxKeys: 3 }),
      deletes: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { maxLength: 1 }),
      /** The app goes and is opened again, locks, or looks into the second copy, after this step. */
      afterwards: fc.constantFrom("go-on", "go-on", "reopen", "lock", "check"),
      /** Another window has changed the row, so that nothing is saved. */
      isRefused: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        device = new ADevice();
        await device.setUp();
        for (const { texts, deletes, afterwards, isRefused } of steps) {
          const ids = Object.keys(texts);
          const stored = await device.stored();
          const gone = deletes.filter((id) => stored.has(id) && !ids.includes(id));
          device.page.know([...stored].map(([id, text]) => [id, Number.parseInt(text, 10)]));
          if (isRefused) device.page.know(ids.map((id) => [id, 99]));
          if (ids.length + gone.length > 0)
            expect(await device.page.save(texts, gone)).toBe(!isRefused || ids.length === 0);
          if (isRefused) device.page.know(ids.map((id) => [id, Number.parseInt(stored.get(id) ?? "0", 10)]));
          if (afterwards === "reopen") device.reopen();
          if (afterwards === "check") await device.page.copy.check();
          if (afterwards === "lock") {
            device.page.journal.isOutgrown = true;
            await device.page.copy.rest();
          }
        }
        const shown = await device.stored();

        device.loseDatabase();
        expect((await device.page.copy.putBack()).ok).toBe(true);

        expect(await device.stored()).toEqual(shown);
      }),
      { numRuns: 80 },
    );
  });

  test("putting back that was broken off goes on where it was", async () => {
    const texts = Object.fromEntries(Array.from({ length: 450 }, (_, n) => [`row-${n}`, `text ${n}`]));
    await device.page.save(texts);
    const before = await device.stored();
    device.loseDatabase();

    const broken = new Error("the page went");
    const first = await device.page.copy.putBack(() => {
      throw broken;
    });
    expect(first).toEqual({ ok: false, error: { kind: "unavailable", cause: broken } });
    device.reopen();

    expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 251, left: 0 } });
    expect(await device.stored()).toEqual(before);
  });

  test("a journal that is gone as well says that there is no way in", async () => {
    device.folder.files.clear();
    device.loseDatabase();

    expect(await device.page.copy.check()).toMatchObject({ ok: true, value: { toPutBack: 0, hasHeader: false } });
  });
});

describe("while the database is there", () => {
  test("a row that went missing, one that was rolled back and a damaged one are put back; others are not touched", async () => {
    await device.page.save({ gone: "kept", back: "old", bad: "whole", well: "well" });
    const old = (await diskRows()).get("back")!;
    await device.page.save({ back: "new" });
    const before = await device.stored();
    await removeFromDisk(device.sealer, "gone");
    await putOnDisk(device.sealer, "back", old);
    await putOnDisk(device.sealer, "bad", flipped((await diskRows()).get("bad")!, 77));

    expect(await device.page.copy.check()).toMatchObject({ ok: true, value: { toPutBack: 3, forked: 0 } });
    expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 3, left: 0 } });

    expect(await device.stored()).toEqual(before);
  });

  test("something that is no sealed row is replaced", async () => {
    await device.page.save({ a: "text" });
    const before = await device.stored();
    await putOnDisk(device.sealer, "a", { note: "not a row" });

    expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 1, left: 0 } });

    expect(await device.stored()).toEqual(before);
  });

  test("what was saved after a rollback is not written over by what was lost", async () => {
    await device.page.save({ a: "one" });
    const old = (await diskRows()).get("a")!;
    await device.page.save({ a: "two" });
    await device.page.save({ a: "three" });
    await putOnDisk(device.sealer, "a", old);
    device.reopen();
    device.page.know([["a", 1]]);
    await device.page.save({ a: "after" });

    expect(await device.page.copy.check()).toMatchObject({ ok: true, value: { toPutBack: 0, forked: 1 } });
    expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 0, left: 0 } });

    expect(await device.stored()).toEqual(new Map([["a", "2 after"]]));
  });

  test("a row that was saved after the look is not written over", async () => {
    await device.page.save({ a: "one" });
    const old = (await diskRows()).get("a")!;
    await device.page.save({ a: "two" });
    await putOnDisk(device.sealer, "a", old);
    expect(await device.page.copy.check()).toMatchObject({ ok: true, value: { toPutBack: 1 } });
    device.page.know([["a", 1]]);
    for (const text of ["after", "after that"]) await device.page.save({ a: text });

    await device.page.copy.putBack();

    expect(await device.stored()).toEqual(new Map([["a", "3 after that"]]));
  });

  test("what did not go back is counted in the store, not taken on trust", async () => {
    await device.page.save({ a: "one" });
    await removeFromDisk(device.sealer, "a");
    const { journal } = device.page;
    const ask = journal.ask.bind(journal);
    journal.ask = async (request) => (request.call === "read" ? { seq: 0, answer: [] } : ask(request));

    expect(await device.page.copy.putBack()).toEqual({ ok: true, value: { putBack: 0, left: 1 } });
  });

  test("after putting back it is noted, for the next time too, that the caseload is to be worked out again", async () => {
    await device.page.save({ a: "one" });
    await removeFromDisk(device.sealer, "a");
    expect(device.page.copy.isRebuildDue).toBe(false);

    await device.page.copy.putBack();
    device.reopen();
    expect(device.page.copy.isRebuildDue).toBe(true);

    device.page.copy.noteRebuilt();
    expect(device.page.copy.isRebuildDue).toBe(false);
  });

  test("rows that the journal lacks are added to it, all of them where there was none", async () => {
    await device.page.save({ a: "one", b: "two" });
    device.folder.files.clear();
    device.reopen();

    expect(await device.page.copy.check()).toMatchObject({ ok: true, value: { added: 3, kept: 3, toPutBack: 0 } });
    expect(await device.page.copy.check()).toMatchObject({ ok: true, value: { added: 0, kept: 3, toPutBack: 0 } });

    const before = await device.stored();
    device.loseDatabase();
    await device.page.copy.putBack();
    expect(await device.stored()).toEqual(before);
    expect(await device.page.headers.load()).toEqual(device.header);
  });

  test("a look rests between its parts, and a save meanwhile is no difference", async () => {
    const many = Object.fromEntries(Array.from({ length: 450 }, (_, n) => [`row ${n}`, `text ${n}`]));
    await device.page.save(many);
    let rests = 0;

    const check = await device.page.copy.check(async () => {
      rests++;
      if (rests === 2) await device.page.save({ "row 7": "another text" });
    });

    // One segment, and the rows in three parts and an empty one.
    expect(rests).toBe(5);
    expect(check).toMatchObject({ ok: true, value: { toPutBack: 0, forked: 0, wasDamaged: false } });
  });

  test("a look that rests is hurried once somebody else asks", async () => {
    const many = Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`row ${n}`, `text ${n}`]));
    await device.page.save(many);
    let rests = 0;
    let asked: Promise<unknown> | undefined;

    await device.page.copy.check(async () => {
      rests++;
      asked ??= device.page.copy.check();
    });

    expect(rests).toBe(1);
    expect(await asked).toMatchObject({ ok: true, value: { toPutBack: 0 } });
  });

  test("a damaged copy in the journal is replaced by the row that opens", async () => {
    await device.page.save({ a: "text" });
    const segment = device.folder.bytes("1");
    const damaged = segment.slice();
    damaged[damaged.length - 3]! ^= 1;
    device.folder.put("1", damaged);
    device.reopen();

    expect(await device.page.copy.check()).toMatchObject({
      ok: true,
      value: { added: 2, wasDamaged: true, toPutBack: 0 },
    });

    const before = await device.stored();
    device.loseDatabase();
    await device.page.copy.putBack();
    expect(await device.stored()).toEqual(before);
  });
});

describe("compaction", () => {
  test("keeps the last of each row and the last header, and nothing of what they replaced", async () => {
    for (let n = 0; n < 10; n++) await device.page.save({ a: `text ${n}`, b: `text ${n}` });
    await device.page.save({}, ["b"]);
    const next = { ...device.header, wrapped: "again" };
    await device.page.headers.save(next, device.header);
    const before = await device.stored();

    await device.page.copy.rest();

    expect(device.folder.files.size).toBe(1);
    const [bytes] = [...device.folder.files.values()].map(({ now }) => now.length);
    expect(bytes).toBeLessThan(4000);
    device.loseDatabase();
    await device.page.copy.putBack();
    expect(await device.stored()).toEqual(before);
    expect(await device.page.headers.load()).toEqual(next);
  });

  test("keeps the header of a vault that was here before a new start: nobody can open its rows without", async () => {
    await device.page.save({ a: "text" });
    await device.page.journal.append({ header: { vaultId: "another", createdAt: "2026-11-24T10:05:00Z" } });
    await device.page.copy.rest();
    await device.page.journal.append({ header: device.header });
    await device.page.copy.rest();
    const before = await device.stored();

    device.loseDatabase();
    expect(await device.page.copy.putBack()).toMatchObject({ ok: true, value: { putBack: 2, left: 0 } });

    expect(await device.stored()).toEqual(before);
    expect(new TextDecoder().decode(device.folder.bytes([...device.folder.files.keys()][0]!))).toContain('"another"');
  });

  test("is due once the journal is more than four times what a restore needs, and not before", async () => {
    const large = (n: number) => `${n}`.padEnd(300_000, "x");
    for (let n = 0; n < 3; n++) await device.page.save({ a: large(n) });
    device.page.journal.isOutgrown = false;
    await device.page.copy.check();
    expect(device.page.journal.isOutgrown).toBe(false);

    for (let n = 3; n < 6; n++) await device.page.save({ a: large(n) });
    await device.page.copy.check();
    expect(device.page.journal.isOutgrown).toBe(true);
  });

  test("leaves what was changed on both sides of a rollback as it is", async () => {
    await device.page.save({ a: "one" });
    const old = (await diskRows()).get("a")!;
    await device.page.save({ a: "two" });
    await device.page.save({ a: "three" });
    await putOnDisk(device.sealer, "a", old);
    device.page.know([["a", 1]]);
    await device.page.save({ a: "after" });
    const before = device.folder.bytes("1");

    await device.page.copy.rest();

    expect(device.folder.bytes("1")).toEqual(before);
  });
});
