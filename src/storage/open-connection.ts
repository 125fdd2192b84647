import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { DatabaseBlockedError, DatabaseOpenError, isNamed, MigrationError, NewerDatabaseError } from "./errors.ts";

/** The stores and their keys. Values are whatever the disk holds; only a parser makes something of them. */
export interface StorageSchema extends DBSchema {
  vaults: { key: string; value: unknown };
  tries: { key: string; value: unknown };
  rows: { key: [vaultId: string, rowId: string]; value: unknown };
}
export type StoreName = "vaults" | "tries" | "rows";
export type Connection = IDBPDatabase<StorageSchema>;

/** One step from one database version to the next. It awaits nothing but idb; what it does not return it has awaited. */
export type Migration = (db: Connection, tx: IDBPTransaction<StorageSchema, StoreName[], "versionchange">) => unknown;

/** How long the browser may take to open a database, in milliseconds. */
export const OPEN_TIMEOUT_MS = 5000;

/** How long another window may take to let go of the database, in milliseconds. */
export const BLOCKED_TIMEOUT_MS = 3000;

/**
 * Opens a database, at most twice, running the migrations it has not seen. Rejects with a StorageError and never
 * deletes anything. `onLost` is told when the connection ends by itself or stands in the way of an upgrade; the caller
 * closes it then.
 */
export async function openConnection(
  name: string,
  migrations: readonly Migration[],
  onLost: () => void,
): Promise<Connection> {
  try {
    return await openOnce(name, migrations, onLost);
  } catch (error) {
    // Safari now and then hangs on the first open, and Chromium fails it after a hard restart; the second succeeds.
    if (error instanceof DatabaseOpenError) return openOnce(name, migrations, onLost);
    throw error;
  }
}

async function openOnce(name: string, migrations: readonly Migration[], onLost: () => void): Promise<Connection> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasGivenUp = false;
  let migrationFailure: { cause: unknown } | undefined;

  const opening = new Promise<Connection>((resolve, reject) => {
    const giveUpAfter = (milliseconds: number, reason: Error) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        hasGivenUp = true;
        reject(reason);
      }, milliseconds);
    };
    giveUpAfter(OPEN_TIMEOUT_MS, new DatabaseOpenError("The database did not open in time"));
    openDB<StorageSchema>(name, migrations.length, {
      upgrade(db, oldVersion, _newVersion, tx) {
        tx.done.catch(() => undefined); // the open request reports it
        runMigrations(migrations.slice(oldVersion), db, tx).catch((cause: unknown) => {
          migrationFailure = { cause };
          try {
            tx.abort();
          } catch {
            // It has aborted already.
          }
        });
      },
      blocked: () => giveUpAfter(BLOCKED_TIMEOUT_MS, new DatabaseBlockedError("Another window holds the database")),
      blocking: onLost,
      terminated: onLost,
    }).then((db) => {
      // Nobody waits for it any more, and an open connection would block the next upgrade.
      if (hasGivenUp) db.close();
      else resolve(db);
    }, reject);
  });

  try {
    return await opening;
  } catch (error) {
    if (migrationFailure) throw new MigrationError("A migration failed", migrationFailure);
    if (isNamed(error, "VersionError")) {
      throw new NewerDatabaseError("The database is of a newer version of the app", { cause: error });
    }
    if (error instanceof DatabaseOpenError || error instanceof DatabaseBlockedError) throw error;
    throw new DatabaseOpenError("The database did not open", { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function runMigrations(steps: readonly Migration[], ...on: Parameters<Migration>): Promise<void> {
  for (const migrate of steps) await migrate(...on);
}
