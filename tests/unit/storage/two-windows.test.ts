import "fake-indexeddb/auto";
import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { summarise } from "../../../src/domain/summary.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { got } from "../../support/got.ts";
import { aWindow, freshDisk } from "./disk.ts";
import { aDraft, aFamily, withNote } from "./records.ts";

vi.setConfig({ testTimeout: 30_000 }); // many saves, on machines that are busy

let sealer: FakeSealer;

beforeEach(() => {
  sealer = freshDisk();
});

async function aStarted() {
  const window = aWindow(sealer);
  const added = got(await window.families.add(aFamily()));
  return { window, ...got(await window.contacts.start(aDraft(added.value), added)) };
}

test("of two windows that save one draft, one is told and neither is lost", async () => {
  const { window, contact } = await aStarted();
  const other = aWindow(sealer);

  const results = await Promise.all([
    window.contacts.saveDraft({ ...contact, value: withNote(contact.value, "one") }),
    other.contacts.saveDraft({ ...contact, value: withNote(contact.value, "two") }),
  ]);

  const saved = results.filter((result) => result.ok);
  expect(saved).toHaveLength(1);
  expect(results.find((result) => !result.ok)).toEqual({ ok: false, error: { kind: "changed-elsewhere" } });
  expect({ ok: true, value: got(await aWindow(sealer).contacts.load(contact.value.id)) }).toEqual(saved[0]);
});

test("however the work of three windows interleaves, every acknowledged change to a draft is in it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      sealer = freshDisk();
      const { contact } = await aStarted();
      const seal = sealer.seal.bind(sealer);
      const open = sealer.open.bind(sealer);
      sealer.seal = scheduler.scheduleFunction(seal);
      sealer.open = scheduler.scheduleFunction(open);
      let conflicts = 0;
      const append = async (words: string[]) => {
        const { contacts } = aWindow(sealer);
        for (const word of words) {
          for (let isSaved = false; !isSaved; ) {
            const { value, version } = got(await contacts.load(contact.value.id));
            if (value.status !== "draft") throw new Error("still a draft");
            const note = `${value.answers.sleep.note ?? ""} ${word}`;
            const result = await contacts.saveDraft({ value: withNote(value, note), version });
            isSaved = result.ok;
            if (!result.ok) {
              expect(result.error).toEqual({ kind: "changed-elsewhere" });
              conflicts++;
            }
          }
        }
      };

      await scheduler.waitFor(Promise.all([append(["a", "b"]), append(["c", "d"]), append(["e"])]));

      sealer.open = open;
      const { value, version } = got(await aWindow(sealer).contacts.load(contact.value.id));
      expect(value.answers.sleep.note?.trim().split(" ").sort()).toEqual(["a", "b", "c", "d", "e"]);
      expect(version).toBe(1 + 5);
      expect(conflicts).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 60 },
  );
});

test("changes to different families never fail each other, though they share a row of summaries", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      sealer = freshDisk();
      const setUp = aWindow(sealer);
      const all = Array.from({ length: 6 }, () => aFamily());
      for (const family of all) got(await setUp.families.add(family));
      const seal = sealer.seal.bind(sealer);
      sealer.seal = scheduler.scheduleFunction(seal);
      const windows = [aWindow(sealer), aWindow(sealer), setUp];
      const renamed = all.map((family, n) => ({ ...family, carers: [{ ...family.carers[0]!, name: `Carer ${n}` }] }));
      const added = [aFamily(), aFamily()];

      const saving = Promise.all([
        ...renamed.map((value, n) => windows[n % 3]!.families.save({ value, version: 1 })),
        ...added.map((family, n) => windows[n]!.families.add(family)),
      ]);
      await scheduler.waitFor(saving);

      sealer.seal = seal;
      expect((await saving).map((result) => result.ok)).toEqual(Array.from({ length: 8 }, () => true));
      const { summaries } = got(await aWindow(sealer).families.loadSummaries());
      expect(new Set(summaries)).toEqual(new Set([...renamed, ...added].map(summarise)));
    }),
    { numRuns: 40 },
  );
});
