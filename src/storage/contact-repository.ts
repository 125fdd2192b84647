import type { Contact, DraftContact, FinalContact } from "../domain/contact.ts";
import type { EventNote } from "../domain/event-log.ts";
import type { ContactEntry, Family } from "../domain/family.ts";
import type { ContactId } from "../domain/ids.ts";
import type { ContactRepository, LoadFailure, SaveFailure, Stored, StoredPair } from "../domain/repositories.ts";
import { isUntouched } from "../domain/start-contact.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { isSameJson } from "../shared/stable-json.ts";
import { confirmFamily } from "./confirm-family.ts";
import { toFailureBeforeSave, withoutIds } from "./failures.ts";
import { familyWrite } from "./family-repository.ts";
import type { RecordLoader } from "./load-record.ts";
import { encodeContent } from "./row-content.ts";
import type { RowSaver, RowWrite } from "./save-rows.ts";
import { asSaved } from "./saved-versions.ts";
import type { SummaryIndex } from "./summary-index.ts";

/** Contacts, each in a row of its own. What the family's list says of a contact is written in the same transaction. */
export class SealedContactRepository implements ContactRepository {
  readonly #records: RecordLoader;
  readonly #saver: RowSaver;
  readonly #index: SummaryIndex;
  /** Versions that are known to be drafts, so that a tap need not read the row again to know that it may be written. */
  readonly #drafts = new Map<ContactId, number>();

  constructor(records: RecordLoader, saver: RowSaver, index: SummaryIndex) {
    this.#records = records;
    this.#saver = saver;
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
    return this.#saveBoth({ value: draft, version: 0 }, withEntry(family, draft), {
      kind: "started",
      contact: draft.id,
      family: draft.familyId,
    });
  }

  async saveDraft(draft: Stored<DraftContact>): Promise<Result<Stored<DraftContact>, SaveFailure>> {
    const allowed = await this.#requireDraft(draft);
    if (!allowed.ok) return allowed;
    const saved = await this.#saver.save(() => ({ event: { kind: "answered" }, writes: [contactWrite(draft)] }));
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
    const before = await this.#readBeforeSave(record.value.id);
    if (!before.ok) return before;
    if (before.value.value.status === "final") return this.#confirmFinal(record.value, before.value, family);
    const { id, familyId, author } = record.value;
    const { contentDigest } = await import("./chain.ts");
    const records = { [id]: await contentDigest(record.value) };
    const event: EventNote = { kind: "finalised", contact: id, family: familyId, author, records };
    const saved = await this.#saveBoth(record, withEntry(family, record.value), event);
    return saved.ok ? this.#verify(saved.value) : saved;
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

  async #saveBoth<C extends Contact>(
    contact: Stored<C>,
    family: Stored<Family>,
    event: EventNote,
  ): Promise<Result<StoredPair<C>, SaveFailure>> {
    const saved = await this.#index.saveWith(family.value, () => ({
      event,
      writes: [familyWrite(family), contactWrite(contact)],
    }));
    if (!saved.ok) return saved;
    const stored = asSaved(contact.value, saved.value);
    if (stored.value.status === "draft") this.#drafts.set(stored.value.id, stored.version);
    return ok({ contact: stored, family: asSaved(family.value, saved.value) });
  }

  // The version is compared again inside the transaction, so what is read here is what is written over.
  async #requireDraft({ value: { id }, version }: Stored<DraftContact>): Promise<Result<undefined, SaveFailure>> {
    if (this.#drafts.get(id) === version) return ok(undefined);
    const before = await this.#readBeforeSave(id);
    if (!before.ok) return before;
    return before.value.value.status === "draft" ? ok(undefined) : err({ kind: "changed-elsewhere" });
  }

  async #readBeforeSave(id: ContactId): Promise<Result<Stored<Contact>, SaveFailure>> {
    const loaded = await this.#records.load(id, "contact");
    if (!loaded.ok) return err(toFailureBeforeSave(loaded.error));
    return ok({ value: loaded.value.value.contact, version: loaded.value.version });
  }

  // An earlier attempt that seemed to time out may have finalised it after all.
  async #confirmFinal(
    record: FinalContact,
    stored: Stored<Contact>,
    { value: { id } }: Stored<Family>,
  ): Promise<Result<StoredPair<FinalContact>, SaveFailure>> {
    if (!isSameJson(stored.value, record)) return err({ kind: "changed-elsewhere" });
    const family = await this.#records.load(id, "family");
    if (!family.ok) return err(toFailureBeforeSave(family.error));
    return ok({
      contact: { value: record, version: stored.version },
      family: { value: family.value.value.family, version: family.value.version },
    });
  }

  async #verify(pair: StoredPair<FinalContact>): Promise<Result<StoredPair<FinalContact>, SaveFailure>> {
    const [contact, family] = await Promise.all([
      this.#records.load(pair.contact.value.id, "contact"),
      this.#records.load(pair.family.value.id, "family"),
    ]);
    const isVerified =
      contact.ok &&
      family.ok &&
      contact.value.version === pair.contact.version &&
      isSameJson(contact.value.value.contact, pair.contact.value) &&
      family.value.version === pair.family.version &&
      isSameJson(family.value.value.family, pair.family.value);
    return isVerified ? ok(pair) : err({ kind: "not-verified" });
  }
}

/** The write that stores a contact. */
export function contactWrite<C extends Contact>({ value: contact, version }: Stored<C>): RowWrite {
  return {
    id: contact.id,
    expectedVersion: version,
    plaintext: encodeContent({ schema: 1, type: "contact", contact }),
  };
}

function withEntry(family: Stored<Family>, contact: Contact): Stored<Family> {
  const { contacts } = family.value;
  const former = contacts.find(({ id }) => id === contact.id);
  const entry: ContactEntry = {
    ...former,
    id: contact.id,
    kind: contact.kind,
    status: contact.status,
    startedAt: contact.startedAt,
    ...(contact.status === "final" ? { date: contact.event.date } : {}),
  };
  return {
    ...family,
    value: {
      ...family.value,
      contacts: former ? contacts.map((other) => (other === former ? entry : other)) : [...contacts, entry],
    },
  };
}

function withoutEntry(family: Family, id: ContactId): Family {
  return { ...family, contacts: family.contacts.filter((entry) => entry.id !== id) };
}
