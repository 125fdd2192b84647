import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { type CivilDate, type Moment, toLocal } from "../domain/dates.ts";
import type { Device } from "../domain/device.ts";
import type { DeviceUser, DeviceUsers } from "../domain/device-users.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import { defaultSettings, type Settings } from "../domain/settings.ts";
import type { Secret, UnlockProblem, VaultStatus } from "../domain/vault-access.ts";
import type { Workspace, WorkspaceKind } from "../domain/workspace.ts";
import { err, type Result } from "../shared/result.ts";
import { AutoLock } from "./auto-lock.ts";
import { CaseloadModel } from "./caseload-model.ts";
import { ClockWatcher } from "./clock-watcher.ts";

/** Whether the app can be used, and what stands in the way. */
export type AppStatus = "opening" | VaultStatus | "choosing" | "unavailable" | "missing" | "other-window";

/** Records that the second copy has and the store has not, and how to put them back. */
export interface FoundInCopy {
  count: number;
  putBack(): Promise<void>;
  /** How putting back went, once it was tried: undefined before. */
  left: number | undefined;
}

/** Something that still has to be stored before the keys may go. */
export interface Flushable {
  flush(): Promise<boolean>;
  /** The store refused the last answer. */
  readonly isUnsaved: boolean;
  /** More idle time while a contact is open. */
  readonly isContact: boolean;
}

interface AppModelOptions {
  device: Device;
  users: DeviceUsers;
  /** Opens the store of one person, or that of the made-up families. */
  open(kind: WorkspaceKind, databaseName: string): Workspace;
  /** Fills a new training store. */
  fillTraining(workspace: Workspace, today: CivilDate): Promise<void>;
}

/** The longest that locking waits for a save under way. */
const flushMilliseconds = 2_000;

/** What outlives every screen: the store in use, its lock, the settings, the caseload, and the device around them. */
export class AppModel {
  readonly device: Device;
  readonly users: DeviceUsers;
  readonly status = signal<AppStatus>("opening");
  readonly kind = signal<WorkspaceKind>("real");
  readonly settings = signal<Stored<Settings>>({ value: defaultSettings, version: 0 });
  /** Why the settings could not be read, while the defaults stand in for them. */
  readonly settingsFailure = signal<LoadFailure | undefined>(undefined);
  /** The screen is covered by the neutral page. */
  readonly hidden = signal(false);
  readonly updateReady = signal(false);
  /** What the look at the second copy after this unlock found amiss. */
  readonly foundInCopy = signal<FoundInCopy | undefined>(undefined);
  readonly today: ReadonlySignal<CivilDate>;
  readonly caseload: CaseloadModel;
  readonly autoLock: AutoLock;
  readonly clock: ClockWatcher;
  /** Why the store could not be opened, when the status is "unavailable". */
  readonly failure = signal<LoadFailure | undefined>(undefined);

  readonly #options: AppModelOptions;
  readonly #now = signal<Moment>("");
  /** Counts what sends everybody out: a lock, a change of store. What was slow to open then stays closed. */
  #visit = 0;
  #isEntering = false;
  #locking: Promise<void> = Promise.resolve();
  #savingSettings: Promise<unknown> = Promise.resolve();
  readonly #open = new Set<Flushable>();
  /** Whose records these are. */
  #user: DeviceUser;
  /** Somebody said whose, since the last lock. */
  #isChosen = false;
  #workspace: Workspace;

