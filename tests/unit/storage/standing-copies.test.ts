import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { expect, test, vi } from "vitest";
// biome-ignore lint/correctness/useImportExtensions: the rule takes the declarations beside the script for the script
import { checkRecordFile } from "../../../scripts/verify-record.mjs";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import { describeFingerprint } from "../../../src/domain/event-log.ts";
import { ContactId, toId } from "../../../src/domain/ids.ts";
import { restoreChanges } from "../../../src/domain/restore-changes.ts";
import { planRestore } from "../../../src/domain/restore-plan.ts";
import { backupContent, readBackup } from "../../../src/exports/backup-file.ts";
import { recordFile } from "../../../src/exports/record-file.ts";
import { randomId } from "../../../src/shared/random-id.ts";
import { openHeaderStore, openStorage } from "../../../src/storage/open-storage.ts";
import { KDF_FLOOR } from "../../../src/vault/header.ts";
import { VaultClient } from "../../../src/vault/vault-client.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";
import { got } from "../../support/got.ts";
import { asWorker, InProcessWorker, PASSPHRASE } from "../vault/vault-support.ts";
import { aWindow, freshDisk, NAME } from "./disk.ts";
import { ADevice } from "./journal/a-device.ts";
import { aDraft, aFamily, aRecord } from "./records.ts";
import { aMark, anAmendment, asFinal, changed, handedOver, removal } from "./standing-records.ts";

vi.mock("hash-wasm", () => import("../../support/quick-kdf.ts"));
vi.setConfig({ testTimeout: 60_000 });

type Window = Pick<
  ReturnType<typeof aWindow>,
  "families" | "contacts" | "standing" | "archive" | "checkAllRows" | "log"
>;

/** A family with a record that is amended and marked, one that was removed, and marks of a late entry and a clock in doubt. */
async function fill(window: Window) {
  let family = got(await window.families.add(aFamily()));
  const records = [];
  for (const clockSuspect of [true, undefined] as const) {
    const draft = aDraft(family.value);
    const started = got(await window.contacts.start(draft, family));
    const late = { ...aRecord(draft, started.family.value), finalisedAt: "2026-11-25T09:00:00Z" };
    const record = { ...late, ...(clockSuspect ? { clockSuspect } : {}) };
    const final = got(await window.contacts.finalise({ ...started.contact, value: record }, started.family));
    records.push(record);
    family = final.family;
  }
  const [kept, gone] = records as [(typeof records)[0], (typeof records)[0]];
  const standing = got(await window.standing());
  family = got(await window.families.save({ ...family, value: handedOver(family.value) }));
  const entry = family.value.contacts.filter(({ id }) => id === gone.id);
  family = got(await standing.removeRecords(entry, family, removal));
  const begun = got(await standing.startAmendment(anAmendment(kept), family));
  const value = asFinal(changed({ ...begun.amendment.value, clockSuspect: true }));
  const amended = got(await standing.finaliseAmendment({ ...begun.amendment, value }, begun.family));
  const mark = { ...aMark(kept), clockSuspect: true as const };
  got(await standing.markInError(mark, amended.family));
  return { kept, gone, amendment: value, mark };
}

/** All records with what was said of them, as they stand on the disk. */
async function everything(window: Window) {
  const { families, contacts, standing = [] } = got(await got(await window.archive()).readAll());
  expect(got(await window.checkAllRows())).toMatchObject({ unreadable: [], missing: [], putBack: [], ahead: [] });
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return {
    families: families.map(({ value }) => value).sort(byId),
    contacts: contacts.map(({ value }) => value).sort(byId),
    standing: standing.map(({ value }) => value).sort(byId),
  };
}

test("a backup takes amendments, marks, receipts and clock marks to another device", async () => {
  const window = aWindow(freshDisk());
  await fill(window);
  const before = await everything(window);
  const records = got(await got(await window.archive()).readAll());
  const file = backupContent({ records, settings: defaultSettings, madeAt: "2026-12-25T09:00:00Z", build: "test" });

  const other = aWindow(freshDisk());
  const archive = got(await other.archive());
  const backup = got(await readBackup(JSON.parse(new TextDecoder().decode(file))));
  const plan = planRestore(got(await archive.readAll()), backup);
  for (const change of restoreChanges(plan, new Map(), () => toId(ContactId, randomId())))
    got(await archive.restore(change));

  expect(before.standing).toHaveLength(3);
  expect(await everything(other)).toEqual(before);
});

test("the second copy puts amendments, marks, receipts and clock marks back", async () => {
  const device = new ADevice();
  await device.setUp();
  const { sealer } = device;
  const window = aWindow(sealer, {
    onCommit: (change, committed) => device.page.journal.keep(sealer.vaultId, change, committed),
  });
  await fill(window);
  const before = await everything(window);

  device.loseDatabase();
  expect(await device.page.copy.putBack()).toMatchObject({ ok: true, value: { left: 0 } });

  expect(await everything(aWindow(sealer))).toEqual(before);
});

test("new keys leave amendments, marks, receipts and clock marks as they are", async () => {
  globalThis.indexedDB = new IDBFactory();
  const core = new VaultCore({ kdf: KDF_FLOOR });
  const vault = new VaultClient(openHeaderStore({ databaseName: NAME }), () => asWorker(new InProcessWorker(core)));
  await vault.prepare(PASSPHRASE);
  await vault.commit();
  const window = openStorage({ databaseName: NAME, sealer: vault });
  await fill(window);
  const before = await everything(window);

  await vault.prepareChange(PASSPHRASE, { kind: "new-keys" });
  await vault.commitChange();
  expect(await vault.finishNewKeys((epoch) => window.resealRows(epoch))).toMatchObject({ ok: true });

  expect(await everything(openStorage({ databaseName: NAME, sealer: vault }))).toEqual(before);
});

test("a record file covers what was said of the record later, on this device and on another", async () => {
  const window = aWindow(freshDisk());
  const { kept, amendment, mark } = await fill(window);
  const later = [amendment, mark];
  const ids = later.map(({ id }) => id);
  const excerpt = got(await window.log.excerpt(kept, later))!;
  const file = recordFile({ record: kept, later }, excerpt, { audience: "professional", isTraining: false });
  const printed = describeFingerprint(got(await window.log.fingerprint(kept.id, ids))!);

  expect(checkRecordFile(file.content, printed)).toEqual({ verdict: "whole", findings: [] });
  const check = (change: (content: ReturnType<typeof JSON.parse>) => void) => {
    const content = JSON.parse(file.content);
    change(content);
    return checkRecordFile(JSON.stringify(content), printed).findings.join(" ");
  };
  expect(check((content) => (content.later[0].reason = "Another"))).toContain(
    "In the amendment 1, /reason was changed",
  );
  expect(check((content) => (content.later[1].reason = "other"))).toContain("In the mark, /reason was changed");
  expect(check((content) => content.later.reverse())).toContain("Amendments were moved");
  expect(
    check((content) => {
      content.later.pop();
      delete content.laterParts[mark.id];
    }),
  ).toContain(`The amendment or mark ${mark.id} was taken out`);
  expect(
    check((content) => {
      delete content.later;
      delete content.laterParts;
    }),
  ).toContain("was taken out");
});
