/** Something is wrong with the store. Messages never carry personal data, nor the id of a row. */
class StorageError extends Error {
  override name = "StorageError"; // set by hand, here and below: minifiers rename classes
}

/** The database did not open: the browser refused, or did not answer in time. */
export class DatabaseOpenError extends StorageError {
  override name = "DatabaseOpenError";
}

/** The database has to be upgraded and another window that has it open does not let go. Closing that window mends it. */
export class DatabaseBlockedError extends StorageError {
  override name = "DatabaseBlockedError";
}

/** The database was written by a newer version of the app. It is left as it is; updating the app mends it. */
export class NewerDatabaseError extends StorageError {
  override name = "NewerDatabaseError";
}

/** A migration failed. The database is as it was before. */
export class MigrationError extends StorageError {
  override name = "MigrationError";
}

/** A transaction did not end in time. Whether it wrote is not known. */
export class TransactionTimedOutError extends StorageError {
  override name = "TransactionTimedOutError";
}

/** The storage was closed by its owner and cannot be used any more. */
export class StorageClosedError extends StorageError {
  override name = "StorageClosedError";
}

/** What was to be stored could not be read back: it does not match its schema, or is too large. Nothing was written. */
export class UnsuitableContentError extends StorageError {
  override name = "UnsuitableContentError";
}

/** A record that is there but cannot be read would be written over. Nothing was written. */
export class UnreadableRecordError extends StorageError {
  override name = "UnreadableRecordError";
}

/** Other windows kept changing the same rows for as long as was tried. Nothing was written. */
export class ContendedRowsError extends StorageError {
  override name = "ContendedRowsError";
}

/** Another header than the expected one is on disk. Nothing was written. */
export class HeaderConflictError extends StorageError {
  override name = "HeaderConflictError";
}

/** Whether an error carries this name, whatever its class: browsers do not agree on the class of a storage error. */
export function isNamed(error: unknown, name: string): boolean {
  return typeof error === "object" && error !== null && "name" in error && error.name === name;
}
