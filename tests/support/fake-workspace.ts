import type { Contact, DraftContact, FinalContact } from "../../src/domain/contact.ts";
import { defaultSettings } from "../../src/domain/default-settings.ts";
import type { DeviceUser, DeviceUsers } from "../../src/domain/device-users.ts";
import type { ChainExcerpt, EventLogAccess, EventNote } from "../../src/domain/event-log.ts";
import type { ContactEntry, Family } from "../../src/domain/family.ts";
import type { ContactId, FamilyId } from "../../src/domain/ids.ts";
import { type FamilyRestore, isOnlyInApp, type OnlyHere, type RecordArchive } from "../../src/domain/record-archive.ts";
import type {
  ContactRepository,
  FamilyRepository,
  LoadFailure,
  SaveFailure,
  SettingsRepository,
  Stored,
  StoredPair,
} from "../../src/domain/repositories.ts";
import type { BackedUpContact, Settings } from "../../src/domain/settings.ts";
import { isUntouched } from "../../src/domain/start-contact.ts";
import { type FamilySummary, summarise } from "../../src/domain/summary.ts";
import type {
  PassphraseProblem,
  Secret,
  UnlockProblem,
  VaultAccess,
  VaultStatus,
} from "../../src/domain/vault-access.ts";
import type { ChangeProblem, PreparedChange, WayIn, WayInChange } from "../../src/domain/ways-in.ts";
import type { LookOver, NewKeysProblem, RecordCheck, Workspace, WorkspaceKind } from "../../src/domain/workspace.ts";
import { err, ok, type Result } from "../../src/shared/result.ts";
import { AppModel } from "../../src/state/app-model.ts";
import { FakeDevice } from "./fake-device.ts";
import { FakeSecondCopy } from "./fake-second-copy.ts";
import { FakeStandingRecords } from "./fake-standing-records.ts";

/** The words on every fake recovery sheet. */
export const fakeRecoveryWords: readonly string[] =
  "anchor basket candle dolphin engine feather garden harbour island jacket kettle ladder".split(" ");

/** The words that a fake vault gives when it makes new ones. */
export const newRecoveryWords: readonly string[] =
  "lemon marble needle olive pencil quarter ribbon silver timber uncle violin window".split(" ");

/** A passkey on this device. */
export const aPasskey = {
  type: "passkey",
  id: "passkey",
  addedAt: "2026-11-23T10:00:00.000Z",
  backup: "device-bound",
  isUsableHere: true,
} as const satisfies WayIn;

/** An organisation's key. */
export const anEscrow = {
  type: "escrow",
  id: "escrow",
  addedAt: "2026-11-23T10:00:00.000Z",
  recipient: "age1xj7yhlyfv3xh6y7e7ykp6g0kkx6m8kg3g2w6lq0nv3yl2sx3ms4qn0h3sm",
  file: "-----BEGIN AGE ENCRYPTED FILE-----\nmade up\n-----END AGE ENCRYPTED FILE-----\n",
} as const satisfies WayIn;

/** A passphrase that every fake vault accepts. */
export const goodPassphrase = "quiet maple rocket blanket tuesday";

/** A vault without keys: it keeps the passphrase itself, and follows the contract of the real one. */
export class FakeVault implements VaultAccess {
  /** What the next tries meet instead of being looked at, until it is undefined again. */
  refuse: UnlockProblem | undefined;
  /** Seconds to wait after a wrong secret. */
  waitSeconds = 0;
  /** What the screens are told opens this vault. */
  ways: WayIn[] = [
    { type: "passphrase", id: "passphrase" },
    { type: "recovery-key", id: "recovery-key" },
  ];
  /** Each change that was committed. */
  readonly changes: WayInChange[] = [];
  /** What the next changes meet, until it is undefined again. */
  refuseChange: ChangeProblem | undefined;
  /** Records may be under former keys. */
  keepsFormerKeys = false;
  #change: WayInChange | undefined;
  readonly #allowsEmpty: boolean;
  #passphrase: string | undefined;
  #prepared: string | undefined;
  #unlocked = false;
  #suggested = 0;

  constructor(kind: WorkspaceKind) {
    this.#allowsEmpty = kind === "training";
  }

  /** Makes a vault as if the device had been set up earlier, and leaves it locked. */
  setUp(passphrase = goodPassphrase): void {
    this.#passphrase = passphrase;
    this.#unlocked = false;
  }

