/** Under this name the witness of a database stands, in two places that do not share its fate. */
export function witnessOf(databaseName: string): string {
  return `/vault-witness/${databaseName}`;
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
