import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { checklistVersion } from "../content/checklists.ts";
import { type AmendProblem, asDraftContact, currentOf, finaliseAmendment, isUnchanged } from "../domain/amend.ts";
import type { DraftAmendment, FinalAmendment } from "../domain/amendment.ts";
import type { Author } from "../domain/author.ts";
import type { Contact, DraftContact, FinalContact } from "../domain/contact.ts";
import type { Family } from "../domain/family.ts";
import type { AmendmentId, ContactId } from "../domain/ids.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import type { StandingRecords } from "../domain/standing-records.ts";
import { recordDocument } from "../exports/record-document.ts";
import { type Change, whatChanged } from "../exports/what-changed.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { AppModel } from "./app-model.ts";
import { authorOf } from "./author-of.ts";
import { ContactModel } from "./contact-model.ts";
import { type LoadedContact, loadContact } from "./load-contact.ts";
import { loadHistory } from "./standing-record.ts";

/** Why an amendment was not finalised. */
export type AmendFailure =
  | { kind: "problems"; problems: readonly AmendProblem[] }
  | { kind: "not-saved"; failure: SaveFailure }
  /** The visitor has no name in the settings, and an amendment must say who made it. */
  | { kind: "no-author" };

/** What the draft amendment is about. */
interface Amending {
  /** The record as it reads now. */
  current: FinalContact;
  /** The family as it is now; the steps see it as it was on the day of the contact. */
  family: Stored<Family>;
  draft: DraftAmendment;
  standing: StandingRecords;
}

/** One record that is being amended: the eight steps on a copy of its answers, stored from the first tap on. */
export class AmendModel {
  readonly id: ContactId;
  readonly steps: ContactModel;
  readonly reason: ReadonlySignal<string>;
  /** What differs from the record as it reads now, in its own words. */
  readonly changes: ReadonlySignal<readonly Change[]>;
  readonly isUnchanged: ReadonlySignal<boolean>;
  readonly #app: AppModel;
  readonly #reason = signal("");
  #made: { of: Contact | undefined; amendment: FinalAmendment } | undefined;
  readonly #amending = signal<Amending | undefined>(undefined);

  constructor(app: AppModel, id: ContactId) {
    this.#app = app;
    this.id = id;
    this.reason = this.#reason;
    this.steps = new ContactModel(app, id, {
      base: `/contact/${id}/amend`,
      load: () => this.#load(),
      save: (draft) => this.#save(draft),
    });
    this.isUnchanged = computed(() => {
      const contact = this.steps.contact.value;
      const amending = this.#amending.value;
      return !contact || !amending || isUnchanged(contact, amending.current);
    });
    this.changes = computed(() => {
      const state = this.steps.state.value;
      const preview = this.steps.preview.value;
      const amending = this.#amending.value;
      if (state.status !== "ready" || !preview || !amending) return [];
      const document = (record: FinalContact) =>
        recordDocument(record, state.value.checklist, { audience: "professional" });
      return whatChanged(document(amending.current), document(preview));
    });
  }

  /** Changes the reason and stores it with the draft. */
  setReason(reason: string): void {
    this.#reason.value = reason;
    this.steps.change((answers) => ({ ...answers }), "typing");
  }

