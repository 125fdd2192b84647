import { IDBFactory } from "fake-indexeddb";
import type { RowId } from "../../../../src/domain/sealing.ts";
import { Database } from "../../../../src/storage/database.ts";
import { DatabaseHeaderStore } from "../../../../src/storage/header-store.ts";
import { Journal } from "../../../../src/storage/journal/journal.ts";
import { openSecondCopy } from "../../../../src/storage/journal/second-copy.ts";
import { openLogStore } from "../../../../src/storage/log-store.ts";
import type { RowChanges, RowSaver } from "../../../../src/storage/save-rows.ts";
import { FakeFolder } from "../../../support/fake-folder.ts";
import { aFolderWorker } from "../../../support/fake-journal-worker.ts";
import { aLocalStorage } from "../../../support/fake-local-storage.ts";
import { FakeSealer } from "../../../support/fake-sealer.ts";
import { diskRows, NAME } from "../disk.ts";

/** A device with a vault, its database and its journal, and one page of the app open on it. */
export class ADevice {
  readonly sealer = new FakeSealer();
  readonly folder = new FakeFolder();
  readonly header = { vaultId: this.sealer.vaultId, createdAt: "2026-11-23T10:05:00Z" };
  page: APage;

  constructor() {
    globalThis.indexedDB = new IDBFactory();
    globalThis.localStorage = aLocalStorage();
    this.page = this.#openPage();
  }

  /** Sets the vault up, as far as storage sees. */
  async setUp(): Promise<void> {
    await this.page.headers.save(this.header, undefined);
  }

  /** The page goes, as in a crash, and the app is opened again. */
  reopen(): void {
    this.folder.crash();
    this.page = this.#openPage();
  }

  /** The browser finds its database damaged and gives an empty one. */
  loseDatabase(): void {
    globalThis.indexedDB = new IDBFactory();
    this.page = this.#openPage();
  }

  /** What lies in the database beside the log: the text of each row by its id, with its version. */
  async stored(): Promise<Map<RowId, string>> {
    // Fails where there are no stores yet, which is as empty.
    await this.page.headers.load();
    const found = await diskRows();
    const logId = await this.sealer.namedRowId("log/0");
    const rows = [...found].flatMap(([id, row]) => (id === logId ? [] : [{ id, ...row }]));
    const opened = await this.sealer.open(rows);
    return new Map(
      opened.map((row) => [
        row.id,
        `${row.version} ${row.ok ? new TextDecoder().decode(row.plaintext) : "unreadable"}`,
      ]),
    );
  }

  #openPage(): APage {
    this.folder.crash();
    return new APage(this);
  }
}

/** The app open on a device. */
class APage {
  readonly journal: Journal;
  readonly headers: DatabaseHeaderStore;
  readonly copy: ReturnType<typeof openSecondCopy>;
  readonly saver: RowSaver;
  readonly #versions = new Map<RowId, number>();

  constructor({ folder, sealer }: ADevice) {
    this.journal = new Journal(() => aFolderWorker(folder));
    const database = new Database(NAME);
    this.headers = new DatabaseHeaderStore(database, (header) => this.journal.append({ header }));
    this.copy = openSecondCopy({ databaseName: NAME, headers: this.headers, journal: this.journal, sealer });
    this.saver = openLogStore(database, sealer, {
      onCommit: (change, committed) => this.journal.keep(sealer.vaultId, change, committed),
    }).saver;
  }

  /** Saves texts under ids, and deletes others, in one transaction. Whether it was shown as saved. */
  async save(texts: Record<RowId, string>, deletes: readonly RowId[] = []): Promise<boolean> {
    const version = (id: RowId) => this.#versions.get(id) ?? 0;
    const changes: RowChanges = {
      event: { kind: "answered" },
      writes: Object.entries(texts).map(([id, text]) => ({
        id,
        expectedVersion: version(id),
        plaintext: new TextEncoder().encode(text),
      })),
      deletes: deletes.map((id) => ({ id, expectedVersion: version(id) })),
    };
    const saved = await this.saver.save(() => changes);
    if (!saved.ok) return false;
    for (const [id, next] of saved.value) this.#versions.set(id, next);
    for (const id of deletes) this.#versions.delete(id);
    return true;
  }

  /** Takes over what another page knew of the versions. */
  know(versions: Iterable<[RowId, number]>): void {
    for (const [id, version] of versions) this.#versions.set(id, version);
  }
}
