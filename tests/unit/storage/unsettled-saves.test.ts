import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { SealedRow } from "../../../src/domain/sealing.ts";
import { toStoredValue } from "../../../src/storage/stored-row.ts";
import { UnsettledSaves } from "../../../src/storage/unsettled-saves.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { startFaults } from "../../support/faulty-idb.ts";
import { got } from "../../support/got.ts";
import { aWindow, freshDisk } from "./disk.ts";
import { inTime } from "./in-time.ts";
import { aDraft, aFamily, aRecord, withNote } from "./records.ts";

const event = { kind: "answered" } as const;

function aRow(id: string, version: number, byte = 1): SealedRow {
  return { id, version, format: 1, epoch: 1, iv: new Uint8Array(12).fill(byte), ciphertext: new Uint8Array(64) };
}

function aWrite(id: string, expectedVersion: number) {
  return { id, expectedVersion, plaintext: new Uint8Array([1]) };
}

async function nobodyReads(): Promise<never> {
  throw new Error("Nothing was in doubt");
}

describe("a save after one of which nobody knows whether it took effect", () => {
  test("follows on from it where its row is there, and not where another is or none", async () => {
    const saves = new UnsettledSaves();
    const ours = aRow("a", 4);
    saves.add({ event, writes: [aWrite("a", 3)] }, [ours]);
    const versionOver = async (value: unknown) => {
      const settled = await saves.settle({ event, writes: [aWrite("a", 3)] }, async (ids) => ids.map(() => value));
      return settled.writes[0]?.expectedVersion;
    };

    expect(await versionOver(toStoredValue(ours))).toBe(4);
    expect(await versionOver(toStoredValue(aRow("a", 4, 2)))).toBe(3);
    expect(await versionOver(toStoredValue(aRow("a", 3)))).toBe(3);
    expect(await versionOver(undefined)).toBe(3);
  });

  test("leaves what was begun from another version as it is", async () => {
    const saves = new UnsettledSaves();
    const ours = aRow("a", 4);
    saves.add({ event, writes: [aWrite("a", 3)] }, [ours]);

    const settled = await saves.settle({ event, writes: [aWrite("a", 2)] }, async () => [toStoredValue(ours)]);

    expect(settled.writes).toMatchObject([{ id: "a", expectedVersion: 2 }]);
  });

  test("asks only for the rows in doubt, and leaves the others as they are", async () => {
    const saves = new UnsettledSaves();
    const ours = aRow("b", 2);
    saves.add({ event, writes: [aWrite("b", 1)] }, [ours]);
    const read = vi.fn(async () => [toStoredValue(ours)]);

    const settled = await saves.settle(
      { event, writes: [aWrite("a", 1), aWrite("b", 1)], unchanged: [{ id: "c", expectedVersion: 9 }] },
      read,
    );

    expect(read.mock.calls).toEqual([[["b"]]]);
    expect(settled.writes).toMatchObject([
      { id: "a", expectedVersion: 1 },
      { id: "b", expectedVersion: 2 },
    ]);
    expect(settled.unchanged).toEqual([{ id: "c", expectedVersion: 9 }]);
    expect(settled.deletes).toEqual([]);
  });

  test("need not delete again what is gone", async () => {
    const saves = new UnsettledSaves();
    const deletes = [{ id: "a", expectedVersion: 1 }];
    saves.add({ event, writes: [], deletes }, []);

    const gone = await saves.settle({ event, writes: [], deletes }, async () => [undefined]);
    const there = await saves.settle({ event, writes: [], deletes }, async () => [toStoredValue(aRow("a", 1))]);

    expect(gone.deletes).toEqual([]);
    expect(there.deletes).toEqual(deletes);
  });

  test("takes up whichever of several attempts is there", async () => {
    const saves = new UnsettledSaves();
    const [first, second] = [aRow("a", 2, 1), aRow("a", 2, 2)];
    saves.add({ event, writes: [aWrite("a", 1)] }, [first]);
    saves.add({ event, writes: [aWrite("a", 1)] }, [second]);

    for (const row of [first, second]) {
      const settled = await saves.settle({ event, writes: [aWrite("a", 1)] }, async () => [toStoredValue(row)]);
      expect(settled.writes[0]?.expectedVersion).toBe(2);
    }
  });

  test("is in no doubt any more once it is known how the rows stand", async () => {
    const saves = new UnsettledSaves();
    const changes = { event, writes: [aWrite("a", 1)], deletes: [{ id: "b", expectedVersion: 1 }] };
    saves.add(changes, [aRow("a", 2)]);

    saves.drop(changes);

    expect(await saves.settle(changes, nobodyReads)).toEqual({ ...changes, unchanged: [] });
  });
});

describe("an answer of which nobody knows whether it was stored", () => {
  let sealer: FakeSealer;

  beforeEach(() => {
    sealer = freshDisk();
  });

  test("does not keep the contact from being finalised", async () => {
    const window = aWindow(sealer);
    const family = got(await window.families.add(aFamily()));
    const { contact, family: listed } = got(await window.contacts.start(aDraft(family.value), family));
    const answered = withNote(contact.value, "Cot in kitchen");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const faults = startFaults({ fault: "hangs-in-commit", at: 0 });
    const saved = await inTime(window.contacts.saveDraft({ ...contact, value: answered }), faults);
    faults.stop();
    faults.release();
    vi.useRealTimers();
    expect(saved).toEqual({ ok: false, error: { kind: "timed-out" } });

    // With the versions that the visitor's window knows: of the contact, the one before the answer.
    const record = aRecord(answered, family.value);
    const pair = got(await window.contacts.finalise({ ...contact, value: record }, listed));

    expect(pair.contact).toEqual({ value: record, version: 3 });
    expect(pair.family.version).toBe(listed.version + 1);
    expect(got(await aWindow(sealer).contacts.load(record.id))).toEqual(pair.contact);
  });
});
