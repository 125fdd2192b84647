import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CivilDate } from "../domain/dates.ts";
import type { Device } from "../domain/device.ts";
import type { DeviceUser, DeviceUsers } from "../domain/device-users.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import type { Settings } from "../domain/settings.ts";
import type { Secret, UnlockProblem, VaultStatus } from "../domain/vault-access.ts";
import type { Workspace, WorkspaceKind } from "../domain/workspace.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { AppClock } from "./app-clock.ts";
import { AutoLock } from "./auto-lock.ts";
import type { CaseloadModel } from "./caseload-model.ts";
import { type Flushable, OpenWork } from "./open-work.ts";
import { PeopleModel } from "./people-model.ts";
import { SettingsModel } from "./settings-model.ts";
import { StoreLooks } from "./store-looks.ts";
import { WorkspaceModel, type WorkspaceSource } from "./workspace-model.ts";

/** Whether the app can be used, and what stands in the way. */
export type AppStatus = "opening" | VaultStatus | "choosing" | "unavailable" | "missing" | "other-window";

interface AppModelOptions extends WorkspaceSource {
  device: Device;
  users: DeviceUsers;
}

/** What outlives every screen: the store in use, its lock, the settings, the caseload, and the device around them. */
export class AppModel {
  readonly device: Device;
  readonly people: PeopleModel;
  readonly status = signal<AppStatus>("opening");
  readonly kind: Signal<WorkspaceKind>;
  readonly settings: Signal<Stored<Settings>>;
  /** Why the settings could not be read, while the defaults stand in for them. */
  readonly settingsFailure: Signal<LoadFailure | undefined>;
  /** The screen is covered by the neutral page. */
  readonly hidden = signal(false);
  readonly updateReady = signal(false);
  /** What the looks at the store and its second copy found amiss after this unlock. */
  readonly looks = new StoreLooks();
  readonly today: ReadonlySignal<CivilDate>;
  readonly autoLock: AutoLock;
  readonly clock: AppClock;
  /** Why the store could not be opened, when the status is "unavailable". */
  readonly failure = signal<LoadFailure | undefined>(undefined);

  /** Counts what sends everybody out: a lock, a change of store. What was slow to open then stays closed. */
  #visit = 0;
  #isEntering = false;
  #locking: Promise<void> = Promise.resolve();
  readonly #settings = new SettingsModel(() => this.#openSettings());
  readonly #openWork = new OpenWork();
  readonly #workspace: WorkspaceModel;

  constructor(options: AppModelOptions) {
    this.device = options.device;
    this.settings = this.#settings.stored;
    this.settingsFailure = this.#settings.failure;
    this.people = new PeopleModel(options.users);
    // Whether it is kept now or in an hour makes no difference.
    this.clock = new AppClock(options.device.clock, (clockSeenAt) => {
      void this.saveSettings((settings) => ({ ...settings, clockSeenAt }));
    });
    this.today = this.clock.today;
    this.#workspace = new WorkspaceModel(options, this.people, this.today);
    this.kind = this.#workspace.kind;
    this.autoLock = new AutoLock({
      monotonic: () => options.device.clock.monotonic(),
      idleMinutes: () => this.#idleMinutes(),
      lock: () => void this.lock(),
    });
  }

  /** The store in use. */
  get workspace(): Workspace {
    return this.#workspace.current;
  }

  /** The families of the store in use. There once the vault has been opened, and from then on. */
  get caseload(): CaseloadModel {
    return this.#workspace.caseload;
  }

  get isTraining(): boolean {
    return this.kind.value === "training";
  }

  /** Asks who wants to unlock. */
  askWho(): void {
    this.#visit += 1;
    this.people.askAgain();
    this.status.value = "choosing";
  }

