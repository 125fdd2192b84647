import type { Page } from "@playwright/test";
import { defaultSettings } from "../../../src/domain/default-settings.ts";
import { encodeContent } from "../../../src/storage/row-content.ts";
import { toStoredValue } from "../../../src/storage/stored-row.ts";
import { KDF_FLOOR } from "../../../src/vault/header.ts";
import { VaultCore } from "../../../src/vault/vault-core.ts";

const databaseName = "safer-sleep-contacts";
const passphrase = "violet harbour kettle gravel orchard";

/** A vault as the app's own set-up leaves it, ready to be laid into the store of a device. */
interface PreparedVault {
  passphrase: string;
  recoveryWords: readonly string[];
  header: object;
  /** The sealed settings. */
  row: { key: [vaultId: string, rowId: string]; value: object };
}

let prepared: Promise<PreparedVault> | undefined;

/**
 * Lays a vault with the settings of `visitor` into the app's database, as set-up would have done; the page has to be on
 * its welcome page. Made once, with the cheapest passphrase work that the app accepts: most tests are about something
 * else than set-up, and every one of them unlocks.
 */
export async function layVault(
  page: Page,
  visitor: string,
): Promise<Pick<PreparedVault, "passphrase" | "recoveryWords">> {
  prepared ??= prepare(visitor);
  const { header, row, recoveryWords } = await prepared;
  await page.evaluate(
    async ({ name, header, row }) => {
      const database = await new Promise<IDBDatabase>((opened, failed) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => opened(request.result);
        request.onerror = () => failed(request.error);
      });
      await new Promise<void>((done, failed) => {
        const transaction = database.transaction(["vaults", "rows"], "readwrite", { durability: "strict" });
        transaction.objectStore("vaults").put(header, "vault");
        transaction.objectStore("rows").put(row.value, row.key);
        transaction.oncomplete = () => done();
        transaction.onabort = () => failed(transaction.error);
      });
      database.close();
    },
    { name: databaseName, header, row },
  );
  return { passphrase, recoveryWords };
}

async function prepare(visitor: string): Promise<PreparedVault> {
  const core = new VaultCore({ kdf: KDF_FLOOR });
  const { header, recoveryWords } = await core.create(passphrase);
  const settings = { ...defaultSettings, you: { ...defaultSettings.you, name: visitor } };
  const id = await core.namedRowId("settings");
  const [row] = await core.seal([
    { id, version: 1, plaintext: encodeContent({ schema: 1, type: "settings", settings }) },
  ]);
  if (row === undefined) throw new Error("The settings were not sealed");
  return { passphrase, recoveryWords, header, row: { key: [header.vaultId, id], value: toStoredValue(row) } };
}
