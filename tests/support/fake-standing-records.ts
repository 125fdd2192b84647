import { type Amendment, amended, type DraftAmendment, type FinalAmendment } from "../../src/domain/amendment.ts";
import type { Contact } from "../../src/domain/contact.ts";
import type { ErrorMark } from "../../src/domain/error-mark.ts";
import type { ContactEntry, Family } from "../../src/domain/family.ts";
import type { AmendmentId, ContactId, ErrorMarkId, FamilyId } from "../../src/domain/ids.ts";
import type { ContactReceipt } from "../../src/domain/receipt.ts";
import type { LoadFailure, SaveFailure, Stored } from "../../src/domain/repositories.ts";
import { mayBeRemoved, whyFamilyStays } from "../../src/domain/retention.ts";
import type { Removal, StandingRecords, StoredAmendment } from "../../src/domain/standing-records.ts";
import { err, ok, type Result } from "../../src/shared/result.ts";

/** What the fake needs of the store that it belongs to. */
interface Around {
  write<T>(change: () => T): Promise<Result<T, SaveFailure>>;
  isUnlocked(): boolean;
  saveFamily(family: Stored<Family>, next: Family): Stored<Family>;
  allFamilies(): Family[];
  loadContact(id: ContactId): Promise<Result<Stored<Contact>, LoadFailure>>;
  dropContact(id: ContactId): void;
  dropFamily(id: FamilyId): void;
}

/** Amendments, marks and receipts in memory, under the lock and the versions of the fake store around them. */
export class FakeStandingRecords implements StandingRecords {
  /** Ids of rows that no longer decrypt. */
  readonly unreadable = new Set<string>();
  readonly #around: Around;
  readonly #amendments = new Map<AmendmentId, Stored<Amendment>>();
  readonly #marks = new Map<ErrorMarkId, ErrorMark>();
  readonly #receipts = new Map<ContactId, ContactReceipt>();

  constructor(around: Around) {
    this.#around = around;
  }