  /** Goes to the lock screen of one person, or to set-up for somebody new. */
  async choose(user: DeviceUser): Promise<void> {
    await this.#locking;
    this.people.choose(user);
    this.#workspace.switchTo("real");
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
    const workspace = this.workspace;
    workspace.readAhead();
    void this.#workspace.loadCaseload().catch(() => undefined); // `enter` says so
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
    if (!this.isTraining) this.people.keepNew();
    const visit = this.#visit;
    this.#isEntering = true;
    if (this.hidden.value) return this.lock();
    if (this.status.value === "other-window") return this.yieldToOtherWindow();
    const { families, settings: repository } = this.workspace;
    const loading = Promise.all([
      repository.load(),
      this.#workspace.loadCaseload().then((caseload) => (visit === this.#visit ? caseload.load(families) : undefined)),
    ]);
    const loaded = await loading.then(ok, err);
    // Locked or taken over meanwhile: the keys are gone, so nothing may be shown.
    if (visit !== this.#visit) return;
    this.#isEntering = false;
    if (!loaded.ok) return this.#turnAway(loaded.error);
    const [settings] = loaded.value;
    this.#settings.take(settings);
    void this.clock.remember(this.settings.value.value.clockSeenAt).catch(() => undefined); // the next unlock tries again
    this.autoLock.stay();
    this.status.value = "unlocked";
  }

  /** Looks whether something other than the app changed the store. For idle time. */
  async lookOver(): Promise<void> {
    const visit = this.#visit;
    const found = await this.workspace.lookOver();
    if (!found.ok || visit !== this.#visit) return;
    this.looks.take(found.value);
    if (found.value.areSummariesSuspect) await this.caseload.load(this.workspace.families);
  }

  // The code of the caseload did not load. The keys must not stay behind a screen that shows nothing.
  #turnAway(cause: unknown): void {
    this.workspace.vault.lock();
    this.#showFailure({ kind: "unavailable", cause });
  }

  /** Opens the made-up families, in a store of their own. */
  async startTraining(): Promise<void> {
    await this.lock();
    const visit = this.#visit;
    this.#workspace.switchTo("training");
    const problem = await this.#workspace.openTraining();
    if (problem === undefined && visit === this.#visit) return this.enter();
    this.workspace.vault.lock();
    this.#workspace.switchTo("real");
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
    this.people.askAgain();
    this.status.value = this.people.isAsking ? "choosing" : "locked";
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
    await this.#openWork.close();
    this.#workspace.close();
    this.looks.clear();
    this.#settings.clear();
    if (this.isTraining) {
      this.#workspace.switchTo("real");
      await this.#look();
    }
    if (this.updateReady.value) this.device.applyUpdate();
  }

  async #look(): Promise<void> {
    let status: AppStatus;
    try {
      status = await this.#workspace.status();
    } catch (cause) {
      this.#showFailure({ kind: "unavailable", cause });
      return;
    }
    if (this.status.value !== "other-window") this.status.value = this.people.isAsking ? "choosing" : status;
  }

  #showFailure(failure: LoadFailure): void {
    this.failure.value = failure;
    if (this.status.value !== "other-window") this.status.value = "unavailable";
  }

  /** Stores changed settings. */
  saveSettings(change: (settings: Settings) => Settings): Promise<Result<Stored<Settings>, SaveFailure>> {
    return this.#settings.save(change);
  }

  #openSettings() {
    if (this.status.value !== "unlocked") return;
    const visit = this.#visit;
    return { repository: this.workspace.settings, isStillOpen: () => visit === this.#visit };
  }

  /** Keeps the app from locking before `item` is stored, and gives more idle time while a contact is open. */
  keepOpen(item: Flushable): () => void {
    return this.#openWork.add(item);
  }

  /** Stores what is still on its way, for when the page is hidden or about to go. */
  flushAll(): Promise<void> {
    return this.#openWork.flush();
  }

  /** Whether an answer on the screen is refused by the store. */
  get hasUnsaved(): boolean {
    return this.#openWork.hasUnsaved;
  }

  /**
   * Moves the clock on and locks when it is time. Call about once a second; `wasAway` if the page was hidden at some time
   * since the last call.
   */
  tick(wasAway = false): void {
    this.clock.look(wasAway);
    if (this.status.value !== "unlocked") return;
    this.autoLock.check();
    if (this.settingsFailure.value === undefined) this.clock.keepSeen();
  }

  #idleMinutes(): number {
    const { idleMinutes, contactMinutes } = this.settings.value.value.lock;
    return this.#openWork.hasContact ? Math.max(contactMinutes, idleMinutes) : idleMinutes;
  }
}
