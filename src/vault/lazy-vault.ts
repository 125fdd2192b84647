import {
  type HeaderStore,
  type OpenedRow,
  type PlainRow,
  type RowId,
  type SealedRow,
  type Sealer,
  VaultLockedError,
} from "../domain/sealing.ts";
import type { Secret, VaultAccess, VaultStatus } from "../domain/vault-access.ts";
import type { WayIn, WayInChange } from "../domain/ways-in.ts";
import { err, type Result } from "../shared/result.ts";
import type { VaultClient } from "./vault-client.ts";

/**
 * A vault whose code is loaded when it is first used: the first screen only asks whether there is one. Code that does
 * not load makes that use fail as `unavailable`, and the next use tries again. Locking while it loads calls off what
 * waits for it.
 */
export class LazyVault implements Sealer, VaultAccess {
  readonly #headers: Pick<HeaderStore, "load">;
  readonly #load: () => Promise<VaultClient>;
  #client: VaultClient | undefined;
  #loading: Promise<VaultClient> | undefined;
  /** Counts the locks, so that what waited for the code through one of them does not begin. */
  #locks = 0;

  constructor(headers: Pick<HeaderStore, "load">, load: () => Promise<VaultClient>) {
    this.#headers = headers;
    this.#load = load;
  }

  /** The vault whose rows are sealed and opened. Throws VaultLockedError unless unlocked. */
  get vaultId(): string {
    return this.#opened().vaultId;
  }

  async status(): Promise<VaultStatus> {
    if (this.#client) return this.#client.status();
    return (await this.#headers.load()) === undefined ? "none" : "locked";
  }

  prepare(passphrase: string) {
    return this.#use((client) => client.prepare(passphrase));
  }

  commit() {
    return this.#use((client) => client.commit());
  }

  unlock(secret: Secret) {
    return this.#use((client) => client.unlock(secret));
  }

  changePassphrase(present: Secret, next: string) {
    return this.#use((client) => client.changePassphrase(present, next));
  }

  prepareChange(passphrase: string, change: WayInChange) {
    return this.#use((client) => client.prepareChange(passphrase, change));
  }

  commitChange() {
    return this.#use((client) => client.commitChange());
  }

  finishNewKeys(reseal: Parameters<VaultClient["finishNewKeys"]>[0]) {
    return this.#use((client) => client.finishNewKeys(reseal));
  }

  async waysIn(): Promise<readonly WayIn[]> {
    return (await this.#ready()).waysIn();
  }

  async hasFormerKeys(): Promise<boolean> {
    return (await this.#ready()).hasFormerKeys();
  }

  async suggestPassphrase(): Promise<string> {
    return (await this.#ready()).suggestPassphrase();
  }

  async checkPassphrase(passphrase: string) {
    return (await this.#ready()).checkPassphrase(passphrase);
  }

  lock(): void {
    this.#locks += 1;
    this.#client?.lock();
  }

  async seal(rows: readonly PlainRow[]): Promise<SealedRow[]> {
    return this.#opened().seal(rows);
  }

  async open(rows: readonly SealedRow[]): Promise<OpenedRow[]> {
    return this.#opened().open(rows);
  }

  async namedRowId(name: string): Promise<RowId> {
    return this.#opened().namedRowId(name);
  }

  #opened(): VaultClient {
    if (this.#client === undefined) throw new VaultLockedError("The vault is locked");
    return this.#client;
  }

  async #use<T, E>(use: (client: VaultClient) => Promise<Result<T, E>>): Promise<Result<T, E | Unavailable>> {
    const locks = this.#locks;
    try {
      const client = await this.#ready();
      if (locks !== this.#locks) throw new VaultLockedError("The vault was locked meanwhile");
      return await use(client);
    } catch (cause) {
      return err({ kind: "unavailable", cause });
    }
  }

  async #ready(): Promise<VaultClient> {
    this.#loading ??= this.#load();
    try {
      this.#client = await this.#loading;
      return this.#client;
    } catch (cause) {
      this.#loading = undefined;
      throw cause;
    }
  }
}

interface Unavailable {
  kind: "unavailable";
  cause: unknown;
}
