import { openHeaderStore } from "./open-storage.ts";

/** The databases whose name matches and that hold a vault, without those in `known`, in the order of their names. */
export async function findVaults(pattern: RegExp, known: ReadonlySet<string>): Promise<string[]> {
  const names = (await indexedDB.databases()).map(({ name = "" }) => name);
  const found: string[] = [];
  for (const databaseName of names.sort()) {
    if (!pattern.test(databaseName) || known.has(databaseName)) continue;
    if (await holdsVault(databaseName)) found.push(databaseName);
  }
  return found;
}

// A set-up that was broken off leaves an empty database.
async function holdsVault(databaseName: string): Promise<boolean> {
  const headers = openHeaderStore({ databaseName });
  try {
    return (await headers.load()) !== undefined;
  } catch {
    return true; // it may be one; nobody is to be kept from trying
  } finally {
    headers.close();
  }
}
