import { type ReadonlySignal, signal } from "@preact/signals";
import type { ContactEntry, Family } from "../domain/family.ts";
import type { FamilyId } from "../domain/ids.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import { type FamilyStays, keepDaysOf, removableRecords, whyFamilyStays } from "../domain/retention.ts";
import type { Removal } from "../domain/standing-records.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { AppModel } from "./app-model.ts";
import { authorOf } from "./author-of.ts";
import type { Loadable } from "./loadable.ts";

/** What may go of one family. */
export interface OpenRemoval {
  family: Stored<Family>;
  /** Records that were handed over long enough ago. None while the device's clock is in doubt. */
  records: readonly ContactEntry[];
  /** Why the family itself has to stay; undefined when it may go. */
  familyStays: FamilyStays | undefined;
}

/** Why nothing was removed. */
export type RemovalFailure =
  | { kind: "no-author" }
  | { kind: "clock-in-doubt" }
  | { kind: "not-saved"; failure: SaveFailure | LoadFailure };

/** Removal of one family's records from this device, after their hand-over. */
export class RemovalModel {
  readonly state: ReadonlySignal<Loadable<OpenRemoval>>;
  readonly #state = signal<Loadable<OpenRemoval>>({ status: "loading" });
  readonly #app: AppModel;
  readonly #id: FamilyId;

  constructor(app: AppModel, id: FamilyId) {
    this.#app = app;
    this.#id = id;
    this.state = this.#state;
  }

  async load(): Promise<void> {
    const family = await this.#app.workspace.families.load(this.#id);
    this.#state.value = family.ok
      ? { status: "ready", value: openRemoval(this.#app, family.value) }
      : { status: "failed", failure: family.error };
  }

  /** Removes the records that the page lists, and no others. */
  removeRecords(): Promise<Result<undefined, RemovalFailure>> {
    return this.#remove(async ({ family, records }, removal) => {
      const standing = await this.#app.workspace.standing();
      if (!standing.ok) return standing;
      const removed = await standing.value.removeRecords(records, family, removal);
      if (!removed.ok) return removed;
      this.#app.caseload.show(removed.value.value);
      this.#state.value = { status: "ready", value: openRemoval(this.#app, removed.value) };
      return ok(undefined);
    });
  }

  /** Removes the family itself. */
  removeFamily(): Promise<Result<undefined, RemovalFailure>> {
    return this.#remove(async ({ family }, removal) => {
      const standing = await this.#app.workspace.standing();
      if (!standing.ok) return standing;
      const removed = await standing.value.removeFamily(family, removal);
      if (removed.ok) this.#app.caseload.forget(this.#id);
      return removed;
    });
  }

  async #remove(
    action: (open: OpenRemoval, removal: Removal) => Promise<Result<undefined, SaveFailure | LoadFailure>>,
  ): Promise<Result<undefined, RemovalFailure>> {
    const state = this.#state.value;
    if (state.status !== "ready") return err({ kind: "not-saved", failure: { kind: "locked" } });
    if (this.#app.clock.doubt.value !== undefined) return err({ kind: "clock-in-doubt" });
    const by = authorOf(this.#app);
    if (by.name.trim() === "") return err({ kind: "no-author" });
    const result = await action(state.value, { by, removedAt: this.#app.device.clock.now() });
    return result.ok ? result : err({ kind: "not-saved", failure: result.error });
  }
}

function openRemoval(app: AppModel, family: Stored<Family>): OpenRemoval {
  const now = app.device.clock.now();
  const isClockSure = app.clock.doubt.value === undefined;
  return {
    family,
    records: isClockSure ? removableRecords(family.value, now, keepDaysOf(app.settings.value.value)) : [],
    familyStays: whyFamilyStays(family.value),
  };
}
