/** One person who keeps records on this device, in a database and a vault of their own. */
export interface DeviceUser {
  /** The name of the database, on which all that belongs to the person hangs. */
  databaseName: string;
  /** What the person chose to be called on the lock screen, in the clear. Empty when nothing was chosen. */
  label: string;
}

/** Who keeps records on this device. Outside every vault, since it is read before any of them is open. */
export interface DeviceUsers {
  /** Everybody, whoever came first at the top. Never empty: the first is there before a vault is. */
  list(): readonly DeviceUser[];
  /** Takes up vaults that the list does not name, because it was lost or cut short. Resolves to the whole list. */
  find(): Promise<readonly DeviceUser[]>;
  /** A name for the database of somebody new. It is listed once it is `keep`t. */
  newDatabaseName(): string;
  /** Adds a person, or gives one another label. False when the browser does not let it be stored. */
  keep(user: DeviceUser): boolean;
}
