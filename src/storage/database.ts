import type { IDBPObjectStore, IDBPTransaction } from "idb";
import { isNamed, StorageClosedError, TransactionTimedOutError } from "./errors.ts";
import {
  type Connection,
  type Migration,
  openConnection,
  type StorageSchema,
  type StoreName,
} from "./open-connection.ts";

// Append only. Every entry has run on devices we cannot reach; never edit, reorder or remove one.
const migrations: readonly Migration[] = [
  (db) => {
    db.createObjectStore("vaults"); // "vault" -> header
    db.createObjectStore("tries"); // "vault" -> count of wrong tries
    db.createObjectStore("rows"); // [vault id, row id] -> sealed row
  },
];

/** How long a transaction may take, in milliseconds, before it is given up. Safari has been seen never to call back. */
export const TRANSACTION_TIMEOUT_MS = 5000;

type Store<S extends StoreName, M extends IDBTransactionMode> = IDBPObjectStore<StorageSchema, [S], S, M>;
type Transaction<S extends StoreName, M extends IDBTransactionMode> = IDBPTransaction<StorageSchema, [S], M>;

/**
 * A database by name, opened when it is first needed and again whenever the browser took the connection away: then the
 * transaction under way runs once more, so `work` has to bear being run twice even when its first run took effect.
 * `work` awaits nothing but idb; if it throws, nothing is written. Deletes nothing, ever.
 */
export class Database {
  readonly #name: string;
  readonly #migrations: readonly Migration[];
  #connection: Promise<Connection> | undefined;
  #isClosed = false;

  constructor(name: string, options: { migrations?: readonly Migration[] } = {}) {
    this.#name = name;
    this.#migrations = options.migrations ?? migrations;
  }

  /** Runs `work` in a transaction that can only read. */
  read<S extends StoreName, T>(store: S, work: (store: Store<S, "readonly">) => Promise<T>): Promise<T> {
    return this.#run((db) => complete(db.transaction(store, "readonly"), work));
  }

  /** Runs `work` in a strict transaction; once this resolves, what was written is on the disk. */
  write<S extends StoreName, T>(store: S, work: (store: Store<S, "readwrite">) => Promise<T>): Promise<T> {
    return this.#run((db) => complete(db.transaction(store, "readwrite", { durability: "strict" }), work));
  }

  /** Lets go of the database, for good. Transactions under way still end. */
  close(): void {
    this.#isClosed = true;
    if (this.#connection) this.#drop(this.#connection);
  }

  async #run<T>(transact: (db: Connection) => Promise<T>): Promise<T> {
    try {
      return await this.#attempt(transact);
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      return this.#attempt(transact);
    }
  }

  async #attempt<T>(transact: (db: Connection) => Promise<T>): Promise<T> {
    const connection = this.#connect();
    const db = await connection;
    try {
      return await transact(db);
    } catch (error) {
      if (isConnectionLost(error) || error instanceof TransactionTimedOutError) this.#drop(connection);
      throw error;
    }
  }

  #connect(): Promise<Connection> {
    if (this.#isClosed) return Promise.reject(new StorageClosedError("The storage is closed"));
    if (this.#connection) return this.#connection;
    const connection = openConnection(this.#name, this.#migrations, () => this.#drop(connection));
    this.#connection = connection;
    connection.catch(() => this.#drop(connection));
    return connection;
  }

  #drop(connection: Promise<Connection>): void {
    if (this.#connection === connection) this.#connection = undefined;
    connection.then(
      (db) => db.close(),
      () => undefined,
    );
  }
}

async function complete<S extends StoreName, M extends IDBTransactionMode, T>(
  tx: Transaction<S, M>,
  work: (store: Store<S, M>) => Promise<T>,
): Promise<T> {
  tx.done.catch(() => undefined); // awaited below, but perhaps only after it has failed
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      abort(tx); // so that it cannot go on to write, should it come back to life
      reject(new TransactionTimedOutError("A transaction did not end in time"));
    }, TRANSACTION_TIMEOUT_MS);
  });
  try {
    return await Promise.race([finish(tx, work), expiry]);
  } finally {
    clearTimeout(timer);
  }
}

async function finish<S extends StoreName, M extends IDBTransactionMode, T>(
  tx: Transaction<S, M>,
  work: (store: Store<S, M>) => Promise<T>,
): Promise<T> {
  try {
    const value = await work(tx.store);
    await tx.done;
    return value;
  } catch (error) {
    abort(tx); // without it, the writes made before the failure would be committed
    const reason: unknown = await tx.done.then(
      () => undefined,
      (doneError: unknown) => doneError,
    );
    // When a transaction aborts, its requests only say AbortError; the transaction itself says why.
    throw isNamed(error, "AbortError") && reason !== undefined ? reason : error;
  }
}

function abort(tx: { abort(): void }): void {
  try {
    tx.abort();
  } catch {
    // It had ended already, or is past stopping.
  }
}

// InvalidStateError: the handle was closed. UnknownError: WebKit lost its database server, or the disk failed.
// AbortError: nobody here aborted, so the browser did, as it does when it closes a connection by force.
function isConnectionLost(error: unknown): boolean {
  return ["InvalidStateError", "UnknownError", "AbortError", "TransactionInactiveError"].some((name) =>
    isNamed(error, name),
  );
}
