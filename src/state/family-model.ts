import { type ReadonlySignal, signal } from "@preact/signals";
import { currentVersion } from "../content/checklists.ts";
import type { Contact, DraftContact } from "../domain/contact.ts";
import type { ContactKind } from "../domain/contact-kind.ts";
import type { Moment } from "../domain/dates.ts";
import type { ContactEntry, Family } from "../domain/family.ts";
import { ContactId, type FamilyId, toId } from "../domain/ids.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import { startContact } from "../domain/start-contact.ts";
import { randomId } from "../shared/random-id.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { AppModel } from "./app-model.ts";
import { loadCurrent } from "./load-current.ts";
import type { Loadable } from "./loadable.ts";

/** One line of a family's timeline: the contact as it reads now, why it cannot be opened, or only that it was there. */
export type TimelineEntry = { entry: ContactEntry } & (
  | { contact: Contact }
  | { failure: LoadFailure }
  | { removedAt: Moment }
);

/** A family with its contacts, newest first. */
export interface OpenFamily {
  family: Stored<Family>;
  timeline: readonly TimelineEntry[];
}

/** The page of one family. */
export class FamilyModel {
  readonly id: FamilyId;
  readonly state: ReadonlySignal<Loadable<OpenFamily>>;
  readonly #app: AppModel;
  readonly #state = signal<Loadable<OpenFamily>>({ status: "loading" });

  constructor(app: AppModel, id: FamilyId) {
    this.#app = app;
    this.id = id;
    this.state = this.#state;
  }

  /** Reads the family and each of its contacts; one that cannot be opened does not keep the others away. */
  async load(): Promise<void> {
    const { workspace } = this.#app;
    const family = await workspace.families.load(this.id);
    if (!family.ok) {
      this.#state.value = { status: "failed", failure: family.error };
      return;
    }
    const timeline = await Promise.all(
      family.value.value.contacts.map(async (entry): Promise<TimelineEntry> => {
        if (entry.removedAt !== undefined) return { entry, removedAt: entry.removedAt };
        const contact = await loadCurrent(workspace, entry);
        return contact.ok ? { entry, contact: contact.value.value } : { entry, failure: contact.error };
      }),
    );
    this.#state.value = { status: "ready", value: { family: family.value, timeline: timeline.reverse() } };
  }

  /** Begins a contact of this kind and stores its draft. */
  async start(kind: ContactKind): Promise<Result<DraftContact, SaveFailure>> {
    const state = this.#state.value;
    if (state.status !== "ready") return err({ kind: "locked" });
    const { clock } = this.#app.device;
    const draft = startContact(state.value.family.value, kind, {
      id: toId(ContactId, randomId()),
      checklistVersion: currentVersion(kind),
      now: clock.now(),
      timeZone: clock.timeZone(),
      clockSuspect: this.#app.clock.doubt.value !== undefined,
    });
    const result = await this.#app.workspace.contacts.start(draft, state.value.family);
    if (!result.ok) return result;
    this.#app.caseload.show(result.value.family.value);
    return ok(result.value.contact.value);
  }

  /** Stores a changed family. */
  async save(change: (family: Family) => Family): Promise<Result<undefined, SaveFailure>> {
    const state = this.#state.value;
    if (state.status !== "ready") return err({ kind: "locked" });
    const { value, version } = state.value.family;
    const result = await this.#app.workspace.families.save({ value: change(value), version });
    if (!result.ok) return result;
    this.#state.value = { status: "ready", value: { ...state.value, family: result.value } };
    this.#app.caseload.show(result.value.value);
    return ok(undefined);
  }
}
