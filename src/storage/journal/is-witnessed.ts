/** Under this name the witness stands, in two places that do not share the fate of a database. */
export const WITNESS = "/vault-witness";

/** Whether this browser is known to have held a vault. */
export async function isWitnessed(): Promise<boolean> {
  try {
    return localStorage.getItem(WITNESS) !== null || (await caches.match(WITNESS)) !== undefined;
  } catch {
    return false; // blocked, as the database is then
  }
}
