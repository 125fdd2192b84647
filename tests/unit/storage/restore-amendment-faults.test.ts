import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import { ContactId, toId } from "../../../src/domain/ids.ts";
import type { FamilyRestore } from "../../../src/domain/record-archive.ts";
import { restoreChanges } from "../../../src/domain/restore-changes.ts";
import { planRestore } from "../../../src/domain/restore-plan.ts";
import { backupContent, readBackup } from "../../../src/exports/backup-file.ts";
import { randomId } from "../../../src/shared/random-id.ts";
import type { FakeSealer } from "../../support/fake-sealer.ts";
import { type FaultPlan, startFaults } from "../../support/faulty-idb.ts";
import { got } from "../../support/got.ts";
import { keepDisk } from "../../support/kept-disk.ts";
import { aWindow, freshDisk } from "./disk.ts";
import { aDraft, aFamily, aRecord } from "./records.ts";
import { anAmendment, asFinal, changed } from "./standing-records.ts";

vi.setConfig({ testTimeout: 60_000 });

const plans: Omit<FaultPlan, "at">[] = [
  { fault: "throws", error: "UnknownError" },
  { fault: "throws", error: "QuotaExceededError", isLasting: true },
  { fault: "fails", error: "UnknownError" },
  { fault: "fails", error: "QuotaExceededError" },
  { fault: "aborts-at-commit", error: "QuotaExceededError" },
  { fault: "aborts-at-commit", error: "AbortError" },
  { fault: "lost-after-commit", error: "AbortError" },
  { fault: "lost-after-commit", error: "AbortError", isLasting: true },
];

test.for(plans)(
  "A finalised amendment from a backup replaces its draft whole or not at all, whatever call fails: $fault $error, lasting: $isLasting",
  async (plan) => {
    const { sealer, draft, final, putBackDraft, changes } = await aScene();
    let positions = 0;
    let refused = 0;
    for (let at = 0; ; at++) {
      await putBackDraft();
      const window = aWindow(sealer);
      const faults = startFaults({ ...plan, at });
      const isAcknowledged = await restoreAll(window, changes);
      faults.stop();
      if (!faults.hasStruck) break;
      positions++;

      const found = await amendmentOn(sealer);
      if (!isAcknowledged) refused++;
      expect(isAcknowledged ? [final] : [draft, final], `call ${at}`).toContainEqual(found);
      expect(await restoreAll(aWindow(sealer), changes), `call ${at}`).toBe(true);
      expect(await amendmentOn(sealer), `call ${at}`).toEqual(final);
    }
    expect(positions).toBeGreaterThan(3);
    // Some calls are made twice, so not every failure is the end of it.
    if (plan.isLasting && plan.fault !== "lost-after-commit") expect(refused).toBeGreaterThan(0);
  },
);

/** A device with the draft of an amendment, and what a backup in which it is finalised would change there. */
async function aScene() {
  const sealer = freshDisk();
  const window = aWindow(sealer);
  const added = got(await window.families.add(aFamily()));
  const contact = aDraft(added.value);
  const started = got(await window.contacts.start(contact, added));
  const record = aRecord(contact, started.family.value);
  const recorded = got(await window.contacts.finalise({ ...started.contact, value: record }, started.family));
  const standing = got(await window.standing());
  const begun = got(await standing.startAmendment(changed(anAmendment(record)), recorded.family));
  const putBackDraft = await keepDisk();
  const here = got(await got(await window.archive()).readAll());
  const draft = begun.amendment.value;
  const final = asFinal(draft);

  got(await standing.finaliseAmendment({ ...begun.amendment, value: final }, begun.family));
  const records = got(await got(await window.archive()).readAll());
  const file = backupContent({ records, settings: defaultSettings, madeAt: "2026-12-25T09:00:00Z", build: "test" });
  const backup = got(await readBackup(JSON.parse(new TextDecoder().decode(file))));
  const changes = restoreChanges(planRestore(here, backup), new Map(), () => toId(ContactId, randomId()));
  expect(changes.flatMap((change) => change.standing ?? [])).toEqual([{ type: "amendment", value: final }]);
  return { sealer, draft, final, putBackDraft, changes };
}

/** As the app does: what is here already is left. True: all of it was acknowledged. */
async function restoreAll(window: ReturnType<typeof aWindow>, changes: readonly FamilyRestore[]): Promise<boolean> {
  const archive = await window.archive();
  const here = archive.ok ? await archive.value.readAll() : archive;
  if (!archive.ok || !here.ok) return false;
  const isHere = here.value.standing?.some(({ type, value }) => type === "amendment" && value.status === "final");
  if (isHere) return true;
  for (const change of changes) if (!(await archive.value.restore(change)).ok) return false;
  return true;
}

/** The amendment that stands on the disk; the rest has to be whole as well. */
async function amendmentOn(sealer: FakeSealer) {
  const window = aWindow(sealer);
  expect(got(await window.checkAllRows())).toMatchObject({ unreadable: [], missing: [], putBack: [], ahead: [] });
  const { families, contacts, standing = [] } = got(await got(await window.archive()).readAll());
  expect([families.length, contacts.length, standing.length]).toEqual([1, 1, 1]);
  return standing[0]!.value;
}
