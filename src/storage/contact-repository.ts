import type { Contact, DraftContact, FinalContact } from "../domain/contact.ts";
import type { Family } from "../domain/family.ts";
import type { ContactId } from "../domain/ids.ts";
import type { ContactRepository, LoadFailure, SaveFailure, Stored, StoredPair } from "../domain/repositories.ts";
import { isUntouched } from "../domain/start-contact.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { confirmFamily } from "./confirm-family.ts";
import { contactWrite, saveWithEntry } from "./contact-writes.ts";
import { toFailureBeforeSave, withoutIds } from "./failures.ts";
import { familyWrite } from "./family-repository.ts";
import type { RecordLoader } from "./load-record.ts";
import type { LogStore } from "./log-store.ts";
import { asSaved } from "./saved-versions.ts";
import type { SummaryIndex } from "./summary-index.ts";

/** Contacts, each in a row of its own. What the family's list says of a contact is written in the same transaction. */
export class SealedContactRepository implements ContactRepository {
  readonly #store: LogStore;
  readonly #records: RecordLoader;
  readonly #index: SummaryIndex;
  /** Versions that are known to be drafts, so that a tap need not read the row again to know that it may be written. */
  readonly #drafts = new Map<ContactId, number>();

  constructor(store: LogStore, records: RecordLoader, index: SummaryIndex) {
    this.#store = store;
    this.#records = records;
    this.#index = index;
  }

  async load(id: ContactId): Promise<Result<Stored<Contact>, LoadFailure>> {
    const loaded = await this.#records.load(id, "contact");
    if (!loaded.ok) return loaded;
    const { value, version } = loaded.value;
    if (value.contact.status === "draft") this.#drafts.set(id, version);
    return ok({ value: value.contact, version });
  }

  async start(draft: DraftContact, family: Stored<Family>): Promise<Result<StoredPair<DraftContact>, SaveFailure>> {
    const saved = await saveWithEntry(this.#index, { value: draft, version: 0 }, family, { kind: "started" });
    if (saved.ok) this.#drafts.set(draft.id, saved.value.contact.version);
    return saved;
  }

  async saveDraft(draft: Stored<DraftContact>): Promise<Result<Stored<DraftContact>, SaveFailure>> {
    const allowed = await this.#requireDraft(draft);
    if (!allowed.ok) return allowed;
    const saved = await this.#store.saver.save(() => ({ event: { kind: "answered" }, writes: [contactWrite(draft)] }));
    if (!saved.ok) return err(withoutIds(saved.error));
    const stored = asSaved(draft.value, saved.value);
    this.#drafts.set(stored.value.id, stored.version);
    return ok(stored);
  }

  async finalise(
    record: Stored<FinalContact>,
    family: Stored<Family>,
  ): Promise<Result<StoredPair<FinalContact>, SaveFailure>> {
    // Until it is certain which of the two the row holds, nobody may take it for a draft.
    this.#drafts.delete(record.value.id);
    const { finaliseContact } = await import("./finalise-contact.ts");
    return finaliseContact({ rows: this.#store.rows, records: this.#records, index: this.#index }, record, family);
  }

  async discardUntouched(
    draft: Stored<DraftContact>,
    family: Stored<Family>,
  ): Promise<Result<Stored<Family>, SaveFailure>> {
    const { id } = draft.value;
    const next = { ...family, value: withoutEntry(family.value, id) };
    const before = await this.load(id);
    if (!before.ok) return this.#alreadyDiscarded(before.error, next);
    const stored = before.value.value;
    if (stored.status !== "draft" || !isUntouched(stored) || !isUntouched(draft.value)) {
      return err({ kind: "changed-elsewhere" });
    }
    const saved = await this.#index.saveWith(next.value, () => ({
      event: { kind: "discarded", contact: id, family: next.value.id },
      writes: [familyWrite(next)],
      deletes: [{ id, expectedVersion: draft.version }],
    }));
    if (!saved.ok) return saved;
    this.#drafts.delete(id);
    return ok(asSaved(next.value, saved.value));
  }

  // An earlier save that seemed to time out may have discarded it after all.
  async #alreadyDiscarded(
    failure: LoadFailure,
    expected: Stored<Family>,
  ): Promise<Result<Stored<Family>, SaveFailure>> {
    if (failure.kind !== "missing") return err(toFailureBeforeSave(failure));
    return confirmFamily(this.#records, expected.value);
  }

  // The version is compared again inside the transaction, so what is read here is what is written over.
  async #requireDraft({ value: { id }, version }: Stored<DraftContact>): Promise<Result<undefined, SaveFailure>> {
    if (this.#drafts.get(id) === version) return ok(undefined);
    const before = await this.#records.load(id, "contact");
    if (!before.ok) return err(toFailureBeforeSave(before.error));
    return before.value.value.contact.status === "draft" ? ok(undefined) : err({ kind: "changed-elsewhere" });
  }
}

function withoutEntry(family: Family, id: ContactId): Family {
  return { ...family, contacts: family.contacts.filter((entry) => entry.id !== id) };
}
