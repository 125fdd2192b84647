import "fake-indexeddb/auto";
import { readdirSync, readFileSync } from "node:fs";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import { ContactId, FamilyId, toId } from "../../../src/domain/ids.ts";
import type { Secret } from "../../../src/domain/vault-access.ts";
import { Database } from "../../../src/storage/database.ts";
import { openLogStore } from "../../../src/storage/log-store.ts";
import { openHeaderStore, openStorage } from "../../../src/storage/open-storage.ts";
import { endOf } from "../../../src/storage/record-log.ts";
import { VaultClient } from "../../../src/vault/vault-client.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";
import { type KeptDatabase, putOnDisk } from "../../fixtures/kept-database.ts";
import { asWorker, InProcessWorker } from "../vault/vault-support.ts";
import { NAME, removeFromDisk } from "./disk.ts";

const kept: KeptDatabase[] = readdirSync("tests/fixtures", { withFileTypes: true })
  .filter((item) => item.isDirectory())
  .map(({ name }) => JSON.parse(readFileSync(`tests/fixtures/${name}/database.json`, "utf8")));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test("there is a database of the first released version, and each lies in the folder of its version", () => {
  expect(kept.map(({ appVersion }) => appVersion)).toContain("0.1.0");
  expect(kept.map(({ appVersion }) => `v${appVersion}`).sort()).toEqual(
    readdirSync("tests/fixtures")
      .filter((name) => !name.includes(".ts"))
      .sort(),
  );
});

describe.each(kept.map((database) => [database.appVersion, database] as const))("a database of %s", (_, database) => {
  const secrets: [string, Secret][] = [
    ["the passphrase", { kind: "passphrase", passphrase: database.passphrase }],
    ["the recovery words", { kind: "recovery-words", words: database.recoveryWords }],
  ];

  test.each(secrets)("opens with %s, and every record is as it was", async (_name, secret) => {
    const { storage } = await open(database, secret);

    const { families, contacts, settings } = database.records;
    for (const { version, ...family } of families) {
      const loaded = await storage.families.load(toId(FamilyId, family.id));
      expect(loaded).toMatchObject({ ok: true, value: { value: family } });
      expect(loaded.ok && loaded.value.version).toBeGreaterThanOrEqual(version);
    }
    for (const { version: _version, ...contact } of contacts) {
      const loaded = await storage.contacts.load(toId(ContactId, contact.id));
      expect(loaded).toMatchObject({ ok: true, value: { value: contact } });
    }
    expect(await storage.settings.load()).toMatchObject({ ok: true, value: { value: settings } });
    const summaries = await storage.families.loadSummaries();
    expect(summaries.ok && summaries.value.setAside).toBe(0);
    expect(summaries.ok && summaries.value.summaries.map(({ id }) => id).sort()).toEqual(
      families.map(({ id }) => id).sort(),
    );
    const checked = await storage.checkAllRows();
    expect(checked.ok && [checked.value.unreadable, checked.value.missing]).toEqual([[], []]);
  });

  test("begins its log in idle time, without a false alarm, and from then on a row that is taken away is noticed", async () => {
    const { client, storage } = await open(database, secrets[0]![1]);
    await storage.families.loadSummaries();

    for (const _look of ["the first", "the second"]) {
      expect(await storage.lookOver()).toEqual({
        ok: true,
        value: { suspects: 0, areSummariesSuspect: false, isLogPutBack: false },
      });
    }

    const whole = { unreadable: [], missing: [], putBack: [], ahead: [] };
    expect(await storage.checkAllRows()).toMatchObject({ ok: true, value: whole });
    expect(await endOf(openLogStore(new Database(NAME), client))).toMatchObject({ seq: 1_000_002 }); // begun, checkpoint
    storage.close();
    const { id } = database.records.families[0]!;
    await removeFromDisk(client, id);
    const later = openStorage({ databaseName: NAME, sealer: client });
    expect(await later.lookOver()).toMatchObject({ ok: true, value: { suspects: 1 } });
    expect(await later.families.load(toId(FamilyId, id))).toEqual({ ok: false, error: { kind: "not-as-saved" } });
  });

  test("takes new answers, and opens with them again", async () => {
    const { client, storage } = await open(database, secrets[0]![1]);
    const draft = database.records.contacts.find((contact) => "status" in contact && contact.status === "draft");
    const loaded = await storage.contacts.load(toId(ContactId, draft!.id));
    if (!loaded.ok || loaded.value.value.status !== "draft") throw new Error("There is no draft");
    const { value, version } = loaded.value;
    const answers = { ...value.answers, sleep: { ...value.answers.sleep, note: "Moved from the window" } };

    expect(await storage.contacts.saveDraft({ value: { ...value, answers }, version })).toMatchObject({ ok: true });
    storage.close();

    const again = await openStorage({ databaseName: NAME, sealer: client }).contacts.load(value.id);
    expect(again).toMatchObject({
      ok: true,
      value: { value: { answers: { sleep: { note: "Moved from the window" } } } },
    });
  });
});

async function open(database: KeptDatabase, secret: Secret) {
  await putOnDisk(database, NAME);
  const headers = openHeaderStore({ databaseName: NAME });
  const client = new VaultClient(headers, () => asWorker(new InProcessWorker(new VaultCore())));
  expect(await client.unlock(secret)).toEqual({ ok: true, value: undefined });
  return { client, storage: openStorage({ databaseName: NAME, sealer: client }) };
}
