import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import type { CommittedChange } from "../../../src/storage/save-rows.ts";
import { startFaults } from "../../support/faulty-idb.ts";
import { aWindow, diskRows, freshDisk } from "./disk.ts";
import { aDraft, aFamily, withNote } from "./records.ts";

test("whoever asks is told of each change, once it is on the disk and not before", async () => {
  const sealer = freshDisk();
  const told: CommittedChange[] = [];
  const { families, contacts } = aWindow(sealer, { onCommitted: (change) => told.push(change) });
  const added = got(await families.add(aFamily()));
  const { contact, family } = got(await contacts.start(aDraft(added.value), added));
  const saved = got(await contacts.saveDraft({ ...contact, value: withNote(contact.value, "Cot") }));
  got(await contacts.saveDraft({ ...saved, value: contact.value }));
  got(await contacts.discardUntouched({ ...contact, version: 3 }, family));

  const copy = new Map<string, number>();
  for (const { written, deleted } of told) {
    for (const { id, version } of written) copy.set(id, version);
    for (const id of deleted) copy.delete(id);
  }
  expect(told).toHaveLength(5);
  expect(copy).toEqual(new Map([...(await diskRows())].map(([id, row]) => [id, row.version])));
});

test("nobody is told of a change that was not made", async () => {
  const sealer = freshDisk();
  const onCommitted = vi.fn();
  const window = aWindow(sealer, { onCommitted });
  const family = got(await window.families.add(aFamily()));
  onCommitted.mockClear();

  const conflict = await window.families.save({ ...family, version: 7 });
  const faults = startFaults({ fault: "aborts-at-commit", at: 0, error: "QuotaExceededError" });
  const full = await window.families.save(family);
  faults.stop();

  expect([conflict.ok, full.ok]).toEqual([false, false]);
  expect(onCommitted).not.toHaveBeenCalled();
});

function got<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(`Failed: ${JSON.stringify(result.error)}`);
  return result.value;
}
