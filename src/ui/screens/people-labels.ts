import type { DeviceUser } from "../../domain/device-users.ts";

/** What to call somebody on the lock screen: what they chose, or their place in the list. */
export function labelOf(user: DeviceUser, users: readonly DeviceUser[]): string {
  if (user.label !== "") return user.label;
  const place = users.findIndex(({ databaseName }) => databaseName === user.databaseName);
  return place === 0 ? "the first person on this device" : `person ${place + 1} on this device`;
}

/** A label is a few letters, so that it names nobody to a stranger. */
export const mostLabel = 20;
