import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { checklistVersion } from "../content/checklists.ts";
import type { Checklist } from "../domain/checklist.ts";
import { type Completeness, completeness } from "../domain/completeness.ts";
import type { Contact, ContactAnswers, ContactStep, DraftContact, FinalContact } from "../domain/contact.ts";
import { readEnteredDate, TimeOfDay } from "../domain/dates.ts";
import { type Family, type Subject, subjectOf } from "../domain/family.ts";
import { type FinaliseProblem, finaliseContact } from "../domain/finalise.ts";
import { type ProposedFollowUp, proposeFollowUps } from "../domain/follow-up-rules.ts";
import { type ContactId, EntryId, toId } from "../domain/ids.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import { isUntouched } from "../domain/start-contact.ts";
import { randomId } from "../shared/random-id.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { AppModel } from "./app-model.ts";
import { authorOf } from "./author-of.ts";
import { AutoSaver, type SaveState } from "./auto-saver.ts";
import { type LoadedContact, loadContact } from "./load-contact.ts";
import type { Loadable } from "./loadable.ts";
import type { Flushable } from "./open-work.ts";

/** Everything that the screens of one open contact share. */
export interface OpenContact {
  family: Stored<Family>;
  checklist: Checklist;
  /** Finalised contacts of the family before this one, oldest first. Their answers are shown, never copied. */
  previous: readonly FinalContact[];
}

/** Where a draft comes from and goes to, if it is not a contact of its own. */
export interface DraftSource {
  /** The address of its steps. */
  base: string;
  load(): Promise<Result<LoadedContact, LoadFailure>>;
  save(draft: Stored<DraftContact>): Promise<Result<Stored<DraftContact>, SaveFailure>>;
}

/** Why finalising did not happen: something is missing, or it could not be stored. */
export type FinaliseFailure =
  | { kind: "problems"; problems: readonly FinaliseProblem[] }
  | { kind: "not-saved"; failure: SaveFailure }
  /** The visitor has no name in the settings, and a record must say who made it. */
  | { kind: "no-author" };

/** One contact that is being recorded. Every change is stored from the first tap on. */
export class ContactModel implements Flushable {
  readonly isContact = true;
  readonly id: ContactId;
  /** The address of its steps. */
  readonly base: string;
  /** A record is being amended. */
  readonly isAmending: boolean;
  readonly state: ReadonlySignal<Loadable<OpenContact>>;
  /** The contact as it is on the screen; undefined until it is loaded. */
  readonly contact: ReadonlySignal<Contact | undefined>;
  readonly saved: ReadonlySignal<SaveState>;
  readonly proposals: ReadonlySignal<readonly ProposedFollowUp[]>;
  readonly completeness: ReadonlySignal<Completeness | undefined>;
  /** The record as it would stand if it were finalised now, whatever is still missing; for reading only. */
  readonly preview: ReadonlySignal<FinalContact | undefined>;

  readonly #app: AppModel;
  readonly #source: DraftSource;
  readonly #state = signal<Loadable<OpenContact>>({ status: "loading" });
  readonly #contact = signal<Contact | undefined>(undefined);
  readonly #saver = signal<AutoSaver<DraftContact> | undefined>(undefined);
  /** The step that is on the screen. */
  #step: ContactStep | undefined;
  #release: (() => void) | undefined;
  #isClosed = false;

