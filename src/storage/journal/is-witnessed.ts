/** Under this name the witness of a database stands, in two places that do not share its fate. */
export function witnessOf(databaseName: string): string {
  return `/vault-witness/${databaseName}`;
}

/** Under this name stands where the log of a database stood at the last look. */
export function logWitnessOf(databaseName: string): string {
  return `/log-witness/${databaseName}`;
}

/** Notes at once that a vault is here; a look at the second copy fills in the rest. */
export function noteVault(databaseName: string): void {
  const name = witnessOf(databaseName);
  try {
    if (localStorage.getItem(name) === null) localStorage.setItem(name, "{}");
  } catch {
    // Blocked or full. The look writes to the other place as well.
  }
}

/** Whether this browser is known to have held a vault in this database. */
export async function isWitnessed(databaseName: string): Promise<boolean> {
  const name = witnessOf(databaseName);
  try {
    return localStorage.getItem(name) !== null || (await caches.match(name)) !== undefined;
  } catch {
    return false; // blocked, as the database is then
  }
}