  constructor(options: AppModelOptions) {
    this.#options = options;
    this.device = options.device;
    this.users = options.users;
    this.#user = first(options.users);
    this.#workspace = options.open("real", this.#user.databaseName);
    this.#now.value = options.device.clock.now();
    this.today = computed(() => toLocal(this.#now.value, options.device.clock.timeZone()).date);
    this.caseload = new CaseloadModel(this.today);
    this.clock = new ClockWatcher(options.device.clock);
    this.autoLock = new AutoLock({
      monotonic: () => options.device.clock.monotonic(),
      idleMinutes: () => this.#idleMinutes(),
      lock: () => void this.lock(),
    });
  }

  /** The store in use. */
  get workspace(): Workspace {
    return this.#workspace;
  }

  get isTraining(): boolean {
    return this.kind.value === "training";
  }

  /** Whose records are open or about to be. Told to nobody before they chose it themselves. */
  get user(): DeviceUser {
    return this.#user;
  }

  /** Somebody new is setting the device up for themselves. */
  get isNewUser(): boolean {
    return !this.users.list().some(({ databaseName }) => databaseName === this.#user.databaseName);
  }

  /** Gives the person another label. Throws what the browser's storage throws. */
  rename(label: string): void {
    this.#user = { ...this.#user, label };
    this.users.keep(this.#user);
  }

  /** Asks who wants to unlock. */
  askWho(): void {
    this.#visit += 1;
    this.#isChosen = false;
    this.status.value = "choosing";
  }

  /** Goes to the lock screen of one person, or to set-up for somebody new. */
  async choose(user: DeviceUser): Promise<void> {
    await this.#locking;
    this.#user = user;
    this.#isChosen = true;
    this.#switchTo("real");
    await this.#look();
  }

  /** Looks whether this device holds a vault. */
  async start(): Promise<void> {
    this.status.value = "opening";
    await this.#look();
  }

  /** Opens the vault and loads what every screen needs. */
  async unlock(secret: Secret): Promise<Result<undefined, UnlockProblem>> {
    const visit = this.#visit;
    // A lock that is still storing the last answer would take the new keys away again.
    await this.#locking;
    const workspace = this.#workspace;
    workspace.readAhead();
    const result = await workspace.vault.unlock(secret);
    if (!result.ok) return result;
    // Locked, taken over or gone to training while the keys were worked out: they must not stay behind.
    if (visit === this.#visit) await this.enter();
    else workspace.vault.lock();
    return result;
  }

  /** Goes in after the vault was opened or made. */
  async enter(): Promise<void> {
    performance.mark("app:keys-ready");
    if (!this.isTraining && this.isNewUser) this.users.keep(this.#user);
    const visit = this.#visit;
    this.#isEntering = true;
    if (this.hidden.value) return this.lock();
    if (this.status.value === "other-window") return this.yieldToOtherWindow();
    const [settings] = await Promise.all([
      this.#workspace.settings.load(),
      this.caseload.load(this.#workspace.families),
    ]);
    // Locked or taken over meanwhile: the keys are gone, so nothing may be shown.
    if (visit !== this.#visit) return;
    this.#isEntering = false;
    if (settings.ok) this.settings.value = settings.value;
    this.settingsFailure.value = settings.ok ? undefined : settings.error;
    this.clock.remember(this.settings.value.value.clockSeenAt);
    this.autoLock.stay();
    this.status.value = "unlocked";
  }

  /** Opens the made-up families, in a store of their own. */
  async startTraining(): Promise<void> {
    await this.lock();
    const visit = this.#visit;
    this.#switchTo("training");
    const { openTraining } = await import("./open-training.ts");
    const problem = await openTraining(this.#workspace, (workspace) =>
      this.#options.fillTraining(workspace, this.today.value),
    );
    if (problem === undefined && visit === this.#visit) return this.enter();
    this.#workspace.vault.lock();
    this.#switchTo("real");
    if (problem !== undefined && visit === this.#visit) this.#showFailure(problem);
  }

  /** Covers the screen at once, then locks. */
  hide(): void {
    this.hidden.value = true;
    void this.lock();
  }

  /**
   * Blanks every screen at once, stores what is still on its way, then drops the keys. An update that waits is
   * applied now, when nothing is open. Leaving training goes back to the real store.
   */
  lock(): Promise<void> {
    this.#visit += 1;
    if (this.status.value !== "unlocked" && !this.#isEntering) return this.#locking;
    this.#isEntering = false;
    this.#isChosen = false;
    this.status.value = this.#isAsking ? "choosing" : "locked";
    this.#locking = this.#dropKeys();
    return this.#locking;
  }

  /** Another window has taken over: this one lets go of everything. */
  yieldToOtherWindow(): Promise<void> {
    const locked = this.lock();
    this.status.value = "other-window";
    return locked;
  }

  async #dropKeys(): Promise<void> {
    const open = [...this.#open];
    this.#open.clear();
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([
      Promise.allSettled(open.map((item) => item.flush())),
      new Promise((resolve) => {
        timer = setTimeout(resolve, flushMilliseconds);
      }),
    ]);
    clearTimeout(timer);
    this.#workspace.vault.lock();
    this.#workspace.close();
    this.caseload.clear();
    this.foundInCopy.value = undefined;
    this.settings.value = { value: defaultSettings, version: 0 };
    if (this.isTraining) {
      this.#switchTo("real");
      await this.#look();
    }
    if (this.updateReady.value) this.device.applyUpdate();
  }

  async #look(): Promise<void> {
    let status: AppStatus;
    try {
      status = await this.#workspace.vault.status();
      // Chromium deletes a database that it finds damaged, and gives an empty one without a word.
      if (status === "none" && (await this.#workspace.wasHere())) status = "missing";
    } catch (cause) {
      this.#showFailure({ kind: "unavailable", cause });
      return;
    }
    if (this.status.value !== "other-window") this.status.value = this.#isAsking ? "choosing" : status;
  }

  // The same for everybody, so that it says nothing of who was in.
  get #isAsking(): boolean {
    return !this.#isChosen && this.users.list().length > 1;
  }

  #showFailure(failure: LoadFailure): void {
    this.failure.value = failure;
    if (this.status.value !== "other-window") this.status.value = "unavailable";
  }

  /** Stores changed settings. */
  saveSettings(change: (settings: Settings) => Settings): Promise<Result<Stored<Settings>, SaveFailure>> {
    // One at a time: each names the version that the one before it made.
    const saved = this.#savingSettings.then(() => this.#saveSettings(change));
    this.#savingSettings = saved;
    return saved;
  }

  async #saveSettings(change: (settings: Settings) => Settings): Promise<Result<Stored<Settings>, SaveFailure>> {
    if (this.status.value !== "unlocked") return err({ kind: "locked" });
    const visit = this.#visit;
    const { value, version } = this.settings.value;
    const result = await this.#workspace.settings.save({ value: change(value), version });
    // After a lock the settings must not come back into memory.
    if (result.ok && visit === this.#visit) this.settings.value = result.value;
    return result;
  }

  /** Keeps the app from locking before `item` is stored, and gives more idle time while a contact is open. */
  keepOpen(item: Flushable): () => void {
    this.#open.add(item);
    return () => this.#open.delete(item);
  }

  /** Stores what is still on its way, for when the page is hidden or about to go. */
  async flushAll(): Promise<void> {
    await Promise.all([...this.#open].map((item) => item.flush()));
  }

  /** Whether an answer on the screen is refused by the store. */
  get hasUnsaved(): boolean {
    return [...this.#open].some((item) => item.isUnsaved);
  }

  /**
   * Moves the clock on and locks when it is time. Call about once a second; `wasAway` if the page was hidden at some time
   * since the last call.
   */
  tick(wasAway = false): void {
    const now = this.device.clock.now();
    if (now.slice(0, 16) !== this.#now.value.slice(0, 16)) this.#now.value = now;
    this.clock.look(wasAway);
    if (this.status.value !== "unlocked") return;
    this.autoLock.check();
    const seenAt = this.settingsFailure.value === undefined ? this.clock.toKeep() : undefined;
    if (seenAt !== undefined) this.#keepSeen(seenAt);
  }

  /** The visitor has checked the device's clock and says that it is right. */
  trustClock(): void {
    this.#keepSeen(this.clock.trust());
  }

  // Whether it is kept now or in an hour makes no difference.
  #keepSeen(clockSeenAt: Moment): void {
    void this.saveSettings((settings) => ({ ...settings, clockSeenAt }));
  }

  #idleMinutes(): number {
    const { idleMinutes, contactMinutes } = this.settings.value.value.lock;
    return [...this.#open].some((item) => item.isContact) ? Math.max(contactMinutes, idleMinutes) : idleMinutes;
  }

  #switchTo(kind: WorkspaceKind): void {
    this.kind.value = kind;
    this.#workspace = this.#options.open(kind, this.#user.databaseName);
  }
}

function first(users: DeviceUsers): DeviceUser {
  return users.list()[0] ?? { databaseName: users.newDatabaseName(), label: "" };
}