  constructor(app: AppModel, id: ContactId, amending?: DraftSource) {
    const source = amending ?? contactSource(app, id);
    this.isAmending = amending !== undefined;
    this.#app = app;
    this.id = id;
    this.base = source.base;
    this.#source = source;
    this.state = this.#state;
    this.contact = this.#contact;
    this.saved = computed(() => this.#saver.value?.state.value ?? { state: "untouched" });
    this.proposals = computed(() => {
      const open = this.#ready.value;
      return open
        ? proposeFollowUps({ ...open, answers: open.contact.answers, contactDate: this.#contactDate(open.contact) })
        : [];
    });
    this.preview = computed(() => {
      const open = this.#ready.value;
      return open && asFinal(open.contact, open.subject, { app: this.#app, date: this.#contactDate(open.contact) });
    });
    this.completeness = computed(() => {
      const open = this.#ready.value;
      return (
        open && completeness({ ...open, answers: open.contact.answers, contactDate: this.#contactDate(open.contact) })
      );
    });
  }

  readonly #ready = computed(() => {
    const state = this.#state.value;
    const contact = this.#contact.value;
    if (state.status !== "ready" || contact === undefined) return undefined;
    const subject = contact.status === "final" ? contact.subject : subjectOf(state.value.family.value);
    return { ...state.value, contact, subject };
  });

  /** Reads the contact, its family, its own version of the checklist and the contacts before it. */
  async load(): Promise<void> {
    const result = await this.#source.load();
    if (this.#isClosed) return;
    if (!result.ok) {
      this.#state.value = { status: "failed", failure: result.error };
      return;
    }
    const { contact, ...open } = result.value;
    this.#contact.value = contact.value;
    this.#state.value = { status: "ready", value: open };
    if (contact.value.status === "draft") this.#keepSaved({ value: contact.value, version: contact.version });
  }

  /** Changes the answers of the draft and stores them: right after a tap, after a short pause while typing. */
  change(next: (answers: ContactAnswers) => ContactAnswers, how: "tap" | "typing" = "tap"): void {
    this.#changeDraft(
      (draft) => ({ ...draft, answers: next(draft.answers), resumeAt: this.#step ?? draft.resumeAt }),
      how,
    );
  }

  /** Remembers the step, so that the draft opens there again; from the first answer on, since looking is no change. */
  openStep(step: ContactStep): void {
    this.#step = step;
    const contact = this.#contact.value;
    if (contact?.status === "draft" && contact.resumeAt !== step && !isUntouched(contact)) {
      this.#changeDraft((draft) => ({ ...draft, resumeAt: step }), "tap");
    }
  }

  /** Whether the store refused the last answer. */
  get isUnsaved(): boolean {
    return this.saved.value.state === "failed";
  }

  /** The draft as the store has it. */
  get stored(): Stored<DraftContact> | undefined {
    return this.#saver.value?.stored;
  }

  /** Stores what is on the screen, also when that failed before. */
  flush(): Promise<boolean> {
    return this.#saver.value?.flush() ?? Promise.resolve(true);
  }

  /** A fresh id for a sleep space, a plan or a follow-up. */
  newEntryId(): EntryId {
    return toId(EntryId, randomId());
  }

  /** What finalising would make of the draft now, or what still stands in its way. */
  wouldBeFinal(): Result<FinalContact, readonly FinaliseProblem[]> {
    const state = this.#state.value;
    const contact = this.#contact.value;
    if (state.status !== "ready" || contact === undefined) return err([]);
    if (contact.status === "final") return ok(contact);
    return finaliseContact(contact, {
      family: state.value.family.value,
      author: authorOf(this.#app),
      now: this.#app.device.clock.now(),
      today: this.#app.today.value,
      clockSuspect: this.#app.clock.doubt.value !== undefined,
    });
  }

  /** Fixes the record. The draft stays as it is when something is missing or the store does not confirm. */
  async finalise(): Promise<Result<undefined, FinaliseFailure>> {
    const state = this.#state.value;
    const saver = this.#saver.value;
    if (state.status !== "ready" || saver === undefined) return err({ kind: "problems", problems: [] });
    if (authorOf(this.#app).name.trim() === "") return err({ kind: "no-author" });
    const made = this.wouldBeFinal();
    if (!made.ok) return err({ kind: "problems", problems: made.error });
    if (!(await saver.flush())) return err({ kind: "not-saved", failure: failureOf(saver) });
    const { contacts } = this.#app.workspace;
    const result = await contacts.finalise({ value: made.value, version: saver.stored.version }, state.value.family);
    if (!result.ok) return err({ kind: "not-saved", failure: result.error });
    this.#contact.value = result.value.contact.value;
    this.#state.value = { status: "ready", value: { ...state.value, family: result.value.family } };
    this.#saver.value = undefined;
    this.#app.caseload.show(result.value.family.value);
    this.close();
    return ok(undefined);
  }

  /** Takes a draft away again in which nothing was answered. */
  async discard(): Promise<Result<undefined, SaveFailure>> {
    const state = this.#state.value;
    const saver = this.#saver.value;
    if (state.status !== "ready" || saver === undefined) return err({ kind: "locked" });
    // A tick that was taken back may still be on its way.
    if (!(await saver.flush())) return err(failureOf(saver));
    const result = await this.#app.workspace.contacts.discardUntouched(saver.stored, state.value.family);
    if (!result.ok) return result;
    this.#app.caseload.show(result.value.value);
    this.close();
    return ok(undefined);
  }

  /** Stores what is left, and then lets the app lock as usual again: until then a lock waits for it. */
  close(): void {
    this.#isClosed = true;
    void this.flush().finally(this.#release);
  }

  #keepSaved(stored: Stored<DraftContact>): void {
    this.#saver.value = new AutoSaver<DraftContact>({
      stored,
      save: (draft) => this.#source.save(draft),
      now: () => this.#app.device.clock.now(),
      afterPaint: (action) => this.#app.device.afterPaint(action),
    });
    this.#release = this.#app.keepOpen(this);
  }

  #changeDraft(next: (draft: DraftContact) => DraftContact, how: "tap" | "typing"): void {
    const contact = this.#contact.value;
    if (contact?.status !== "draft") return;
    const changed = next(contact);
    this.#contact.value = changed;
    this.#saver.value?.change(changed, how);
  }

  /** The day of the contact as entered, or today while that is not a date. */
  #contactDate(contact: Contact): string {
    const entered = readEnteredDate(contact.answers.people.date);
    return entered.ok ? entered.value : this.#app.today.value;
  }
}

function contactSource(app: AppModel, id: ContactId): DraftSource {
  return {
    base: `/contact/${id}`,
    load: () => loadContact(app.workspace, id, checklistVersion),
    save: (draft) => app.workspace.contacts.saveDraft(draft),
  };
}

/** A draft in the shape of a record, for reading only: what is missing shows as missing. */
function asFinal(contact: Contact, subject: Subject, { app, date }: { app: AppModel; date: string }): FinalContact {
  if (contact.status === "final") return contact;
  const { resumeAt: _resumeAt, status: _status, ...rest } = contact;
  const { time } = contact.answers.people;
  return {
    ...rest,
    status: "final",
    event: { date, time: TimeOfDay.safeParse(time).success ? time : "00:00" },
    finalisedAt: app.device.clock.now(),
    author: authorOf(app),
    subject,
  };
}

/** Why the last save failed. It is "timed-out" while another change has begun since. */
function failureOf(saver: AutoSaver<DraftContact>): SaveFailure {
  const saved = saver.state.value;
  return saved.state === "failed" ? saved.failure : { kind: "timed-out" };
}