  /** Fixes the amendment. The draft stays as it is when something is missing or the store does not confirm. */
  async finalise(): Promise<Result<undefined, AmendFailure>> {
    const amending = this.#amending.value;
    if (amending === undefined) return err({ kind: "problems", problems: [] });
    const author = authorOf(this.#app);
    if (author.name.trim() === "") return err({ kind: "no-author" });
    const stored = await this.#stored();
    if (!stored.ok) return err({ kind: "not-saved", failure: stored.error });
    const made = this.#make(stored.value.value, amending, author);
    if (!made.ok) return err({ kind: "problems", problems: made.error });
    const amendment = { value: made.value, version: stored.value.version };
    const result = await amending.standing.finaliseAmendment(amendment, amending.family);
    if (!result.ok) return err({ kind: "not-saved", failure: result.error });
    this.#end(result.value.family.value);
    return ok(undefined);
  }

  /** Takes the draft away again while nothing in it differs from the record. */
  async discard(): Promise<Result<undefined, SaveFailure>> {
    const amending = this.#amending.value;
    if (amending === undefined) return err({ kind: "locked" });
    const stored = await this.#stored();
    if (!stored.ok) return stored;
    const result = await amending.standing.discardAmendment(stored.value, amending.family);
    if (!result.ok) return result;
    this.#end(result.value.value);
    return ok(undefined);
  }

  // The same amendment at each try of the same draft, so that one that was stored after all is known again.
  #make(draft: DraftAmendment, { current }: Amending, author: Author): Result<FinalAmendment, AmendProblem[]> {
    const of = this.steps.contact.value;
    if (this.#made !== undefined && this.#made.of === of) return ok(this.#made.amendment);
    const made = finaliseAmendment(draft, current, {
      author,
      now: this.#app.device.clock.now(),
      today: this.#app.today.value,
      clockSuspect: this.#app.clock.doubt.value !== undefined,
    });
    this.#made = made.ok ? { of, amendment: made.value } : undefined;
    return made;
  }

  #end(family: Family): void {
    this.#app.caseload.show(family);
    this.steps.close();
  }

  async #load(): Promise<Result<LoadedContact, LoadFailure>> {
    const { workspace } = this.#app;
    const loaded = await loadContact(workspace, this.id, checklistVersion);
    if (!loaded.ok) return loaded;
    const record = loaded.value.contact.value;
    const entry = loaded.value.family.value.contacts.find(({ id }) => id === this.id);
    const last = entry?.amendments?.at(-1);
    if (record.status !== "final" || !entry || last?.status !== "draft" || entry.enteredInError) {
      return err({ kind: "missing" });
    }
    const opened = await this.#open(record, last.id, loaded.value, entry);
    if (!opened.ok) return opened;
    const { family } = loaded.value;
    return ok({
      ...loaded.value,
      contact: { value: asDraftContact(opened.value.value), version: opened.value.version },
      family: { ...family, value: { ...family.value, ...record.subject } },
    });
  }

  async #open(
    record: FinalContact,
    id: AmendmentId,
    { family }: LoadedContact,
    entry: Family["contacts"][number],
  ): Promise<Result<Stored<DraftAmendment>, LoadFailure>> {
    const { workspace } = this.#app;
    const history = await loadHistory(workspace, record, entry);
    if (!history.ok) return history;
    const standing = await workspace.standing();
    if (!standing.ok) return standing;
    const amendment = await standing.value.loadAmendment(id);
    if (!amendment.ok) return amendment;
    const { value: draft, version } = amendment.value;
    // Without an earlier amendment nobody can say what this one changes.
    if (draft.status !== "draft" || history.value.hasGap) return err({ kind: "unreadable" });
    this.#reason.value = draft.reason ?? "";
    const current = currentOf(record, history.value.amendments);
    this.#amending.value = { current, family, draft, standing: standing.value };
    return ok({ value: draft, version });
  }

  async #save(draft: Stored<DraftContact>): Promise<Result<Stored<DraftContact>, SaveFailure>> {
    const amending = this.#amending.value;
    if (amending === undefined) return err({ kind: "locked" });
    const saved = await amending.standing.saveAmendment(this.#asAmendment(draft, amending));
    return saved.ok ? ok({ value: draft.value, version: saved.value.version }) : saved;
  }

  async #stored(): Promise<Result<Stored<DraftAmendment>, SaveFailure>> {
    const amending = this.#amending.value;
    const isStored = await this.steps.flush();
    const { stored } = this.steps;
    if (amending === undefined || stored === undefined) return err({ kind: "locked" });
    const saved = this.steps.saved.value;
    if (!isStored) return err(saved.state === "failed" ? saved.failure : { kind: "timed-out" });
    return ok(this.#asAmendment(stored, amending));
  }

  #asAmendment({ value, version }: Stored<DraftContact>, { draft }: Amending): Stored<DraftAmendment> {
    const reason = this.#reason.value;
    const { reason: _, ...kept } = draft;
    return {
      value: {
        ...kept,
        answers: value.answers,
        resumeAt: value.resumeAt,
        ...(reason === "" ? {} : { reason }),
      },
      version,
    };
  }
}
