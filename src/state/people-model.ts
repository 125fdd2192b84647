import type { DeviceUser, DeviceUsers } from "../domain/device-users.ts";

/** Who uses this device, and whose records are open or about to be. */
export class PeopleModel {
  readonly #users: DeviceUsers;
  #current: DeviceUser;
  /** Somebody said whose, since the last lock. */
  #isChosen = false;

  constructor(users: DeviceUsers) {
    this.#users = users;
    this.#current = users.list()[0] ?? this.newcomer("");
  }

  /** Shown to nobody before they chose it themselves. */
  get current(): DeviceUser {
    return this.#current;
  }

  /** Somebody who is setting the device up for themselves, and is not listed yet. */
  get isNew(): boolean {
    return !this.list().some(({ databaseName }) => databaseName === this.#current.databaseName);
  }

  /** Whether the lock screen has to ask who it is. Then it is the same for all, and says nothing of who was in. */
  get isAsking(): boolean {
    return !this.#isChosen && this.list().length > 1;
  }

  list(): readonly DeviceUser[] {
    return this.#users.list();
  }

  /** Takes up those whom the list has lost. */
  find(): Promise<readonly DeviceUser[]> {
    return this.#users.find();
  }

  /** Somebody new, with a database of their own. */
  newcomer(label: string): DeviceUser {
    return { databaseName: this.#users.newDatabaseName(), label };
  }

  choose(user: DeviceUser): void {
    this.#current = user;
    this.#isChosen = true;
  }

  /** After a lock everybody is asked again. */
  askAgain(): void {
    this.#isChosen = false;
  }

  /** Lists somebody new, whose vault is there now. Where that fails, `find` takes them up. */
  keepNew(): void {
    if (this.isNew) this.#users.keep(this.#current);
  }

  /** Gives the person another label. False when it was not stored. */
  rename(label: string): boolean {
    const user = { ...this.#current, label };
    if (!this.#users.keep(user)) return false;
    this.#current = user;
    return true;
  }
}
