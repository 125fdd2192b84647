import type { DeviceUser, DeviceUsers } from "../domain/device-users.ts";
import { randomId } from "../shared/random-id.ts";

/** The database of whoever came first, which has had this name since the first release. */
export const FIRST_DATABASE = "safer-sleep-contacts";

const KEY = "safer-sleep-contacts-users";
// Exactly as long as a random id, so that no other database of the app is taken for a person's.
const DATABASE_NAME = /^safer-sleep-contacts(-[\w-]{22})?$/;

const mostLabel = 40;

/**
 * The list of people in localStorage: it is read at once, outlives a browser that drops its databases, and is written
 * only when somebody is added or renamed. When it is gone, the databases themselves still say who is there.
 */
export function deviceUsers(storage: Storage = localStorage): DeviceUsers {
  function list(): DeviceUser[] {
    const users = read();
    return users.some(isFirst) ? users : [{ databaseName: FIRST_DATABASE, label: "" }, ...users];
  }

  function read(): DeviceUser[] {
    try {
      const found: unknown = JSON.parse(storage.getItem(KEY) ?? "[]");
      return Array.isArray(found) && found.every(isUser) ? found : [];
    } catch {
      return []; // blocked, or not ours: `find` looks at the databases
    }
  }

  function keep(user: DeviceUser): boolean {
    const others = list().map((other) => (other.databaseName === user.databaseName ? user : other));
    const next = others.includes(user) ? others : [...others, user];
    try {
      storage.setItem(KEY, JSON.stringify(next));
      return true;
    } catch {
      return false; // blocked or full; whoever has a vault is found by it
    }
  }

  async function find(): Promise<readonly DeviceUser[]> {
    const { findVaults } = await import("./find-vaults.ts");
    const known = new Set(list().map(({ databaseName }) => databaseName));
    for (const databaseName of await findVaults(DATABASE_NAME, known)) keep({ databaseName, label: "" });
    return list();
  }

  return { list, find, keep, newDatabaseName: () => `${FIRST_DATABASE}-${randomId()}` };
}

// By hand: everyone waits for what the first screen brings, and a parser of schemas is half as much again.
function isUser(found: unknown): found is DeviceUser {
  if (typeof found !== "object" || found === null) return false;
  const { databaseName, label, ...more } = found as Record<string, unknown>; // any object can be read so
  const isName = typeof databaseName === "string" && DATABASE_NAME.test(databaseName);
  return isName && typeof label === "string" && label.length <= mostLabel && Object.keys(more).length === 0;
}

function isFirst({ databaseName }: DeviceUser): boolean {
  return databaseName === FIRST_DATABASE;
}