  get isUnlocked(): boolean {
    return this.#unlocked;
  }

  async status(): Promise<VaultStatus> {
    if (this.#passphrase === undefined) return "none";
    return this.#unlocked ? "unlocked" : "locked";
  }

  async prepare(passphrase: string): Promise<Result<{ recoveryWords: readonly string[] }, PassphraseProblem>> {
    if (this.#passphrase !== undefined) return err({ kind: "vault-exists" });
    const check = await this.checkPassphrase(passphrase);
    if (!check.ok) return check;
    this.#prepared = passphrase;
    return ok({ recoveryWords: fakeRecoveryWords });
  }

  async commit(): Promise<Result<undefined, PassphraseProblem>> {
    if (this.#prepared === undefined) throw new Error("commit needs prepare before it");
    this.#passphrase = this.#prepared;
    this.#prepared = undefined;
    this.#unlocked = true;
    return ok(undefined);
  }

  async unlock(secret: Secret): Promise<Result<undefined, UnlockProblem>> {
    if (this.refuse !== undefined) return err(this.refuse);
    if (this.#passphrase === undefined) return err({ kind: "no-vault" });
    if (!this.#fits(secret)) return err({ kind: "wrong-secret", waitSeconds: this.waitSeconds });
    this.#unlocked = true;
    return ok(undefined);
  }

  async changePassphrase(present: Secret, next: string): Promise<Result<undefined, UnlockProblem | PassphraseProblem>> {
    const check = await this.checkPassphrase(next);
    if (!check.ok) return check;
    const opened = await this.unlock(present);
    if (opened.ok) this.#passphrase = next;
    return opened;
  }

  async waysIn(): Promise<readonly WayIn[]> {
    return this.ways;
  }

  async prepareChange(passphrase: string, change: WayInChange): Promise<Result<PreparedChange, ChangeProblem>> {
    this.#change = undefined;
    if (this.refuseChange !== undefined) return err(this.refuseChange);
    if (passphrase !== this.#passphrase) return err({ kind: "wrong-secret", waitSeconds: this.waitSeconds });
    this.#change = change;
    const makesWords = change.kind === "recovery-key" || change.kind === "new-keys";
    return ok(makesWords ? { recoveryWords: newRecoveryWords } : {});
  }

  async commitChange(): Promise<Result<undefined, UnlockProblem>> {
    if (this.#change === undefined) throw new Error("commitChange needs prepareChange before it");
    const change = this.#change;
    this.#change = undefined;
    this.changes.push(change);
    if (change.kind === "new-keys") this.keepsFormerKeys = true;
    if (change.kind === "remove") this.ways = this.ways.filter(({ id }) => id !== change.id);
    if (change.kind === "passkey") this.ways.push({ ...aPasskey });
    if (change.kind === "escrow") this.ways.push({ ...anEscrow, recipient: change.recipient });
    return ok(undefined);
  }

  async hasFormerKeys(): Promise<boolean> {
    return this.keepsFormerKeys;
  }

  lock(): void {
    this.#unlocked = false;
  }

  /** A different phrase at each call. */
  async suggestPassphrase(): Promise<string> {
    this.#suggested += 1;
    return `violet lantern pebble orchard ${this.#suggested === 1 ? "one" : `take${this.#suggested}`}`;
  }

  async checkPassphrase(passphrase: string): Promise<Result<undefined, { kind: "too-short" } | { kind: "too-easy" }>> {
    if (this.#allowsEmpty) return ok(undefined);
    if (passphrase.trim().length < 12) return err({ kind: "too-short" });
    return /^(password|123)/i.test(passphrase) ? err({ kind: "too-easy" }) : ok(undefined);
  }

  #fits(secret: Secret): boolean {
    if (secret.kind === "passphrase") return secret.passphrase === this.#passphrase;
    if (secret.kind === "screen-lock") return this.ways.some(({ type }) => type === "passkey");
    return secret.words.trim().toLowerCase().split(/\s+/).join(" ") === fakeRecoveryWords.join(" ");
  }
}

/** A store in memory that keeps to the contracts of the repositories: versions, pairs saved together, and the lock. */
export class FakeWorkspace implements Workspace {
  readonly kind: WorkspaceKind;
  readonly vault: FakeVault;
  vaultId = "fake-vault";
  readonly families: FamilyRepository;
  readonly contacts: ContactRepository;
  readonly settings: SettingsRepository;
  readonly standingRecords: FakeStandingRecords;
  /** What every save meets while it is set. */
  saveFailure: SaveFailure | undefined;
  /** What every save waits for, so that a test can look at what happens meanwhile. */
  beforeSave: () => Promise<void> = async () => {};
  /** Ids of rows that no longer decrypt. */
  readonly unreadable = new Set<string>();
  /** What a look at the store finds. */
  found: LookOver = { suspects: 0, areSummariesSuspect: false, isLogPutBack: false };
  /** Older copies that checking every record finds. */
  notAsSaved = 0;
  isLogPutBack = false;
  /** What the log has to check a record by. */
  excerpt: ChainExcerpt | undefined;
  /** What the log was told, newest last. */
  readonly events: EventNote[] = [];
  /** What finishing new keys meets while it is set. */
  newKeysProblem: NewKeysProblem | undefined;
  /** What checking every record meets while it is set. */
  checkFailure: LoadFailure | undefined;
  /** Whether the browser remembers this vault outside its store. */
  isWitnessed = false;
  readonly copy = new FakeSecondCopy();
  readonly #families = new Map<FamilyId, Stored<Family>>();
  readonly #contacts = new Map<ContactId, Stored<Contact>>();
  #settings: Stored<Settings> = { value: defaultSettings, version: 0 };

  constructor(kind: WorkspaceKind = "real") {
    this.kind = kind;
    this.vault = new FakeVault(kind);
    this.families = {
      loadSummaries: () => this.#loadSummaries(),
      load: async (id) => this.#read(this.#families, id),
      add: (family) => this.#write(() => this.putFamily(family)),
      save: (family, event) =>
        this.#write(() => {
          this.#requireVersion(this.#families.get(family.value.id), family);
          if (event) this.events.push(event);
          return this.putFamily(family.value);
        }),
    };
    this.contacts = {
      load: async (id) => this.#read(this.#contacts, id),
      start: (draft, family) => this.#write(() => this.#putPair(draft, family, entryOf(draft))),
      saveDraft: (draft) =>
        this.#write(() => {
          this.#requireVersion(this.#contacts.get(draft.value.id), draft);
          return this.putContact(draft.value);
        }),
      finalise: (record, family) =>
        this.#write(() => {
          this.#requireVersion(this.#contacts.get(record.value.id), record);
          return this.#putPair(record.value, family, entryOf(record.value));
        }),
      discardUntouched: (draft, family) =>
        this.#write(() => {
          if (!isUntouched(draft.value)) throw new Error("Only an untouched draft may be discarded");
          this.#requireVersion(this.#families.get(family.value.id), family);
          this.#contacts.delete(draft.value.id);
          const contacts = family.value.contacts.filter((entry) => entry.id !== draft.value.id);
          return this.putFamily({ ...family.value, contacts });
        }),
    };
    this.standingRecords = new FakeStandingRecords({
      write: (change) => this.#write(change),
      isUnlocked: () => this.vault.isUnlocked,
      saveFamily: (family, next) => {
        this.#requireVersion(this.#families.get(family.value.id), family);
        return this.putFamily(next);
      },
      allFamilies: () => [...this.#families.values()].map(({ value }) => copy(value)),
      loadContact: (id) => this.contacts.load(id),
      dropContact: (id) => this.#contacts.delete(id),
      dropFamily: (id) => this.#families.delete(id),
    });
    this.settings = {
      load: async () => (this.vault.isUnlocked ? ok(copy(this.#settings)) : err({ kind: "locked" })),
      save: (settings) =>
        this.#write(() => {
          this.#requireVersion(this.#settings, settings);
          this.#settings = { value: copy(settings.value), version: settings.version + 1 };
          return copy(this.#settings);
        }),
    };
  }

  async standing(): Promise<Result<FakeStandingRecords, LoadFailure>> {
    return ok(this.standingRecords);
  }

  /** Puts a family into the store past the lock, and gives it as stored. */
  putFamily(family: Family): Stored<Family> {
    return put(this.#families, family);
  }

  /** Puts a contact into the store past the lock. Its family keeps the entries that it has. */
  putContact<C extends Contact>(contact: C): Stored<C> {
    return put(this.#contacts, contact);
  }

  readonly log: EventLogAccess = {
    trust: async () => {
      this.isLogPutBack = false;
      this.found = { ...this.found, isLogPutBack: false };
      return ok(undefined);
    },
    note: (event) => this.#write(() => this.events.push(event)),
    fingerprint: async () => ok({ seq: 42, head: "0123456789abcdef" }),
    excerpt: async () => ok(this.excerpt),
  };

  async lookOver(): Promise<Result<LookOver, LoadFailure>> {
    return ok(this.found);
  }

  readAhead(): void {}

  async checkRecords(): Promise<Result<RecordCheck, LoadFailure>> {
    if (!this.vault.isUnlocked) return err({ kind: "locked" });
    if (this.checkFailure !== undefined) return err(this.checkFailure);
    const rows = this.#families.size + this.#contacts.size;
    const { notAsSaved, unreadable, isLogPutBack } = this;
    return ok({ opened: rows - unreadable.size - notAsSaved, unreadable: unreadable.size, notAsSaved, isLogPutBack });
  }

  async finishNewKeys(): Promise<Result<undefined, NewKeysProblem>> {
    if (this.newKeysProblem !== undefined) return err(this.newKeysProblem);
    this.vault.keepsFormerKeys = false;
    return ok(undefined);
  }

  async archive(): Promise<Result<RecordArchive, LoadFailure>> {
    return ok({
      readAll: async () =>
        this.vault.isUnlocked
          ? ok({
              vaultId: this.vaultId,
              families: [...this.#families.values()].filter(({ value }) => !this.unreadable.has(value.id)).map(copy),
              contacts: [...this.#contacts.values()].filter(({ value }) => !this.unreadable.has(value.id)).map(copy),
              unreadable: this.unreadable.size,
            })
          : err({ kind: "locked" }),
      restore: (change) => this.#write(() => this.#restore(change)),
      countOnlyHere: async (backedUp) => ok(this.#countOnlyHere(backedUp)),
    });
  }

  #restore({ family, contacts }: FamilyRestore): ReadonlyMap<ContactId, number> {
    this.#requireVersion(this.#families.get(family.value.id), family);
    for (const contact of contacts) {
      const stored = this.#contacts.get(contact.value.id);
      this.#requireVersion(stored, contact);
      if (stored?.value.status === "final") throw new ChangedElsewhere();
    }
    this.putFamily(family.value);
    return new Map(contacts.map(({ value }) => [value.id, this.putContact(value).version]));
  }

  #countOnlyHere(backedUp: readonly BackedUpContact[]): OnlyHere {
    const entries = [...this.#families.values()].flatMap(({ value }) => value.contacts.filter(isOnlyInApp));
    const versionOf = (id: ContactId) => backedUp.find((contact) => contact.id === id)?.version;
    const only = entries.filter(({ id }) => this.#contacts.get(id)?.version !== versionOf(id));
    const since = only.map(({ startedAt }) => startedAt).sort()[0];
    return { contacts: only.length, ...(since === undefined ? {} : { since }) };
  }

  async wasHere(): Promise<boolean> {
    return this.isWitnessed;
  }

  async secondCopy(): Promise<FakeSecondCopy | undefined> {
    return this.kind === "real" ? this.copy : undefined;
  }

  async rebuildSummaries(): Promise<Result<unknown, LoadFailure>> {
    return this.#loadSummaries();
  }

  /** Nothing to let go of: the rows stay for the next unlock. */
  close(): void {}

  async #loadSummaries(): Promise<Result<{ summaries: FamilySummary[]; setAside: number }, LoadFailure>> {
    if (!this.vault.isUnlocked) return err({ kind: "locked" });
    const readable = [...this.#families.values()].filter(({ value }) => !this.unreadable.has(value.id));
    return ok({
      summaries: readable.map(({ value }) => summarise(value)),
      setAside: this.#families.size - readable.length,
    });
  }

  #read<Id extends string, T>(rows: ReadonlyMap<Id, Stored<T>>, id: Id): Result<Stored<T>, LoadFailure> {
    if (!this.vault.isUnlocked) return err({ kind: "locked" });
    if (this.unreadable.has(id)) return err({ kind: "unreadable" });
    const row = rows.get(id);
    return row === undefined ? err({ kind: "missing" }) : ok(copy(row));
  }

  async #write<T>(change: () => T): Promise<Result<T, SaveFailure>> {
    await this.beforeSave();
    if (this.saveFailure !== undefined) return err(this.saveFailure);
    if (!this.vault.isUnlocked) return err({ kind: "locked" });
    try {
      return ok(change());
    } catch (error) {
      if (error instanceof ChangedElsewhere) return err({ kind: "changed-elsewhere" });
      throw error;
    }
  }

  #putPair<C extends DraftContact | FinalContact>(
    contact: C,
    family: Stored<Family>,
    entry: ContactEntry,
  ): StoredPair<C> {
    this.#requireVersion(this.#families.get(family.value.id), family);
    this.#requireVersion(this.#families.get(family.value.id), family);
    const isListed = family.value.contacts.some(({ id }) => id === entry.id);
    const contacts = isListed
      ? family.value.contacts.map((listed) => (listed.id === entry.id ? entry : listed))
      : [...family.value.contacts, entry];
    return { contact: this.putContact(contact), family: this.putFamily({ ...family.value, contacts }) };
  }

  #requireVersion(stored: Stored<unknown> | undefined, saved: Stored<unknown>): void {
    if ((stored?.version ?? 0) !== saved.version) throw new ChangedElsewhere();
  }
}

/** Who uses the device, in memory. */
export class FakeUsers implements DeviceUsers {
  users: DeviceUser[] = [{ databaseName: "safer-sleep-contacts", label: "" }];
  /** Those that the list has lost. */
  lost: DeviceUser[] = [];
  /** The browser stores no list. */
  isBlocked = false;

  list(): readonly DeviceUser[] {
    return this.users;
  }

  async find(): Promise<readonly DeviceUser[]> {
    this.users.push(...this.lost.splice(0));
    return [...this.users];
  }

  newDatabaseName(): string {
    return `safer-sleep-contacts-number-${this.users.length + 1}`;
  }

  keep(user: DeviceUser): boolean {
    if (this.isBlocked) return false;
    const others = this.users.filter(({ databaseName }) => databaseName !== user.databaseName);
    const place = this.users.findIndex(({ databaseName }) => databaseName === user.databaseName);
    this.users = others.toSpliced(place < 0 ? others.length : place, 0, user);
    return true;
  }
}

/** The app's model on fakes, as it is before `start`. `others` are the stores of further people, by database name. */
export function aFakeApp(): {
  app: AppModel;
  device: FakeDevice;
  real: FakeWorkspace;
  training: FakeWorkspace;
  users: FakeUsers;
  others: Map<string, FakeWorkspace>;
} {
  const device = new FakeDevice();
  const users = new FakeUsers();
  const others = new Map<string, FakeWorkspace>();
  const storeOf = (databaseName: string) => {
    if (databaseName === "safer-sleep-contacts") return real;
    const store = others.get(databaseName) ?? new FakeWorkspace("real");
    others.set(databaseName, store);
    return store;
  };
  const real = new FakeWorkspace("real");
  const training = new FakeWorkspace("training");
  const app = new AppModel({
    device,
    users,
    open: (kind, databaseName) => (kind === "real" ? storeOf(databaseName) : training),
    fillTraining: async () => {},
  });
  return { app, device, real, training, users, others };
}

/** The app's model on fakes, set up earlier and unlocked now. */
export async function anUnlockedApp() {
  const fakes = aFakeApp();
  fakes.real.vault.setUp();
  await fakes.app.unlock({ kind: "passphrase", passphrase: goodPassphrase });
  return fakes;
}

class ChangedElsewhere extends Error {
  override name = "ChangedElsewhere";
}

function entryOf(contact: Contact): ContactEntry {
  const { id, kind, status, startedAt } = contact;
  return { id, kind, status, startedAt, ...(contact.status === "final" ? { date: contact.event.date } : {}) };
}

function put<Id extends string, T extends { id: Id }, V extends T>(rows: Map<Id, Stored<T>>, value: V): Stored<V> {
  const stored: Stored<V> = { value: copy(value), version: (rows.get(value.id)?.version ?? 0) + 1 };
  rows.set(value.id, stored);
  return copy(stored);
}

// As the real store does, so that no test passes because two places share one object.
function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
