import { type ReadonlySignal, signal } from "@preact/signals";
import type { CivilDate } from "../domain/dates.ts";
import type { LoadFailure } from "../domain/repositories.ts";
import type { VaultStatus } from "../domain/vault-access.ts";
import type { Workspace, WorkspaceKind } from "../domain/workspace.ts";
import type { CaseloadModel } from "./caseload-model.ts";
import type { PeopleModel } from "./people-model.ts";

/** Where the stores come from. */
export interface WorkspaceSource {
  /** Opens the store of one person, or that of the made-up families. */
  open(kind: WorkspaceKind, databaseName: string): Workspace;
  /** Fills a new training store. */
  fillTraining(workspace: Workspace, today: CivilDate): Promise<void>;
}

/** Which store is in use, that of one person or the made-up families, and the caseload that shows it. */
export class WorkspaceModel {
  readonly kind = signal<WorkspaceKind>("real");
  readonly #source: WorkspaceSource;
  readonly #people: PeopleModel;
  readonly #today: ReadonlySignal<CivilDate>;
  #current: Workspace;
  #caseload: CaseloadModel | undefined;
  #loading: Promise<CaseloadModel> | undefined;

  constructor(source: WorkspaceSource, people: PeopleModel, today: ReadonlySignal<CivilDate>) {
    this.#source = source;
    this.#people = people;
    this.#today = today;
    this.#current = source.open("real", people.current.databaseName);
  }

  /** The store in use. */
  get current(): Workspace {
    return this.#current;
  }

  /** The families of the store in use. There once the vault has been opened, and from then on. */
  get caseload(): CaseloadModel {
    if (this.#caseload === undefined) throw new Error("Nobody has been in yet, so there is no caseload");
    return this.#caseload;
  }

  /** Uses the store of whoever was chosen, or the made-up families. */
  switchTo(kind: WorkspaceKind): void {
    this.kind.value = kind;
    this.#current = this.#source.open(kind, this.#people.current.databaseName);
  }

  /** Whether the store holds a vault. Rejects when the store cannot be opened. */
  async status(): Promise<VaultStatus | "missing"> {
    const status = await this.#current.vault.status();
    // Chromium deletes a database that it finds damaged, and gives an empty one without a word.
    return status === "none" && (await this.#current.wasHere()) ? "missing" : status;
  }

  /**
   * Loads the code of the caseload. Nobody needs it before the vault opens, and everyone waits for what the first screen
   * brings. The next unlock asks again for code that did not load.
   */
  loadCaseload(): Promise<CaseloadModel> {
    this.#loading ??= import("./caseload-model.ts").then(
      ({ CaseloadModel }) => (this.#caseload = new CaseloadModel(this.#today)),
    );
    this.#loading.catch(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** Opens the made-up families that it was switched to; gives what went wrong. */
  async openTraining(): Promise<LoadFailure | undefined> {
    const { openTraining } = await import("./open-training.ts");
    return openTraining(this.#current, (workspace) => this.#source.fillTraining(workspace, this.#today.value));
  }

  /** Lets go of what is open: the keys, the database, and the families in memory. */
  close(): void {
    this.#current.vault.lock();
    this.#current.close();
    this.#caseload?.clear();
  }
}
