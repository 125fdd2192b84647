import { type ReadonlySignal, signal } from "@preact/signals";
import type { Device, OfflineCheck, Persistence, StorageFault } from "../domain/device.ts";
import type { PassphraseProblem } from "../domain/vault-access.ts";
import type { Workspace } from "../domain/workspace.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { AppModel } from "./app-model.ts";
import { newSheet, type RecoverySheet, wrongPositions } from "./recovery-sheet.ts";

/** Whether this device was found to keep data. */
export type StorageProof = { status: "checking" } | { status: "proved" } | { status: "failed"; fault: StorageFault };

/** What a device needs before it is taken on a visit, as it was found just now. */
export interface Readiness {
  offline: OfflineCheck;
  storage: Result<undefined, StorageFault>;
  persistence: Persistence;
}

/**
 * Setting up a device, from the first proof of storage to the written vault. The recovery words are held here and
 * nowhere else, and only until the vault is written; a reload before that starts again with nothing left behind.
 */
export class SetupModel {
  readonly storage: ReadonlySignal<StorageProof>;
  readonly sheet: ReadonlySignal<RecoverySheet | undefined>;
  readonly #app: AppModel;
  readonly #storage = signal<StorageProof>({ status: "checking" });
  readonly #sheet = signal<RecoverySheet | undefined>(undefined);
  #proof: Promise<boolean> | undefined;

  constructor(app: AppModel) {
    this.#app = app;
    this.storage = this.#storage;
    this.sheet = this.#sheet;
  }

  /** Whether this device keeps data. Asked once, however often it is called. */
  proveStorage(): Promise<boolean> {
    this.#proof ??= this.#proveOnce();
    return this.#proof;
  }

  /** Prepares the vault with this passphrase. Whatever was prepared before is void. */
  async prepare(passphrase: string): Promise<Result<undefined, PassphraseProblem>> {
    this.#sheet.value = undefined;
    const prepared = await this.#app.workspace.vault.prepare(passphrase);
    if (!prepared.ok) return prepared;
    this.#sheet.value = newSheet(prepared.value.recoveryWords);
    return ok(undefined);
  }

  /** The positions whose word was typed otherwise than on the sheet; letter case does not matter. */
  wrongPositions(typed: readonly string[]): number[] {
    return this.#sheet.value === undefined ? [] : wrongPositions(this.#sheet.value, typed);
  }

  /** Writes the prepared vault, if the words typed are those of the sheet, and goes in. */
  async finish(typed: readonly string[]): Promise<Result<undefined, PassphraseProblem | { kind: "wrong-words" }>> {
    if (this.#sheet.value === undefined || this.wrongPositions(typed).length > 0) return err({ kind: "wrong-words" });
    const committed = await this.#app.workspace.vault.commit();
    if (!committed.ok) return committed;
    await this.#app.enter();
    this.forget();
    return ok(undefined);
  }

  /** Lets go of the recovery words. */
  forget(): void {
    this.#sheet.value = undefined;
  }

  async #proveOnce(): Promise<boolean> {
    const proof = await this.#app.device.proveStorage();
    this.#storage.value = proof.ok ? { status: "proved" } : { status: "failed", fault: proof.error };
    return proof.ok;
  }
}

const models = new WeakMap<Workspace, SetupModel>();

/** The set-up of the store in use. One for each store, so that a look at Help does not lose a recovery sheet just printed. */
export function setupOf(app: AppModel): SetupModel {
  const known = models.get(app.workspace);
  if (known !== undefined) return known;
  const model = new SetupModel(app);
  models.set(app.workspace, model);
  return model;
}

/** Finds out whether the app would run without a network, keeps data, and has the browser's promise to keep it. */
export async function checkReadiness(device: Device): Promise<Readiness> {
  const [offline, storage, persistence] = await Promise.all([
    device.checkOffline(),
    device.proveStorage(),
    device.askToKeep(),
  ]);
  return { offline, storage, persistence };
}
