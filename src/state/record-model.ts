import { type ReadonlySignal, signal } from "@preact/signals";
import { checklistVersion } from "../content/checklists.ts";
import type { Checklist } from "../domain/checklist.ts";
import type { FinalContact } from "../domain/contact.ts";
import { entryOf } from "../domain/contact-entry.ts";
import type { EventNote, Fingerprint } from "../domain/event-log.ts";
import type { ContactEntry, Family, HandOver } from "../domain/family.ts";
import type { ContactId } from "../domain/ids.ts";
import type { LoadFailure, SaveFailure, Stored } from "../domain/repositories.ts";
import type { SaidLater } from "../domain/said-later.ts";
import { standingIdsOf } from "../domain/standing-ids.ts";
import { type RecordDocument, recordDocument } from "../exports/record-document.ts";
import { type RecordText, textOf } from "../exports/record-text.ts";
import { err, ok, type Result } from "../shared/result.ts";
import type { AppModel } from "./app-model.ts";
import { loadContact } from "./load-contact.ts";
import type { Loadable } from "./loadable.ts";
import type { StandingRecord } from "./standing-record.ts";

/** A record that stands, with what is known around it. */
export interface OpenRecord {
  /** As it reads now. */
  record: FinalContact;
  /** Finalised contacts before it; whether the record is complete depends on them. */
  previous: readonly FinalContact[];
  family: Stored<Family>;
  /** What the family's list says of it. */
  entry: ContactEntry | undefined;
  checklist: Checklist;
  document: RecordDocument;
  /** As it was first written, if more was said of it since. */
  original?: RecordDocument;
  written?: FinalContact;
  later?: readonly SaidLater[];
  text: RecordText;
  /** Undefined where the record is older than the log, or the log cannot be read. */
  fingerprint: Fingerprint | undefined;
  handOver: HandOver;
}

/** Which block of text is meant: the main one, or the professional notes. */
export type TextBlock = "main" | "notes";

/** Why a text was not copied. */
export type CopyFailure = { kind: "not-allowed" } | { kind: "not-saved"; failure: SaveFailure };

/** One finalised contact: to read, to copy into the patient record, to print. It cannot be changed here. */
export class RecordModel {
  readonly state: ReadonlySignal<Loadable<OpenRecord | "draft">>;
  readonly #state = signal<Loadable<OpenRecord | "draft">>({ status: "loading" });
  readonly #app: AppModel;
  readonly #id: ContactId;
  #lastMark: Promise<unknown> = Promise.resolve();

  constructor(app: AppModel, id: ContactId) {
    this.#app = app;
    this.#id = id;
    this.state = this.#state;
  }

  async load(): Promise<void> {
    const result = await loadContact(this.#app.workspace, this.#id, checklistVersion);
    if (!result.ok) {
      this.#state.value = { status: "failed", failure: result.error };
      return;
    }
    const { contact, family, checklist, previous } = result.value;
    if (contact.value.status === "draft") {
      this.#state.value = { status: "ready", value: "draft" };
      return;
    }
    const entry = entryOf(family.value, this.#id);
    const printed = await this.#app.workspace.log.fingerprint(this.#id, entry ? standingIdsOf(entry) : []);
    const fingerprint = printed.ok ? printed.value : undefined;
    const read = await this.#read(contact.value, entry, { checklist, previous, fingerprint });
    if (!read.ok) {
      this.#state.value = { status: "failed", failure: read.error };
      return;
    }
    const text = this.#forTraining(textOf(read.value.document));
    const handOver = entry?.handOver ?? {};
    this.#state.value = {
      status: "ready",
      value: { ...read.value, previous, family, entry, checklist, text, fingerprint, handOver },
    };
  }

  // Most records have nothing said of them later, and need none of the code for it.
  async #read(
    record: FinalContact,
    entry: ContactEntry | undefined,
    around: Pick<OpenRecord, "checklist" | "previous" | "fingerprint">,
  ): Promise<Result<StandingRecord, LoadFailure>> {
    const { checklist, previous, fingerprint } = around;
    if (entry === undefined || (entry.amendments === undefined && entry.enteredInError === undefined)) {
      return ok({
        record,
        document: recordDocument(record, checklist, { audience: "professional", previous, fingerprint }),
      });
    }
    try {
      const { loadStandingRecord } = await import("./standing-record.ts");
      return await loadStandingRecord(this.#app.workspace, record, entry, around);
    } catch (cause) {
      return err({ kind: "unavailable", cause });
    }
  }

  /** Puts a block of text on the clipboard and notes that it was copied. */
  async copy(block: TextBlock): Promise<Result<undefined, CopyFailure>> {
    const open = this.#open();
    const text = open?.text[block];
    if (text === undefined) return err({ kind: "not-allowed" });
    const copied = await this.#app.device.copyText(text);
    if (!copied.ok) return err({ kind: "not-allowed" });
    const now = this.#app.device.clock.now();
    const isMain = block === "main";
    const saved = await this.#mark(isMain ? { textCopiedAt: now } : { notesCopiedAt: now }, {
      kind: "exported",
      what: isMain ? "record text" : "professional notes",
    });
    return saved.ok ? ok(undefined) : err({ kind: "not-saved", failure: saved.error });
  }

  /** Notes that the text now stands in the patient record. */
  markInRecord(): Promise<Result<undefined, SaveFailure>> {
    return this.#mark({ inRecordAt: this.#app.device.clock.now() }, { kind: "handed-over" });
  }

  /** Prints the record. That it was printed goes into the log; printing does not wait for it. */
  print(): void {
    this.#app.device.print();
    void this.#app.workspace.log.note({ kind: "exported", contact: this.#id, what: "printed record" });
  }

  #open(): OpenRecord | undefined {
    const state = this.#state.value;
    return state.status === "ready" && state.value !== "draft" ? state.value : undefined;
  }

  // One at a time: two marks made at once would both name the same version of the family.
  #mark(change: HandOver, note: EventNote): Promise<Result<undefined, SaveFailure>> {
    const marked = this.#lastMark.then(() => this.#saveMark(change, note));
    this.#lastMark = marked.catch(() => undefined);
    return marked;
  }

  async #saveMark(change: HandOver, note: EventNote): Promise<Result<undefined, SaveFailure>> {
    const open = this.#open();
    if (open === undefined) return err({ kind: "locked" });
    const family: Family = {
      ...open.family.value,
      contacts: open.family.value.contacts.map((entry) =>
        entry.id === this.#id ? { ...entry, handOver: { ...entry.handOver, ...change } } : entry,
      ),
    };
    const result = await this.#app.workspace.families.save(
      { value: family, version: open.family.version },
      { ...note, contact: this.#id, family: family.id },
    );
    if (!result.ok) return result;
    this.#app.caseload.show(family);
    this.#state.value = {
      status: "ready",
      value: { ...open, family: result.value, handOver: entryOf(family, this.#id)?.handOver ?? {} },
    };
    return ok(undefined);
  }

  #forTraining(text: RecordText): RecordText {
    if (!this.#app.isTraining) return text;
    const mark = "TRAINING: made-up family, not a real record.";
    return { main: `${mark}\n${text.main}`, notes: text.notes && `${mark}\n${text.notes}` };
  }
}