  /** Puts an amendment into the store past the lock. Its record's entry stays as it is. */
  putAmendment<A extends Amendment>(value: A): Stored<A> {
    const stored = { value, version: (this.#amendments.get(value.id)?.version ?? 0) + 1 };
    this.#amendments.set(value.id, copy(stored));
    return copy(stored);
  }

  /** Puts a mark into the store past the lock. Its record's entry stays as it is. */
  putMark(mark: ErrorMark): void {
    this.#marks.set(mark.id, copy(mark));
  }

  async loadAmended(id: ContactId, last: AmendmentId): Promise<Result<Stored<Contact>, LoadFailure>> {
    const contact = await this.#around.loadContact(id);
    const amendment = await this.loadAmendment(last);
    if (!contact.ok) return contact;
    if (!amendment.ok) return amendment.error.kind === "missing" ? err({ kind: "unreadable" }) : amendment;
    if (contact.value.value.status === "draft" || amendment.value.value.status === "draft") {
      return err({ kind: "unreadable" });
    }
    return ok({ ...contact.value, value: amended(contact.value.value, amendment.value.value) });
  }

  async loadAmendment(id: AmendmentId): Promise<Result<Stored<Amendment>, LoadFailure>> {
    return this.#read(this.#amendments, id);
  }

  startAmendment(
    draft: DraftAmendment,
    family: Stored<Family>,
  ): Promise<Result<StoredAmendment<DraftAmendment>, SaveFailure>> {
    return this.#around.write(() => ({
      family: this.#saveEntry(family, draft.contactId, (entry) => ({
        ...entry,
        amendments: [...(entry.amendments ?? []), { id: draft.id, status: "draft" }],
      })),
      amendment: this.putAmendment(draft),
    }));
  }

  saveAmendment(draft: Stored<DraftAmendment>): Promise<Result<Stored<DraftAmendment>, SaveFailure>> {
    return this.#around.write(() => this.putAmendment(draft.value));
  }

  finaliseAmendment(
    amendment: Stored<FinalAmendment>,
    family: Stored<Family>,
  ): Promise<Result<StoredAmendment<FinalAmendment>, SaveFailure>> {
    const { id, contactId, event } = amendment.value;
    return this.#around.write(() => ({
      family: this.#saveEntry(family, contactId, ({ handOver: _, ...entry }) => ({
        ...entry,
        date: event.date,
        amendments: entry.amendments?.map((one) => (one.id === id ? { id, status: "final" } : one)),
      })),
      amendment: this.putAmendment(amendment.value),
    }));
  }

  discardAmendment({ value }: Stored<DraftAmendment>, family: Stored<Family>) {
    return this.#around.write(() => {
      this.#amendments.delete(value.id);
      return this.#saveEntry(family, value.contactId, (entry) => ({
        ...entry,
        amendments: entry.amendments?.filter(({ id }) => id !== value.id),
      }));
    });
  }

  async loadErrorMark(id: ErrorMarkId): Promise<Result<ErrorMark, LoadFailure>> {
    return this.#read(this.#marks, id);
  }

  markInError(mark: ErrorMark, family: Stored<Family>): Promise<Result<Stored<Family>, SaveFailure>> {
    return this.#around.write(() => {
      this.putMark(mark);
      return this.#saveEntry(family, mark.contactId, ({ handOver: _, ...entry }) => ({
        ...entry,
        enteredInError: mark.id,
      }));
    });
  }

  async loadReceipt(id: ContactId): Promise<Result<ContactReceipt, LoadFailure>> {
    return this.#read(this.#receipts, id);
  }

  removeRecords(
    entries: readonly ContactEntry[],
    family: Stored<Family>,
    removal: Removal,
  ): Promise<Result<Stored<Family>, SaveFailure>> {
    return this.#around.write(() => {
      const gone = family.value.contacts.filter(({ id }) => entries.some((entry) => entry.id === id));
      if (!gone.every(mayBeRemoved)) throw new Error("A record that is not handed over may not be removed");
      for (const { id, kind, date, handOver } of gone) {
        const receipt = { ...removal, familyId: family.value.id, id, kind, date };
        this.#receipts.set(id, { ...receipt, of: "contact", handedOverAt: handOver.inRecordAt });
        this.#around.dropContact(id);
      }
      const contacts = family.value.contacts.map((entry) =>
        gone.some(({ id }) => id === entry.id) ? { ...entry, removedAt: removal.removedAt } : entry,
      );
      return this.#around.saveFamily(family, { ...family.value, contacts });
    });
  }

  removeFamily(family: Stored<Family>): Promise<Result<undefined, SaveFailure>> {
    return this.#around.write(() => {
      if (whyFamilyStays(family.value) !== undefined) throw new Error("The family has to stay");
      this.#around.dropFamily(family.value.id);
      return undefined;
    });
  }

  async loadRemovable(): Promise<Result<Family[], LoadFailure>> {
    const isConcerned = (family: Family) => family.contacts.some(mayBeRemoved) || whyFamilyStays(family) === undefined;
    return this.#around.isUnlocked() ? ok(this.#around.allFamilies().filter(isConcerned)) : err({ kind: "locked" });
  }

  #saveEntry(family: Stored<Family>, id: ContactId, change: (entry: ContactEntry) => unknown): Stored<Family> {
    const contacts = family.value.contacts.map((entry) => (entry.id === id ? copy(change(entry)) : entry));
    // Each change keeps the entry's own members, and the copy drops those that are undefined.
    return this.#around.saveFamily(family, { ...family.value, contacts: contacts as ContactEntry[] });
  }

  #read<Id extends string, T>(rows: ReadonlyMap<Id, T>, id: Id): Result<T, LoadFailure> {
    if (!this.#around.isUnlocked()) return err({ kind: "locked" });
    if (this.unreadable.has(id)) return err({ kind: "unreadable" });
    const row = rows.get(id);
    return row === undefined ? err({ kind: "missing" }) : ok(copy(row));
  }
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
